"""F5: every reward with the reason why it can or cannot be used now; its number uses it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from app.ui.checkout.boards import Board, Choice, Section
from app.ui.checkout.further import further
from app.ui.checkout.modes.base import Floor, Mode
from app.ui.shell.actions import KeyAction
from app.values.money import Money
from app.values.words import Message, msg

if TYPE_CHECKING:
    from app.loyalty.explain import Explanation

MARKS = "123456789"


class RewardMode(Mode):
    """Can be used, not now and why, would lose value; and what acts by itself, to be switched off."""

    name = "rewards"
    takes_digits = True

    def __init__(self, floor: Floor) -> None:
        super().__init__(floor)
        self._offers = floor.offers

    def prompt(self) -> Message:
        return msg("1 to 9 uses a reward, or takes it back")

    def board(self) -> Board:
        marks = iter(MARKS)
        asked = [each for each in self._offers.explained() if each.by_intent]
        groups = (
            (msg("Can be used"), [each for each in asked if each.state in {"acts", "available"}]),
            (msg("Would lose value"), [each for each in asked if each.state == "would_lose"]),
            (msg("Not now"), [each for each in asked if each.state == "not_available"]),
        )
        sections = [Section(tuple(self._reward(each, marks) for each in rows), title) for title, rows in groups if rows]
        by_itself = [each for each in self._offers.automatic() if self._is_shown(each)]
        if by_itself:
            rows = tuple(self._automatic(each) for each in by_itself)
            sections.append(Section(rows, msg("Acts by itself (arrows and Enter switch it off)")))
        note = None if sections else msg("No rewards yet. This sale earns points towards the first one.")
        return Board(msg("Rewards"), "gift", self._why(), None, tuple(sections), note, chosen=self.chosen)

    def actions(self) -> tuple[KeyAction, ...]:
        return (KeyAction("F11", msg("Coupons"), lambda: self.floor.open(further("coupons")(self.floor))),)

    def opened(self) -> None:
        self.floor.type("")

    def enter(self, text: str, *, scanned: bool) -> None:
        if not text.strip():
            self.run_chosen()

    def _reward(self, each: Explanation, marks: Iterator[str]) -> Choice:
        can = each.state in {"acts", "available"}
        currency = self.floor.session.basket.currency
        details = [self.reason(each)]
        if can and each.discount_minor:
            details = [
                msg(
                    "{points} points · {before} → {after}",
                    points=self._offers.points(each),
                    before=Money(each.total_before_minor, currency),
                    after=Money(each.total_after_minor, currency),
                )
                if each.cost_milli
                else msg(
                    "{before} → {after}",
                    before=Money(each.total_before_minor, currency),
                    after=Money(each.total_after_minor, currency),
                )
            ]
        right, tone = {
            "acts": (None, "ok"),
            "available": (None, "primary"),
            "would_lose": (msg("Loses value"), "warn"),
            "not_available": (None, "text2"),
        }[each.state]
        return Choice(
            title=each.effect,
            names=each.names or None,
            icon="" if can else "minus",
            detail=details[0],
            right=right,
            tone=tone,
            mark=next(marks, "") if can else "",
            run=(lambda: self._offers.toggle(each)) if can else None,
            checked=(each.state == "acts") if can else None,
        )

    def _automatic(self, each: Explanation) -> Choice:
        acts = each.state == "acts"
        currency = self.floor.session.basket.currency
        saved = msg("saves {sum}", sum=Money(each.discount_minor, currency)) if acts else self.reason(each)
        return Choice(
            title=each.effect,
            names=each.names or None,
            detail=saved,
            run=self._switcher(f"{each.program}/{each.reward}", off=acts),
            checked=acts,
        )

    def reason(self, each: Explanation) -> Message:
        """All that stands in the way, in one line; what it gives where nothing does."""
        if not each.reasons:
            return each.effect
        if len(each.reasons) == 1:
            return each.reasons[0].message
        return msg("{first}; {second}", first=each.reasons[0].message, second=each.reasons[1].message)

    def _is_shown(self, each: Explanation) -> bool:
        """What acts, what loses against something better, and what was switched off here."""
        codes = {why.code for why in each.reasons}
        return each.state in {"acts", "would_lose"} or "switched_off" in codes

    def _switcher(self, name: str, *, off: bool) -> Callable[[], None]:
        return lambda: self.floor.session.switch(name, off=off)

    def _why(self) -> Message | None:
        why = self.floor.session.quote.why
        return why[0] if why else None
