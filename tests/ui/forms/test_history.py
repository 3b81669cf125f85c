"""A member's history: figures that agree with the receipts, filters, and a statement that always sums - or says so."""

import datetime as dt

import msgspec
import pytest

from app.ui.members.history import (
    does_not_sum,
    ending_soon,
    filtered,
    read_history,
    statement_lines,
    with_points,
)
from app.workflows.rows import ReceiptRow, Statement, StatementRow
from app.workflows.shop_now import moment_of
from tests.ui.forms.conftest import MakeBench
from tests.ui.forms.desk import settle
from tests.ui.forms.shop import TODAY, Shop


def move(points: int, balance: int, receipt: str = "", kind: str = "earn") -> StatementRow:
    return StatementRow(1, TODAY, kind, points, balance, receipt)


GOOD = Statement("p", {}, 100, (move(50, 150, "02-000001"), move(-30, 120, "02-000001", "spend")), 120)


def test_a_good_statement_sums() -> None:
    assert does_not_sum(GOOD) == ""


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        (msgspec.structs.replace(GOOD, closing_milli=121), "closing"),
        (msgspec.structs.replace(GOOD, opening_milli=99), "row 1"),
        (msgspec.structs.replace(GOOD, rows=(GOOD.rows[0], move(-31, 120))), "row 2"),
        (Statement("p", {}, 5, (), 6), "closing"),
    ],
)
def test_a_statement_that_does_not_sum_says_where(wrong: Statement, where: str) -> None:
    assert where in does_not_sum(wrong)


def test_a_statement_is_read_from_now_back_to_the_beginning() -> None:
    lines = statement_lines(GOOD)
    assert [line.balance_milli for line in lines] == [120, 120, 150, 100]
    assert lines[0].is_closing
    assert lines[-1].row is None


def receipt(number: str, day: dt.date, what: str = "Coffee") -> ReceiptRow:
    return ReceiptRow(number, number, 0, day, 2, 1000, 0, 1, (("cash", 1000),), (), "m", what)


def test_receipts_get_what_the_statement_says_they_moved() -> None:
    visit = with_points([receipt("02-000001", TODAY)], [GOOD])[0]
    assert (visit.earned_milli, visit.used_milli) == (50, 30)


def test_filters_by_words_period_and_use() -> None:
    visits = with_points(
        [
            receipt("02-000003", TODAY, "Кофе, круассан"),
            receipt("02-000002", TODAY - dt.timedelta(days=40), "Tea"),
            receipt("02-000001", TODAY - dt.timedelta(days=400), "Coffee"),
        ],
        [GOOD],
    )
    numbers = lambda rows: [visit.row.number[-1] for visit in rows]  # noqa: E731
    assert numbers(filtered(visits, "", "all", TODAY)) == ["3", "2", "1"]
    assert numbers(filtered(visits, "КРУАССАН", "all", TODAY)) == ["3"]
    assert numbers(filtered(visits, "000002", "all", TODAY)) == ["2"]
    assert numbers(filtered(visits, "", "month", TODAY)) == ["3"]
    assert numbers(filtered(visits, "", "quarter", TODAY)) == ["3", "2"]
    assert numbers(filtered(visits, "", "all", TODAY, only_used=True)) == ["1"]
    assert numbers(filtered(visits, "tea", "month", TODAY)) == []


def test_points_that_end_soon() -> None:
    from app.ledger.lots import Lot

    lots = [
        Lot("a", 100, 40, last_valid_on=TODAY + dt.timedelta(days=10)),
        Lot("b", 100, 5, last_valid_on=TODAY + dt.timedelta(days=10)),
        Lot("c", 100, 7, last_valid_on=TODAY + dt.timedelta(days=20)),
        Lot("d", 100, 9, last_valid_on=TODAY + dt.timedelta(days=90)),
        Lot("e", 100, 9),
    ]
    assert ending_soon(lots, TODAY) == (45, TODAY + dt.timedelta(days=10))
    assert ending_soon(lots[3:], TODAY) is None


