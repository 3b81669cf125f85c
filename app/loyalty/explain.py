"""Explaining: for every offer whether it acts, could, would lose value, or why it cannot, all reasons as data.

The reasons come from the same predicates that decide, and what a reward would bring from the same `price`,
so that an explanation cannot disagree with the decision. Made on demand, when somebody looks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from app.loyalty.book import Book
from app.loyalty.compile import ProgramSet, Ready
from app.loyalty.eligibility import reasons_against, standing_reasons
from app.loyalty.moment import Moment
from app.loyalty.policies import Policies
from app.loyalty.price import price
from app.loyalty.purse import Purse
from app.loyalty.quote import Quote
from app.loyalty.reasons import Reason, says, words_of
from app.loyalty.rewards.base import Reward
from app.loyalty.rewards.points_payment import PointsPayment
from app.loyalty.situation import Situation
from app.loyalty.standing import Standing
from app.sales.basket import Basket, RewardIntent
from app.values.money import Money
from app.values.words import Message, msg, plain

State = Literal["acts", "available", "would_lose", "not_available"]
HIDDEN = frozenset({
    "program.disabled", "audience.segment", "audience.not_segment", "audience.staff", "audience.staff_only",
    "audience.anonymous",
})  # fmt: skip
"""Reasons that make an offer no concern of this customer: it is not shown at all."""


class Why(msgspec.Struct, frozen=True):
    """One reason, with the words to say it."""

    code: str
    message: Message
    needed: int = 0
    has: int = 0


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """One offer as it stands for this basket and customer.

    Attributes:
        program, reward: Ids; `reward` is empty for what a program earns.
        names: Its words by language.
        effect: What it gives, in words.
        by_intent: Whether it acts only when asked for.
        times: How often it acts, or would when asked for as often as is useful.
        discount_minor: What it takes off now, or would.
        cost_milli: Points it costs for that.
        total_before_minor, total_after_minor: To pay without and with it.
        points_before_milli, points_after_milli: Balance of its points without and with it.
        reasons: All that stands in the way; for `would_lose`, what would be lost.
    """

    program: str
    reward: str
    names: dict[str, str]
    state: State
    effect: Message
    by_intent: bool = False
    times: int = 0
    discount_minor: int = 0
    cost_milli: int = 0
    total_before_minor: int = 0
    total_after_minor: int = 0
    points_before_milli: int = 0
    points_after_milli: int = 0
    reasons: tuple[Why, ...] = ()


class _Scene:
    """What all explanations of one basket share."""

    def __init__(self, quote: Quote, situation: Situation, programs: ProgramSet) -> None:
        self.quote = quote
        self.situation = situation
        self.programs = programs
        self.purse = Purse(situation)
        self.taken: dict[tuple[str, str], int] = {}
        for line in quote.lines:
            for reduction in line.reductions:
                key = (reduction.program, reduction.reward)
                self.taken[key] = self.taken.get(key, 0) + reduction.amount_minor
        self.added = {line.free_by for line in quote.lines if line.free_by}
        self.paying = {tender.program: tender for tender in quote.tenders if tender.program}
        self.points = {change.program: change for change in quote.points}

    @property
    def currency(self) -> str:
        """Of the basket."""
        return self.situation.basket.currency

    def why(self, reasons: list[Reason]) -> tuple[Why, ...]:
        """Reasons with their words."""
        return tuple(Why(r.code, words_of(r, self.currency), r.needed, r.has) for r in reasons)


def explain(
    quote: Quote, basket: Basket, standing: Standing, programs: ProgramSet, policies: Policies, now: Moment
) -> tuple[Explanation, ...]:
    """Every offer of the shop as it stands for this basket.

    Args:
        quote: What `price` gave for the other arguments.
        basket, standing, programs, policies, now: As for `price`.

    Returns:
        One explanation for each reward and each earning program that concerns this customer, in the order of
        the programs.
    """
    situation = Situation(Book(basket, policies), standing, policies, now)
    scene = _Scene(quote, situation, programs)
    return tuple(explanation for one in programs.ready for explanation in _of_program(one, scene))


def _of_program(one: Ready, scene: _Scene) -> Iterator[Explanation]:
    outside = list(standing_reasons(one, scene.situation))
    if any(reason.code in HIDDEN for reason in outside):
        return
    if one.earns:
        yield _earning(one, scene, outside)
    if one.program.applies == "future":
        return
    all_reasons: list[Reason] | None = None
    for reward in one.program.rewards:
        if by_intent(one, reward):
            yield _claim(one, reward, scene, outside)
            continue
        if all_reasons is None:
            all_reasons = list(reasons_against(one, scene.situation))
        yield _automatic(one, reward, scene, all_reasons)


def by_intent(one: Ready, reward: Reward) -> bool:
    """Whether the reward acts only when somebody asks for it."""
    return bool(reward.cost_milli) or isinstance(reward, PointsPayment) or one.program.trigger == "claim"


def _names(one: Ready, reward: Reward) -> dict[str, str]:
    return reward.names or one.program.names


def _earning(one: Ready, scene: _Scene, outside: list[Reason]) -> Explanation:
    change = scene.points.get(one.id)
    earned = change.earned_milli if change else 0
    before = scene.purse.usable(one.id)
    reasons = list(outside)
    if not scene.situation.standing.member and not any(reason.code == "audience.members" for reason in reasons):
        reasons.append(Reason("audience.members"))
    if not reasons and not earned:
        reasons = [r for r in reasons_against(one, scene.situation) if r.code != "code.needed"] or [
            Reason("earns.nothing")
        ]
    accrual = next(rule.earn for rule in one.program.rules if rule.earn is not None)
    return Explanation(
        program=one.id, reward="", names=one.program.names, state="acts" if earned else "not_available",
        effect=accrual.says(scene.currency), total_before_minor=scene.quote.due_minor,
        total_after_minor=scene.quote.due_minor, points_before_milli=before, points_after_milli=before + earned,
        reasons=scene.why(reasons) if not earned else (),
    )  # fmt: skip


def _automatic(one: Ready, reward: Reward, scene: _Scene, reasons: list[Reason]) -> Explanation:
    taken = scene.taken.get((one.id, reward.id), 0)
    due = scene.quote.due_minor
    acts = bool(taken) or (one.id in scene.added and not reward.cost_milli)
    state: State = "acts" if acts else "not_available"
    if not acts:
        reasons = list(reasons)
        if f"{one.id}/{reward.id}" in scene.situation.refused and one.id not in scene.situation.refused:
            reasons.append(Reason("switched_off"))
        if not reasons:
            state, reasons = _not_chosen(one, reward, scene)
    return Explanation(
        program=one.id, reward=reward.id, names=_names(one, reward), state=state, effect=reward.effect(scene.currency),
        times=1 if acts else 0, discount_minor=taken, total_before_minor=due + taken, total_after_minor=due,
        reasons=() if acts else scene.why(reasons),
    )  # fmt: skip


def _not_chosen(one: Ready, reward: Reward, scene: _Scene) -> tuple[State, list[Reason]]:
    """It could act, and does not: it finds nothing to take, or something better stands in its place."""
    situation = scene.situation
    from app.loyalty.acts import Act
    from app.loyalty.eligibility import holding_rule

    rule = holding_rule(one.program, situation) if one.program.rules else None
    alone = reward.outcome(situation.book, Act(one, [reward], rule).turn(situation)).amount
    if not alone:
        return "not_available", [Reason("reward.nothing")]
    standing = tuple(use.program for use in scene.quote.uses)[:3]
    return "would_lose", [Reason("combination.less", scene.quote.discount_minor, alone, standing)]


def _claim(one: Ready, reward: Reward, scene: _Scene, outside: list[Reason]) -> Explanation:
    taken = scene.taken.get((one.id, reward.id), 0)
    tender = scene.paying.get(one.id) if isinstance(reward, PointsPayment) else None
    change = scene.points.get(one.id)
    before = scene.purse.usable(one.id)
    due = scene.quote.due_minor
    if taken or tender is not None or (one.id in scene.added and _asked(one, reward, scene)):
        spent = tender.points_milli if tender is not None else (change.spent_milli if change else 0)
        discount = taken or (tender.amount_minor if tender is not None else 0)
        return Explanation(
            program=one.id, reward=reward.id, names=_names(one, reward), state="acts", by_intent=True,
            effect=reward.effect(scene.currency), times=spent // reward.cost_milli if reward.cost_milli else 1,
            discount_minor=discount, cost_milli=spent, total_before_minor=due + discount, total_after_minor=due,
            points_before_milli=before, points_after_milli=before - spent,
        )  # fmt: skip
    reasons = list(outside)
    if (
        not scene.situation.standing.member
        and reward.cost_milli
        and not any(r.code == "audience.members" for r in reasons)
    ):
        reasons.append(Reason("audience.members"))
    needed = _least(reward)
    for reason in (scene.purse.short_reason(one, needed), scene.purse.proof_reason(one, needed)):
        if needed and reason is not None and scene.situation.standing.member:
            reasons.append(reason)
    return _tried(one, reward, scene, reasons)


def _least(reward: Reward) -> int:
    if isinstance(reward, PointsPayment):
        return max(reward.min_points_milli, reward.per_milli)
    return reward.cost_milli


def _asked(one: Ready, reward: Reward, scene: _Scene) -> bool:
    return any(claim.program == one.id and claim.reward == reward.id for _, claim in scene.situation.claims)


def _tried(one: Ready, reward: Reward, scene: _Scene, reasons: list[Reason]) -> Explanation:
    """A reward that was not asked for: what asking for it would bring."""
    before, due = scene.purse.usable(one.id), scene.quote.due_minor
    state: State = "not_available"
    why = scene.why(reasons)
    discount = cost = times = 0
    after = due
    if not reasons:
        asked, notice = _with(one, reward, scene)
        if notice is not None:
            state = "would_lose" if notice.code == "reward.waste" else "not_available"
            why = (Why(notice.code, notice.message),)
        else:
            state, after = "available", asked.due_minor
            discount = due - after
            spent = next((change.spent_milli for change in asked.points if change.program == one.id), 0)
            now = scene.points.get(one.id)
            cost = spent - (now.spent_milli if now else 0)
            times = cost // reward.cost_milli if reward.cost_milli else 1
    return Explanation(
        program=one.id, reward=reward.id, names=_names(one, reward), state=state, by_intent=True,
        effect=reward.effect(scene.currency), times=times, discount_minor=discount,
        cost_milli=cost or reward.cost_milli, total_before_minor=due, total_after_minor=after,
        points_before_milli=before, points_after_milli=before - cost, reasons=why,
    )  # fmt: skip


def _with(one: Ready, reward: Reward, scene: _Scene) -> tuple[Quote, Why | None]:
    """The quote if the reward were asked for, and what would stand in the way then."""
    situation = scene.situation
    intent = RewardIntent(one.id, reward.id, times=1)
    asked = situation.basket.wishing(asked=(*situation.basket.intents.asked, intent))
    quote = price(asked, situation.standing, scene.programs, situation.policies, situation.now)
    about = f"{one.id}/{reward.id}"
    found = next((notice for notice in quote.notices if notice.about == about), None)
    return quote, None if found is None else Why(found.code, found.message)


def _less(reason: Reason, currency: str) -> Message:
    return msg("what acts now saves {kept}; this alone would save {less}", kept=Money(reason.needed, currency),
               less=Money(reason.has, currency), programs=plain(", ".join(reason.about)))  # fmt: skip


says("combination.less", _less)
says("reward.nothing", lambda _r, _c: msg("there is nothing here it could be taken from"))
says("earns.nothing", lambda _r, _c: msg("nothing in this basket earns points"))
