"""What the customer is shown, worked out from what the counter does: one snapshot after the other.

It reads the counter and never changes it. Whoever shows (the window, a pole) listens; the thanks end by
themselves after some seconds, and a till that is locked shows nothing of the sale that waits there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.ui.checkout.modes.kinds import as_done, as_payment
from app.workflows.display_feed import (
    Answer,
    DisplaySnapshot,
    Goals,
    Guest,
    QuestionKind,
    ShownQuestion,
    Stage,
    asking,
    done,
    idle,
    paused,
    paying,
    selling,
)

if TYPE_CHECKING:
    from app.people.member import ConsentPurpose
    from app.sales.basket import Proof
    from app.ui.checkout.counter import Counter
    from app.ui.checkout.modes.done import DoneMode
    from app.ui.checkout.modes.payment import PaymentMode
    from app.ui.checkout.session import MemberInfo

QUESTION_MS = 30_000
LOOK_AFTER_MS = 15
"""After the scanned line was painted: the cashier's own screen comes first."""
CUSTOMER_ASK = "customer_ask"
"""The service that asks the customer; absent where nobody can answer by touch."""
CUSTOMER_UNASK = "customer_unask"


class SaleFeed(QObject):
    """Turns the counter's state into snapshots.

    Attributes:
        shown: Emitted with each new `DisplaySnapshot`.
        now: The last one.
        is_paused: Whether the cashier hides the sale for a moment (F11).
    """

    shown = Signal(object)

    def __init__(self, counter: Counter, done_seconds: Callable[[], int], is_watched: Callable[[], bool]) -> None:
        """`is_watched`: whether anybody looks; without that nothing is worked out."""
        super().__init__()
        self._counter, self._done_seconds, self._is_watched = counter, done_seconds, is_watched
        self.is_paused = False
        self._over: DoneMode | None = None
        self._thanked: DoneMode | None = None
        self._serial = 0
        self._question: ShownQuestion | None = None
        self._on_answer: Callable[[Answer], None] = lambda answer: None
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.timeout.connect(self._on_thanks_over)
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(QUESTION_MS)
        self._waiting.timeout.connect(self.unask)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(LOOK_AFTER_MS)
        self._soon.timeout.connect(self.look)
        self.now = idle(self._stage(None))
        counter.listen(self.look_soon)
        counter.till.changed.connect(self.look_soon)

    def look_soon(self) -> None:
        """Something changed: look in a moment, once for all changes until then."""
        if self._is_watched() and not self._soon.isActive():
            self._soon.start()

    def stop(self) -> None:
        """The till closes: look no more."""
        for timer in (self._soon, self._end, self._waiting):
            timer.stop()
        self._is_watched = bool

    def look(self) -> None:
        """Work out the picture anew, and tell if it differs."""
        if self._question is not None and not self._is_due(self._question.kind):
            self._question = None
            self._waiting.stop()
        made = asking(self._picture(), self._question)
        if made != self.now:
            self.now = made
            self.shown.emit(made)

    def pause(self) -> None:
        """Hide the sale for a moment, or show it again."""
        self.is_paused = not self.is_paused
        self.look()

    def ask(self, kind: QuestionKind, on_answer: Callable[[Answer], None]) -> None:
        """Ask the customer; an earlier question is forgotten, and this one after half a minute."""
        self._serial += 1
        self._question, self._on_answer = ShownQuestion(kind, self._serial), on_answer
        self._waiting.start()
        self.look()

    def unask(self) -> None:
        """Ask no longer: the cashier goes on, or nobody answered."""
        self._question = None
        self._waiting.stop()
        self.look()

    def on_answered(self, serial: int, is_yes: bool, allowed: frozenset[ConsentPurpose]) -> None:
        """The customer touched an answer; one that comes too late counts for nothing."""
        question, answer = self._question, self._on_answer
        if question is None or question.serial != serial:
            return
        self.unask()
        answer(Answer(is_yes, allowed))

    def _is_due(self, kind: QuestionKind) -> bool:
        """Whether the counter still waits for this: a cashier who goes on has answered it."""
        mode = self._counter.mode
        return mode.name == ("member" if kind == "consent" else "done")

    # -- the picture

    def _picture(self) -> DisplaySnapshot:
        counter = self._counter
        finished = next((mode for mode in map(as_done, counter.modes) if mode is not None), None)
        if finished is not None:
            return self._thanks(finished)
        self._end.stop()
        self._thanked = None
        session = counter.session
        stage = self._stage(session.member)
        if counter.till.staff is None:
            return idle(stage)
        if self.is_paused:
            return paused(stage)
        guest = _guest(session.member, session.standing.proof)
        goals = self._goals() if session.member is not None else None
        shown = selling(stage, session.basket, session.quote, guest, goals=goals)
        payment = next((mode for mode in map(as_payment, counter.modes) if mode is not None), None)
        return shown if payment is None else self._paying(shown, payment)

    def _paying(self, shown: DisplaySnapshot, payment: PaymentMode) -> DisplaySnapshot:
        due = self._counter.session.quote.due_minor
        given = sum(paid.amount_minor for paid in payment.paid)
        in_cash = given + max(payment.cash_left, 0)
        return paying(shown, due, given, cash_minor=in_cash)

    def _thanks(self, finished: DoneMode) -> DisplaySnapshot:
        stage = self._stage(finished.member)
        if finished is self._over:
            return idle(stage)
        if finished is not self._thanked:
            self._thanked = finished
            self._end.start(self._done_seconds() * 1000)
        guest = _guest(finished.member, finished.proof)
        return done(stage, finished.done.receipt, guest, points=finished.points, goals=self._goals())

    def _on_thanks_over(self) -> None:
        self._over = self._thanked
        self.look()

    def _stage(self, member: MemberInfo | None) -> Stage:
        shop = self._counter.till.shop.settings
        person = member.view.person if member is not None else None
        language = (person.language if person else "") or shop.language
        return Stage(shop.name, shop.currency, language, shop.display_words, dict(self._counter.session.names))

    def _goals(self) -> Goals:
        """Every reward that costs points, by program."""
        published = self._counter.till.shop.published
        return {
            program.id: tuple((reward.cost_milli, reward.names) for reward in program.rewards if reward.cost_milli)
            for program in published
        }


def _guest(member: MemberInfo | None, proof: Proof) -> Guest:
    """The one who stands there, as far as a display may know."""
    person = member.view.person if member is not None else None
    return Guest(person.name, proof) if person is not None else Guest(proof=proof)
