"""The same person twice: made one, taken back, from two tills, in chains; no point lost, none doubled."""

from __future__ import annotations

import datetime as dt

import pytest

from app.facts.bodies import MembersMerged, StaffSaved
from app.storage.doctor import doctor
from app.values.errors import Refusal
from app.workflows.look_up import MemberHit, find_members, identify
from app.workflows.members import Joining, MemberExists, change_member, enrol_member, set_card_status
from app.workflows.merge_members import merge_members, part_members, preview_merge, preview_part
from app.workflows.privacy.consents import change_consent
from app.workflows.shop_now import moment_of
from app.workflows.tokens_now import held_coupons
from tests.unit.workflows.selling import CLUB, Till, code, reward


@pytest.fixture
def till(counter):
    made = Till(counter)
    made.publish(CLUB)
    made.settle(cash_step_minor=0)
    return made


@pytest.fixture
def twice(till):
    """Anna, who joined twice: 11 and 22 points."""
    first = till.join("0612344471", name="Anna Kuznetsova")
    second = till.join("0612344472", name="Ann K", birthday=dt.date(1990, 3, 8))
    till.sell(("coffee", 1), member=first)
    till.later(1)
    till.sell(("coffee", 2), member=second)
    return first, second


def refused(code: str):
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def view(till, member):
    with till.books.reads() as reads:
        return reads.member(member)


def standing(till, member):
    with till.books.reads() as reads:
        return reads.standing(member, moment_of(till.acting().shop, till.counter.clock.now()))


def statement(till, member):
    with till.books.reads() as reads:
        [found] = reads.statements(member, moment_of(till.acting().shop, till.counter.clock.now()))
    return found


def owed(till):
    with till.books.reads() as reads:
        [row] = reads.liability(moment_of(till.acting().shop, till.counter.clock.now()).business_on + dt.timedelta(1))
    return row


def merge(till, first, second):
    till.counter.clock.advance(1000)
    return merge_members(till.books, first, second, till.acting()).id


def part(till, member, number=-1):
    till.counter.clock.advance(1000)
    with till.books.reads() as reads:
        merges = reads.merges_of(member)
    return part_members(till.books, member, merges[number].id, till.acting())


def test_two_become_one_and_nothing_is_lost_or_doubled(till, twice):
    first, second = twice
    assert (till.points(first), till.points(second)) == (11_000, 23_000)
    assert merge(till, second, first) == first
    for each in twice:
        assert till.points(each) == 34_000
        assert standing(till, each).member == first
        assert (standing(till, each).visits, standing(till, each).spent_minor) == (2, 3570)
        assert statement(till, each).closing_milli == sum(row.points_milli for row in statement(till, each).rows)
    assert (owed(till).outstanding_milli, owed(till).members) == (34_000, 1)
    with till.books.reads() as reads:
        assert len(reads.receipts_of(second)) == 2
        assert {row.member for row in reads.recent_receipts()} == {first}
        assert reads.count_members() == 1
        assert [row.id for row in reads.member_page("", 10)] == [first]
    assert doctor(till.books).ok


def test_the_preview_shows_names_cards_points_and_what_is_lost_of_consents(till, twice):
    first, second = twice
    acting = till.acting()
    change_consent(till.books, first, acting, purpose="messages", granted=True)
    change_consent(till.books, second, acting, purpose="messages", granted=False)
    with till.books.reads() as reads:
        shown = preview_merge(reads, second, first, acting)
    assert (shown.kept.view.id, shown.other.view.id) == twice
    assert shown.together.view.person.name == "Anna Kuznetsova"
    assert shown.together.view.person.birthday == dt.date(1990, 3, 8)
    assert len(shown.together.view.cards) == 2
    assert [row.usable_milli for row in shown.together.points] == [34_000]
    assert shown.withdrawn == ("messages",)
    assert [note.text for note in shown.doubts] == [
        "They have different phones. Both find them; the first one is shown."
    ]
    assert till.points(first) == 11_000


def test_every_card_and_phone_finds_the_one_who_stands_for_both(till, twice):
    first, second = twice
    old = view(till, second).cards[0].number
    merge(till, first, second)
    shop = till.acting().shop
    with till.books.reads() as reads:
        found = identify(old, reads, shop)
        assert isinstance(found, MemberHit)
        assert (found.row.id, found.row.shown_name, found.row.shown_card) == (first, "Anna K.", f"*{old[-4:]}")
        for text in ("0612344472", "4472", "Ann", "Kuznetsova"):
            assert [row.id for row in find_members(text, reads, shop).rows] == [first], text
        assert reads.find_member(second) == first
        assert reads.card(old).member == first
    with pytest.raises(MemberExists) as exists:
        enrol_member(till.books, Joining(phone="0612344472"), till.acting())
    assert exists.value.member == first
    kept = change_member(
        till.books, second, Joining(phone="0612344472", name="Anna K", birthday=dt.date(1990, 3, 8)), till.acting()
    )
    assert kept.id == first
    set_card_status(till.books, old, "lost", till.acting())
    assert {card.status for card in view(till, first).cards} == {"active", "lost"}


