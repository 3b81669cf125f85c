"""Recording: one chain without gaps, all of a unit of work or nothing, receipts numbered, the draft kept."""

import msgspec
import pytest

from app.facts.bodies import MemberEnrolled, ProductSaved, SaleCompleted, ShiftClosed, ShiftOpened
from app.facts.envelope import GENESIS
from app.facts.upcast import read_body
from app.storage.store import Store
from app.values.errors import Refusal
from tests.contract.conftest import Till
from tests.samples import DAY, NOON, basket, enrol, enrolled, goods, person, receipt, record, sell


def test_facts_follow_one_another(till: Till) -> None:
    facts = []
    for number in range(3):
        with till.step().unit_of_work() as unit:
            facts.append(unit.record(ProductSaved(goods(number)), business_on=DAY, staff="kim"))
    assert [fact.seq for fact in facts] == [1, 2, 3]
    assert [fact.prev for fact in facts] == [GENESIS, facts[0].chain_hash, facts[1].chain_hash]
    assert [fact.staff for fact in facts] == ["kim"] * 3
    assert sorted(fact.hlc for fact in facts) == [fact.hlc for fact in facts]
    assert len({fact.id for fact in facts}) == 3


def test_the_clock_of_facts_never_runs_back_with_the_tills(till: Till) -> None:
    till.clock.at = NOON + 5000
    record(till.books, ProductSaved(goods(1)))
    till.clock.at = NOON - 86_400_000
    with till.step().unit_of_work() as unit:
        assert unit.last_at() == NOON + 5000
        fact = unit.record(ProductSaved(goods(2)), business_on=DAY)
        assert (fact.at, fact.hlc >> 16) == (NOON - 86_400_000, NOON + 5000)
        assert unit.last_at() == NOON + 5000


def test_an_instant_that_is_handed_in_is_kept(till: Till) -> None:
    with till.books.unit_of_work() as unit:
        fact = unit.record(ProductSaved(goods(1)), business_on=DAY, at=NOON + 7)
    assert fact.at == NOON + 7
    with till.step().reads() as reads:
        assert reads.last_at() == NOON + 7


def test_a_unit_of_work_sees_what_it_recorded(till: Till) -> None:
    with till.books.unit_of_work() as unit:
        unit.record(ProductSaved(goods(1)), business_on=DAY)
        assert unit.product("S-001") is not None
        with till.books.reads() as reads:
            assert reads.product("S-001") is None
    with till.step().reads() as reads:
        assert reads.product("S-001") is not None


@pytest.mark.parametrize("error", [Refusal("x.y", "no"), ValueError("defect"), KeyboardInterrupt()])
def test_refused_work_leaves_nothing(till: Till, error: BaseException) -> None:
    record(till.books, ProductSaved(goods(1)))
    with pytest.raises(type(error)):
        _work_that_ends_in(till.step(), error)
    with till.step().unit_of_work() as unit:
        assert unit.receipt("s") is None
        assert unit.draft() is None
        assert unit.next_sequence() == 1
        assert unit.record(ProductSaved(goods(2)), business_on=DAY).seq == 2


def _work_that_ends_in(books: Store, error: BaseException) -> None:
    with books.unit_of_work() as unit:
        unit.record(SaleCompleted(receipt("s", 1)), business_on=DAY)
        unit.save_draft(basket())
        raise error


def test_receipts_are_numbered_without_gaps(till: Till) -> None:
    assert [sell(till.step(), f"s{n}").number for n in range(3)] == ["01-000001", "01-000002", "01-000003"]


def test_a_sale_is_read_back_as_it_was_printed(till: Till) -> None:
    made = sell(till.books, "s", lines=3)
    with till.step().reads() as reads:
        found, fact = reads.receipt("s")
        assert found == made
        assert msgspec.msgpack.encode(read_body(fact)) == fact.body
        assert reads.receipt_by_number(made.number) == (found, fact)
        assert reads.receipt("other") is None


def test_the_same_sale_is_not_kept_twice(till: Till) -> None:
    sell(till.books, "s")
    with pytest.raises(Refusal, match="complete already") as caught:
        sell(till.step(), "s")
    assert caught.value.code == "sale.already"
    with till.step().reads() as reads:
        assert len(reads.recent_receipts()) == 1


def test_a_person_and_the_digest_belong_together(till: Till) -> None:
    who, other = person(), person("Bob")
    for beside in (None, other):
        with pytest.raises(ValueError, match="do not belong together"), till.books.unit_of_work() as unit:
            unit.record(enrolled("m", who), business_on=DAY, person=beside)
    with pytest.raises(ValueError, match="do not belong together"), till.books.unit_of_work() as unit:
        unit.record(ProductSaved(goods()), business_on=DAY, person=who)
    enrol(till.step(), "m", who)


def test_the_draft_is_there_after_every_end_of_the_program(till: Till) -> None:
    for quantity in (1000, 3000):
        with till.books.unit_of_work() as unit:
            unit.save_draft(basket().with_quantity("1", quantity))
    with till.step().reads() as reads:
        assert reads.draft() == basket().with_quantity("1", 3000)
    with till.books.unit_of_work() as unit:
        unit.drop_draft()
    with till.step().reads() as reads:
        assert reads.draft() is None


def test_the_draft_goes_in_the_transaction_of_its_sale(till: Till) -> None:
    with till.books.unit_of_work() as unit:
        unit.save_draft(basket("s"))
    sell(till.step(), "s")
    with till.step().reads() as reads:
        assert reads.draft() is None


def test_another_sale_leaves_the_draft_alone(till: Till) -> None:
    with till.books.unit_of_work() as unit:
        unit.save_draft(basket("s"))
    sell(till.step(), "t")
    with till.step().reads() as reads:
        assert reads.draft() == basket("s")


def test_a_draft_whose_sale_became_a_receipt_is_dropped(till: Till) -> None:
    """As it can lie there where a sale was completed and the screen saved its basket once more."""
    sell(till.books, "s")
    with till.books.unit_of_work() as unit:
        unit.save_draft(basket("s"))
    with till.step().reads() as reads:
        assert reads.draft() is None


def test_a_shift_counts_its_own_receipts(till: Till) -> None:
    sell(till.books, "before")
    record(till.books, ShiftOpened("one", DAY, 5000))
    sell(till.books, "a", lines=2)
    sell(till.step(), "b", lines=1)
    with till.step().reads() as reads:
        shift = reads.open_shift()
        assert (shift.id, shift.business_on, shift.float_minor) == ("one", DAY, 5000)
        totals = reads.shift_totals("one")
        assert (totals.receipts, totals.total_minor, totals.tenders_minor) == (2, 1200, {"cash": 1200})
        assert reads.last_business_on() == DAY
    record(till.books, ShiftClosed("one", 2, 1200, {"cash": 1200}))
    sell(till.step(), "after")
    with till.step().reads() as reads:
        assert reads.open_shift() is None
        assert reads.shift_totals("one").receipts == 2


def test_one_unit_of_work_at_a_time(till: Till) -> None:
    with till.books.unit_of_work() as unit:
        with pytest.raises(RuntimeError, match="open already"), till.books.unit_of_work():
            pass
        unit.record(ProductSaved(goods()), business_on=DAY)
    with till.step().reads() as reads:
        assert reads.count_products() == 1


def test_a_body_says_what_its_type_is(till: Till) -> None:
    with till.books.unit_of_work() as unit:
        fact = unit.record(enrolled("m", person()), business_on=DAY, person=person())
    assert isinstance(read_body(fact), MemberEnrolled)
    assert (fact.kind, fact.schema) == ("MemberEnrolled", 1)
