"""A program said in sentences: what it is, what it earns and gives, for whom, when, how often, with which proof.

Everything is read from the program itself; nothing here decides anything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from app.loyalty.audience import Audience
from app.loyalty.conditions.code_entered import CodeEntered
from app.loyalty.conditions.forbids import Forbids
from app.loyalty.conditions.line_min_quantity import LineMinQuantity
from app.loyalty.conditions.max_amount import MaxAmount
from app.loyalty.conditions.min_amount import MinAmount
from app.loyalty.conditions.min_quantity import MinQuantity
from app.loyalty.points_options import Expiry, PointsOptions
from app.loyalty.program_limits import Limits
from app.loyalty.program_shape import Kind, Program, Rule
from app.loyalty.schedule import Schedule
from app.loyalty.selector import Selector
from app.values.money import Money
from app.values.numbers import decimal_text
from app.values.words import Message, msg, msgn, plain

State = Literal["in_force", "later", "not_yet", "ended", "off"]

KIND_WORDS: dict[Kind, tuple[Message, str]] = {
    "promotion": (msg("Offer"), "badge-percent"),
    "coupon": (msg("Coupon"), "ticket"),
    "points": (msg("Points"), "coins"),
    "gift_card": (msg("Gift card"), "gift"),
    "wallet": (msg("Store credit"), "wallet"),
    "next_order": (msg("Coupon for next time"), "ticket"),
    "buy_x_get_y": (msg("Buy and get"), "gift"),
    "tier": (msg("Tiers"), "crown"),
    "points_boost": (msg("More points"), "sparkles"),
}
STATE_WORDS: dict[State, tuple[Message, str]] = {
    "in_force": (msg("in force"), "ok"),
    "later": (msg("planned"), "primary"),
    "not_yet": (msg("not yet"), "primary"),
    "ended": (msg("over"), "text2"),
    "off": (msg("switched off"), "warn"),
}
WEEKDAYS = (msg("Mon"), msg("Tue"), msg("Wed"), msg("Thu"), msg("Fri"), msg("Sat"), msg("Sun"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing that is said, under its heading."""

    head: Message
    words: Message


def state_of(program: Program, today: dt.date, *, is_planned: bool) -> State:
    """Whether the program acts today: by its own schedule, or because its version begins later."""
    if is_planned:
        return "later"
    if not program.enabled:
        return "off"
    schedule = program.schedule
    if schedule.to_on is not None and today > schedule.to_on:
        return "ended"
    if schedule.from_on is not None and today < schedule.from_on:
        return "not_yet"
    return "in_force"


def sentences(program: Program, currency: str, name: Callable[[dict[str, str]], str]) -> Iterator[Sentence]:
    """Everything worth saying, in the order in which one would ask.

    Args:
        name: Picks the words of the reader's language.
    """
    for rule in program.rules:
        yield from _rule(rule, currency)
    for reward in program.rewards:
        own = name(reward.names)
        gives = plain(own) if own else reward.effect(currency)
        cost = decimal_text(reward.cost_milli, 3)
        if reward.cost_milli and cost not in own:
            gives = msg("{gift} for {points} points", gift=gives, points=cost)
        about = goods_words(reward.products_meant)
        yield Sentence(msg("Gives"), msg("{gift}: {goods}", gift=gives, goods=about) if about else gives)
    for step in program.tiers:
        yield Sentence(
            msg("Tier"),
            msg(
                "{tier} from {amount}", tier=name(step.names) or step.name, amount=Money(step.min_spent_minor, currency)
            ),
        )
    yield Sentence(msg("For"), audience_words(program.audience))
    yield Sentence(msg("When"), schedule_words(program.schedule))
    if program.code:
        yield Sentence(msg("Code"), plain(program.code))
    if (limits := limits_words(program.limits, currency)) is not None:
        yield Sentence(msg("Limits"), limits)
    if program.points is not None:
        active = activation_words(program.points)
        if active is not None:
            yield Sentence(msg("Points count"), active)
        yield Sentence(msg("Points end"), expiry_words(program.points.expiry))
    if program.kind == "points" and program.rewards:
        yield Sentence(msg("To spend"), _proof(program))
    if program.combination.exclusive:
        yield Sentence(msg("Together"), msg("acts alone"))


def schedule_words(schedule: Schedule) -> Message:
    """From when to when, and at what hours."""
    start, end = schedule.from_on, schedule.to_on
    if start and end:
        days = msg("{from_day} to {to_day}", from_day=start, to_day=end)
    elif start:
        days = msg("from {from_day}", from_day=start)
    elif end:
        days = msg("up to {to_day}", to_day=end)
    else:
        days = msg("always")
    if not schedule.windows:
        return days
    windows = tuple(
        msg(
            "{days} {starts}–{ends}",
            days=tuple(WEEKDAYS[day - 1] for day in window.weekdays),
            starts=window.starts,
            ends=window.ends,
        )
        if window.weekdays
        else msg("{starts}–{ends}", starts=window.starts, ends=window.ends)
        for window in schedule.windows
    )
    return msg("{days}, {hours}", days=days, hours=windows) if start or end else msg("{hours}", hours=windows)