def test_the_figures_agree_with_the_receipts(old_corner: Shop, bench: MakeBench) -> None:
    screen = bench(old_corner).open("member_history", old_corner.anna.id)
    with old_corner.books.reads() as reads:
        rows = reads.receipts_of(old_corner.anna.id)
    assert screen.head.visits.value.text() == str(len(rows))
    assert screen.head.spent.value.text() == screen.face.money(sum(row.total_minor for row in rows))
    assert screen.head.last.value.text() == "21.11.2026"
    assert screen.head.rhythm.value.text() == "9 days"
    assert screen.head.bars.caption().startswith("November 2026")
    assert screen.list.table.rows_model.rowCount() == len(rows)


def test_the_statement_on_the_screen_sums_and_opens_receipts(old_corner: Shop, bench: MakeBench) -> None:
    at = bench(old_corner)
    screen = at.open("member_history", old_corner.anna.id)
    assert "add up" in screen.statement.banner.text
    table = screen.statement.table
    assert table.row(0).is_closing
    table.chosen.emit(1)
    settle()
    assert screen.tabs.values() == ("receipt",)
    assert table.row(1).row.receipt in screen.paper.text


def test_a_statement_that_does_not_sum_is_shown_and_said(old_corner: Shop, bench: MakeBench) -> None:
    screen = bench(old_corner).open("member_history", old_corner.anna.id)
    history = screen.history
    statement = history.statements[0]
    wrong = msgspec.structs.replace(statement, closing_milli=statement.closing_milli + 1)
    from dataclasses import replace

    screen.statement.show_history(replace(history, statements=(wrong,)))
    assert "does not add up" in screen.statement.banner.text
    assert screen.statement.table.rows_model.rowCount() == len(statement.rows) + 2


def test_choosing_a_receipt_shows_its_text(old_corner: Shop, bench: MakeBench) -> None:
    at = bench(old_corner)
    screen = at.open("member_history", old_corner.anna.id)
    at.press("Down")
    number = screen.list.table.row(screen.list.table.place).row.number
    assert f"Receipt {number}" in screen.paper.text
    at.press("F6")
    assert screen.tabs.values() == ("points",)


def test_filters_on_the_screen(old_corner: Shop, bench: MakeBench) -> None:
    screen = bench(old_corner).open("member_history", old_corner.anna.id)
    screen.period.setCurrentIndex(screen.period.findData("used"))
    assert screen.list.table.rows_model.rowCount() == 2
    screen.list.search_for("nothing like this")
    assert screen.list.state.headline == "Nothing fits"


def test_somebody_without_purchases_has_words_for_it(corner: Shop, bench: MakeBench) -> None:
    screen = bench(corner).open("member_history", corner.members[3].id)
    assert screen.list.state.headline == "No purchases yet"
    assert screen.head.rhythm.value.text() == "—"
    assert not screen.statement.table.isVisible()


def test_an_unknown_member_has_words_for_it(corner: Shop, bench: MakeBench) -> None:
    screen = bench(corner).open("member_history", "nobody")
    assert screen.list.state.headline == "This member is not known here"


def test_without_a_member_it_says_where_to_find_one(corner: Shop, bench: MakeBench) -> None:
    screen = bench(corner).open("member_history", "")
    assert screen.list.state.headline == "No member chosen"


def test_a_cashier_may_not_browse_histories(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner, corner.cashier)
    at.open("member_history", corner.anna.id)
    assert at.window.screen_in_front is at.home


def test_a_new_sale_is_there_at_once(corner: Shop, bench: MakeBench) -> None:
    from app.ui.tasks import Changes

    at = bench(corner)
    screen = at.open("member_history", corner.anna.id)
    corner.sell(corner.anna.id, "mug-anna")
    at.tasks.tell(Changes.of("sales", member=corner.anna.id))
    settle()
    assert screen.list.table.rows_model.rowCount() == 1
    assert screen.head.visits.value.text() == "1"


def test_reading_is_one_look(corner: Shop) -> None:
    corner.sell(corner.anna.id, "coffee-1")
    with corner.books.reads() as reads:
        history = read_history(reads, corner.anna.id, moment_of(corner.now(), corner.clock.now()))
    assert history is not None
    assert (len(history.visits), history.visits[0].earned_milli) == (1, 11000)
