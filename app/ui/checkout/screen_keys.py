"""The keys of the checkout: one meaning each, the same on every selling panel."""

from __future__ import annotations

from collections.abc import Callable

from app.ui.checkout.aside import AsideKeys
from app.ui.checkout.boards import Choice
from app.ui.checkout.choice_hold import ChoiceHold
from app.ui.checkout.counter import Counter
from app.ui.checkout.modes.base import Mode
from app.ui.checkout.modes.kinds import as_done, as_payment
from app.ui.shell.actions import KeyAction, Press
from app.ui.shell.registry import ScreenEntry
from app.values.errors import Refusal
from app.values.words import msg

_NATIVE = {"Backspace", "Left", "Right", "Ctrl+V", "Ctrl+C", "Ctrl+A", "Ctrl+X"}
_INERT = {"Ctrl+J", "Ctrl+M", "Ctrl+I", "Ctrl+]", "Tab"}


class ScreenKeys:
    """Dispatches keys to the counter."""

    def __init__(
        self,
        counter: Counter,
        entries: tuple[ScreenEntry, ...],
        after_gap: Callable[[Callable[[], None]], None] = lambda work: work(),
    ) -> None:
        """`after_gap` does something when a scanner's gap has passed."""
        self._counter = counter
        self._entries = entries
        self._hold = ChoiceHold(counter, lambda press: self._use(press, ""), after_gap)
        self.further_actions: Callable[[], list[KeyAction]] = list
        self._aside = AsideKeys(counter, self._toggle)

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
        paying = as_payment(mode) is not None
        keys = [KeyAction("F1", msg("Keys"), self.help)]
        if mode.name != "member":
            keys.append(KeyAction("F2", msg("Member"), self.find_member))
        if not paying:
            keys.append(KeyAction("F3", msg("Find"), self.find_goods))
            if basket.lines:
                keys.append(KeyAction("F4", msg("Reduce"), self.reduce))
        if counter.session.member is not None:
            keys.append(KeyAction("F5", msg("Rewards"), self.rewards))
        if not paying:
            keys += self._aside.actions()
        if counter.session.history.can_undo and mode.name == "basket":
            keys.append(KeyAction("Ctrl+Z", msg("Undo"), self.undo, repeats=True))
        if not paying:
            if counter.has_screen("receipts"):
                keys.append(KeyAction("F9", msg("Receipts"), self.receipts))
            elif counter.last is not None:
                keys.append(KeyAction("F9", msg("Receipt"), self.receipts))
            keys.append(KeyAction("F10", msg("Menu"), self.menu))
        keys += self.further_actions()
        keys.append(KeyAction("Ctrl+Y", msg("Redo"), self.redo, hidden=True, repeats=True))
        pause = counter.service("customer_pause")
        if pause is not None:
            keys.append(KeyAction("F11", msg("Hide the sale from the customer"), pause, hidden=True))
        keys.append(KeyAction("Ctrl+P", msg("Print the last receipt again"), self.print_last, hidden=True))
        keys.append(KeyAction("F12", msg("Pay"), self.pay, hidden=True))
        keys.append(KeyAction("Ctrl+L", msg("Lock"), self.lock, hidden=True))
        return keys

    # -- a key

    def on_key_pressed(self, press: Press, scan: str) -> bool:
        """Use a key; what acts waits its turn while an answer is awaited.

        A digit that would choose a row is held for a scanner's gap: it may be the first of a code, and a code
        never chooses anything.
        """
        self._hold.settle(press, scan)
        if self._hold.takes(press):
            return True
        return self._use(press, scan)

    def _use(self, press: Press, scan: str) -> bool:
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
        action = self._action(press.name)
        if action is not None:
            if not press.repeat or action.repeats:
                counter.do(lambda: self._run(press.name))
            return True
        if press.name:
            return self._move(press)
        return self._type(press)

    def _enter(self, press: Press, scan: str) -> bool:
        counter = self._counter
        if press.repeat:
            return True
        if scan and self._hold.was_code():
            counter.do(lambda: counter.mode.scanned(scan))
            return True
        if as_payment(counter.mode) is not None and not scan and counter.press(press):
            return True
        counter.enter(scan, press)
        return True

    def _action(self, name: str) -> KeyAction | None:
        return next((action for action in self.shown() if action.key == name and name), None)

    def _run(self, name: str) -> None:
        """Do what the key means by now: where it had to wait, another panel may be open."""
        action = self._action(name)
        if action is not None:
            action.run()

    def _move(self, press: Press) -> bool:
        counter, session = self._counter, self._counter.session
        steps = {"Up": -1, "Down": 1, "PgUp": -8, "PgDown": 8, "Home": -9999, "End": 9999}
        if press.name in steps:
            session.move(steps[press.name])
            return True
        if press.name == "Del" and counter.mode.name == "basket":
            if not press.repeat:
                counter.do(session.remove)
            return True
        # a combination that means nothing must not type its letter either
        return press.name.startswith(("F", "Alt+", "Ctrl+"))

    def _type(self, press: Press) -> bool:
        counter = self._counter
        empty = not counter.entry.text()
        # Where bills are typed a sign belongs to the amount: minus five is refused, never rung up as five.
        commands = "/" if counter.session.basket.mode == "amount" else "+-−/"
        if empty and counter.mode.name == "basket" and press.text in commands:
            if press.text == "/":
                # a number pad has no F10: with nothing to pay its slash opens the menu
                counter.do(self.menu if counter.session.basket.is_empty else self.pay)
            else:
                self.step(1 if press.text == "+" else -1)
            return True
        if empty and counter.mode.takes_digits and press.text in ".,":
            # nor has it Esc: in a list, where nothing begins with a point, it goes one step back
            counter.do(self.back)
            return True
        if as_done(counter.mode) is not None and press.text in "rRкК" and empty:
            counter.do(self.receipts)
            return True
        counter.entry.insert(press.text)
        return True

    # -- what keys and buttons do

    def help(self) -> None:
        """F1: the keys that work now."""
        from app.ui.checkout.modes.help import HelpMode

        self._toggle("help", lambda: HelpMode(self._counter, self.shown()))

    def find_member(self) -> None:
        """F2: find or join; right after a sale the member of that sale."""
        from app.ui.checkout.modes.member import MemberMode

        counter = self._counter
        done, payment = as_done(counter.mode), as_payment(counter.mode)
        if done is not None:
            own = next((action for action in done.actions() if action.key == "F2"), None)
            if own is not None:
                own.run()
                return
            counter.close()
        if payment is not None and payment.paid:
            counter.say(msg("Money was taken already. Finish; the member can be added for a minute after."), "warn")
            return
        text = counter.entry.text()
        self.over(MemberMode(counter))
        if text:
            counter.type(text)
            counter.mode.typed(text)

    def find_goods(self) -> None:
        """F3: find goods, check a price."""
        from app.ui.checkout.modes.goods import GoodsMode

        self._toggle("goods", lambda: GoodsMode(self._counter))

    def reduce(self) -> None:
        """F4: a reduction by hand."""
        from app.ui.checkout.modes.reduce import ReduceMode

        self.over(ReduceMode(self._counter))

    def rewards(self) -> None:
        """F5: the member's rewards; without a member, find one."""
        from app.ui.checkout.modes.rewards import RewardMode

        payment = as_payment(self._counter.mode)
        if self._counter.session.member is None:
            self.find_member()
        elif payment is not None and payment.paid:
            self._counter.say(msg("Rewards come before money: press Esc to take the money back first."), "warn")
        else:
            self._toggle("rewards", lambda: RewardMode(self._counter))

    def receipts(self) -> None:
        """F9: the last receipt right after its sale, else the list of receipts."""
        from app.ui.checkout.modes.paper import PaperMode

        counter = self._counter
        done = as_done(counter.mode)
        if done is None and counter.has_screen("receipts"):
            counter.open_screen("receipts")
            return
        shown = done or counter.last
        if shown is not None:
            counter.open(PaperMode(counter, shown.done, shown.member, shown.points))

    def print_last(self) -> None:
        """Ctrl+P: the last receipt once more, marked as a copy."""
        from app.ui.checkout.last_receipt import print_last

        print_last(self._counter)

    def menu(self) -> None:
        """F10: everything else."""
        from app.ui.checkout.modes.menu import MenuMode

        self._toggle("menu", lambda: MenuMode(self._counter, self._entries, self._commands()))

    def pay(self) -> None:
        """F12: take payment, unless something has to be fixed first."""
        from app.ui.checkout.modes.payment import PaymentMode

        counter, session = self._counter, self._counter.session
        basket = session.basket
        if as_payment(counter.mode) is not None:
            return
        if counter.mode.place in {"return", "approval"}:
            counter.say(msg("Finish what comes back first, or leave it with Esc; then pay."), "warn")
        elif basket.unresolved:
            session.select(basket.unresolved[0].key)
            place = session.keys().index(session.selected) + 1
            counter.home()
            counter.say(msg("Line {place} is not identified. Press Enter to fix it, then F12.", place=place), "warn")
        elif not basket.lines:
            counter.say(msg("Nothing to pay yet. Scan an item first."))
        elif counter.trouble is not None:
            counter.refuse(counter.trouble)
            counter.draft.write()
        elif counter.till.staff is None:
            self.lock()
        else:
            counter.home()
            counter.open(PaymentMode(counter))
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

    def take_back_letter(self) -> None:
        """The keypad's Backspace."""
        entry = self._counter.entry
        entry.set_text(entry.text()[:-1])
        self._counter.typed(entry.text())

    def lock(self) -> None:
        """Ctrl+L: lock the till; the basket stays."""
        lock = self._counter.service("lock")
        if lock is not None:
            lock()

    # -- parts

    def over(self, mode: Mode) -> None:
        """Open a panel over the basket or over a payment, never panel over panel."""
        counter = self._counter
        while len(counter.modes) > 1 and as_payment(counter.mode) is None:
            counter.modes.pop()
        counter.open(mode)

    def _toggle(self, name: str, make: Callable[[], Mode]) -> None:
        """The same key closes what it opened."""
        counter = self._counter
        if counter.mode.name == name:
            counter.close()
        elif counter.mode.name == "resolve" and name == "goods":
            counter.mode.run_chosen()
        else:
            self.over(make())

    def _commands(self) -> tuple[Choice, ...]:
        """Rows of the menu besides the screens: what keys do that a number pad has not, and the till's own."""
        commands = self._counter.service("menu_commands")
        return (*self._aside.menu_rows(), *(commands() if commands is not None else ()))

    def _guard(self, change: Callable[[], object]) -> None:
        try:
            change()
        except Refusal as refused:
            self._counter.refuse(refused)


def _order(action: KeyAction) -> tuple[int, str]:
    number = action.key.removeprefix("F")
    return (int(number), "") if action.key.startswith("F") and number.isdigit() else (8, action.key)
