"""The fraud review at the screen: what the rules saw, the receipts behind it, cleared with a reason."""

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtWidgets import QLabel

from app.main.reviewing import Reviewer
from app.people.staff import Permission, StaffMember
from app.ui.review.door import REVIEW
from app.values.errors import Refusal
from app.workflows.complete_sale import Paid, SaleRequest, complete_sale
from app.workflows.members import change_member
from app.workflows.review.cases import clear_case
from app.workflows.review.holds import NeedsManager
from app.workflows.ring_up import add, cash_due, new_basket, quote_now, with_rights
from app.workflows.settings import save_shop_settings
from app.workflows.shop_now import moment_of
from app.workflows.staff import save_staff
from tests.ui.forms.conftest import MakeBench
from tests.ui.forms.desk import Bench, settle
from tests.ui.forms.shop import Shop


def sell(corner: Shop, member: str, staff: str, *, approved_by: str = "", points: int = 0) -> None:
    """A mug for cash, rung up by somebody."""
    shop, at = corner.now(), corner.clock.now()
    with corner.books.reads() as reads:
        basket = new_basket(corner.books.ids.new(), shop, "basket", at)
        row = reads.product("mug-anna")
        assert row is not None
        basket = add(basket, row.goods, 1000)[0]
        if member:
            basket = basket.identified(member, "card")
        standing = with_rights(reads.standing(member, moment_of(shop, at)), basket, shop.staff[staff])
    quote = quote_now(basket, shop, standing, at)
    if points:
        change = msgspec.structs.replace(quote.points[0], spent_milli=points)
        quote = msgspec.structs.replace(quote, points=(change, *quote.points[1:]))
    paid = (Paid("cash", cash_due(shop, quote.due_minor)),)
    request = SaleRequest(basket, paid, quote, standing, shop, staff, at, money_taken=True, approved_by=approved_by)
    complete_sale(corner.books, request)
    corner.clock.advance(60_000)


def opened(corner: Shop, bench: MakeBench) -> tuple[Bench, object]:
    at = bench(corner)
    reviewer = Reviewer()

    def look(on_done: Callable[[int], None]) -> None:
        on_done(reviewer.review(corner.books, corner.acting()))

    at.desk.services[REVIEW] = look
    return at, at.open("review")


def choose(screen: object, rule: str) -> None:
    """Choose the case of a rule."""
    rows = [screen.list.table.row(place) for place in range(screen.list.table.rows_model.rowCount())]
    place = next(place for place, view in enumerate(rows) if view.row.rule == rule)
    screen.list.opened.emit(place)
    settle()


def rules(corner: Shop, *, is_open: bool) -> set[str]:
    with corner.books.reads() as reads:
        return {row.rule for row in reads.cases(is_open=is_open)}


def test_a_case_shows_what_was_seen_and_the_receipts(corner: Shop, bench: MakeBench) -> None:
    for _ in range(3):
        sell(corner, corner.anna.id, corner.cashier)
    at, screen = opened(corner, bench)
    choose(screen, "F1")
    assert screen.panel.title.text() == "One card, one cashier, one hour"
    receipts = [button for button in screen.panel.findChildren(type(screen.fine_button)) if "02-0000" in button.text()]
    assert len(receipts) == 3
    receipts[0].click()
    settle()
    assert at.window.screen_in_front.title.english() == "Receipts"


def test_a_case_is_cleared_with_a_reason_and_stays_cleared(corner: Shop, bench: MakeBench) -> None:
    for _ in range(3):
        sell(corner, corner.anna.id, corner.cashier)
    _at, screen = opened(corner, bench)
    choose(screen, "F1")
    screen.fine_button.click()
    settle()
    assert screen.reason.is_wrong
    screen.reason.line.setText("she came back for her change")
    screen.fine_button.click()
    settle()
    with corner.books.reads() as reads:
        (row,) = reads.cases(is_open=False)
    assert (row.rule, row.verdict, row.cleared_by) == ("F1", "fine", corner.owner)
    assert row.reason == "she came back for her change"
    screen.on_shown()
    settle()
    assert "F1" not in rules(corner, is_open=True)
    screen._swap()
    settle()
    assert any("she came back" in label.text() for label in screen._inside.findChildren(QLabel))


