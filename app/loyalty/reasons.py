"""Reasons: why an offer does not act, as data; the predicate that says no is the one that gives the reason.

The words are made from the data afterwards, and only when somebody looks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from app.values.money import Money
from app.values.numbers import decimal_text
from app.values.words import Message, msg, msgn, plain


class Reason(msgspec.Struct, frozen=True):
    """One thing that stands in the way.

    Attributes:
        code: Stable (`amount.short`); the words hang on it.
        needed, has: What is asked and what is there, in the unit of the code (minor units, thousandths, counts).
        about: Goods, program, tier or code concerned.
        on: Dates concerned, from and to.
    """

    code: str
    needed: int = 0
    has: int = 0
    about: tuple[str, ...] = ()
    on: tuple[dt.date, ...] = ()


Worder = Callable[[Reason, str], Message]
_WORDS: dict[str, Worder] = {}


def says(code: str, worder: Worder) -> None:
    """Declare the words of a reason; each module declares those of the reasons it gives."""
    _WORDS[code] = worder


def declared() -> Iterable[str]:
    """Codes of all reasons that have words."""
    return _WORDS.keys()


def words_of(reason: Reason, currency: str) -> Message:
    """The reason as a message; a code without words is a defect and shows as itself."""
    worder = _WORDS.get(reason.code)
    return worder(reason, currency) if worder else plain(reason.code)


def quantity_field(thousandths: int) -> str:
    """A quantity for a sentence: 3000 is `3`, 1500 is `1.5`."""
    return decimal_text(thousandths, 3)


def listed(names: tuple[str, ...]) -> Message:
    """A few names, comma separated; own words of the shop."""
    shown = ", ".join(names[:3])
    return plain(f"{shown} …" if len(names) > 3 else shown)


def fixed(text: Message) -> Worder:
    """Words that need no data."""
    return lambda _reason, _currency: text


def _amount_short(reason: Reason, currency: str) -> Message:
    short = Money(reason.needed - reason.has, currency)
    if reason.about:
        goods = listed(reason.about)
        return msg("needs {needed} of {goods}: short {short}", needed=Money(reason.needed, currency), goods=goods,
                   short=short)  # fmt: skip
    return msg("needs {needed}: short {short}", needed=Money(reason.needed, currency), short=short)


def _amount_over(reason: Reason, currency: str) -> Message:
    return msg("only up to {limit}: {has} here", limit=Money(reason.needed, currency), has=Money(reason.has, currency))


def _quantity_short(reason: Reason, _currency: str) -> Message:
    fields: dict[str, Any] = {"needed": quantity_field(reason.needed), "has": quantity_field(reason.has)}
    if reason.about:
        return msg("needs {needed} of {goods}: {has} here", goods=listed(reason.about), **fields)
    return msg("needs {needed} units: {has} here", **fields)


def _points_short(reason: Reason, _currency: str) -> Message:
    short = quantity_field(reason.needed - reason.has)
    return msg("needs {needed} points: short {short}", needed=quantity_field(reason.needed), short=short)


says("amount.short", _amount_short)
says("amount.over", _amount_over)
says("quantity.short", _quantity_short)
says("points.short", _points_short)
says("points.allowance", lambda r, _: msg("this till may spend {has} points of the member now: {needed} asked",
                                          has=quantity_field(r.has), needed=quantity_field(r.needed)))  # fmt: skip
says("line.quantity_short", lambda r, _: msg("needs {needed} of one article: {has} here",
                                             needed=quantity_field(r.needed), has=quantity_field(r.has)))  # fmt: skip
says("limit.receipt", fixed(msg("once per receipt")))
says("limit.member", lambda r, _: msgn("once per member: used up", "{n} times per member: used up", r.needed))
says("limit.day", lambda r, _: msgn("once a day: used up today", "{n} times a day: used up today", r.needed))
says("limit.total", lambda r, _: msgn("once in all: used up", "{n} times in all: used up", r.needed))
says("limit.budget", fixed(msg("budget used up")))
says("proof.card", fixed(msg("needs the card to be scanned")))
says("proof.manager", fixed(msg("needs a manager's approval")))
says("code.needed", fixed(msg("needs its code")))
says("switched_off", fixed(msg("switched off in this sale")))
says("program.disabled", fixed(msg("the programme is switched off")))
