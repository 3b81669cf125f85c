"""Settings are data: each option is declared once, with its type, default, range and words.

A group is a frozen dataclass whose fields are made by `option(...)`. Reading a file or a fact's values,
the settings form, the documentation and the checks all follow from the declaration.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from app.values.errors import Refusal
from app.values.words import Message, msg

Group = TypeVar("Group")

_COLOUR = re.compile("#[0-9A-Fa-f]{6}", re.ASCII)


@dataclasses.dataclass(frozen=True, slots=True)
class Declared:
    """What is declared of an option: words for people, and what values it takes.

    Attributes:
        text: A short label; `hint` one sentence more.
        low, high: Range of numbers, inclusive; None is open.
        choices: Values allowed; empty for any of the type.
        longest: Most characters of a text.
        is_colour: Whether a text is a colour, `#RRGGBB`.
    """

    text: Message
    hint: Message
    low: int | None = None
    high: int | None = None
    choices: tuple[Any, ...] = ()
    longest: int = 200
    is_colour: bool = False


def option(
    default: Any,
    text: Message,
    *,
    hint: Message | None = None,
    low: int | None = None,
    high: int | None = None,
    choices: tuple[Any, ...] = (),
    longest: int = 200,
) -> Any:
    """Declare an option of a settings group."""
    declared = Declared(text, hint or msg(""), low, high, choices, longest)
    return dataclasses.field(default=default, metadata={"declared": declared})


def colour_option(default: str, text: Message) -> Any:
    """Declare an option that is a colour, `#RRGGBB`."""
    declared = Declared(text, msg(""), longest=7, is_colour=True)
    return dataclasses.field(default=default, metadata={"declared": declared})


def declared_options(group: type[Any]) -> dict[str, Declared]:
    """The declarations of a group, by option name, in order."""
    return {f.name: f.metadata["declared"] for f in dataclasses.fields(group)}


def checked(group: Group) -> Group:
    """The group itself, if every value is allowed; else a `Refusal` that names the option."""
    for name, declared in declared_options(type(group)).items():
        value = getattr(group, name)
        wrong = _wrong(value, declared)
        if wrong is not None:
            raise Refusal("settings.invalid", msg("{option}: {wrong}", option=declared.text, wrong=wrong))
    return group


def _wrong(value: Any, declared: Declared) -> Message | None:
    if declared.choices and value not in declared.choices:
        return msg("choose one of {choices}.", choices=", ".join(map(str, declared.choices)))
    if isinstance(value, int) and not isinstance(value, bool):
        if declared.low is not None and value < declared.low:
            return msg("{value} is too small; the least is {low}.", value=value, low=declared.low)
        if declared.high is not None and value > declared.high:
            return msg("{value} is too large; the most is {high}.", value=value, high=declared.high)
    if isinstance(value, str) and len(value) > declared.longest:
        return msg("too long; at most {longest} characters.", longest=declared.longest)
    if declared.is_colour and not _COLOUR.fullmatch(value):
        return msg("no colour like #0B5CAD.")
    return None


def from_values(group: type[Group], values: Mapping[str, Any]) -> Group:
    """Build a group from plain values (of a TOML table or decoded JSON); missing options take their default.

    Raises:
        Refusal: an unknown name, a wrong type or a value outside its range, each by name.
    """
    names = declared_options(group)
    unknown = sorted(set(values) - set(names))
    if unknown:
        raise Refusal("settings.unknown", msg("There is no setting named {name}.", name=unknown[0]))
    try:
        return checked(msgspec.convert(dict(values), group, strict=True))
    except msgspec.ValidationError as wrong:
        raise Refusal("settings.type", msg("A setting has a value of the wrong type: {why}", why=str(wrong))) from wrong


def to_values(group: Any) -> dict[str, Any]:
    """The options as plain values (str, int, bool, lists and tables), ready for TOML or JSON."""
    return {f.name: msgspec.to_builtins(getattr(group, f.name)) for f in dataclasses.fields(group)}
