"""The window of the first start, and the loop that shows it until there is a shop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEventLoop, Qt, Signal
from PySide6.QtGui import QCloseEvent, QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.ui.face import Face
from app.ui.forms.states import Banner, StateNote
from app.ui.forms.touch_keys import TouchKeys, keyboard_button
from app.ui.start.choices import WayCard, WaysPage
from app.ui.start.draft import beginning_of, wrong_fields
from app.ui.start.form import NewShopForm
from app.ui.theme.colours import ThemeName
from app.ui.theme.look import Look
from app.ui.widgets.button import Button
from app.ui.widgets.frames import Card, space
from app.ui.widgets.pill import IconMark
from app.ui.widgets.text import TextLabel
from app.values.errors import Expected
from app.values.locales import Words
from app.values.words import Message, msg
from app.workflows.first_shop import Beginning

FIRST_SIZE = (1024, 640)
BUSY = 2
_MAKING: dict[str, Message] = {
    "demo": msg("Making the demo shop…"),
    "new": msg("Making your shop…"),
    "restore": msg("Bringing the shop back…"),
}
_COLOURS = msg("Light, dark or high contrast")


@dataclass(frozen=True, slots=True)
class FirstChoice:
    """How to begin.

    Attributes:
        kind: `demo`, `new` with its `beginning`, or `restore` from the newest backup.
        language, theme: As they were set in the window: for the till's settings.
    """

    kind: Literal["demo", "new", "restore"]
    language: str
    theme: str
    beginning: Beginning | None = None


Make = Callable[[FirstChoice], None]


class FirstStart(QWidget):
    """Two ways to begin, the form of a new shop, and the moment in which the shop is made.

    Attributes:
        finished: A shop is there.
        closed: The window was closed.
    """

    finished = Signal()
    closed = Signal()
    _delivered = Signal(object)

    def __init__(
        self,
        make: Make,
        *,
        language: str = "en",
        theme: ThemeName = "light",
        demo_pins: Mapping[str, str] | None = None,
        backup: Message | None = None,
    ) -> None:
        super().__init__()
        self._demo_pins = dict(demo_pins or {})
        self.setObjectName("window")
        self.face = Face(Look(theme), Words(language), "EUR")
        self._make = make
        self._back_to, self._kind = 0, ""
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="first-start")
        self.is_made = False
        face = self.face
        self.ways = WaysPage(face, backup)
        self.demo, self.new = self.ways.demo, self.ways.new
        self.form = NewShopForm(face)
        self.busy = StateNote(face)
        self.banner = Banner(face)
        self.touch_keys = TouchKeys(face)
        self.touch_keys.hide()
        self.stack = QStackedWidget()
        self._lay_out()
        self.demo.clicked.connect(self.open_demo)
        self.new.clicked.connect(self.show_form)
        if self.ways.back is not None:
            self.ways.back.clicked.connect(self.bring_back)
        self.form.found_wanted.connect(self.found)
        self.form.back_wanted.connect(self.show_ways)
        self._delivered.connect(self._on_made, Qt.ConnectionType.QueuedConnection)
        face.restyled.connect(self._dress)
        face.reworded.connect(self._resay)
        self._resay()
        self.resize(*FIRST_SIZE)
        (self.ways.back or self.demo).setFocus()

    # -- ways

    def show_ways(self) -> None:
        """Show the two ways."""
        self.stack.setCurrentIndex(0)
        self.touch_keys.hide()
        self.new.setFocus()

    def show_form(self) -> None:
        """Show the form of a new shop."""
        self.banner.say(None)
        self.stack.setCurrentIndex(1)
        self.form.name.editor.setFocus()

    def open_demo(self) -> None:
        """Make the demo shop."""
        self._begin(self._choice("demo", None))

    def bring_back(self) -> None:
        """Restore the newest backup of the folder."""
        self._begin(self._choice("restore", None))

    def found(self) -> None:
        """Found the shop, or say at the field why not."""
        draft = self.form.draft()
        wrong = wrong_fields(draft)
        if wrong:
            self.form.refuse(wrong)
            return
        self._begin(self._choice("new", beginning_of(draft)))

    def _choice(self, kind: Literal["demo", "new", "restore"], beginning: Beginning | None) -> FirstChoice:
        return FirstChoice(kind, self.face.words.language, self.face.look.name, beginning)

    def _begin(self, choice: FirstChoice) -> None:
        if self.stack.currentIndex() == BUSY:
            return
        self._back_to, self._kind = (1 if choice.kind == "new" else 0), choice.kind
        self.banner.say(None)
        self.touch_keys.hide()
        title = _MAKING[choice.kind]
        self.busy.show_state("store", title, msg("A few seconds."), tone="primary")
        self.stack.setCurrentIndex(BUSY)

        def work() -> None:
            try:
                self._make(choice)
            except Expected as wrong:
                self._delivered.emit(wrong)
            except BaseException as defect:
                self._delivered.emit(defect)
                raise
            else:
                self._delivered.emit(None)

        self._thread.submit(work)

    def _on_made(self, wrong: BaseException | None) -> None:
        if wrong is None:
            self.is_made = True
            if self._kind == "demo" and self._demo_pins:
                self._tell_pins()
            else:
                self.finished.emit()
            return
        words = wrong.message if isinstance(wrong, Expected) else msg("Something went wrong: {why}.", why=str(wrong))
        self.banner.say(words, "err")
        self.stack.setCurrentIndex(self._back_to)

    def _tell_pins(self) -> None:
        """The demo's staff and their PINs: without one nobody gets in."""
        pins = ", ".join(f"{name} {pin}" for name, pin in self._demo_pins.items())
        detail = msg("Sign in with a PIN: {pins}.", pins=pins)
        action = (msg("Open it"), "Enter", self.finished.emit)
        self.busy.show_state("circle-check", msg("The demo shop is ready"), detail, tone="ok", action=action)

    # -- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, at = event.key(), self.stack.currentIndex()
        if at == 0 and key == Qt.Key.Key_1:
            self.open_demo()
        elif at == 0 and key == Qt.Key.Key_2:
            self.show_form()
        elif at == 0 and key == Qt.Key.Key_3 and self.ways.back is not None:
            self.bring_back()
        elif at == 0 and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            focus = self.focusWidget()
            (focus if isinstance(focus, WayCard) else self.demo).click()
        elif at == 0 and key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.focusNextPrevChild(key == Qt.Key.Key_Right)
        elif at == BUSY and self.is_made and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.finished.emit()
        elif at == 1 and key == Qt.Key.Key_Escape:
            self.show_ways()
        elif at == 1 and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_entered()
        elif at == 1 and key == Qt.Key.Key_S and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.found()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.face.look.fit(self.width(), self.height(), self.screen().physicalDotsPerInch())

    def closeEvent(self, event: QCloseEvent) -> None:
        self._thread.shutdown(wait=True, cancel_futures=True)
        super().closeEvent(event)
        self.closed.emit()

    def _on_entered(self) -> None:
        focus = self.focusWidget()
        if isinstance(focus, Button):
            focus.click()
        else:
            self.focusNextChild()

    # -- looks

    def _lay_out(self) -> None:
        face = self.face
        self._mark = IconMark(face, "store", "primary", 1.5)
        self._title = TextLabel(face, msg("Welcome to Regulars"), "title", weight=QFont.Weight.Bold)
        self._language = Button(face, "", "ghost", icon="languages", size="small", focusable=True)
        self._theme = Button(face, "", "ghost", icon="moon", size="small", focusable=True)
        self._language.clicked.connect(self._next_language)
        self._theme.clicked.connect(self._next_theme)
        self._head = QHBoxLayout()
        self._head.addWidget(self._mark)
        self._head.addWidget(self._title)
        self._head.addStretch(1)
        self._keyboard = keyboard_button(face, self.touch_keys)
        for tool in (self._keyboard, self._language, self._theme):
            self._head.addWidget(tool)
        busy = Card(face)
        QVBoxLayout(busy).addWidget(self.busy)
        for page in (self.ways, self._middled(self.form), busy):
            self.stack.addWidget(page)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self.banner)
        self._column.addWidget(self.stack, 1)
        self._column.addWidget(self.touch_keys)
        self._dress()

    def _middled(self, widget: QWidget) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(widget, 100)
        row.addStretch(1)
        return holder

    def _next_language(self) -> None:
        self.face.speak(Words("ru" if self.face.words.language == "en" else "en"))

    def _next_theme(self) -> None:
        themes: tuple[ThemeName, ...] = ("light", "dark", "contrast")
        self.face.wear(themes[(themes.index(self.face.look.name) + 1) % len(themes)])

    def _resay(self) -> None:
        self.setWindowTitle(self.face.say(msg("Regulars")))
        for button, words in ((self._language, msg("English or Russian")), (self._theme, _COLOURS)):
            button.setAccessibleName(self.face.say(words))
            button.setToolTip(self.face.say(words))

    def _dress(self) -> None:
        face = self.face
        space(face, self._column, (6, 4, 6, 5), 3)
        space(face, self._head, (0, 0, 0, 0), 2.5)
        self.form.setMaximumWidth(round(face.metrics.base * 40))
        self._theme.icon_name = {"light": "moon", "dark": "contrast"}.get(face.look.name, "sun")
        self._theme.update()


def first_start(
    make: Make,
    *,
    language: str = "en",
    theme: ThemeName = "light",
    demo_pins: Mapping[str, str] | None = None,
    backup: Message | None = None,
) -> bool:
    """Show the first start until a shop is there or the window was closed.

    Args:
        make: Makes the shop that was chosen; called on a thread of its own, may raise `Expected`.
        language: `en` or `ru`, to begin with.
        demo_pins: Who works in the demo shop and their PINs; told before it opens.
        backup: The newest backup of the folder in words, where its shop is gone.

    Returns:
        Whether there is a shop now.
    """
    window = FirstStart(make, language=language, theme=theme, demo_pins=demo_pins, backup=backup)
    loop = QEventLoop()
    window.finished.connect(loop.quit)
    window.closed.connect(loop.quit)
    window.show()
    loop.exec()
    window.close()
    return window.is_made