def test_points_of_both_pay_together_and_come_back_whole(till, twice):
    first, second = twice
    merge(till, first, second)
    done = till.sell(("coffee", 3), member=second, asked=(reward("pay", points_milli=30_000),)).receipt
    assert done.points[0].spent_milli == 30_000
    assert till.points(first) == 4_000 + done.points[0].earned_milli
    till.take_back(done.sale, (done.lines[0].key, 3))
    assert till.points(first) == till.points(second) == 34_000
    assert standing(till, first).visits == 2


def test_goods_bought_before_come_back_after(till, twice):
    first, second = twice
    sale = till.sell(("mug", 1), member=second).receipt
    merge(till, first, second)
    before = till.points(first)
    till.take_back(sale.sale, (sale.lines[0].key, 1))
    assert till.points(first) == before - sale.points[0].earned_milli
    part(till, first)
    assert (till.points(first), till.points(second)) == (11_000, 23_000)


def test_taking_it_back_parts_them_again(till, twice):
    first, second = twice
    merge(till, first, second)
    with till.books.reads() as reads:
        [row] = reads.merges_of(second)
        shown = preview_part(reads, second, row.id, till.acting())
    assert [(each.view.id, each.points[0].usable_milli) for each in shown.parts] == [(first, 11_000), (second, 23_000)]
    assert part(till, second) == (first, second)
    assert (till.points(first), till.points(second)) == (11_000, 23_000)
    assert view(till, second).id == second
    with till.books.reads() as reads:
        assert reads.merges_of(first) == ()
        assert reads.count_members() == 2
    with refused("merge.unknown"):
        part_members(till.books, first, row.id, till.acting())
    assert merge(till, first, second) == first
    assert till.points(second) == 34_000


def test_parting_below_zero_is_doubted_and_the_owner_allows_it(till, twice):
    """Spent in one's name while they were one, parted with the other's points still there: nobody was asked."""
    first, second = twice
    with till.books.unit_of_work() as unit:
        unit.record(StaffSaved("manager", "Mia", "manager"), business_on=till.acting().business_on)
    merge(till, first, second)
    till.sell(("coffee", 1), member=first, asked=(reward("pay", points_milli=30_000),))
    manager = till.acting("manager")
    with till.books.reads() as reads:
        [row] = reads.merges_of(first)
        shown = preview_part(reads, first, row.id, manager)
    left = shown.parts[0].points[0].usable_milli
    assert left < 0 < shown.parts[1].points[0].usable_milli
    [need] = shown.needs
    assert (need.code, dict(need.message.fields)) == ("part.negative", {"points": f"{left // 1000}"})
    with refused("part.negative"):
        part_members(till.books, first, row.id, manager)
    with refused("part.negative"):
        part_members(till.books, first, row.id, manager, approved_by="manager")
    assert part_members(till.books, first, row.id, manager, approved_by=till.counter.owner) == (first, second)
    assert till.points(first) == left


def test_two_tills_say_it_the_other_way_round_and_twice(till, twice):
    first, second = twice
    acting = till.acting()
    with till.books.unit_of_work() as unit:
        unit.record(MembersMerged(first, second), business_on=acting.business_on)
        unit.record(MembersMerged(second, first), business_on=acting.business_on)
    assert till.points(first) == till.points(second) == 34_000
    part(till, second)
    assert (till.points(first), till.points(second)) == (11_000, 23_000)


def test_a_chain_is_one_person_and_parts_where_it_was_joined(till, twice):
    first, second = twice
    third = till.join("0612344473", name="Anya")
    till.sell(("coffee", 1), member=third)
    merge(till, second, third)
    assert view(till, third).id == second
    merge(till, third, first)
    assert {view(till, each).id for each in (first, second, third)} == {first}
    assert till.points(third) == 45_000
    with till.books.reads() as reads:
        assert reads.same_person(second) == (first, second, third)
        [older, _] = reads.merges_of(first)
    assert (older.low, older.high) == (second, third)
    # The second merge named who stood for the third: the first and the second.
    assert part(till, first, 0) == (first, third)
    assert (till.points(first), till.points(second), till.points(third)) == (34_000, 34_000, 11_000)


def test_what_had_ended_before_does_not_come_back(till):
    first, second = till.join("0612344471"), till.join("0612344472")
    till.sell(("coffee", 1), member=first)
    till.later(170)
    till.sell(("coffee", 2), member=second)
    spent = till.sell(("coffee", 1), member=second, asked=(reward("pay", points_milli=20_000),)).receipt
    assert spent.points[0].spent_milli == 20_000
    till.later(20)
    before = till.points(first), till.points(second)
    assert before[0] == 0
    merge(till, first, second)
    assert till.points(first) == sum(before)
    assert sum(row.points_milli for row in statement(till, first).rows) == sum(before)