def test_nothing_to_look_at_is_said(corner: Shop, bench: MakeBench) -> None:
    Reviewer().review(corner.books, corner.acting())
    with corner.books.reads() as reads:
        made = reads.cases(is_open=True)
    for row in made:
        clear_case(corner.books, row.id, "fine", corner.acting(), reason="the shop began with a list")
    _at, screen = opened(corner, bench)
    assert screen.list.state.headline == "Nothing to look at"
    assert screen.fine_button.isHidden()


def test_only_the_owner_reviews(corner: Shop) -> None:
    with pytest.raises(Refusal) as refused:
        clear_case(corner.books, "x", "fine", corner.acting(corner.manager), reason="because")
    assert refused.value.code == "right.missing"
    assert Permission.REVIEW == "review"


def test_nobody_earns_on_what_they_ring_up_themselves(corner: Shop) -> None:
    person = corner.now().staff[corner.cashier]
    mine = StaffMember(person.id, person.name, person.role, person.pin_hash, member=corner.anna.id)
    save_staff(corner.books, mine, corner.acting())
    with pytest.raises(Refusal) as refused:
        sell(corner, corner.anna.id, corner.cashier)
    assert refused.value.code == "review.own_card"
    sell(corner, corner.anna.id, corner.manager)


def test_the_fifth_time_within_an_hour_a_manager_allows_it(corner: Shop) -> None:
    for _ in range(4):
        sell(corner, corner.anna.id, corner.cashier)
    with pytest.raises(NeedsManager) as held:
        sell(corner, corner.anna.id, corner.cashier)
    assert held.value.code == "review.often"
    with pytest.raises(NeedsManager):
        sell(corner, corner.anna.id, corner.cashier, approved_by=corner.cashier)
    sell(corner, corner.anna.id, corner.cashier, approved_by=corner.manager)
    corner.clock.advance(3_600_000)
    sell(corner, corner.anna.id, corner.cashier)


def test_points_stay_for_three_days_after_a_new_phone(corner: Shop) -> None:
    from app.ui.members.draft import draft_of, joining_of
    from app.values.locales import Words

    view = corner.view(corner.anna.id)
    draft = draft_of(view, Words("en", "Europe/Amsterdam"))
    changed = msgspec.structs.replace(joining_of(draft, before=view), phone="0612340001")
    change_member(corner.books, corner.anna.id, changed, corner.acting())
    sell(corner, corner.anna.id, corner.cashier)
    with pytest.raises(NeedsManager) as held:
        sell(corner, corner.anna.id, corner.cashier, points=1000)
    assert held.value.code == "review.changed"
    corner.clock.advance(72 * 3_600_000)
    sell(corner, corner.anna.id, corner.cashier, points=1000)


def test_thresholds_are_the_shops(corner: Shop) -> None:
    settings = corner.now().settings
    loose = settings.__class__(**{**_fields(settings), "review_limits": ("F1.hold=50", "F1.flag=40")})
    save_shop_settings(corner.books, loose, corner.acting())
    for _ in range(7):
        sell(corner, corner.anna.id, corner.cashier)
    wrong = settings.__class__(**{**_fields(settings), "review_limits": ("F99.flag=1",)})
    with pytest.raises(Refusal) as refused:
        save_shop_settings(corner.books, wrong, corner.acting())
    assert refused.value.code == "review.limit"


def _fields(settings: object) -> dict[str, object]:
    import dataclasses

    return {field.name: getattr(settings, field.name) for field in dataclasses.fields(settings)}  # type: ignore[arg-type]