def audience_words(audience: Audience) -> Message:
    """Whom it is for; every restriction is said."""
    who = {
        "everyone": msg("everyone"),
        "members": msg("members"),
        "anonymous": msg("customers who are not members"),
    }[audience.who]
    more: list[Message] = []
    for tiers in audience.tiers.values():
        more.append(msg("of {tiers}", tiers=", ".join(tiers)))
    if audience.segments_any:
        more.append(msg("in {groups}", groups=", ".join(audience.segments_any)))
    if audience.segments_none:
        more.append(msg("not in {groups}", groups=", ".join(audience.segments_none)))
    if audience.staff == "excluded":
        more.append(msg("not staff"))
    elif audience.staff == "only":
        more.append(msg("staff only"))
    if audience.purchase:
        more.append(msg("on purchase number {n}", n=audience.purchase))
    if audience.every_purchase:
        more.append(msg("on every purchase number {n}", n=audience.every_purchase))
    if audience.birthday_before_days is not None or audience.birthday_after_days is not None:
        before, after = audience.birthday_before_days or 0, audience.birthday_after_days or 0
        more.append(msg("from {before} days before to {after} days after the birthday", before=before, after=after))
    if audience.joined_within_days is not None:
        more.append(msg("within {n} days of joining", n=audience.joined_within_days))
    return msg("{who}, {more}", who=who, more=tuple(more)) if more else who


def limits_words(limits: Limits, currency: str) -> Message | None:
    """How often and how much; None where nothing is limited."""
    parts: list[Message] = []
    if limits.per_receipt:
        parts.append(msgn("once a receipt", "{n} times a receipt", limits.per_receipt))
    if limits.per_member:
        parts.append(msgn("once a member", "{n} times a member", limits.per_member))
    if limits.per_member_day:
        parts.append(msgn("once a day", "{n} times a day", limits.per_member_day))
    if limits.total:
        parts.append(msgn("{n} time in all", "{n} times in all", limits.total))
    if limits.budget_minor:
        parts.append(msg("at most {amount} in all", amount=Money(limits.budget_minor, currency)))
    return msg("{parts}", parts=tuple(parts)) if parts else None


def expiry_words(expiry: Expiry) -> Message:
    """When points end."""
    parts: list[Message] = []
    if expiry.after_days:
        parts.append(msgn("{n} day after they were earned", "{n} days after they were earned", expiry.after_days))
    if expiry.after_months:
        parts.append(msgn("{n} month after they were earned", "{n} months after they were earned", expiry.after_months))
    if expiry.yearly:
        parts.append(msg("every year on {days}", days=", ".join(f"{day[3:]}.{day[:2]}" for day in expiry.yearly)))
    if expiry.inactive_months:
        parts.append(
            msgn("after {n} month without a visit", "after {n} months without a visit", expiry.inactive_months)
        )
    return msg("{parts}", parts=tuple(parts)) if parts else msg("never")


def activation_words(points: PointsOptions) -> Message | None:
    """When points can first be spent, where that is not at once."""
    parts: list[Message] = []
    hours = points.active_after_hours + 24 * points.active_after_days
    if hours % 24:
        parts.append(msgn("{n} hour after they were earned", "{n} hours after they were earned", hours))
    elif hours:
        parts.append(msgn("{n} day after they were earned", "{n} days after they were earned", hours // 24))
    if points.active_after_returns:
        parts.append(msg("once the goods can no longer be returned"))
    return msg("{parts}", parts=tuple(parts)) if parts else None


def goods_words(goods: Selector) -> Message | None:
    """Which goods; None for all."""
    names = (*goods.categories, *goods.tags, *goods.skus)
    if not names:
        return None
    shown = ", ".join(names[:4]) + (" …" if len(names) > 4 else "")
    return plain(shown)


def _rule(rule: Rule, currency: str) -> Iterator[Sentence]:
    about = goods_words(rule.products)
    for condition in rule.conditions:
        worder = _CONDITIONS.get(type(condition))
        if worder is not None:
            words = worder(condition, currency)
            yield Sentence(msg("If"), msg("{what} of {goods}", what=words, goods=about) if about else words)
    if rule.earn is not None:
        earns = rule.earn.says(currency)
        yield Sentence(msg("Earns"), msg("{what}: {goods}", what=earns, goods=about) if about else earns)


def _proof(program: Program) -> Message:
    if program.proof == "none":
        return msg("a phone number is enough")
    if program.proof == "manager" and program.proof_above_milli:
        above = decimal_text(program.proof_above_milli, 3)
        return msg("the card; a manager from {points} points on", points=above)
    if program.proof == "manager":
        return msg("a manager agrees")
    return msg("the card is scanned")


_CONDITIONS: dict[type, Callable[[Any, str], Message]] = {
    MinAmount: lambda c, currency: msg("at least {amount}", amount=Money(c.amount_minor, currency)),
    MaxAmount: lambda c, currency: msg("at most {amount}", amount=Money(c.amount_minor, currency)),
    MinQuantity: lambda c, _: msg("at least {count}", count=decimal_text(c.quantity_milli, 3)),
    LineMinQuantity: lambda c, _: msg("at least {count} of one article", count=decimal_text(c.quantity_milli, 3)),
    CodeEntered: lambda c, _: msg("the code {code} is entered", code=c.code),
    Forbids: lambda c, _: msg("no {goods} in the sale", goods=goods_words(c.products) or msg("other goods")),
}