def test_a_withdrawal_of_either_stands_until_they_say_yes_again(till, twice):
    first, second = twice
    acting = till.acting()
    change_consent(till.books, second, acting, purpose="messages", granted=False)
    till.counter.clock.advance(1000)
    change_consent(till.books, first, till.acting(), purpose="messages", granted=True)
    merge(till, first, second)
    assert view(till, first).consents["messages"] is False
    till.counter.clock.advance(1000)
    change_consent(till.books, first, till.acting(), purpose="messages", granted=True)
    assert view(till, second).consents["messages"] is True


WELCOME = """{"id": "welcome", "applies": "future", "names": {"en": "3.00 off"},
 "occasion": {"on": "joined", "after_days": 30},
 "rewards": [{"type": "amount_off", "id": "three", "value_minor": 300}]}"""


def test_a_gift_of_an_occasion_is_given_once(till):
    till.publish(WELCOME)
    first, second = till.join("0612344471"), till.join("0612344472")

    def held(member):
        shop = till.acting().shop
        moment = moment_of(shop, till.counter.clock.now())
        with till.books.reads() as reads:
            return [each.code for each in held_coupons(reads, reads.standing(member, moment), shop, moment)]

    [given] = held(second)
    assert len(held(first)) == 1
    assert till.sell(("coffee", 1), member=second, asked=(code(given),)).receipt.total_minor == 890
    merge(till, first, second)
    assert held(first) == held(second) == []


ONCE = """{"id": "once", "names": {"en": "1.00 off"}, "limits": {"per_member": 1},
 "rewards": [{"type": "amount_off", "id": "one", "value_minor": 100}]}"""


def test_a_limit_used_up_by_one_is_used_up_for_both(till):
    till.publish(ONCE)
    first, second = till.join("0612344471"), till.join("0612344472")
    assert till.sell(("coffee", 1), member=second).receipt.total_minor == 1090
    merge(till, first, second)
    assert standing(till, first).uses["once"].by_member == 1
    assert till.sell(("coffee", 1), member=first).receipt.total_minor == 1190


def test_money_carried_over_is_added_up_once(till):
    till.publish(CLUB.replace('"rounding": "floor"', '"rounding": "floor", "carry": true'))
    first, second = till.join("0612344471"), till.join("0612344472")

    def carried(member):
        return standing(till, member).remainders_minor.get("club", 0)

    for each in (first, second):
        till.sell(("coffee", 1), member=each)
    assert (carried(first), carried(second)) == (90, 90)
    merge(till, first, second)
    assert carried(first) == carried(second) == 180
    assert till.sell(("coffee", 1), member=second).receipt.points[0].earned_milli == 13_000
    assert carried(first) == 70
    assert till.points(first) == 35_000


@pytest.mark.parametrize("staff", ["cashier", "own"])
def test_who_may_not(till, twice, staff):
    first, second = twice
    if staff == "cashier":
        with refused("right.missing"):
            merge_members(till.books, first, second, till.cashier)
        return
    with refused("merge.same"):
        merge_members(till.books, first, first, till.acting())
    with refused("member.unknown"):
        merge_members(till.books, first, "nobody", till.acting())
    merge(till, first, second)
    with refused("merge.same"):
        merge_members(till.books, second, first, till.acting())
    with refused("merge.unknown"):
        part_members(till.books, second, "no-merge", till.acting())


def test_nobody_merges_their_own_account(till, twice):
    import msgspec

    from app.workflows.staff import save_staff

    first, second = twice
    acting = till.acting()
    owner = acting.shop.staff[till.counter.owner]
    save_staff(till.books, msgspec.structs.replace(owner, member=second), acting)
    with refused("merge.own"):
        merge_members(till.books, first, second, till.acting(till.counter.owner))


def test_days_of_both_count_towards_one_tier(till, twice):
    first, second = twice
    merge(till, first, second)
    with till.books.reads() as reads:
        days = reads.days_of(first, "club")
    assert [(day.spent_minor, day.visits) for day in days] == [(1190, 1), (2380, 1)]
    assert days[1].on - days[0].on == dt.timedelta(1)


def test_what_is_said_of_both_afterwards_is_the_whole_record(till, twice):
    first, second = twice
    merge(till, first, second)
    assert view(till, first).person.birthday == dt.date(1990, 3, 8)
    till.counter.clock.advance(1000)
    change_member(till.books, second, Joining(phone="0612344471", name="Anna"), till.acting())
    assert view(till, first).person.birthday is None
    assert view(till, second).person.name == "Anna"
