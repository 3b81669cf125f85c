"""Points: entries in, lots, balances, tiers and statements out; and the programs in force."""

import datetime as dt

import pytest

from app.facts.bodies import PointsGranted, ProgramPublished, SaleAttached, SaleCompleted, StaffSaved
from app.loyalty.moment import Moment
from app.loyalty.points_options import Expiry, PointsOptions
from app.loyalty.program import Program, TierStep, write_program
from app.loyalty.standing import Standing, Uses
from app.sales.receipt import PointsChange, ProgramUse
from app.storage.store import Store
from tests.contract.conftest import Till
from tests.samples import CLUB, DAY, NOON, enrol, person, receipt, record, sell

DAY_MS = 86_400_000


def moment(days: int = 0) -> Moment:
    """Noon so many days later."""
    return Moment(NOON + days * DAY_MS, DAY + dt.timedelta(days), "Europe/Amsterdam")


def publish(books: Store, program: Program, *, version: int = 1, valid_from: int = 0) -> None:
    """Record a version of a program."""
    record(books, ProgramPublished(program.id, version, valid_from, write_program(program)))


def earn(books: Store, sale: str, points: int, *, spent: int = 0, ends: int = 0, **changes: object) -> None:
    """A sale of `m` with a change of the club's points, in whole points; the lot ends after so many days."""
    last = DAY + dt.timedelta(ends) if ends else None
    change = PointsChange(CLUB, {}, 0, spent * 1000, points * 1000, last_valid_on=last)
    sell(books, sale, member="m", points=(change,), **changes)


