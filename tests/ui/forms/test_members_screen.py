"""Members by keys, touch and scans: find, join, change, consents one by one, cards that are lost and replaced."""

import datetime as dt

import pytest
from pytestqt.qtbot import QtBot

from app.people.cards import new_card_number
from app.ui.members.draft import FIELD_OF, MemberDraft, joining_of, judge_phone, wrong_fields
from app.workflows.members import issue_card
from tests.ui.forms.conftest import MakeBench
from tests.ui.forms.desk import Bench, settle, shown_keys
from tests.ui.forms.shop import Shop


def undo(bench: Bench) -> None:
    notice = bench.window.messages.notice
    assert notice is not None
    assert notice.action is not None
    notice.action[2]()
    settle()


def test_somebody_joins_with_a_phone_alone(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("members")
    at.press("Ctrl+N")
    assert at.window.focusWidget() is screen.panel.details.phone.line
    at.type("0612340099")
    assert screen.panel.details.phone.note == "Understood as +31 6 12340099"
    at.press("Ctrl+S")
    with corner.books.reads() as reads:
        row = reads.member_by_phone("+31612340099")
    assert row is not None
    assert "joined" in at.said
    assert screen.panel.view.id == row.id


def test_a_wrong_number_is_refused_at_the_phone(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("members")
    at.press("Ctrl+N")
    at.type("06123")
    assert screen.panel.details.phone.note == "5 digits so far"
    at.press("Ctrl+S")
    assert screen.panel.details.phone.is_wrong
    assert "not a phone number" in screen.panel.details.phone.note


def test_a_taken_number_offers_the_member_it_belongs_to(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("members")
    screen.join("+31612344471")
    at.press("Ctrl+S")
    assert screen.panel.details.phone.is_wrong
    undo(at)
    assert screen.panel.view.id == corner.anna.id


def test_the_record_is_changed_and_a_bad_birthday_stays_at_its_field(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("members", corner.anna.id)
    details = screen.panel.details
    details.birthday.line.setText("31.02.1990")
    at.press("Ctrl+S")
    assert details.birthday.is_wrong
    details.birthday.line.setText("28.2.1990")
    details.notes.area.setPlainText("likes the window seat")
    at.press("Ctrl+S")
    person = corner.view(corner.anna.id).person
    assert person is not None
    assert (person.birthday, person.notes) == (dt.date(1990, 2, 28), "likes the window seat")


def test_four_consents_are_separate_and_none_is_ticked_beforehand(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("members")
    screen.join("+31612340099")
    switches = screen.panel.consents.switches
    assert list(switches) == ["terms", "personal_data", "messages", "profiling"]
    assert not any(switch.isChecked() for switch in switches.values())
    assert all("not asked yet" in switch.detail for switch in switches.values())
    switches["terms"].click()
    at.press("Ctrl+S")
    assert corner.view(screen.panel.view.id).consents == {"terms": True}
    assert "21.11.2026" in switches["terms"].detail
    assert "2026-11" in switches["terms"].detail
    assert "not asked yet" in switches["messages"].detail


def test_a_consent_is_kept_at_once_and_has_a_way_back(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("members", corner.anna.id)
    screen.panel.show_tab("consents")
    screen.panel.consents.switches["messages"].click()
    settle()
    assert corner.view(corner.anna.id).consents["messages"] is True
    undo(at)
    assert corner.view(corner.anna.id).consents["messages"] is False
    assert not screen.panel.consents.switches["messages"].isChecked()
    assert "no since 21.11.2026" in screen.panel.consents.switches["messages"].detail


def test_a_consent_does_not_lose_what_is_being_typed(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("members", corner.anna.id)
    screen.panel.details.name.line.setText("Anna the First")
    screen.panel.consents.switches["profiling"].click()
    settle()
    assert screen.panel.details.name.text() == "Anna the First"
    at.press("Ctrl+S")
    person = corner.view(corner.anna.id).person
    assert person is not None
    assert person.name == "Anna the First"


def test_a_card_is_lost_and_found_again(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("members", corner.anna.id)
    at.press("F6")
    assert screen.panel.tab == "cards"
    number = screen.panel.cards.tiles[0].card.number
    screen.panel.cards.tiles[0].buttons["lost"].click()
    settle()
    with corner.books.reads() as reads:
        assert reads.card(number).status == "lost"
    assert set(screen.panel.cards.tiles[0].buttons) == {"active", "replace"}
    undo(at)
    with corner.books.reads() as reads:
        assert reads.card(number).status == "active"


def test_a_card_is_replaced_by_a_blank_one_that_is_scanned(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("members", corner.anna.id)
    screen.panel.show_tab("cards")
    old = screen.panel.cards.tiles[0].card.number
    blank = new_card_number(lambda number: False)
    screen.panel.cards.tiles[0].buttons["replace"].click()
    at.scan(blank)
    cards = {card.number: card for card in corner.view(corner.anna.id).cards}
    assert cards[old].status == "replaced"
    assert cards[old].replaced_by == blank
    assert cards[blank].status == "active"
    assert screen.panel.cards.new_card.isHidden()


def test_a_card_of_somebody_else_is_refused_where_it_is_typed(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    theirs = corner.view(corner.members[1].id).cards[0].number
    screen = at.open("members", corner.anna.id)
    screen.panel.show_tab("cards")
    screen.panel.cards.ask_for_card("")
    at.scan(theirs)
    assert "already belongs" in screen.panel.cards.new_card.number.note
    screen.panel.cards.new_card.number.line.setText("2912345678901")
    screen.panel.cards.new_card._judge()
    assert "check digit is wrong" in screen.panel.cards.new_card.number.note


def test_a_new_number_is_made_without_a_blank_card(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("members", corner.anna.id)
    before = len(corner.view(corner.anna.id).cards)
    screen.panel.cards.ask_for_card("")
    screen.panel.cards.new_card.make.click()
    settle()
    assert len(corner.view(corner.anna.id).cards) == before + 1


def test_a_cashier_sees_cards_but_stops_none(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner, corner.cashier)
    screen = at.open("members", corner.anna.id)
    assert set(screen.panel.cards.tiles[0].buttons) == {"print"}
    assert not screen.panel.history.isVisible()
    assert "F4" not in shown_keys(screen)


def test_printing_a_card_makes_files(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("members", corner.anna.id)
    tile = screen.panel.cards.tiles[0]
    tile.buttons["print"].click()
    settle()
    folder = corner.books.folder.root / "cards"
    assert {path.suffix for path in folder.iterdir()} == {".pdf", ".png"}
    assert f"{tile.card.number}.pdf" in at.said


def test_a_scanned_card_finds_its_member(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("members")
    at.scan(corner.view(corner.members[4].id).cards[0].number)
    assert screen.panel.view.id == corner.members[4].id
    assert screen.list.search.text() == ""


def test_a_blank_card_begins_a_new_member_who_gets_it(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("members")
    blank = new_card_number(lambda number: False)
    at.scan(blank)
    undo(at)
    assert f"*{blank[-4:]}" in screen.panel.banner.text
    screen.panel.details.phone.line.setText("+31612340098")
    at.press("Ctrl+S")
    assert [card.number for card in corner.view(screen.panel.view.id).cards] == [blank]


@pytest.mark.parametrize(
    ("text", "count"), [("4471", 1), ("+31 6 12344471", 1), ("kuznetsova", 1), ("ковал", 1), ("zzz", 0)]
)
def test_the_search_takes_whatever_the_counter_takes(
    corner: Shop, bench: MakeBench, qtbot: QtBot, text: str, count: int
) -> None:
    screen = bench(corner).open("members")
    screen.list.search_for(text)
    settle()
    assert screen.list.is_showing_rows is bool(count)
    assert screen.list.table.rows_model.rowCount() == count


def test_a_whole_number_that_nobody_has_can_join_at_once(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("members")
    screen.list.search_for("0612340077")
    settle()
    screen.list.state._button.click()
    settle()
    assert screen.panel.details.phone.text() == "+31612340077"


def test_lists_never_show_a_whole_phone(corner: Shop, bench: MakeBench) -> None:
    screen = bench(corner).open("members")
    model = screen.list.table.rows_model
    shown = " ".join(
        f"{cell.text} {cell.detail}"
        for place in range(model.rowCount())
        for column in range(model.columnCount())
        for cell in [model.cell(place, column)]
    )
    assert "4471" in shown
    assert "12344471" not in shown


def test_history_opens_from_the_member(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    at.open("members", corner.anna.id)
    at.press("F4")
    assert type(at.window.screen_in_front).__name__ == "MemberHistoryScreen"


def test_esc_puts_the_new_card_away_first(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("members", corner.anna.id)
    screen.panel.show_tab("cards")
    screen.panel.cards.ask_for_card("")
    at.press("Esc")
    assert screen.panel.cards.new_card.isHidden()
    at.press("Esc")
    assert at.window.screen_in_front is screen
    at.press("Esc")
    assert at.window.screen_in_front is at.home


def test_a_second_card_from_elsewhere_shows_up(corner: Shop, bench: MakeBench) -> None:
    from app.ui.tasks import Changes

    at = bench(corner)
    screen = at.open("members", corner.anna.id)
    card = issue_card(corner.books, corner.anna.id, corner.acting())
    at.tasks.tell(Changes.of("members", member=corner.anna.id))
    settle()
    assert screen.panel.cards.tiles[0].card.number == card.number


def test_a_draft_knows_its_wrong_birthday_and_keeps_the_other_systems_number() -> None:
    assert wrong_fields(MemberDraft(birthday="yesterday")) != {}
    assert wrong_fields(MemberDraft(birthday="1.2.1990")) == {}
    assert joining_of(MemberDraft(name="Ann", birthday="1990-02-01")).birthday == dt.date(1990, 2, 1)


@pytest.mark.parametrize(
    ("text", "tone"),
    [("", "text2"), ("06 1234 4471", "ok"), ("0612", "text2"), ("phone", "warn"), ("\u202e061", "warn")],
)
def test_a_phone_is_judged_while_it_is_typed(text: str, tone: str) -> None:
    assert judge_phone(text, "NL")[1] == tone


def test_every_refusal_of_a_record_has_a_field() -> None:
    assert set(FIELD_OF.values()) <= {"phone", "email", "birthday", "name", "notes"}
