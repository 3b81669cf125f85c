"""Laws of every receipt, and the rows that the golden files do not show."""

import datetime as dt
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.devices.paper.code_pages import code_page
from app.devices.paper.receipt_text import receipt_lines, receipt_rows, return_code
from app.people.codes import read_receipt_code
from app.sales.receipt import PointsChange, Reduction, Tender
from app.sales.tax import Tax, TaxProfile
from app.values.locales import Words
from app.workflows.receipt_view import shown_member
from tests.golden import samples
from tests.unit.devices.receipts import views

EN, RU = Words("en", "Europe/Amsterdam"), Words("ru", "Europe/Moscow")
COMMANDS = set(range(0x20)) | {0x7F}


def changed(view, **changes):
    """The view with fields of its receipt changed."""
    return msgspec.structs.replace(view, receipt=msgspec.structs.replace(view.receipt, **changes))


def row(view, start, words=EN, columns=42):
    """The one line that begins so."""
    (found,) = [line for line in receipt_lines(view, words, columns) if line.startswith(start)]
    return " ".join(found.split())


@given(views(), st.sampled_from([32, 42, 48]))
def test_every_receipt_fits_its_paper_and_its_printer(view, columns):
    words = Words(view.language, view.shop.zone)
    for line in receipt_lines(view, words, columns):
        assert len(line) <= columns
        assert line == line.rstrip()
        assert any(not COMMANDS & set(line.encode(page, "ignore")) for page in ("cp858", "cp866"))
        line.encode("cp866" if view.language == "ru" else "cp858" if line.isascii() else "utf-8")


@given(views(), st.sampled_from([32, 42, 48]))
def test_every_amount_is_whole_on_one_line(view, columns):
    words = Words(view.language, view.shop.zone)
    lines = receipt_lines(view, words, columns)
    receipt = view.receipt
    amounts = [receipt.total_minor, *(line.base_minor for line in receipt.lines)]
    amounts += [row.tax_minor for row in receipt.taxes]
    for minor in amounts:
        amount = words.amount(minor, receipt.currency).replace("\u00a0", " ")
        assert any(amount in line for line in lines)


@given(views())
def test_the_return_code_names_the_receipt(view):
    found = read_receipt_code(return_code(view))
    receipt = view.receipt
    assert (found.till, found.epoch, found.sequence) == (receipt.till, receipt.epoch, receipt.sequence)


@given(views())
def test_a_first_print_and_a_copy_differ_in_one_row(view):
    first = receipt_lines(msgspec.structs.replace(view, copied_at=0), EN, 42)
    copy = receipt_lines(msgspec.structs.replace(view, copied_at=1_795_284_240_000), EN, 42)
    assert len(copy) == len(first) + 1
    assert [line for line in copy if "*** COPY 21.11.2026 19:04 ***" in line]


def test_the_printers_own_page_may_be_asked_for():
    lines = receipt_lines(samples.russian(), RU, 42, code_page("cp858"))
    assert "  Tsena uchastnika -100,00/sht   -200,00" in lines
    assert lines[0].strip() == "MAGAZIN «SOLNECHNYY»"
    assert all(line.encode("cp858") for line in lines)


def test_exact_cash_has_no_change_and_rounded_cash_says_what_to_pay():
    exact = samples.anonymous()
    assert row(exact, "Cash") == "Cash 11.75"
    unknown = changed(exact, tenders=(Tender("cash", 1175),))
    assert row(unknown, "Cash") == "Cash 11.75"
    rounded = changed(exact, tenders=(Tender("cash", 1180, given_minor=1180),), rounding_minor=5)
    lines = receipt_lines(rounded, EN, 42)
    assert row(rounded, "Cash rounding") == "Cash rounding +0.05"
    assert row(rounded, "TO PAY IN CASH") == "TO PAY IN CASH 11.80"
    assert not [line for line in lines if line.startswith(("Cash given", "CHANGE", "Cash  "))]


