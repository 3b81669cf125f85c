"""Rows 28-35 of the bad-input table: names of goods and people, on the screen, on paper and in the books."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.channels.letters import Letter, message_of
from app.devices.paper.code_pages import code_page, printable
from app.devices.paper.receipt_text import receipt_lines
from app.sales.basket import Goods
from app.storage.store import Store
from app.values.clock import SetClock
from app.values.errors import Refusal
from app.values.folding import LONGEST_NAME, clean
from app.values.locales import Words
from app.workflows.acting import Acting
from app.workflows.members import Joining, enrol_member
from app.workflows.products import save_product
from app.workflows.receipt_making import receipt_view
from tests.ui.visible import visible_texts

MARKUP = ('<img src="file:///etc/passwd">', "<b>Bread</b>", "Salt &amp; pepper", "<script>x</script>", "{name} %s")
BIDI = {"\u202edaerB": "daerB", "Br\u200bead": "Bread", "\u2066Bread\u2069": "Bread", "  Bread\u00a0 ": "Bread"}


def article(till, name, sku="odd"):
    acting, goods = till.acting(), Goods(sku=sku, name=name, price_minor=100)
    till.work(lambda books: save_product(books, goods, {}, acting))
    till.enter(sku)
    return till


@pytest.mark.parametrize("name", MARKUP, ids=lambda name: f"row28-{name}")
def test_markup_is_shown_as_it_is(bad_till, name):
    article(bad_till, name)
    assert bad_till.names == [name]
    labels = bad_till.window.findChildren(QLabel)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)
    receipt = bad_till.pay()
    with bad_till.terminal.store.reads() as reads:
        view = receipt_view(reads, bad_till.terminal.desk.till.shop, receipt.sale)
    assert name[:30] in " ".join(receipt_lines(view, Words("en", view.shop.zone), 42)).replace("  ", " ")


@pytest.mark.parametrize("name", BIDI, ids=lambda name: f"row29-{name!r}")
def test_what_cannot_be_seen_is_taken_out(bad_till, name):
    article(bad_till, name)
    assert bad_till.names == [BIDI[name]]


@pytest.mark.parametrize(
    "name", ["", " ", "\u200b\u202e\u2060", "\x1b\x00", "\ufeff"], ids=lambda name: f"row29-{name!r}"
)
def test_a_blank_name_is_refused(bad_till, name):
    acting, goods = bad_till.acting(), Goods(sku="odd", name=name, price_minor=100)
    with pytest.raises(Refusal, match="name is missing"):
        bad_till.work(lambda books: save_product(books, goods, {}, acting))
    with pytest.raises(Refusal, match="phone number"):
        bad_till.work(lambda books: enrol_member(books, Joining(name=name), acting))


@pytest.mark.parametrize(
    "name", ["Tea\x1bp\x00", "\x1dV\x00Tea", "Te\x10\x04\x01a", "Tea\r\n\x0c"], ids=lambda name: f"row30-{name!r}"
)
def test_commands_of_a_printer_go_when_a_name_is_kept_and_when_it_is_printed(bad_till, name):
    article(bad_till, name)
    shown = bad_till.names[0]
    assert shown.isprintable()
    assert "Tea" in shown.replace("p", "").replace("V", "")
    for page in ("cp858", "cp866", "cp1251"):
        printed = printable(name, code_page(page)).encode(page)
        assert not any(byte < 0x20 or byte == 0x7F for byte in printed)


@pytest.mark.parametrize(
    "name", ["😀" * 300, "x" * 10_000, "é" * 500, "👨‍👩‍👧" * 200, "Ж" * 3_000], ids=lambda name: f"row31-{name[:2]}"
)
def test_a_huge_name_is_cut_and_its_receipt_stays_in_its_columns(bad_till, name):
    article(bad_till, name)
    assert len(bad_till.names[0]) <= LONGEST_NAME
    receipt = bad_till.pay()
    with bad_till.terminal.store.reads() as reads:
        view = receipt_view(reads, bad_till.terminal.desk.till.shop, receipt.sale)
    for columns in (32, 42, 48):
        assert all(len(line) <= columns for line in receipt_lines(view, Words("en", view.shop.zone), columns))


@pytest.mark.parametrize(
    "name", ["Bob\r\nBcc: x@y.example", "Bob\nSubject: spam", "Bob\x00\r\n\r\nbody"], ids=lambda name: f"row33-{name!r}"
)
def test_a_name_never_makes_a_header(name):
    """Not even uncleaned: the letter itself takes no line ends into its head."""
    plain = message_of(Letter("1", "anna@example.com", "Receipt", "x", 0), "shop@example.com", "Shop")
    letter = message_of(Letter("1", "anna@example.com", name, "x", 0), "shop@example.com", name)
    assert len(letter.keys()) == len(plain.keys())
    assert "Bcc" not in letter
    assert all("\n" not in value and "\r" not in value for value in letter.values())


@given(st.text(st.characters(codec=None), max_size=40))
@settings(max_examples=200)
def test_row34_any_text_is_kept_as_text_that_can_be_encoded(text):
    clean(text + "\ud800").encode()


def test_row34_half_a_character_is_never_kept(bad_till):
    article(bad_till, "Br\ud800ead")
    assert bad_till.names == ["Bread"]


def test_row35_two_people_may_have_the_same_name(tmp_path):
    with Store.create(tmp_path / "shop", SetClock(1_795_258_800_000)) as books:
        from app.settings.shop import ShopSettings
        from app.workflows.new_shop import found_shop
        from app.workflows.shop_now import load_shop

        owner = found_shop(books, ShopSettings(), owner="Olga", pin=None, at=books.clock.now())
        with books.reads() as reads:
            who = Acting(load_shop(reads, books.clock.now()), owner, books.clock.now())
        one = enrol_member(books, Joining(name="Renée", phone="+31612344471"), who)
        other = enrol_member(books, Joining(name="Rene\u0301e", phone="+31612344472"), who)
        assert one.id != other.id
        assert one.person.name == other.person.name
        with books.reads() as reads:
            assert len(reads.search_members("renee")) == 2


def test_no_word_on_the_screen_is_rich_text(bad_till):
    article(bad_till, "<h1>Bread</h1>")
    assert any("<h1>Bread</h1>" in text for text in visible_texts(bad_till.window)) or bad_till.names == [
        "<h1>Bread</h1>"
    ]