def balance(books: Store, days: int = 0) -> dict[str, int]:
    """What is left of each lot as of a day, by its end."""
    with books.reads() as reads:
        lots = reads.standing("m", moment(days)).lots.get(CLUB, ())
    return {str(lot.last_valid_on): lot.left_milli // 1000 for lot in lots}


def test_points_are_earned_spent_and_end(till: Till) -> None:
    earn(till.books, "a", 100, ends=10)
    earn(till.books, "b", 50, ends=5)
    till.clock.advance(1000)
    earn(till.step(), "c", 0, spent=60)
    till.clock.advance(-1000)
    assert balance(till.books, 1) == {"2026-10-01": 90}
    assert balance(till.books, 10) == {"2026-10-01": 90}
    assert balance(till.books, 11) == {}


def test_a_standing_knows_what_the_member_did(till: Till) -> None:
    enrol(till.books, "m", person(language="ru", birthday=dt.date(1980, 3, 8)))
    record(till.books, StaffSaved("k", "Kim", "cashier", member="m"))
    use = ProgramUse(CLUB, 1, {}, 2, 150)
    carried = PointsChange(CLUB, {}, earned_milli=3000, remainder_minor=40)
    sell(till.books, "a", member="m", lines=2, points=(carried,), uses=(use,))
    sell(till.step(), "anonymous", uses=(use,))
    with till.books.reads() as reads:
        standing = reads.standing("m", moment())
        tomorrow = reads.standing("m", moment(1))
        nobody = reads.standing("", moment())
    assert (standing.member, standing.language, standing.birthday, standing.joined_on) == ("m", "ru", (3, 8), DAY)
    assert (standing.visits, standing.spent_minor, standing.staff_member) == (1, 800, True)
    assert standing.remainders_minor == {CLUB: 40}
    assert standing.uses == {CLUB: Uses(in_all=4, by_member=2, by_member_today=2, given_minor=300)}
    assert tomorrow.uses[CLUB].by_member_today == 0
    assert nobody == Standing(uses={CLUB: Uses(in_all=4, given_minor=300)})


def test_the_same_question_has_the_same_answer_in_and_out_of_a_unit_of_work(till: Till) -> None:
    earn(till.books, "a", 100)
    with till.step().reads() as reads:
        outside = reads.standing("m", moment())
    with till.books.unit_of_work() as unit:
        assert unit.standing("m", moment()) == outside


def test_a_tier_follows_from_what_was_paid(till: Till) -> None:
    steps = (TierStep(name="silver", min_spent_minor=500), TierStep(name="gold", min_spent_minor=1500))
    publish(till.books, Program(id="levels", kind="tier", names={"en": "Levels"}, tiers=steps))
    found = []
    for sale in ("a", "b", "c"):
        with till.step().reads() as reads:
            found.append(reads.standing("m", moment()).tiers)
        sell(till.books, sale, member="m", lines=2)
    assert found == [{}, {"levels": "silver"}, {"levels": "gold"}]


def test_points_are_shown_with_the_programs_words(till: Till) -> None:
    names = {"en": "Club", "ru": "Клуб"}
    options = PointsOptions(digits=1, expiry=Expiry(after_days=10), active_after_days=2)
    publish(till.books, Program(id=CLUB, kind="points", names=names, points=options))
    sell(
        till.books, "a", member="m", points=(PointsChange(CLUB, {}, earned_milli=7000, active_from=NOON + 2 * DAY_MS),)
    )
    record(till.step(), PointsGranted("m", CLUB, 500, "sorry"))
    with till.books.reads() as reads:
        [row] = reads.points("m", moment(1))
        [later] = reads.points("m", moment(2))
        [nothing] = reads.points("nobody", moment())
    assert (row.program, row.names, row.digits) == (CLUB, names, 1)
    assert (row.usable_milli, row.pending_milli, len(row.lots)) == (500, 7000, 2)
    assert (later.usable_milli, later.pending_milli) == (7500, 0)
    assert (nothing.usable_milli, nothing.lots) == (0, ())


def test_points_end_for_who_stays_away(till: Till) -> None:
    options = PointsOptions(expiry=Expiry(inactive_months=2))
    publish(till.books, Program(id=CLUB, kind="points", names={"en": "Club"}, points=options))
    earn(till.step(), "a", 100)
    assert balance(till.books, 30) == {"None": 100}
    assert balance(till.books, 70) == {}


def test_a_statement_sums_and_names_its_receipts(till: Till) -> None:
    earn(till.books, "a", 100, ends=10)
    till.clock.advance(DAY_MS)
    with till.step().unit_of_work() as unit:
        change = PointsChange(CLUB, {}, 100_000, 30_000, 5_000)
        made = receipt("b", unit.next_sequence(), member="m", points=(change,))
        unit.record(SaleCompleted(made), business_on=DAY + dt.timedelta(1))
    till.clock.advance(1000)
    with till.books.unit_of_work() as unit:
        unit.record(PointsGranted("m", CLUB, 9000, "late tram"), business_on=DAY + dt.timedelta(1))
    with till.step().reads() as reads:
        [statement] = reads.statements("m", moment(20))
    assert statement.opening_milli + sum(row.points_milli for row in statement.rows) == statement.closing_milli
    assert [(row.kind, row.points_milli // 1000, row.balance_milli // 1000, row.receipt) for row in statement.rows] == [
        ("earn", 100, 100, "01-000001"),
        ("spend", -30, 70, "01-000002"),
        ("earn", 5, 75, "01-000002"),
        ("goodwill", 9, 84, ""),
        ("expire", -70, 14, ""),
    ]
    assert statement.rows[3].reason == "late tram"
    assert statement.closing_milli == 14_000


def test_points_of_a_late_member_are_theirs(till: Till) -> None:
    sell(till.books, "s")
    record(till.step(), SaleAttached("s", "m", (PointsChange(CLUB, {}, earned_milli=8000),)))
    with till.books.reads() as reads:
        [statement] = reads.statements("m", moment())
    assert [(row.points_milli, row.receipt) for row in statement.rows] == [(8000, "01-000001")]
    assert balance(till.books) == {"None": 8}


@pytest.mark.parametrize(
    ("at", "in_force"),
    [(999, {}), (1000, {"a": 1}), (1499, {"a": 1}), (2000, {"a": 2, "b": 1}), (5000, {"a": 3, "b": 1})],
)
def test_the_version_in_force_is_the_highest_that_has_begun(till: Till, at: int, in_force: dict[str, int]) -> None:
    for id_, version, valid_from in (("a", 1, 1000), ("a", 2, 2000), ("a", 3, 3000), ("b", 1, 1500)):
        publish(till.books, Program(id=id_, names={"en": f"{id_}{version}"}), version=version, valid_from=valid_from)
    with till.step().reads() as reads:
        assert {row.id: row.version for row in reads.programs_at(at)} == in_force
        assert len(reads.published_programs()) == 4


def test_terms_change_with_every_program_and_setting_and_with_nothing_else(till: Till) -> None:
    def stamp() -> str:
        with till.step().reads() as reads:
            return reads.terms_stamp()

    stamps = [stamp()]
    publish(till.books, Program(id="a", names={"en": "A"}))
    stamps.append(stamp())
    publish(till.books, Program(id="a", names={"en": "A"}), version=2)
    stamps.append(stamp())
    sell(till.books, "s")
    assert stamp() == stamps[-1]
    assert len(set(stamps)) == 3
