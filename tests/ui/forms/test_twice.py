"""The same person twice, at the members screen: found, looked at, made one, scanned, parted again."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.facts.bodies import PointsGranted
from app.workflows.look_up import MemberHit, identify
from app.workflows.members import Joining, enrol_member
from app.workflows.merge_members import merge_members
from app.workflows.rows import MemberView
from tests.ui.forms.conftest import MakeBench
from tests.ui.forms.desk import settle
from tests.ui.forms.shop import OWNER_PIN, Shop


def again(corner: Shop, **more: object) -> MemberView:
    """Anna, joined a second time."""
    acting = corner.acting()
    return enrol_member(corner.books, Joining(phone="0612340077", name="Ann Kuznetsova", **more), acting)


def values(screen) -> dict[str, str]:
    block = screen.panel.cards.twice.preview
    return {label.text(): value.text() for label, value in zip(block._labels, block.values, strict=True)}


def test_two_entries_become_one_and_are_parted_again(corner: Shop, bench: MakeBench) -> None:
    second = again(corner)
    at = bench(corner)
    screen = at.open("members", corner.anna.id)
    screen.panel.show_tab("cards")
    twice = screen.panel.cards.twice
    twice.begin.click()
    at.type("0612340077")
    at.press("Enter")
    assert len(twice.asking.found) == 1
    twice.asking.found[0].click()
    settle()
    shown = values(screen)
    assert "Ann K." in shown["Names"]
    assert f"*{second.cards[0].number[-4:]}" in shown["Cards"]
    assert corner.view(second.id).id == second.id
    twice.preview.confirm.click()
    settle()
    kept = min(corner.anna.id, second.id)
    assert corner.view(second.id).id == corner.view(corner.anna.id).id == kept
    assert screen.panel.view.id == kept
    assert "One member now" in at.said
    assert not twice.is_open
    with corner.books.reads() as reads:
        found = identify(second.cards[0].number, reads, at.till.shop)
    assert isinstance(found, MemberHit)
    assert found.row.id == kept

    [tile] = twice.merges
    assert "Ann K." in tile.words.text()
    tile.part.click()
    settle()
    assert set(values(screen)) == {"Anna K.", "Ann K."}
    twice.preview.confirm.click()
    settle()
    assert corner.view(second.id).id == second.id
    assert twice.merges == []
    assert at.defects == []


def test_parting_below_zero_asks_the_owner(corner: Shop, bench: MakeBench) -> None:
    second = again(corner)
    with corner.books.unit_of_work() as unit:
        for member, points in ((corner.anna.id, -10_000_000), (second.id, 10_000_000)):
            gift = PointsGranted(member, "points-100", points, "other")
            unit.record(gift, business_on=corner.acting().business_on, staff=corner.owner)
    merge_members(corner.books, corner.anna.id, second.id, corner.acting())
    at = bench(corner, staff=corner.manager)
    screen = at.open("members", corner.anna.id)
    screen.panel.show_tab("cards")
    twice = screen.panel.cards.twice
    twice.merges[0].part.click()
    settle()
    assert any("The owner allows it" in label.text() for label in twice.preview.findChildren(QLabel))
    twice.preview.confirm.click()
    settle()
    assert corner.view(second.id).id == corner.view(corner.anna.id).id
    at.type(OWNER_PIN)
    at.press("Enter")
    assert corner.view(second.id).id == second.id != corner.view(corner.anna.id).id
    assert twice.merges == []
    assert at.defects == []


def test_the_other_ones_card_is_scanned_and_escape_goes_back(corner: Shop, bench: MakeBench) -> None:
    second = again(corner)
    at = bench(corner)
    screen = at.open("members", corner.anna.id)
    screen.panel.show_tab("cards")
    screen.panel.cards.twice.begin.click()
    at.scan(second.cards[0].number)
    assert len(screen.panel.cards.twice.asking.found) == 1
    at.press("Escape")
    assert not screen.panel.cards.twice.is_open
    assert screen.panel.view.id == corner.anna.id


def test_the_same_entry_is_no_other_one(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("members", corner.anna.id)
    screen.panel.show_tab("cards")
    twice = screen.panel.cards.twice
    twice.begin.click()
    at.type(corner.anna.cards[0].number)
    at.press("Enter")
    assert "same member" in twice.asking.other.note
    assert twice.asking.found == []


def test_a_cashier_cannot_begin(corner: Shop, bench: MakeBench, qtbot: QtBot) -> None:
    at = bench(corner, staff=corner.cashier)
    screen = at.open("members", corner.anna.id)
    screen.panel.show_tab("cards")
    assert not screen.panel.cards.twice.begin.isEnabled()


def test_merge_and_way_back_fit_the_panel_in_russian_on_a_small_screen(corner: Shop, bench: MakeBench) -> None:
    second = again(corner)
    at = bench(corner)
    at.resize(1024, 600)
    at.desk.services["set_till"](language="ru")
    screen = at.open("members", corner.anna.id)
    screen.panel.show_tab("cards")
    twice = screen.panel.cards.twice
    twice.begin.click()
    at.type("0612340077")
    at.press("Enter")
    twice.asking.found[0].click()
    settle()
    room = twice.parentWidget()
    assert room is not None
    for shown in (twice.preview, twice.preview.confirm, twice.preview.cancel):
        assert shown.mapTo(room, shown.rect().topRight()).x() <= room.width(), shown
    assert twice.preview.minimumSizeHint().width() <= twice.width()
    twice.preview.confirm.click()
    settle()
    assert corner.view(second.id).id == min(corner.anna.id, second.id)
    [tile] = twice.merges
    assert tile.minimumSizeHint().width() <= twice.width()
    assert twice.width() <= screen.panel.width(), "the column of cards is no wider than its panel"
