"""Printed receipts are what they were, fit their paper, and add up on paper."""

import re
from decimal import Decimal

import pytest

from tests.golden import samples
from tests.golden.receipts import FOLDER, golden_receipts, printed

NOW = golden_receipts()
MEMBERS_SALES = [(sample, columns) for sample in (samples.english, samples.russian) for columns in (32, 42, 48)]


@pytest.mark.parametrize("name", sorted(NOW))
def test_a_receipt_is_printed_as_it_was(name):
    assert NOW[name] == (FOLDER / name).read_text("utf-8")


def test_no_golden_receipt_is_left_over():
    assert {path.name for path in FOLDER.glob("receipt_*.txt")} == set(NOW)


@pytest.mark.parametrize("name", sorted(NOW))
def test_a_receipt_fits_its_paper_and_a_printers_code_page(name):
    columns = int(name.rsplit("_", 1)[1][:2])
    for line in NOW[name].splitlines():
        assert len(line) <= columns
        assert line == line.rstrip()
    encoded = [page for page in ("cp858", "cp866") if NOW[name].encode(page, "ignore").decode(page) == NOW[name]]
    assert encoded


def last_amount(line):
    """The amount at the end of a line, tax letters left out; None for a line without one."""
    found = re.search(r"([+-]?\d{1,3}(?:[ ,]\d{3})*(?:[.,]\d{2})?)(?: [A-ZА-Я]+)?$", line)
    if not found:
        return None
    text = found[1].replace(" ", "")
    whole, part = (text[:-3], text[-2:]) if re.search(r"[.,]\d{2}$", text) else (text, "00")
    return Decimal(f"{whole.replace(',', '')}.{part}")


def amount_of(text, *labels):
    """The amount of the line that begins with one of the labels."""
    return next(last_amount(line) for line in text.splitlines() if line.startswith(labels))


def block(text, start, end):
    """The lines from the rule number `start` to the rule number `end`."""
    lines = text.splitlines()
    rules = [place for place, line in enumerate(lines) if set(line) <= {"-"} or set(line) <= {"="}]
    return lines[rules[start] + 1 : rules[end]]


@pytest.mark.parametrize(("sample", "columns"), MEMBERS_SALES)
def test_the_money_on_paper_adds_up(sample, columns):
    text = printed(sample(), columns)
    first = 2 if "ФИСКАЛЬНЫМ" in text else 0
    goods = [last_amount(line) for line in block(text, first, first + 1) if line.startswith("  ")]
    subtotal = amount_of(text, "Subtotal", "Подытог")
    reward = amount_of(text, "Reward", "5.00 off", "Награда", "-500 руб.")
    total = amount_of(text, "TOTAL", "ИТОГО")
    rounding = amount_of(text, "Cash rounding", "Округление")
    due = amount_of(text, "TO PAY IN CASH", "К ОПЛАТЕ")
    assert sum(goods) == subtotal
    assert subtotal + reward == total
    assert total + rounding == due
    assert amount_of(text, "Cash given", "Получено") - due == amount_of(text, "CHANGE", "СДАЧА")
    discounts = [amount for amount in goods if amount < 0]
    assert -sum(discounts) - reward == amount_of(text, "You saved", "Ваша экономия")


@pytest.mark.parametrize(("sample", "columns"), MEMBERS_SALES)
def test_the_taxes_on_paper_add_up_to_the_total(sample, columns):
    view = sample()
    text = printed(view, columns)
    rows = [line for line in text.splitlines() if re.match(r"[ABАБ] \d+%", line)]
    amounts = [re.findall(r"\d{1,3}(?:[, ]\d{3})*[.,]\d{2}", line[6:]) for line in rows]
    table = [[Decimal(re.sub(r"[, ]", "", cell[:-3]) + "." + cell[-2:]) for cell in row] for row in amounts]
    assert len(table) == 2
    assert all(net + tax == gross for net, tax, gross in table)
    assert sum(gross for _, _, gross in table) == amount_of(text, "TOTAL", "ИТОГО")
    assert sum(tax for _, tax, _ in table) == amount_of(text, "Total VAT", "НДС всего")


@pytest.mark.parametrize(("sample", "columns"), MEMBERS_SALES)
def test_the_points_on_paper_add_up(sample, columns):
    text = printed(sample(), columns)
    before = amount_of(text, "Points before", "Баллы до")
    used = amount_of(text, "Used for reward", "Списано")
    earned = amount_of(text, "Earned today", "Начислено")
    assert before + used + earned == amount_of(text, "POINTS NOW", "БАЛЛОВ СЕЙЧАС")


@pytest.mark.parametrize("name", sorted(NOW))
def test_nothing_personal_is_on_paper(name):
    """First name, initial and the end of the card: no surname, no whole card number."""
    assert "Kuznetsova" not in NOW[name]
    assert "Кузнецова" not in NOW[name]
    assert "2912345678906" not in NOW[name]
