"""Locked: who works here now? A PIN by key or touch, or a badge; the open basket waits behind it.

What is asked for is one of four steps: a PIN; a PIN of one's own, where it was given by somebody else; the
same once more; and, where the keys of the machine are lost, an owner's recovery code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.people.codes import compact, own_kind
from app.people.staff import StaffMember
from app.ui.shell.actions import KeyAction, Press
from app.ui.shell.pin_pad import PinPad
from app.ui.shell.screen import Desk, Screen
from app.ui.shell.staff_tiles import StaffTiles
from app.ui.tasks import Changes
from app.ui.widgets.button import Button
from app.ui.widgets.frames import Card, space
from app.ui.widgets.pill import IconMark
from app.ui.widgets.text import TextLabel, wrapped
from app.values.errors import Expected
from app.values.words import Message, msg, plain

if TYPE_CHECKING:
    from app.workflows.ports import Books
    from app.workflows.sign_in import SignedIn

Step = Literal["pin", "own", "again", "code"]
TICK_MS = 1000
LOST = frozenset({"keys.lost", "secrets.silent"})
_STAFF = Changes.of("staff", "audit")
_NO_BADGE = msg("That is not a badge. Sign in first; the scan was not kept.")


class LockScreen(Screen):
    """Asks who works here.

    Attributes:
        unlocked: Emitted after somebody signed in.
    """

    title = msg("Locked")
    unlocked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        face = desk.face
        self._step: Step = "pin"
        self._is_asking = False
        self._person: StaffMember | None = None
        self._first = self._code = ""
        self._left_ms = 0
        self._card = Card(face)
        self._mark = IconMark(face, "lock", "primary", 1.8)
        self._shop = TextLabel(face, "", "title", weight=QFont.Weight.Bold)
        self._ask = wrapped(TextLabel(face, "", "body", tone="text2"))
        self._say = wrapped(TextLabel(face, "", "small", tone="err", weight=QFont.Weight.DemiBold))
        self.tiles = StaffTiles(face)
        self.tiles.chosen.connect(self._on_tile_chosen)
        self.pad = PinPad(face)
        self.pad.completed.connect(self._on_pin_typed)
        self.pad.scanned_over.connect(lambda: self._complain(_NO_BADGE))
        self.pad.typed.connect(self._on_key_typed)
        self.code = QLineEdit()
        self.code.returnPressed.connect(self._on_code_typed)
        self._recover = Button(face, msg("Recovery code"), "soft", icon="lock-open")
        self._recover.clicked.connect(lambda: self._go("code"))
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._on_second_passed)
        self._lay_out()
        face.restyled.connect(self._dress)
        face.reworded.connect(self._resay)
        self._dress()

    # -- what the shell calls

    def takes_typing(self) -> bool:
        return True

    def keys(self) -> tuple[KeyAction, ...]:
        return ()

    def on_shown(self) -> None:
        self._is_asking = False
        self._say.say("")
        self._recover.hide()
        self.tiles.show_people(tuple(self.desk.till.shop.staff.values()))
        self._go("pin")
        self._ask_how_long()

    def on_key_pressed(self, press: Press, scan: str) -> bool:
        """Digits are a PIN; arrows choose a tile; Esc begins again; a badge signs in."""
        if scan:
            self.on_scanned(scan)
        elif press.name == "Esc":
            self._say.say("")
            self.tiles.choose("")
            self._go("pin")
        elif press.name in ("Up", "Down") and self._step == "pin":
            self.tiles.choose_next(1 if press.name == "Down" else -1)
        else:
            self.pad.press(press)
        return True

    def on_scanned(self, code: str) -> None:
        """A badge signs in; anything else is not kept."""
        self.pad.clear()
        if own_kind(compact(code)) == "badge" and self._step == "pin":
            self._sign_in(badge=code)
        else:
            self._complain(_NO_BADGE)

    # -- the steps

    def _on_pin_typed(self, pin: str) -> None:
        if self._step == "pin":
            self._sign_in(pin=pin)
        elif self._step == "own":
            self._first = pin
            self._go("again")
        elif pin != self._first:
            self._go("own")
            self._complain(msg("The two were not the same. Choose again."))
        elif self._person is not None:
            self._change(self._person, pin)
        else:
            self._open_by_code(pin)

    def _sign_in(self, pin: str = "", badge: str = "") -> None:
        from app.workflows.sign_in import Proof, sign_in

        if self._is_asking:
            return
        proof, at = Proof(pin, badge, self.tiles.person if pin else ""), self.desk.till.now()
        self._busy(True)

        def done(signed: SignedIn) -> None:
            self._busy(False)
            if signed.must_change:
                self._person = signed.person
                self._go("own")
            else:
                self._enter(signed.person)

        self.desk.tasks.run(
            lambda books: sign_in(books, proof, at), done, self._refused, on_failed=lambda: self._busy(False)
        )

    def _change(self, person: StaffMember, pin: str) -> None:
        from app.workflows.sign_in import change_own_pin

        at = self.desk.till.now()
        self._busy(True)
        self.desk.tasks.run(
            lambda books: change_own_pin(books, person, pin, at),
            self._enter,
            self._not_taken,
            changes=_STAFF,
            on_failed=lambda: self._busy(False),
        )

    def _on_code_typed(self) -> None:
        self._code = self.code.text()
        if self._code.strip():
            self._person = None
            self._go("own")

    def _open_by_code(self, pin: str) -> None:
        from app.workflows.sign_in import recover

        code, at = self._code, self.desk.till.now()
        self._busy(True)
        self.desk.tasks.run(
            lambda books: recover(books, code, pin, at),
            self._enter,
            self._not_taken,
            changes=_STAFF,
            on_failed=lambda: self._busy(False),
        )

    def _enter(self, person: StaffMember) -> None:
        self._busy(False)
        self._first = self._code = ""
        self.desk.till.sign(person)
        self.unlocked.emit()

    def _not_taken(self, why: Expected) -> None:
        self._busy(False)
        self._go("code" if why.code == "recovery.wrong" else "own")
        self._refused(why)

    def _refused(self, why: Expected) -> None:
        from app.workflows.sign_in import MustWait, WrongPin

        self._busy(False)
        self._complain(why.message)
        self._recover.setVisible(why.code in LOST)
        if isinstance(why, MustWait | WrongPin):
            self._wait(why.wait_ms)

    def _go(self, step: Step) -> None:
        self._step = step
        if step == "pin":
            self._person, self._first, self._code = None, "", ""
        self.tiles.setVisible(step == "pin" and self._has_tiles)
        self.pad.setVisible(step != "code")
        self.code.setVisible(step == "code")
        if step == "code":
            self.code.clear()
            self.code.setFocus()
        else:
            self.setFocus()
        self._expect()
        self._say_ask()

    def _expect(self) -> None:
        from app.workflows.pins import may_be_longer

        shop = self.desk.till.shop
        length = shop.settings.pin_length
        is_old = self._step == "pin" and may_be_longer(shop.staff.values(), length)
        self.pad.expect(length, may_be_longer=is_old)

    # -- waiting

    def _on_tile_chosen(self, person: str) -> None:
        self._say_ask()
        if person or self._left_ms:
            self._ask_how_long()

    def _ask_how_long(self) -> None:
        """What is left to wait, also after a restart, for nobody's PIN or for the chosen tile's."""
        from app.workflows.sign_in import wait_left

        person = self.tiles.person

        def ask(books: Books) -> int:
            with books.reads() as reads:
                return wait_left(books, reads, person)

        self.desk.tasks.run(ask, self._on_wait_known, self._refused)

    def _on_wait_known(self, wait_ms: int) -> None:
        if wait_ms or self._left_ms:
            self._wait(wait_ms)
            self._say_wait()

    def _wait(self, wait_ms: int) -> None:
        self._left_ms = wait_ms
        self.pad.close_pad(bool(wait_ms) or self._is_asking)
        if wait_ms:
            self._tick.start()
        else:
            self._tick.stop()

    def _on_second_passed(self) -> None:
        self._wait(max(self._left_ms - TICK_MS, 0))
        self._say_wait()

    def _say_wait(self) -> None:
        from app.workflows.sign_in import wait_words

        self._say.say(wait_words(self._left_ms) if self._left_ms else "")

    def _busy(self, is_asking: bool) -> None:
        self._is_asking = is_asking
        self.pad.close_pad(is_asking or bool(self._left_ms))

    def _on_key_typed(self) -> None:
        if self.pad.count and not self._left_ms:
            self._say.say("")

    def _complain(self, words: Message) -> None:
        self._say.say(words)

    # -- how it looks

    @property
    def _has_tiles(self) -> bool:
        return sum(bool(person.active and person.pin_hash) for person in self.desk.till.shop.staff.values()) > 1

    def _say_ask(self) -> None:
        chosen = self.desk.till.shop.staff.get(self.tiles.person)
        length = self.desk.till.shop.settings.pin_length
        words: dict[Step, Message] = {
            "pin": msg("PIN of {name}", name=plain(chosen.name))
            if chosen
            else msg("Scan your badge, or type your PIN"),
            "own": msg("Choose a PIN of your own: {length} digits that nobody guesses", length=length),
            "again": msg("The same PIN once more"),
            "code": msg("Type an owner's recovery code, then Enter"),
        }
        self._ask.say(words[self._step])

    def _resay(self) -> None:
        till = self.desk.till
        number = f"{till.shop.identity.till:02d}"
        self._shop.say(msg("{shop} · till {number}", shop=till.shop.settings.name, number=number))
        self.code.setAccessibleName(self.desk.face.say(msg("Recovery code")))
        self._say_ask()

    def _lay_out(self) -> None:
        centre = Qt.AlignmentFlag.AlignHCenter
        self._column = QVBoxLayout()
        self._column.addWidget(self._mark, 0, centre)
        for label in (self._shop, self._ask, self._say):
            label.setAlignment(centre)
        widgets: tuple[QWidget, ...] = (self._shop, self._ask, self.pad, self.code, self._say)
        for widget in widgets:
            self._column.addWidget(widget)
        self._column.addWidget(self._recover, 0, centre)
        self._inside = QHBoxLayout(self._card)
        self._inside.addWidget(self.tiles, 5)
        self._inside.addLayout(self._column, 8)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self._card)
        across.addStretch(1)
        down = QVBoxLayout(self)
        down.addStretch(1)
        down.addLayout(across)
        down.addStretch(1)

    def _dress(self) -> None:
        if not self.desk.is_open:
            return
        face, metrics = self.desk.face, self.desk.face.metrics
        tight = metrics.density == "compact"
        edge = 3 if tight else 6
        space(face, self._inside, (edge + 2, edge, edge + 2, edge), 6)
        space(face, self._column, (0, 0, 0, 0), 1.2 if tight else 2.2)
        self._card.setFixedWidth(round(metrics.base * (36 if self._has_tiles else 21)))
        self._say.setMinimumHeight(round(metrics.base * 2.3))
        self.code.setFixedHeight(metrics.control)
        self._resay()
