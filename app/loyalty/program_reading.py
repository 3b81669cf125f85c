"""Reading programs: strictly, from any older shape, with errors that name the place and the remedy."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import msgspec

from app.values.errors import Refusal
from app.values.words import Message, msg

T = TypeVar("T")
Problem = tuple[str, Message]
"""Where (`$.rules[0].earn`) and what is wrong with how to mend it."""

LONGEST = 1_000_000
UPCASTS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""Per older schema version, the step to the next one; each is frozen once it is here."""

_HALF = re.compile(r"[\ud800-\udfff]")
_PLACE = re.compile(r" - at `(\$[^`]*)`$")
_UNKNOWN = re.compile(r"unknown field `([^`]*)`")
_MISSING = re.compile(r"missing required field `([^`]*)`")


def read_strictly(data: bytes | str, into: type[T], schema: int, check: Callable[[T], Iterable[Problem]]) -> T:
    """Decode, take up to the current schema, and check.

    Raises:
        Refusal: `program.invalid` with the first place that is wrong.
    """
    raw = _as_object(data)
    found = raw.get("schema", schema)
    if type(found) is not int or found < 1 or found > schema:
        raise _refused("$.schema", msg("version {version} is not known here: use {schema}, or a newer till",
                                       version=str(found), schema=schema))  # fmt: skip
    for version in range(found, schema):
        raw = UPCASTS[version](raw)
    raw["schema"] = schema
    try:
        value = msgspec.convert(raw, into, strict=True)
    except msgspec.ValidationError as error:
        raise _refused(*_explained(str(error))) from error
    for place, words in check(value):
        raise _refused(place, words)
    return value


def _as_object(data: bytes | str) -> dict[str, Any]:
    if len(data) > LONGEST:
        raise _refused("$", msg("the file is too large for a programme: check that it is the right one"))
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        raw = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise _refused("$", msg("the file is not UTF-8 text: save it as UTF-8")) from error
    except json.JSONDecodeError as error:
        raise _refused("$", msg("not JSON at line {line}, column {column}: check commas, quotes and brackets",
                                line=error.lineno, column=error.colno)) from error  # fmt: skip
    except RecursionError as error:
        raise _refused("$", msg("nested too deeply: rules within rules go a few levels at most")) from error
    if "\\u" in text and _HALF.search(json.dumps(raw, ensure_ascii=False)):
        raise _refused("$", msg("the text holds half a character (\\ud800 to \\udfff): type it again"))
    if not isinstance(raw, dict):
        raise _refused("$", msg("a programme is a JSON object in curly brackets"))
    return raw


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for key, value in pairs:
        if key in seen:
            raise _refused(f"$.{key}", msg("the field is there twice: keep one"))
        seen[key] = value
    return seen


def _no_constant(name: str) -> Any:
    raise _refused("$", msg("{name} is not a number: write a plain one", name=name))


def _explained(text: str) -> tuple[str, Message]:
    """The decoder's complaint as place and words."""
    place_found = _PLACE.search(text)
    place = place_found.group(1) if place_found else "$"
    unknown, missing = _UNKNOWN.search(text), _MISSING.search(text)
    if unknown:
        return f"{place}.{unknown.group(1)}", msg("no such field here: check its spelling or take it out")
    if missing:
        return f"{place}.{missing.group(1)}", msg("the field is missing: add it")
    return place, msg("{problem}: write it as the examples do", problem=_PLACE.sub("", text))


def _refused(place: str, words: Message) -> Refusal:
    return Refusal("program.invalid", msg("{place}: {problem}.", place=place, problem=words),
                   msg("The programme was not read"))  # fmt: skip
