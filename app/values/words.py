"""What is said to people, as data first and as text last.

Rooms below the screen never make sentences: they give a `Message` (an English source text with named
fields), and whoever shows it turns it into the reader's language with a `Words`. So a reason can be
compared in a test, kept in a report, and read in English or Russian.

    >>> short = msg("needs {needed}: short {short}", needed="1 500", short="260")
    >>> short.english()
    'needs 1 500: short 260'

The catalogue is gettext (`resources/translations/<language>.po`), read through Babel, so that plural
forms follow CLDR. Mark texts with `msg(...)` / `msgn(...)`; the extraction finds those calls.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

Fields = tuple[tuple[str, Any], ...]

_FIELD = re.compile(r"\{(\w+)\}")
_FIELD_AND_STOP = re.compile(r"\{(\w+)\}(\.(?!\.))?")


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence that is not yet in any language.

    Attributes:
        text: English source, with `{name}` fields; also the catalogue's key.
        plural: English plural source, empty where the sentence does not count.
        count: The number that picks the plural form; None where `plural` is empty.
        fields: Values by name: text, int, Message, or a value a `Words` can format (Money, Decimal, date,
            or a tuple of any of these, said as a list).
        verbatim: True for text that is already somebody's own words (a product name).
    """

    text: str
    plural: str = ""
    count: int | None = None
    fields: Fields = field(default=())
    verbatim: bool = False

    def saying(self, **fields: Any) -> Message:
        """The same message with these values in its fields: for texts that are declared before they are used."""
        return replace(self, fields=(*self.fields, *fields.items()))

    def english(self) -> str:
        """The sentence in English, fields in their plainest form: for logs, tests and exceptions."""
        text = self.plural if self.plural and self.count != 1 else self.text
        if self.verbatim:
            return text
        return fill(text, {k: v.english() if isinstance(v, Message) else str(v) for k, v in self.fields})


def msg(text: str, /, **fields: Any) -> Message:
    """A message to be translated; `text` is a literal so that the extraction finds it."""
    return Message(text, fields=tuple(fields.items()))


def msgn(text: str, plural: str, count: int, /, **fields: Any) -> Message:
    """A counted message: `{n}` is the count; the language picks its plural form."""
    return Message(text, plural, count, (("n", count), *fields.items()))


def plain(text: str) -> Message:
    """Somebody's own words (a name, a program's title): shown as they are, never translated."""
    return Message(text, verbatim=True)


def fill(text: str, fields: Mapping[str, str]) -> str:
    """Put fields into a text, `{name}` by `{name}`; braces in the values stay as they are.

    A value that ends in a full stop takes the sentence's own: `Anna K.` joined as "Anna K.", not "Anna K..".
    """

    def value_of(found: re.Match[str]) -> str:
        value = fields.get(found[1])
        if value is None:
            return found[0]
        return value if value.endswith(".") else value + (found[2] or "")

    return _FIELD_AND_STOP.sub(value_of, text)


def field_names(text: str) -> frozenset[str]:
    """The fields a text has: a translation must have the same."""
    return frozenset(_FIELD.findall(text))


class Catalogue:
    """The translations of one language.

    A missing entry falls back to the English source, so that a gap is seen as English, never as a code.
    """

    def __init__(self, language: str, translations: gettext.NullTranslations | None = None) -> None:
        self.language = language
        self._translations = translations or gettext.NullTranslations()

    def sentence(self, message: Message) -> str:
        """The translated pattern, its fields still open."""
        if message.verbatim or not message.text:
            return message.text
        if message.plural:
            count = message.count if message.count is not None else 0
            return self._translations.ngettext(message.text, message.plural, count)
        return self._translations.gettext(message.text)
