"""Reading old bodies: each step turns one schema version of a kind into the next.

A fact is never rewritten. Its body is read with the steps from its own version up to today's, so that
effects know only today's shape. A kind or version from a newer program is refused in words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from app.facts.bodies import BODIES, SCHEMAS, Body
from app.facts.envelope import Fact
from app.values.errors import Refusal
from app.values.words import msg

Plain = dict[str, Any]

STEPS: dict[tuple[str, int], Callable[[Plain], Plain]] = {}
"""By kind and the version a step starts from; empty while every kind is at its first version."""

_decoders = {kind: msgspec.msgpack.Decoder(body) for kind, body in BODIES.items()}


def read_body(fact: Fact) -> Body:
    """The body in today's shape.

    Raises:
        Refusal: `fact.newer` for a kind or version this program does not know yet.
        msgspec.MsgspecError: the bytes are not what their kind says.
    """
    current = SCHEMAS.get(fact.kind, 0)
    if fact.schema > current:
        raise Refusal(
            "fact.newer",
            msg(
                "This shop holds entries of a newer program ({kind} {version}). Nothing is lost: update this till.",
                kind=fact.kind,
                version=fact.schema,
            ),
        )
    if fact.schema == current:
        return _decoders[fact.kind].decode(fact.body)
    return msgspec.convert(upcast(fact.kind, fact.schema, msgspec.msgpack.decode(fact.body)), BODIES[fact.kind])


def upcast(kind: str, schema: int, plain: Plain) -> Plain:
    """Plain data of an old version, step by step, in today's version."""
    for version in range(schema, SCHEMAS[kind]):
        plain = STEPS[kind, version](plain)
    return plain
