"""A member's rights at the screen: consents with their past, a copy handed out, being forgotten."""

import json

from PySide6.QtWidgets import QLabel

from app.main.private_door import PrivateDoor
from app.people.staff import Permission
from tests.ui.forms.conftest import MakeBench
from tests.ui.forms.desk import Bench, settle
from tests.ui.forms.shop import Shop


def opened(corner: Shop, bench: MakeBench, tab: str, staff: str = "") -> tuple[Bench, object]:
    at = bench(corner, staff)
    PrivateDoor(at.desk, corner.books.folder).open()
    screen = at.open("members", corner.anna.id)
    screen.panel.show_tab(tab)
    settle()
    return at, screen


def test_an_answer_is_kept_with_the_words_that_stood_there(corner: Shop, bench: MakeBench) -> None:
    _at, screen = opened(corner, bench, "consents")
    screen.panel.consents.switches["messages"].click()
    settle()
    with corner.books.reads() as reads:
        entry = reads.consent_history(corner.anna.id)[-1]
        kept = reads.consent_text(entry.text)
    assert kept is not None
    assert kept.text == "Messages: offers and points by e-mail, SMS or messenger"
    assert (entry.granted, entry.channel, entry.till, entry.staff) == (True, "till", 2, corner.owner)


def test_withdrawing_is_the_same_press_and_the_past_stays(corner: Shop, bench: MakeBench) -> None:
    _at, screen = opened(corner, bench, "consents")
    switch = screen.panel.consents.switches["messages"]
    for _ in range(2):
        corner.clock.advance(60_000)
        switch.click()
        settle()
    assert corner.view(corner.anna.id).consents["messages"] is False
    said = [label.text() for label in screen.panel.consents.findChildren(QLabel) if label.isVisible()]
    answers = [text for text in said if "Messages: " in text and "Maria" not in text]
    assert any("Messages: no · at the till 2, Olga Petrova" in text for text in answers)
    with corner.books.reads() as reads:
        assert [entry.granted for entry in reads.consent_history(corner.anna.id)][-2:] == [True, False]


def test_a_copy_is_handed_out_as_json_and_page_and_that_is_kept(corner: Shop, bench: MakeBench) -> None:
    _at, screen = opened(corner, bench, "data")
    screen.panel.data.export_button.click()
    settle()
    folder = next(corner.books.folder.exports.iterdir())
    assert str(folder) in screen.panel.data.copy_banner.text
    document = json.loads((folder / "member.json").read_text("utf-8"))
    assert document["record"]["phone"] == "+31612344471"
    page = (folder / "member.html").read_text("utf-8")
    assert "Anna Kuznetsova" in page
    assert "<script" not in page
    with corner.books.reads() as reads:
        assert reads.log_of(corner.anna.id)[-1].kind == "DataExported"


def test_forgetting_shows_first_and_asks_for_digits(corner: Shop, bench: MakeBench) -> None:
    at, screen = opened(corner, bench, "data")
    data = screen.panel.data
    assert data.confirm.isHidden()
    data.preview_button.click()
    settle()
    assert "cannot be undone" in data.confirm.banner.text
    data.confirm.typed.put("0000")
    data.confirm.button.click()
    settle()
    assert data.confirm.typed.is_wrong
    data.confirm.typed.put(corner.view(corner.anna.id).cards[-1].number[-4:])
    data.confirm.button.click()
    settle()
    with corner.books.reads() as reads:
        assert reads.member(corner.anna.id) is None
        act = reads.erasure(corner.anna.id)
    assert act is not None
    assert act.act in at.said
    file = corner.books.folder.acts / f"act-{act.act}.pdf"
    assert file.read_bytes().startswith(b"%PDF")
    assert not screen.panel.isVisible()


def test_a_cashier_sees_neither_and_a_manager_forgets_nobody(corner: Shop, bench: MakeBench) -> None:
    at, screen = opened(corner, bench, "details", staff=corner.cashier)
    assert "data" not in {pick.value for pick in screen.panel.tabs.picks}
    at.till.staff = at.till.shop.staff[corner.manager]
    assert at.till.may(Permission.EXPORT_DATA)
    screen.open_member(corner.anna.id)
    settle()
    screen.panel.show_tab("data")
    assert screen.panel.data.export_button.isVisible()
    assert not screen.panel.data.preview_button.isVisible()


def test_the_page_shows_what_a_member_wrote_as_they_wrote_it(corner: Shop, bench: MakeBench) -> None:
    _at, screen = opened(corner, bench, "details")
    screen.panel.details.name.line.setText('<img src="file:///etc/passwd">')
    screen.save()
    settle()
    screen.panel.show_tab("data")
    screen.panel.data.export_button.click()
    settle()
    page = next(corner.books.folder.exports.rglob("*.html")).read_text("utf-8")
    assert "&lt;img src=" in page
    assert "<img" not in page
