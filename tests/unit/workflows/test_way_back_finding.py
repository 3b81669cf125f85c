"""Finding sales, what became of them, conflicts, replacements, notes: the way back below the screens."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from app.facts.bodies import GoodsReturned
from app.people.codes import receipt_code
from app.sales.basket import Goods
from app.values.errors import Refusal
from app.values.words import msg
from app.workflows.conflicts import list_conflicts
from app.workflows.correct_tender import correct_tender, preview_correction
from app.workflows.find_sales import look_for_sales, sales_with
from app.workflows.hold_basket import discard_held, hold_basket
from app.workflows.member_notes import masked, note_letter, way_of_note
from app.workflows.promise_list import list_promises
from app.workflows.promises import register_promise
from app.workflows.receipt_making import receipt_view
from app.workflows.replacing import replacement
from app.workflows.ring_up import quote_now
from app.workflows.slip_view import return_view
from app.workflows.void_sale import preview_void, void_sale
from tests.unit.workflows.selling import CLUB, Till, stored

TIERS = """{"id": "levels", "kind": "tier", "tiers": [{"name": "silver", "min_spent_minor": 1000}],
 "tiering": {"days": 30}}"""


@pytest.fixture
def till(counter) -> Till:
    till = Till(counter)
    till.publish(CLUB)
    return till


@pytest.fixture
def anna(till) -> str:
    return till.join(name="Anna Kuznetsova")


def found(till, text: str, member: str = ""):
    with till.books.reads() as reads:
        return look_for_sales(reads, text, member, till.cashier)


@pytest.mark.parametrize("text", [receipt_code(2, 1, 1), "02-000001", "1", "SN-1"])
def test_what_names_one_sale_opens_it(till, anna, text):
    sale = till.sell(("mug", 1), member=anna).receipt
    register_promise(
        till.books, sale.sale, "1", till.cashier, kind="warranty", until=dt.date(2027, 1, 1), serial="SN-1"
    )
    hits = found(till, text)
    assert (hits.exact, [row.sale for row in hits.rows]) == (True, [sale.sale])


@pytest.mark.parametrize("text", ["4471", "0612344471", "Kuznetsova"])
def test_a_member_lists_their_own_sales(till, anna, text):
    mine = till.sell(("mug", 1), member=anna).receipt
    till.sell(("coffee", 1))
    hits = found(till, text)
    assert (hits.exact, [row.sale for row in hits.rows]) == (False, [mine.sale])
    assert hits.about.english() == "Receipts of Anna"


def test_an_article_finds_what_is_still_with_customers_within_the_window(till, anna):
    old = till.sell(("mug", 1)).receipt
    till.later(10)
    whole = till.sell(("mug", 1)).receipt
    till.take_back(whole.sale, ("1", 1))
    till.later(3)
    new = till.sell(("mug", 2)).receipt
    assert [row.sale for row in found(till, "2000000000022").rows] == [new.sale, old.sale]
    till.later(12)
    assert [row.sale for row in found(till, "Mug").rows] == [new.sale]


def test_the_members_own_sales_come_before_everybodys(till, anna):
    till.sell(("mug", 1))
    mine = till.sell(("mug", 1), member=anna).receipt
    with till.books.reads() as reads:
        hits = sales_with(reads, "mug", anna, till.cashier)
    assert [row.sale for row in hits.rows] == [mine.sale]


@pytest.mark.parametrize(
    ("text", "code"), [("09-000001", "return.other_till"), ("02-000009", "return.unknown"), ("xyzzy", "find.nothing")]
)
def test_what_is_nowhere_is_refused_with_what_to_try(till, text, code):
    with pytest.raises(Refusal) as why:
        found(till, text)
    assert why.value.code == code


def test_lists_are_told_what_became_of_each_sale(till, anna):
    plain, part, whole, void, fixed = (till.sell(("mug", 2)).receipt for _ in range(5))
    till.take_back(part.sale, ("1", 1))
    till.take_back(whole.sale, ("1", 2))
    void_sale(till.books, void.sale, "mistake", till.cashier)
    correct_tender(till.books, fixed.sale, "card", till.cashier, reason="typed_wrongly")
    with till.books.reads() as reads:
        marks = reads.marks_of([each.sale for each in (plain, part, whole, void, fixed)])
    assert plain.sale not in marks
    assert [(marks[each.sale].returned, marks[each.sale].voided) for each in (part, whole, void)] == [
        ("part", False), ("whole", False), ("", True),
    ]  # fmt: skip
    assert marks[fixed.sale].corrected


def test_points_attached_late_stand_on_every_later_print(till, anna):
    from app.workflows.members import attach_to_sale

    sale = till.sell(("mug", 1)).receipt
    attach_to_sale(till.books, sale.sale, anna, till.cashier)
    till.later(3)
    with till.books.reads() as reads:
        view = receipt_view(reads, till.acting().shop, sale.sale, copied_at=till.counter.clock.now())
    assert view.member == "Anna K. " + view.member.split()[-1]
    assert [change.earned_milli for change in view.receipt.points] == [8000]


def test_a_receipt_keeps_what_was_left_on_a_card_when_it_paid(till):
    till.publish('{"id": "cards", "kind": "gift_card", "trigger": "card"}')
    till.stock(Goods("gift50", "Gift card 50", 5000, kind="gift_card", program="cards"))
    card = till.sell(("gift50", 1)).receipt.tokens[0].code
    first = till.sell(("mug", 1), asked=(stored(card),)).receipt
    till.sell(("mug", 2), asked=(stored(card),))
    with till.books.reads() as reads:
        view = receipt_view(reads, till.acting().shop, first.sale)
    assert [(left.code, left.left_minor) for left in view.cards] == [(card, 4150)]


def test_the_preview_of_a_void_has_the_tier_that_falls(till, anna):
    till.publish(TIERS)
    sale = till.sell(("mug", 2), member=anna).receipt
    with till.books.reads() as reads:
        shown = preview_void(reads, sale.sale, "mistake", till.cashier)
    assert [(tier.before, tier.after) for tier in shown.tiers] == [("silver", "")]


def test_a_late_correction_needs_a_second_person(till):
    sale = till.sell(("mug", 1)).receipt
    till.counter.clock.advance(91_000)
    with till.books.reads() as reads:
        shown = preview_correction(reads, sale.sale, "card", till.cashier, reason="other")
    assert [need.code for need in shown.needs] == ["tender.approval"]
    with pytest.raises(Refusal, match=r"tender\.approval"):
        correct_tender(till.books, sale.sale, "card", till.cashier, reason="other")
    kept = correct_tender(till.books, sale.sale, "card", till.cashier, reason="other", approved_by=till.counter.owner)
    assert kept.approved_by == till.counter.owner


def test_conflicts_say_what_happened_and_leave_only_when_it_adds_up(till, anna):
    sale = till.sell(("coffee", 1), member=anna).receipt
    document = till.take_back(sale.sale, ("1", 1)).document
    with till.books.unit_of_work() as unit:
        other = msgspec.structs.replace(document, id=unit.new_id(), till=7, sequence=1)
        unit.record(GoodsReturned(other), business_on=till.acting().business_on)
    with till.books.reads() as reads:
        (conflict,) = list_conflicts(reads, "EUR")
    assert [party.number for party in conflict.parties] == [document.number, "07-000001"]
    assert "1 sold, 2 taken back" in conflict.happened.english()
    assert (conflict.member, conflict.over.english()) == ("Anna K.", "1 too many")


def test_a_replacement_is_as_cheap_as_what_came_back(till):
    shop, at = till.acting().shop, till.counter.clock.now()
    request = till.request(("mug", 1))
    empty = msgspec.structs.replace(request.basket, lines=())

    def due_of(basket) -> int:
        return quote_now(basket, shop, request.standing, at).due_minor

    goods = Goods("mug", "Mug", 990, taxes=("standard",))
    dearer = replacement(empty, goods, 1000, refund_minor=850, due_of=due_of, staff="s")
    cheaper = replacement(empty, goods, 1000, refund_minor=2000, due_of=due_of, staff="s")
    assert (due_of(dearer), due_of(cheaper)) == (850, 990)
    assert cheaper.lines[0].reduction is None


def test_a_note_goes_by_mail_only_with_consent_and_in_the_members_language(till):
    member = till.join(
        "0612000001", name="Мила Новак", email="mila@example.com", language="ru", consents={"messages": True}
    )
    silent = till.join("0612000002", name="Max", email="max@example.com")
    with till.books.reads() as reads:
        views = [reads.member(each) for each in (member, silent)]
    assert [way_of_note(view, can_post=True).address for view in views] == ["mila@example.com", ""]
    assert way_of_note(views[0], can_post=False).address == ""
    note = msg("We are sorry. A coupon waits for your next visit.")
    letter = note_letter("n1", views[0], till.acting().shop, note=note, about="Кружка", at=1)
    assert letter.text.startswith("Здравствуйте, Мила Н.")
    assert masked(letter.to) == "m…@example.com"


def test_the_register_lists_what_ends_next_and_forgets_what_ended_long_ago(till):
    till.stock(Goods("drill", "Drill", 9900, warranty_months=24, trial_days=30))
    sale = till.sell(("drill", 1)).receipt
    with till.books.reads() as reads:
        rows = list_promises(reads, "", till.cashier)
        assert [(row.kind, row.state) for row in rows] == [("trial", "soon"), ("warranty", "runs")]
        by_receipt = list_promises(reads, sale.number, till.cashier)
    assert {row.line for row in by_receipt} == {"1"}
    till.later(100)
    with till.books.reads() as reads:
        assert [row.kind for row in list_promises(reads, "drill", till.cashier)] == ["warranty"]


def test_an_exchange_slip_knows_its_other_half(till):
    from app.workflows.complete_sale import Paid
    from app.workflows.exchange import exchange, preview_exchange

    sale = till.sell(("mug", 1)).receipt
    request, new = till.asking(sale.sale, ("1", 1)), till.request(("coffee", 1), given=0)
    with till.books.reads() as reads:
        shown = preview_exchange(reads, request, new, till.cashier)
    done = exchange(
        till.books, request, msgspec.structs.replace(new, paid=(Paid("cash", 340),)), till.cashier, shown=shown
    )
    with till.books.reads() as reads:
        view = return_view(reads, till.acting().shop, done.returned.document.id)
    assert (view.traded.number, view.traded.net_minor) == (done.sale.receipt.number, 340)


def test_a_discarded_basket_leaves_a_record(till):
    from app.facts.upcast import read_body

    basket = till.request(("mug", 2)).basket
    hold_basket(till.books, basket, till.cashier)
    discard_held(till.books, basket.id, till.cashier, reason="shift_close")
    with till.books.reads() as reads:
        rows = reads.look.all("SELECT id FROM facts WHERE kind = 'HeldDiscarded'")
        fact = fact_with(reads, rows[0][0])
    body = read_body(fact)
    assert (body.sale, body.total_minor, body.reason, fact.staff) == (
        basket.id, 1700, "shift_close", till.counter.cashier,
    )  # fmt: skip


def fact_with(reads, fact_id: str):
    from app.storage.reads.history import FACT_COLUMNS, fact_of

    return fact_of(reads.look.one(f"SELECT {FACT_COLUMNS} FROM facts WHERE id = ?", fact_id))
