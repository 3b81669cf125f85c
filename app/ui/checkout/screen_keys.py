"""The keys of the checkout: one meaning each, the same on every selling panel."""

from __future__ import annotations

from collections.abc import Callable

from app.ui.checkout.boards import Choice
from app.ui.checkout.counter import Counter
from app.ui.checkout.modes.base import Mode
from app.ui.checkout.modes.basket import BasketMode
from app.ui.checkout.modes.done import DoneMode
from app.ui.checkout.modes.goods import GoodsMode
from app.ui.checkout.modes.member import MemberMode
from app.ui.checkout.modes.menu import HelpMode, MenuMode
from app.ui.checkout.modes.paper import PaperMode
from app.ui.checkout.modes.payment import PaymentMode
from app.ui.checkout.modes.reduce import ReduceMode
from app.ui.checkout.modes.resolve import ResolveMode
from app.ui.checkout.modes.rewards import RewardMode
from app.ui.shell.actions import KeyAction, Press
from app.ui.shell.registry import ScreenEntry
from app.values.errors import Refusal
from app.values.words import msg

_NATIVE = {"Backspace", "Left", "Right", "Ctrl+V", "Ctrl+C", "Ctrl+A", "Ctrl+X"}
_INERT = {"Ctrl+J", "Ctrl+M", "Ctrl+I", "Ctrl+]", "Tab"}
_ACTING = ("Enter", "Del", "F")


