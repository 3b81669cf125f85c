"""What follows from answers to consents: every answer is kept, and a withdrawal wins.

Two tills that do not know of each other may record a yes and a withdrawal in either order, with clocks that
disagree. So a yes counts over a withdrawal only if it was given knowing of it (`after` names it); otherwise
the withdrawal stands, whenever it arrives.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from app.facts.bodies import ConsentChanged, ConsentTextShown
from app.facts.effects.changes import Effect, Put, Settle
from app.facts.envelope import Fact


class Answer(msgspec.Struct, frozen=True):
    """One answer to one purpose; `after` as in `ConsentChanged`."""

    purpose: str
    granted: bool
    version: str
    text: str
    language: str
    channel: str
    after: str = ""


def rank_of(stamp: str, *, granted: bool, after: str = "") -> str:
    """By what answers compete, the greatest counting.

    A withdrawal ranks by its stamp; a yes just above the withdrawal that it knew of, and so below any other
    one that came after that. A plus sign sorts before every digit.

    >>> rank_of("0b:x", granted=False) > rank_of("0c:y", granted=True)
    True
    >>> rank_of("0b:x", granted=False) < rank_of("0c:y", granted=True, after="0b:x") < rank_of("0d:z", granted=False)
    True
    """
    return f"{after}+{stamp}" if granted else stamp


def answered(fact: Fact, member: str, answer: Answer) -> Iterator[Effect]:
    """The answer in the history, and what holds now."""
    yield Put(
        "consent_answers",
        {
            "member": member,
            "purpose": answer.purpose,
            "stamp": fact.stamp,
            "granted": int(answer.granted),
            "version": answer.version,
            "text": answer.text,
            "language": answer.language,
            "channel": answer.channel,
            "till": fact.till,
            "staff": fact.staff,
            "at": fact.at,
            "after": answer.after,
        },
    )
    yield Settle(
        "consents",
        {"member": member, "purpose": answer.purpose, "list": ""},
        {
            "granted": int(answer.granted),
            "version": answer.version,
            "language": answer.language,
            "channel": answer.channel,
            "at": fact.at,
        },
        rank_of(fact.stamp, granted=answer.granted, after=answer.after),
    )


def consent_changed(fact: Fact, body: ConsentChanged) -> Iterator[Effect]:
    """Allowed or withdrawn, with the text that was shown."""
    answer = Answer(body.purpose, body.granted, body.version, body.text, body.language, body.channel, body.after)
    yield from answered(fact, body.member, answer)


def consent_text_shown(fact: Fact, body: ConsentTextShown) -> Iterator[Effect]:
    """The words themselves, once; a digest names exactly one text."""
    yield Settle(
        "consent_texts",
        {"digest": body.digest},
        {
            "purpose": body.purpose,
            "language": body.language,
            "version": body.version,
            "text": body.text,
            "at": fact.at,
        },
        fact.stamp,
    )
