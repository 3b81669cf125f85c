"""Nothing is cut off and nothing is nameless: every screen, both sizes, both languages, both themes."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from app.ui.forms.choices import ChoiceBox
from app.ui.forms.nav import NavRow
from app.ui.forms.picks import PickRow
from app.ui.forms.switches import Switch
from app.ui.forms.table import CELL, Cell
from app.ui.forms.table_view import RowTable
from app.ui.screens import SCREENS
from app.ui.widgets.button import Button
from app.ui.widgets.pill import Pill
from app.ui.widgets.text import ElidedLabel
from tests.ui.forms.conftest import MakeBench
from tests.ui.forms.desk import Bench, settle
from tests.ui.forms.shop import Shop

LOOKS = [("en", "light", 1366, 768), ("ru", "dark", 1366, 768), ("ru", "light", 1024, 600), ("en", "dark", 1024, 600)]
Opened = Callable[[Bench], None]


def visible(window: QWidget) -> Iterator[QWidget]:
    for each in window.findChildren(QWidget):
        if each.isVisible():
            yield each


def cut_off(window: QWidget) -> list[str]:
    """Words that have less room than they need."""
    found: list[str] = []
    for each in visible(window):
        for kind, look in CUTS:
            if isinstance(each, kind):
                found.extend(look(each))
                break
    return found


def _cut_button(button: Button) -> list[str]:
    needed = button.needed_width()
    return [f"button {button.text()!r}: {button.width()} of {needed}"] if button.width() < needed else []


def _cut_pill(pill: Pill) -> list[str]:
    return [f"pill {pill.text!r}"] if pill.width() < pill.sizeHint().width() else []


def _cut_choice(box: ChoiceBox) -> list[str]:
    room = box.width() - box._face.metrics.control - 2 * box._face.metrics.gap(2)
    needed = QFontMetrics(box.font()).horizontalAdvance(box.currentText())
    return [f"choice {box.currentText()!r} in {room}"] if needed > room else []


def _cut_switch(switch: Switch) -> list[str]:
    return [f"switch {switch.text()!r}"] if switch.height() < switch.heightForWidth(switch.width()) else []


def _cut_nav(row: NavRow) -> list[str]:
    room = row.width() - 4 * row._face.metrics.gap(2.5)
    return [f"nav {row.text()!r}"] if QFontMetrics(row.font()).horizontalAdvance(row.text()) > room else []


def _cut_label(label: QLabel) -> list[str]:
    if not label.text():
        return []
    metrics, room = QFontMetrics(label.font()), label.contentsRect()
    if label.wordWrap():
        flags = int(Qt.TextFlag.TextWordWrap)
        needed = metrics.boundingRect(QRect(0, 0, room.width(), 10_000), flags, label.text())
        fits = needed.height() <= room.height() + 2 and needed.width() <= room.width() + 1
    else:
        fits = metrics.horizontalAdvance(label.text()) <= room.width() + 1 and metrics.height() <= room.height() + 2
    return [] if fits else [f"label {label.text()!r} in {room.width()}x{room.height()}"]


def _cut_picks(row: PickRow) -> list[str]:
    metrics = QFontMetrics(row._font())
    return [
        f"pick {row._face.say(pick.words)!r} in {where.width()}"
        for pick, where in zip(row.picks, row._boxes, strict=True)
        if metrics.horizontalAdvance(row._face.say(pick.words)) > where.width() - 4 or where.bottom() > row.height() + 1
    ]


def _cut_cells(table: RowTable) -> list[str]:  # type: ignore[type-arg]
    """Figures, states and headings are never elided; names may be."""
    found = []
    model, face = table.rows_model, table._face
    pad = 2 * face.metrics.gap(2.5)
    wide = sum(table.columnWidth(column) for column in range(len(model.columns)) if not table.isColumnHidden(column))
    if wide > table.viewport().width() + 1:
        found.append(f"columns of {wide} in {table.viewport().width()}")
    for column, declared in enumerate(model.columns):
        if table.isColumnHidden(column):
            continue
        room = table.columnWidth(column) - pad
        head = model.headerData(column, Qt.Orientation.Horizontal)
        if QFontMetrics(face.font("caption")).horizontalAdvance(head) > room + 2:
            found.append(f"heading {head!r} in {room}")
        if declared.align != "right" and not declared.ems:
            continue
        for place in range(min(model.rowCount(), 12)):
            cell = model.data(model.index(place, column), CELL)
            assert isinstance(cell, Cell)
            font = face.font("caption") if cell.pill else face.font("body")
            if declared.align == "right" or cell.pill:
                needed = QFontMetrics(font).horizontalAdvance(cell.text)
                if needed > room:
                    found.append(f"cell {cell.text!r}: {needed} of {room}")
    return found


CUTS: tuple[tuple[type, Callable[[Any], list[str]]], ...] = (
    (Button, _cut_button),
    (Pill, _cut_pill),
    (PickRow, _cut_picks),
    (ChoiceBox, _cut_choice),
    (Switch, _cut_switch),
    (NavRow, _cut_nav),
    (RowTable, _cut_cells),
    (ElidedLabel, lambda _label: []),
    (QLabel, _cut_label),
)


def nameless(window: QWidget) -> list[str]:
    """Things that can be pressed or typed into and that a screen reader could not name."""
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QTableView, PickRow)
    return [
        f"{type(each).__name__} {each.objectName()!r}"
        for each in visible(window)
        if isinstance(each, kinds) and not each.accessibleName() and each.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not (isinstance(each, QLineEdit) and isinstance(each.parent(), QComboBox))
    ]  # fmt: skip


def opened(name: str, about: str = "", then: Callable[[object], None] = lambda screen: None) -> Opened:
    def open_it(at: Bench) -> None:
        screen = at.open(name, at.shop.anna.id if about == "anna" else about)
        then(screen)
        settle()

    return open_it


def _lost_card(screen: object) -> None:
    screen.panel.show_tab("cards")  # type: ignore[attr-defined]
    screen.panel.cards.ask_for_card(screen.panel.cards.tiles[0].card.number)  # type: ignore[attr-defined]


def _rules(screen: Any) -> Any:
    return screen.editors["shop", "scan_rules"].widget


PLACES: dict[str, Opened] = {
    "products": opened("products", then=lambda screen: screen.list.table.go_to(2)),  # type: ignore[attr-defined]
    "a new product": opened("products", then=lambda screen: (screen.add(), screen.save())),  # type: ignore[attr-defined]
    "members": opened("members", "anna"),
    "cards": opened("members", "anna", _lost_card),
    "consents": opened("members", "anna", lambda screen: screen.panel.show_tab("consents")),  # type: ignore[attr-defined]
    "joining": opened("members", then=lambda screen: screen.join("+31612000")),  # type: ignore[attr-defined]
    "history": opened("member_history", "anna"),
    "receipts": opened("receipts"),
    "settings": opened("settings", "till"),
    "shop settings": opened("settings", "shop"),
    "receipt settings": opened("settings", "receipt"),
    "taxes": opened("settings", "money"),
    "offer settings": opened("settings", "offers"),
    "codes": opened("settings", "codes", lambda screen: _rules(screen).add_card.click()),
    "staff": opened("staff", then=lambda screen: screen.list.table.go_to(1)),  # type: ignore[attr-defined]
    "shift": opened("shift"),
    "nothing to decide": opened("conflicts"),
    "nothing promised": opened("promises"),
    "programs": opened("programs"),
}


@pytest.fixture(scope="module")
def looked_at(qapp: QApplication, old_corner: Shop) -> Iterator[Bench]:
    made = Bench(old_corner, SCREENS)
    yield made
    made.close()
    assert made.defects == []


def wrong_places(at: Bench, look: Callable[[QWidget], list[str]]) -> dict[str, list[str]]:
    """What is wrong where, over all places."""
    found = {}
    for place, open_it in PLACES.items():
        open_it(at)
        screen = at.window.screen_in_front
        assert screen is not None
        assert screen is not at.home, place
        if wrong := look(screen):
            found[place] = wrong
    return found


@pytest.mark.parametrize(("language", "theme", "width", "height"), LOOKS)
def test_nothing_is_cut_off(looked_at: Bench, language: str, theme: str, width: int, height: int) -> None:
    looked_at.resize(width, height)
    looked_at.desk.services["set_till"](language=language, theme=theme)
    assert wrong_places(looked_at, cut_off) == {}


@pytest.mark.parametrize(
    "percent", [pytest.param(85, marks=pytest.mark.nightly), pytest.param(130, marks=pytest.mark.nightly), 150]
)
def test_larger_and_smaller_text_cuts_nothing_off(looked_at: Bench, percent: int) -> None:
    looked_at.resize(1366, 768)
    looked_at.desk.services["set_till"](language="ru", theme="light", scale_percent=percent)
    found = wrong_places(looked_at, cut_off)
    looked_at.desk.services["set_till"](scale_percent=100)
    assert found == {}


def test_everything_that_can_be_used_has_a_name(looked_at: Bench) -> None:
    assert wrong_places(looked_at, nameless) == {}


def test_every_screen_of_the_menu_goes_back_with_esc(old_corner: Shop, bench: MakeBench) -> None:
    at = bench(old_corner)
    for entry in SCREENS:
        if entry.in_menu:
            at.open(entry.name)
            assert at.window.screen_in_front is not at.home, entry.name
            at.press("Esc")
            assert at.window.screen_in_front is at.home, entry.name


def test_every_screen_is_left_by_touch(old_corner: Shop, bench: MakeBench) -> None:
    at = bench(old_corner)
    for entry in SCREENS:
        screen = at.open(entry.name)
        screen._back.click()
        assert at.window.screen_in_front is at.home, entry.name


def test_a_change_of_language_says_everything_again(old_corner: Shop, bench: MakeBench) -> None:
    at = bench(old_corner)
    for place, open_it in PLACES.items():
        at.speak("en")
        open_it(at)
        before = _texts(at.window.screen_in_front)  # type: ignore[arg-type]
        at.speak("ru")
        at.speak("en")
        assert _texts(at.window.screen_in_front) == before, place  # type: ignore[arg-type]


def _texts(screen: QWidget) -> list[str]:
    return sorted(
        each.text() if isinstance(each, QLabel | QAbstractButton) else each.placeholderText()
        for each in visible(screen)
        if isinstance(each, QLabel | QAbstractButton | QLineEdit)
    )


def test_the_check_notices_what_is_cut_off(old_corner: Shop, bench: MakeBench) -> None:
    at = bench(old_corner)
    screen = at.open("products")
    screen.list.table.go_to(1)
    settle()
    assert cut_off(screen) == []
    screen.form.save.setFixedWidth(20)
    screen.list.table.setColumnWidth(3, 10)
    screen.form.price._name.setFixedWidth(5)
    found = " ".join(cut_off(screen))
    for part in ("button", "heading", "cell", "label"):
        assert part in found
    screen.list.search.setAccessibleName("")
    assert nameless(screen) != []


def tab_order(panel: QWidget) -> list[QWidget]:
    """What Tab visits inside a panel, in its order."""
    found: list[QWidget] = []
    each = panel.nextInFocusChain()
    while each is not panel and each is not None:
        takes_tab = bool(each.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if panel.isAncestorOf(each) and each.isVisible() and each.isEnabled() and takes_tab and not each.focusProxy():
            found.append(each)
        each = each.nextInFocusChain()
    return found


@pytest.mark.parametrize(
    ("place", "panel"),
    [("a new product", "form"), ("joining", "panel"), ("staff", "form"), ("products", "form"), ("members", "panel")],
)
def test_tab_goes_in_the_order_of_reading(looked_at: Bench, place: str, panel: str) -> None:
    looked_at.resize(1366, 1000)  # nothing scrolls
    PLACES[place](looked_at)
    holder = getattr(looked_at.window.screen_in_front, panel)
    order = tab_order(holder)
    assert len(order) >= 4
    places = [
        (each.mapTo(holder, each.rect().topLeft()).y(), each.mapTo(holder, each.rect().topLeft()).x()) for each in order
    ]
    rows = [(round(y / 24), x) for y, x in places]
    assert rows == sorted(rows)
