"""Programs as JSON: read strictly, written canonically, described by a schema.

The shape itself is in `program_shape`; both are one subject to whoever uses them.
"""

from __future__ import annotations

from typing import Any

import msgspec

from app.loyalty.program_checks import problems
from app.loyalty.program_reading import read_strictly
from app.loyalty.program_shape import (
    FREELY,
    SCHEMA,
    Boost,
    Combination,
    Kind,
    Program,
    ProgramProof,
    Rule,
    TierStep,
    Trigger,
)

__all__ = [
    "FREELY", "SCHEMA", "Boost", "Combination", "Kind", "Program", "ProgramProof", "Rule", "TierStep", "Trigger",
    "json_schema", "read_program", "write_program",
]  # fmt: skip


def read_program(data: bytes | str) -> Program:
    """Read a program's JSON, strictly.

    Raises:
        Refusal: `program.invalid`: the message names the place (`$.rewards[0].value_minor`), what is wrong
            there and how to mend it. Nothing was taken over.
    """
    return read_strictly(data, Program, SCHEMA, problems)


def write_program(program: Program) -> bytes:
    """The program as canonical JSON: sorted keys, defaults left out, the schema's version always there."""
    built: dict[str, Any] = msgspec.to_builtins(program, str_keys=True)
    built["schema"] = program.schema
    return msgspec.json.format(msgspec.json.encode(built, order="sorted"), indent=2) + b"\n"


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a program."""
    schema = msgspec.json.decode(msgspec.json.encode(msgspec.json.schema(Program)))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Regulars program", **schema}
