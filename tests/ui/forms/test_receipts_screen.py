"""Receipts: found by number, words and code; copied; and given the member who was a moment late."""

import pytest

from app.people.codes import receipt_code
from app.sales.receipt import receipt_number
from app.ui.receipts.finding import find_receipts, numbers_meant, seconds_left
from tests.ui.forms.conftest import MakeBench
from tests.ui.forms.desk import settle, shown_keys
from tests.ui.forms.shop import Shop


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("02-000481", "02-000481"),
        ("481", "02-000481"),
        ("02b-000001", "02B-000001"),
        (receipt_code(3, 2, 7), "03B-000007"),
    ],
)
def test_what_a_typed_number_or_scanned_code_means(text: str, number: str) -> None:
    assert numbers_meant(text, 2, 1) == (number,)


def test_the_latest_receipt_is_shown_first(old_corner: Shop, bench: MakeBench) -> None:
    screen = bench(old_corner).open("receipts")
    row = screen.list.table.row(0)
    assert screen.list.table.place == 0
    assert f"Receipt {row.number}" in screen.panel.paper.text
    assert screen.panel.title.text() == f"Receipt {row.number}"


def test_a_receipt_is_found_by_its_number_goods_and_member(old_corner: Shop) -> None:
    with old_corner.books.reads() as reads:
        assert [row.number for row in find_receipts(reads, "7").rows] == ["02-000007"]
        assert {row.number for row in find_receipts(reads, "Anna").rows} >= {"02-000001", "02-000039"}
        found = find_receipts(reads, "olive gouda")
        assert found.rows
        assert all("Olive" in row.what for row in found.rows)
        assert find_receipts(reads, "02-999999").rows == ()


def test_a_receipts_code_finds_it_from_anywhere(old_corner: Shop, bench: MakeBench) -> None:
    at = bench(old_corner)
    screen = at.open("receipts")
    at.scan(receipt_code(2, 1, 3))
    assert screen.list.table.rows_model.rowCount() == 1
    assert f"Receipt {receipt_number(2, 1, 3)}" in screen.panel.paper.text


def test_a_number_that_is_not_here_has_words(old_corner: Shop, bench: MakeBench) -> None:
    screen = bench(old_corner).open("receipts")
    screen.list.search_for("02-999999")
    settle()
    assert screen.list.state.headline == "No such receipt here"
    assert screen.panel.paper.text == ""


def test_a_copy_says_so_and_lies_beside_the_first_prints(old_corner: Shop, bench: MakeBench) -> None:
    at = bench(old_corner)
    screen = at.open("receipts")
    at.press("Ctrl+P")
    number = screen.list.table.row(0).number
    folder = old_corner.books.folder.receipts / "copies"
    assert f"{number}.pdf" in at.said
    assert (folder / f"{number}.pdf").read_bytes().startswith(b"%PDF")
    assert "COPY" in (folder / f"{number}.txt").read_text()


def test_a_forgotten_card_is_added_within_a_minute(corner: Shop, bench: MakeBench) -> None:
    done = corner.sell("", "coffee-1")
    corner.clock.advance(12_000)
    at = bench(corner)
    screen = at.open("receipts")
    assert screen.add_member.isVisible()
    at.scan(corner.view(corner.anna.id).cards[0].number)
    with corner.books.reads() as reads:
        assert reads.receipt_member(done.receipt.sale) == corner.anna.id
    assert "11 points earned" in at.said
    assert not screen.add_member.isVisible()


def test_the_late_member_may_be_found_by_phone(corner: Shop, bench: MakeBench) -> None:
    done = corner.sell("", "coffee-1")
    at = bench(corner)
    screen = at.open("receipts")
    at.press("F2")
    at.type("4471")
    at.press("Enter")
    assert len(screen.late.offers) == 1
    screen.late.offers[0].click()
    settle()
    with corner.books.reads() as reads:
        assert reads.receipt_member(done.receipt.sale) == corner.anna.id
    assert "+11" in screen.panel.paper.text or "11" in screen.panel.paper.text.split("SUNNY CLUB")[-1]


def test_after_a_minute_it_is_too_late(corner: Shop, bench: MakeBench) -> None:
    done = corner.sell("", "coffee-1")
    corner.clock.advance(61_000)
    at = bench(corner)
    screen = at.open("receipts")
    assert not screen.add_member.isVisible()
    assert "F2" not in shown_keys(screen)
    at.scan(corner.view(corner.anna.id).cards[0].number)
    with corner.books.reads() as reads:
        assert reads.receipt_member(done.receipt.sale) == ""


def test_a_receipt_with_a_member_takes_no_other(corner: Shop) -> None:
    done = corner.sell(corner.anna.id, "coffee-1")
    with corner.books.reads() as reads:
        row = find_receipts(reads, "").rows[0]
    assert row.sale == done.receipt.sale
    assert seconds_left(row, corner.clock.now()) == 0


def test_a_shop_without_sales_has_words(corner: Shop, bench: MakeBench) -> None:
    screen = bench(corner).open("receipts")
    assert screen.list.state.headline == "No receipts yet"


def test_a_till_without_paper_says_so(old_corner: Shop, bench: MakeBench) -> None:
    at = bench(old_corner)
    at.open("receipts")
    del at.desk.services["receipt_copy"]
    at.press("Ctrl+P")
    assert "cannot print" in at.said