def test_a_tax_on_top_of_the_prices_is_added_before_the_total():
    view = samples.anonymous()
    shop = samples.SHOP_EN
    view = changed(view, total_minor=1422, tenders=(Tender("card", 1422),))
    view = msgspec.structs.replace(view, shop=type(shop)(prices_include_tax=False, currency="EUR"))
    assert row(view, "Subtotal") == "Subtotal 11.75"
    assert "Tax                                +2.47" in receipt_lines(view, EN, 42)
    assert "Tax       before tax      tax     with tax" in receipt_lines(view, EN, 42)
    assert row(view, "Total tax") == "Total tax 2.04"
    assert row(view, "TOTAL EUR") == "TOTAL EUR 14.22"


def test_a_shop_without_taxes_prints_no_table_and_no_letters():
    view = samples.amount_mode()
    lines = receipt_lines(view, EN, 42)
    assert not [line for line in lines if "VAT" in line and "NL" not in line]
    assert "Bill                                 31.63" in lines
    assert "Bill, department 2                    4.80" in lines
    assert row(view, "Paid at") == "Paid at the other till 36.43"


def test_without_taxes_the_savings_are_still_told():
    view = changed(samples.english(), taxes=(), tax_profile=TaxProfile())
    assert row(view, "You saved today") == "You saved today 7.00"
    assert not [line for line in receipt_lines(view, EN, 42) if "Total VAT" in line]


def test_a_fixed_tax_has_no_rate():
    view = samples.anonymous()
    taxes = TaxProfile((Tax("standard", "A", amount_per_unit_minor=5),))
    assert row(changed(view, tax_profile=taxes), "A ").startswith("A 9.71")


def test_a_line_under_two_taxes_has_both_letters():
    view = samples.anonymous()
    first = view.receipt.lines[0]
    both = msgspec.structs.replace(first, goods=msgspec.structs.replace(first.goods, taxes=("standard", "food")))
    lines = receipt_lines(changed(view, lines=(both, *view.receipt.lines[1:])), EN, 42)
    assert "  1 pc x 8.50                      8.50 AB" in lines
    assert "  1 pc x 3.25                      3.25 A" in lines
    assert "TOTAL EUR                         11.75" in lines


def test_the_reason_of_a_reduction_by_hand_is_not_printed():
    text = "\n".join(receipt_lines(samples.long_names(), EN, 42))
    assert "Discount 12.5%" in text
    assert "goodwill" not in text
    assert "damaged" not in text
    assert "maria" not in text


def test_a_reduction_of_nothing_is_not_printed():
    view = samples.anonymous()
    nothing = Reduction("p", 0, "line", names={"en": "Nothing off"})
    line = msgspec.structs.replace(view.receipt.lines[0], reductions=(nothing,))
    assert not [each for each in receipt_lines(changed(view, lines=(line,)), EN, 42) if "Nothing" in each]


def test_an_offer_without_words_is_named_by_its_program_and_goods_without_a_name_by_their_article():
    view = samples.anonymous()
    line = view.receipt.lines[0]
    goods = msgspec.structs.replace(line.goods, name="")
    line = msgspec.structs.replace(line, goods=goods, reductions=(Reduction("spring", 100, "line"),))
    lines = receipt_lines(changed(view, lines=(line,)), EN, 42)
    assert "sku-1" in lines
    assert "  spring                           -1.00" in lines


def test_points_are_told_beside_a_reward_only_where_they_are_its_own():
    view = samples.english()
    one = Reduction("club", 300, "order", "three", 1, {"en": "3.00 off"})
    two = Reduction("club", 200, "order", "two", 1, {"en": "2.00 off"})
    first, *others = view.receipt.lines
    plain = [msgspec.structs.replace(line, reductions=()) for line in others]
    both = changed(view, lines=(msgspec.structs.replace(first, reductions=(one, two)), *plain))
    assert row(both, "3.00 off") == "3.00 off -3.00"
    assert row(both, "2.00 off") == "2.00 off -2.00"
    alone = changed(view, lines=(msgspec.structs.replace(first, reductions=(one,)), *plain))
    assert row(alone, "Reward") == "Reward: 3.00 off (500 pts) -3.00"
    paid = changed(alone, tenders=(Tender("points", 300, program="club", points_milli=300_000),))
    assert row(paid, "3.00 off") == "3.00 off -3.00"
    assert row(paid, "Points used") == "Points used -500"