class ScreenKeys:
    """Dispatches keys to the counter."""

    def __init__(self, counter: Counter, entries: tuple[ScreenEntry, ...]) -> None:
        self._counter = counter
        self._entries = entries

    # -- what the key bar shows

    def shown(self) -> tuple[KeyAction, ...]:
        """The keys that work now, in the order of the key bar."""
        counter = self._counter
        own = counter.mode.actions()
        taken = {action.key for action in own}
        rest = (action for action in self._common() if action.key not in taken)
        return tuple(sorted((*own, *rest), key=_order))

    def _common(self) -> list[KeyAction]:
        counter = self._counter
        basket = counter.session.basket
        mode = counter.mode
        paying = isinstance(mode, PaymentMode)
        keys = [KeyAction("F1", msg("Keys"), self.help)]
        if not isinstance(mode, MemberMode):
            keys.append(KeyAction("F2", msg("Member"), self.find_member))
        if not paying:
            keys.append(KeyAction("F3", msg("Find"), self.find_goods))
            if basket.lines:
                keys.append(KeyAction("F4", msg("Reduce"), self.reduce))
        if counter.session.member is not None:
            keys.append(KeyAction("F5", msg("Rewards"), self.rewards))
        if counter.session.history.can_undo and isinstance(mode, BasketMode):
            keys.append(KeyAction("Ctrl+Z", msg("Undo"), self.undo, repeats=True))
        if not paying:
            if counter.has_screen("receipts"):
                keys.append(KeyAction("F9", msg("Receipts"), self.receipts))
            elif counter.last is not None:
                keys.append(KeyAction("F9", msg("Receipt"), self.receipts))
            keys.append(KeyAction("F10", msg("Menu"), self.menu))
        keys.append(KeyAction("Ctrl+Y", msg("Redo"), self.redo, hidden=True, repeats=True))
        keys.append(KeyAction("F12", msg("Pay"), self.pay, hidden=True))
        keys.append(KeyAction("Ctrl+L", msg("Lock"), self.lock, hidden=True))
        return keys

    # -- a key

    def on_key_pressed(self, press: Press, scan: str) -> bool:
        """Use a key; what acts waits its turn while an answer is awaited."""
        counter = self._counter
        if press.name and not press.repeat:
            counter.desk.dismiss()
        if press.name == "Enter":
            return self._enter(press, scan)
        if press.name == "Esc":
            counter.do(self.back)
            return True
        if press.name in _INERT:
            return True
        if press.name in _NATIVE or (not press.name and not press.text):
            return False
        if counter.press(press):
            return True
        action = next((action for action in self.shown() if action.key == press.name and press.name), None)
        if action is not None:
            if not press.repeat or action.repeats:
                counter.do(action.run)
            return True
        if press.name:
            return self._move(press)
        return self._type(press)

    def _enter(self, press: Press, scan: str) -> bool:
        counter = self._counter
        if press.repeat:
            return True
        if isinstance(counter.mode, PaymentMode) and not scan and counter.press(press):
            return True
        counter.enter(scan)
        return True

    def _move(self, press: Press) -> bool:
        counter, session = self._counter, self._counter.session
        steps = {"Up": -1, "Down": 1, "PgUp": -8, "PgDown": 8, "Home": -9999, "End": 9999}
        if press.name in steps:
            session.move(steps[press.name])
            return True
        if press.name == "Del" and isinstance(counter.mode, BasketMode):
            if not press.repeat:
                counter.do(session.remove)
            return True
        return press.name.startswith("F")

    def _type(self, press: Press) -> bool:
        counter = self._counter
        empty = not counter.entry.text()
        if empty and isinstance(counter.mode, BasketMode) and press.text in "+-−/":
            if press.text == "/":
                counter.do(self.pay)
            else:
                self.step(1 if press.text == "+" else -1)
            return True
        if isinstance(counter.mode, DoneMode) and press.text in "rRкК" and empty:
            counter.do(self.receipts)
            return True
        counter.entry.insert(press.text)
        return True

    # -- what keys and buttons do

    def help(self) -> None:
        """F1: the keys that work now."""
        self._toggle(HelpMode, lambda: HelpMode(self._counter, self.shown()))

    def find_member(self) -> None:
        """F2: find or join; right after a sale the member of that sale."""
        mode = self._counter.mode
        if isinstance(mode, DoneMode):
            own = next((action for action in mode.actions() if action.key == "F2"), None)
            if own is not None:
                own.run()
                return
            self._counter.close()
        if isinstance(mode, PaymentMode) and mode.paid:
            self._counter.say(
                msg("Money was taken already. Finish; the member can be added for a minute after."), "warn"
            )
            return
        text = self._counter.entry.text()
        self._over(MemberMode(self._counter))
        if text and isinstance(self._counter.mode, MemberMode):
            self._counter.type(text)
            self._counter.mode.typed(text)

    def find_goods(self) -> None:
        """F3: find goods, check a price."""
        self._toggle(GoodsMode, lambda: GoodsMode(self._counter))

    def reduce(self) -> None:
        """F4: a reduction by hand."""
        self._over(ReduceMode(self._counter))

    def rewards(self) -> None:
        """F5: the member's rewards; without a member, find one."""
        mode = self._counter.mode
        if self._counter.session.member is None:
            self.find_member()
        elif isinstance(mode, PaymentMode) and mode.paid:
            self._counter.say(msg("Rewards come before money: press Esc to take the money back first."), "warn")
        else:
            self._toggle(RewardMode, lambda: RewardMode(self._counter))

    def receipts(self) -> None:
        """F9: the last receipt right after its sale, else the list of receipts."""
        counter = self._counter
        mode = counter.mode if isinstance(counter.mode, DoneMode) else None
        if mode is None and counter.has_screen("receipts"):
            counter.open_screen("receipts")
            return
        shown = mode or counter.last
        if shown is not None:
            counter.open(PaperMode(counter, shown.done, shown.member, shown.points))

    def menu(self) -> None:
        """F10: everything else."""
        self._toggle(MenuMode, lambda: MenuMode(self._counter, self._entries, self._commands()))

    def pay(self) -> None:
        """F12: take payment, unless something has to be fixed first."""
        counter, session = self._counter, self._counter.session
        if isinstance(counter.mode, PaymentMode):
            return
        basket = session.basket
        if basket.unresolved:
            session.select(basket.unresolved[0].key)
            place = session.keys().index(session.selected) + 1
            counter.home()
            counter.say(msg("Line {place} is not identified. Press Enter to fix it, then F12.", place=place), "warn")
        elif not basket.lines:
            counter.say(msg("Nothing to pay yet. Scan an item first."))
        elif counter.till.staff is None:
            self.lock()
        else:
            counter.home()
            text = counter.entry.text()
            counter.open(PaymentMode(counter))
            if text:
                counter.type("")

    def undo(self) -> None:
        """Ctrl+Z in the basket."""
        if not self._counter.session.undo():
            self._counter.say(msg("Nothing to undo in this sale."))

    def redo(self) -> None:
        """Ctrl+Y in the basket."""
        self._counter.session.redo()

    def step(self, by: int) -> None:
        """One more or one less of the selected line; the last one goes out at the second press."""
        session = self._counter.session
        line = session.basket.line(session.selected)
        if line is None:
            return
        if line.quantity_milli + by * 1000 <= 0 and self._counter.asked_out != line.key:
            self._counter.asked_out = line.key
            self._counter.say(msg("Press − again to take the line out (Ctrl+Z brings it back)."), "warn")
            return
        self._counter.asked_out = ""
        self._guard(lambda: session.set_quantity(line.quantity_milli + by * 1000))

    def back(self) -> None:
        """Esc, or the cross of a panel."""
        self._counter.step_back()

    def lock(self) -> None:
        """Ctrl+L: lock the till; the basket stays."""
        lock = self._counter.service("lock")
        if lock is not None:
            lock()

    # -- parts

    def _over(self, mode: Mode) -> None:
        """Open a panel over the basket or over a payment, never panel over panel."""
        counter = self._counter
        while len(counter.modes) > 1 and not isinstance(counter.mode, PaymentMode):
            counter.modes.pop()
        counter.open(mode)

    def _toggle(self, kind: type[Mode], make: Callable[[], Mode]) -> None:
        """The same key closes what it opened."""
        counter = self._counter
        if isinstance(counter.mode, kind):
            counter.close()
        elif isinstance(counter.mode, ResolveMode) and kind is GoodsMode:
            counter.mode.run_chosen()
        else:
            self._over(make())

    def _commands(self) -> tuple[Choice, ...]:
        commands = self._counter.service("menu_commands")
        return tuple(commands()) if commands is not None else ()

    def _guard(self, change: Callable[[], object]) -> None:
        try:
            change()
        except Refusal as refused:
            self._counter.refuse(refused)


def _order(action: KeyAction) -> tuple[int, str]:
    number = action.key.removeprefix("F")
    return (int(number), "") if action.key.startswith("F") and number.isdigit() else (8, action.key)
