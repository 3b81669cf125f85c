"""The base of the screens beside the checkout: a heading with a way back, keys, scans, and who acts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.forms.scans import FieldGuard, is_code
from app.ui.forms.touch_keys import TouchKeys, keyboard_button
from app.ui.shell.actions import KeyAction, Notice, Press
from app.ui.shell.screen import Desk, Screen
from app.ui.widgets.button import Button
from app.ui.widgets.frames import space
from app.ui.widgets.pill import IconMark
from app.ui.widgets.text import ElidedLabel, TextLabel
from app.values.errors import Expected
from app.values.words import Message, msg, plain
from app.workflows.acting import Acting
from app.workflows.shop_now import ShopNow, load_shop

NOBODY = "-"
"""The staff id of a till where nobody is signed in: it has no rights. (An empty id is the program itself.)"""


class OfficePage(Screen):
    """A screen with a heading over its body.

    Attributes:
        icon: Of the heading.
        body: Where the screen puts what it shows.
        heading: The row of the heading; tools go to its right.
    """

    icon = "menu"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        face = desk.face
        self.face = face
        self._back = Button(face, "", "ghost", icon="arrow-left", size="small", focusable=True)
        self._back.clicked.connect(self.on_back_clicked)
        self._mark = IconMark(face, self.icon, "primary", 1.2)
        self._name = TextLabel(face, self.title, "title", weight=QFont.Weight.Bold)
        self._about = ElidedLabel(face, "", "small", tone="text2")
        self.heading = QHBoxLayout()
        for widget in (self._back, self._mark, self._name):
            self.heading.addWidget(widget)
        self.heading.addWidget(self._about, 1)
        self.touch_keys = TouchKeys(face)
        self.touch_keys.hide()
        self.heading.addWidget(keyboard_button(face, self.touch_keys))
        self.body = QHBoxLayout()
        self._column = QVBoxLayout(self)
        self._column.addLayout(self.heading)
        self._column.addLayout(self.body, 1)
        self._column.addWidget(self.touch_keys)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.guard = FieldGuard(self, self._use_key, desk.key_ms)
        self.guard.scanned.connect(self.on_code_scanned)
        face.restyled.connect(self._dress_page)
        face.reworded.connect(self._resay_page)
        self._dress_page()
        self._resay_page()

    # -- for the screens

    def page_keys(self) -> tuple[KeyAction, ...]:
        """The screen's own keys; Esc is added to them."""
        return ()

    def rename(self, title: Message, about: Message | None = None) -> None:
        """Change the heading and the quiet words beside it."""
        self._name.say(title)
        self._about.say(about or "")

    def tell(self, words: Message, tone: str = "ok", action: tuple[Message, str, object] | None = None) -> None:
        """Show a message; `action` is words, key legend and callable."""
        self.desk.notify(Notice(words, tone, action))  # type: ignore[arg-type]

    def refuse(self, refused: Expected) -> None:
        """Say a refusal or a trouble that belongs to no field."""
        self.desk.refuse(refused)

    def acting(self) -> Acting:
        """Whoever is signed in, now."""
        till = self.desk.till
        return Acting(till.shop, till.staff.id if till.staff else NOBODY, till.now())

    def reload_shop(self, then: Callable[[], None] = lambda: None) -> None:
        """Read terms and staff again after they changed."""
        till = self.desk.till

        def on_read(shop: ShopNow) -> None:
            till.take(shop=shop)
            then()

        self.desk.tasks.read(lambda reads: load_shop(reads, till.now()), on_read, key="shop")

    def on_code_scanned(self, code: str) -> None:
        """A scan came while this screen is in front: most have no use for one, so it goes to the basket."""
        to_basket = self.desk.services.get("scan_to_basket")
        if to_basket is None:
            self.tell(msg("This screen takes no scans. Nothing was changed; Esc goes back to selling."), "info")
            return
        self.tell(msg("The scan went to the basket: {code}. Esc goes back to it.", code=plain(code[:24])), "info")
        to_basket(code)

    def on_back_clicked(self) -> None:
        """The way back by touch: one step, as Esc."""
        if not self.step_back():
            self.desk.go_home()

    # -- what the shell calls

    def keys(self) -> tuple[KeyAction, ...]:
        return (*self.page_keys(), KeyAction("Esc", msg("Back"), self.on_back_clicked))

    def on_key_pressed(self, press: Press, scan: str) -> bool:
        if scan and is_code(scan):
            self.on_code_scanned(scan)
            return True
        focus = self.focusWidget()
        if press.name == "Enter" and isinstance(focus, Button) and focus.isEnabled():
            focus.click()
            return True
        return super().on_key_pressed(press, scan)

    def on_shown(self) -> None:
        self._place_messages()
        self.setFocus()

    # -- inside

    def message_insets(self) -> tuple[int, int, int]:
        """Where messages lie, so that they cover no button: insets from left, right and foot."""
        gap = self.face.metrics.gap(4)
        return gap, gap, gap

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.guard.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.guard.watch(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_messages()

    def _place_messages(self) -> None:
        if self.isVisible():
            self.desk.place_messages(*self.message_insets())

    def _use_key(self, press: Press) -> bool:
        """A Ctrl key that was pressed in a field."""
        action = next((action for action in self.keys() if action.key == press.name), None)
        if action is not None and not press.repeat:
            action.run()
        return action is not None

    def _resay_page(self) -> None:
        self._back.setAccessibleName(self.face.say(msg("Back")))
        self._back.setToolTip(self.face.say(msg("Back (Esc)")))

    def _dress_page(self) -> None:
        space(self.face, self._column, (4, 2.5, 4, 4), 2.5)
        space(self.face, self.heading, (0, 0, 0, 0), 2.5)
        space(self.face, self.body, (0, 0, 0, 0), 3)


class SidePanelPage(OfficePage):
    """A page with a list at the left and a panel at the right, as wide as the sizes in force say."""

    def set_sides(self, left: QWidget, right: QWidget, *, share: float = 1.0) -> None:
        """Put both in place; `share` widens or narrows the panel."""
        self._right, self._share = right, share
        self.body.addWidget(left, 1)
        self.body.addWidget(right)
        self.face.restyled.connect(self._fit_sides)
        self._fit_sides()

    def message_insets(self) -> tuple[int, int, int]:
        gap = self.face.metrics.gap
        return gap(5), round(self.face.metrics.panel * self._share) + gap(8), gap(5)

    def _fit_sides(self) -> None:
        self._right.setFixedWidth(round(self.face.metrics.panel * self._share))
        self._place_messages()


def key(name: str, words: Message, run: object, *, icon: str = "", hidden: bool = False) -> KeyAction:
    """A key of a screen."""
    return KeyAction(name, words, run, icon=icon, hidden=hidden)  # type: ignore[arg-type]