def test_points_that_are_no_whole_number_are_told_with_their_decimals():
    view = samples.english()
    points = PointsChange("club", {}, before_milli=1_240_500, spent_milli=500_250, earned_milli=31_000)
    view = changed(view, points=(points,))
    assert row(view, "Points before") == "Points before 1,240.50"
    assert row(view, "Used for reward") == "Used for reward -500.25"
    assert row(view, "POINTS NOW") == "POINTS NOW 771.25"
    assert row(view, "Reward: 5.00 off") == "Reward: 5.00 off (points: 500.25) -5.00"
    assert row(view, "Points still missing") == "Points still missing for 10.00 off:"
    assert row(view, "Points that end") == "Points that end on 31.12.2026: 120.00."


def test_a_member_without_points_is_still_named():
    view = changed(samples.english(), points=())
    assert row(view, "Member") == "Member Anna K. *8906"
    nameless = msgspec.structs.replace(view, shop=type(view.shop)())
    assert [line for line in receipt_lines(nameless, EN, 42) if line.strip() == "CLUB"]


def test_a_member_attached_afterwards_gets_the_points_on_a_reprint():
    view = samples.anonymous()
    points = (PointsChange("club", {"en": "Sunny Club"}, 0, 0, 11_000),)
    later = view.with_points(points, shown_member("Anna Kuznetsova", "2912345678906"))
    lines = receipt_lines(later, EN, 42)
    assert "Earned today                           +11" in lines
    assert [line for line in lines if "Anna K. *8906" in line]
    assert later.receipt.total_minor == view.receipt.total_minor


@pytest.mark.parametrize(
    ("name", "card", "shown"),
    [
        ("Anna Kuznetsova", "2912345678906", "Anna K. *8906"),
        ("Anna", "", "Anna"),
        ("", "2912345678906", "*8906"),
        ("", "", ""),
    ],
)
def test_a_member_is_shown_by_little(name, card, shown):
    assert shown_member(name, card) == shown


def test_the_trading_day_is_printed_only_where_it_is_not_the_calendars():
    view = samples.english()
    assert not [line for line in receipt_lines(view, EN, 42) if "Business" in line]
    late = msgspec.structs.replace(view, business_on=dt.date(2026, 11, 20))
    assert row(late, "Business date") == "Business date 20.11.2026"


def test_without_returns_the_slip_does_not_speak_of_them():
    view = samples.english()
    never = msgspec.structs.replace(view, shop=type(view.shop)(return_days=0, footer="See you.\nSoon."))
    lines = receipt_lines(never, EN, 42)
    assert not [line for line in lines if "Return" in line]
    assert [line.strip() for line in lines[-2:]] == ["See you.", "Soon."]


def test_rows_carry_what_a_page_draws_larger():
    rows = receipt_rows(samples.english(), EN, 42)
    big = [(each.left, each.right, each.column) for each in rows if each.style == "big"]
    assert big == [("TOTAL EUR", "31.63", 40), ("CHANGE", "8.35", 40)]
    assert [each.left for each in rows if each.style == "title"] == ["SUNNY CORNER SHOP"]
    assert len([each for each in rows if each.style == "code"]) == 1
    assert rows[0].centred


def test_rates_are_printed_exactly():
    view = samples.anonymous()
    odd = msgspec.structs.replace(view.receipt.taxes[0], rate=Decimal("9.975"))
    assert row(changed(view, taxes=(odd,)), "A 9").startswith("A 9.975% 9.71")
