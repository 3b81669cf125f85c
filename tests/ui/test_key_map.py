"""The keyboard map, key by key, by real key events at the window; and that no other key does anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication

from app.main import open_terminal
from app.ui.shell.key_map import KEY_MAP
from tests.ui.counter_driver import Driver
from tests.ui.shop import ANNA_CARD, COFFEE, CROISSANT, MILK, UNKNOWN, make_shop

Do = Callable[[Driver], object]
NONE, KEYPAD, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.KeypadModifier,
    Qt.KeyboardModifier.ControlModifier,
)


@dataclass(frozen=True)
class Row:
    """One key of the map.

    Attributes:
        of: The line of the printed card that says it.
    """

    of: str
    name: str
    keys: Do
    holds: Callable[[Driver], bool]
    before: Do = lambda till: till.scan(COFFEE, MILK)


def send(
    till: Driver, key: Qt.Key | int, text: str = "", held: Qt.KeyboardModifier = NONE, *, repeat: bool = False
) -> None:
    """One key event as a keyboard makes it."""
    till.pace.wait(100)
    event = QKeyEvent(QEvent.Type.KeyPress, int(key), held, text, repeat)
    QGuiApplication.sendEvent(till.window.windowHandle(), event)
    till.settle()


def pressed(*names: str) -> Do:
    return lambda till: till.press(*names)


def typed(text: str) -> Do:
    return lambda till: till.type(text)


def paying(till: Driver) -> None:
    till.scan(COFFEE, MILK, ANNA_CARD)
    till.press("F12")
    till.wait_for_guard()


def many(till: Driver) -> None:
    till.scan(COFFEE, MILK, CROISSANT)


def selected(till: Driver) -> int:
    session = till.counter.session
    return session.keys().index(session.selected)


def first_quantity(till: Driver) -> str:
    return till.rows[0].quantity


ROWS = (
    Row("0–9 A–Z", "a code", lambda till: till.enter(CROISSANT), lambda till: len(till.rows) == 3),
    Row("0–9 A–Z", "letters search", typed("choc"), lambda till: "Dark chocolate" in till.words()),
    Row("Enter", "a red line opens", pressed("Enter"), lambda till: till.mode == "resolve",
        before=lambda till: till.scan(UNKNOWN)),
    Row("Enter", "empty never pays", pressed("Enter"), lambda till: till.mode == "basket" and "F12" in till.notice),
    Row("3*", "before a code", lambda till: (till.type("3*"), till.scan(CROISSANT)),
        lambda till: till.rows[2].quantity == "3"),
    Row("3*", "after a line", lambda till: till.enter("7*"), lambda till: till.rows[1].quantity == "7"),
    Row("+ −", "one more", typed("+"), lambda till: till.rows[1].quantity == "2"),
    Row("+ −", "one less asks before none is left", typed("-"),
        lambda till: len(till.rows) == 2 and "again" in till.notice),
    Row("+ −", "twice takes it out", typed("--"), lambda till: len(till.rows) == 1),
    Row("↑ ↓ PgUp PgDn Home End", "up", pressed("Up"), lambda till: selected(till) == 1, before=many),
    Row("↑ ↓ PgUp PgDn Home End", "down", pressed("Up", "Up", "Down"), lambda till: selected(till) == 1, before=many),
    Row("↑ ↓ PgUp PgDn Home End", "home", pressed("Home"), lambda till: selected(till) == 0, before=many),
    Row("↑ ↓ PgUp PgDn Home End", "end", pressed("Home", "End"), lambda till: selected(till) == 2, before=many),
    Row("↑ ↓ PgUp PgDn Home End", "page up", pressed("PgUp"), lambda till: selected(till) == 0, before=many),
    Row("↑ ↓ PgUp PgDn Home End", "page down", pressed("Home", "PgDown"),
        lambda till: selected(till) == 2, before=many),
    Row("Del", "removes", pressed("Del"), lambda till: len(till.rows) == 1),
    Row("Backspace", "a letter", lambda till: (till.type("12"), till.press("Backspace")),
        lambda till: till.entry == "1"),
    Row("Backspace", "on an empty line nothing", pressed("Backspace"), lambda till: len(till.rows) == 2),
    Row("Ctrl+Z Ctrl+Y", "undo", pressed("Ctrl+Z"), lambda till: len(till.rows) == 1),
    Row("Ctrl+Z Ctrl+Y", "redo", pressed("Ctrl+Z", "Ctrl+Y"), lambda till: len(till.rows) == 2),
    Row("Esc", "clears the entry", lambda till: (till.type("12"), till.press("Esc")), lambda till: till.entry == ""),
    Row("Esc", "closes a panel", pressed("F3", "Esc"), lambda till: till.mode == "basket"),
    Row("Esc", "never deletes", pressed("Esc", "Esc", "Esc"), lambda till: len(till.rows) == 2),
    Row("F1", "help", pressed("F1"), lambda till: till.mode == "help"),
    Row("F2", "member", pressed("F2"), lambda till: till.mode == "member"),
    Row("F3", "find", pressed("F3"), lambda till: till.mode == "goods"),
    Row("F4", "reduce", pressed("F4"), lambda till: till.mode == "reduce" and not till.counter.mode.whole),
    Row("F4", "twice the receipt", pressed("F4", "F4"), lambda till: till.mode == "reduce" and till.counter.mode.whole),
    Row("F5", "rewards", pressed("F5"),
        lambda till: till.mode == "rewards", before=lambda till: till.scan(COFFEE, ANNA_CARD)),
    Row("F5", "without a member finds one", pressed("F2"), lambda till: till.mode == "member"),
    Row("F6 F7", "hold", pressed("F6"), lambda till: till.rows == [] and "Held" in till.notice),
    Row("F6 F7", "take back", pressed("F6", "F7"), lambda till: till.mode == "held"),
    Row("F8", "return", pressed("F8"), lambda till: till.mode == "return"),
    Row("F9", "receipts", pressed("F9"), lambda till: type(till.window.screen_in_front).__name__ == "ReceiptsScreen"),
    Row("F10", "menu", pressed("F10"), lambda till: till.mode == "menu"),
    Row("F11", "the sale goes on", pressed("F11"), lambda till: till.mode == "basket" and len(till.rows) == 2),
    Row("F12", "pay", pressed("F12"), lambda till: till.mode == "payment"),
    Row("1–9", "chooses in a list", lambda till: (till.press("F5"), till.type("1")), lambda till: till.due < 2180 - 400,
        before=lambda till: till.scan(COFFEE, COFFEE, ANNA_CARD)),
    Row("Enter", "cash", pressed("Enter"), lambda till: sold(till) == 1, before=paying),
    Row("+", "card", typed("+"), lambda till: till.receipt().tenders[0].kind == "card", before=paying),
    Row("*", "points", typed("*"), lambda till: till.mode == "points", before=paying),
    Row("/", "pays", typed("/"), lambda till: till.mode == "payment"),
    Row("F12", "once more on payment nothing", pressed("F12", "F12"), lambda till: sold(till) == 0, before=paying),
    Row("Ctrl+L", "nobody has a PIN", pressed("Ctrl+L"), lambda till: "Nobody has a PIN" in till.notice),
    Row("Ctrl+P", "the last receipt", lambda till: (till.pay(), till.press("Ctrl+P")),
        lambda till: till.receipt().number in till.notice),
    Row("Ctrl+F", "on an office screen",
        lambda till: (till.window.open_screen("products"), till.settle(), till.press("Ctrl+F")),
        lambda till: till.window.screen_in_front.focusWidget() is till.window.screen_in_front.list.search),  # type: ignore[union-attr]
    Row("Ctrl + −", "larger", pressed("Ctrl++"), lambda till: till.window.desk.till.settings.scale_percent > 100),
    Row("Ctrl+0", "usual", pressed("Ctrl++", "Ctrl+0"),
        lambda till: till.window.desk.till.settings.scale_percent == 100),
)  # fmt: skip


@pytest.fixture(scope="module")
def counter(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    """One till for all keys; every test begins with an empty basket."""
    shop = make_shop(tmp_path_factory.mktemp("keys") / "shop")
    terminal = open_terminal(shop.folder, clock=shop.clock)
    terminal.show()
    yield Driver(terminal, None)  # type: ignore[arg-type]
    terminal.close()
    terminal.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))


@pytest.fixture
def till(counter: Driver) -> Driver:
    counter.settle()
    counter.counter.home()
    counter.counter.last = None
    counter.counter.start_sale()
    counter.counter.type("")
    counter.window.go_home()
    counter.window.desk.services["set_till"](scale_percent=100)
    counter.settle()
    counter.window.desk.dismiss()
    counter.sold_before = counter.receipts()  # type: ignore[attr-defined]
    return counter


def sold(till: Driver) -> int:
    """Sales since the test began."""
    return till.receipts() - till.sold_before  # type: ignore[attr-defined,no-any-return]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.of} {row.name}".replace(" ", "-"))
def test_a_key_does_what_the_map_says(till: Driver, row: Row) -> None:
    row.before(till)
    row.keys(till)
    till.settle()
    assert row.holds(till), (till.mode, till.entry, till.names, till.notice)


def test_every_line_of_the_card_is_tried() -> None:
    assert {row.of for row in ROWS} == {line.keys for section in KEY_MAP for line in section.lines}


# -- the same under any layout and on the number pad


@pytest.mark.parametrize(
    ("key", "text"),
    [(Qt.Key.Key_Plus, "+"), (Qt.Key.Key_Minus, "-"), (Qt.Key.Key_Asterisk, "*"), (Qt.Key.Key_Slash, "/"),
     (Qt.Key.Key_7, "7"), (Qt.Key.Key_Period, "."), (Qt.Key.Key_Enter, "\r")],
)  # fmt: skip
def test_the_number_pad_is_the_same(till: Driver, key: Qt.Key, text: str) -> None:
    till.scan(COFFEE, MILK)
    send(till, key, text, KEYPAD)
    by_pad = (till.mode, till.entry, [row.quantity for row in till.rows], till.notice)
    till.press("Esc", "Esc")
    till.counter.session.start_new(till.counter.session.nobody)
    till.scan(COFFEE, MILK)
    send(till, Qt.Key.Key_Return if key == Qt.Key.Key_Enter else key, text)
    assert (till.mode, till.entry, [row.quantity for row in till.rows], till.notice) == by_pad


@pytest.mark.parametrize(("letter", "does"), [("Я", "undo"), ("Z", "undo")])
def test_ctrl_keys_are_physical(till: Driver, letter: str, does: str) -> None:
    till.scan(COFFEE, MILK)
    send(till, ord(letter), "", CTRL)
    assert len(till.rows) == 1


# -- what is inert


@pytest.mark.parametrize("place", ["", "F2", "F12"])
def test_what_scanners_send_by_the_way_does_nothing(till: Driver, place: str) -> None:
    till.scan(COFFEE, MILK)
    if place:
        till.press(place)
    mode, names = till.mode, till.names
    for name in ("Ctrl+J", "Ctrl+M", "Ctrl+I", "Ctrl+]", "Tab", "F11", "Alt+9"):
        till.press(name)
        assert (till.mode, till.names, till.entry, sold(till)) == (mode, names, "", 0), name


def test_no_printable_key_is_a_shortcut(till: Driver) -> None:
    till.scan(COFFEE, MILK)
    mode, names, due = till.mode, till.names, till.due
    for character in (chr(code) for code in range(33, 127) if chr(code) not in "+-/"):
        till.type(character)
        assert (till.mode, till.names, till.due, till.entry) == (mode, names, due, character)
        till.press("Esc")


@pytest.mark.parametrize(
    ("key", "place"),
    [
        (Qt.Key.Key_F6, ""),
        (Qt.Key.Key_F12, ""),
        (Qt.Key.Key_Delete, ""),
        (Qt.Key.Key_Return, "F12"),
        (Qt.Key.Key_F4, ""),
    ],
)
def test_a_key_that_is_held_down_does_nothing_more(till: Driver, key: Qt.Key, place: str) -> None:
    till.scan(COFFEE, MILK)
    if place:
        till.press(place)
        till.wait_for_guard()
    before = (till.mode, till.names)
    for _ in range(4):
        send(till, key, repeat=True)
    assert (till.mode, till.names, sold(till)) == (*before, 0)
