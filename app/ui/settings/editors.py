"""Editors: the widget for one declared option, chosen by its type, range and choices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from app.settings.countries import all_zones, countries, country_name, currencies, currency_name
from app.settings.options import Declared
from app.ui.face import Face
from app.ui.forms.fields import NotesField, TextField
from app.ui.forms.figures import NumberField
from app.ui.forms.listed import ListedField
from app.ui.forms.picks import Pick, PickField
from app.ui.forms.switches import Switch
from app.ui.settings.scan_rules import ScanRulesEditor
from app.ui.settings.sections import choice_words
from app.ui.settings.taxes import TaxesEditor
from app.values.words import Message, msg, plain

LONG_TEXT = 150
SCALES = (85, 100, 115, 130, 150, 175, 200)


@dataclass(slots=True)
class OptionEditor:
    """The widget of an option, and how its value is read and put.

    Attributes:
        read: The value; raises `ValueError` where what is typed is none.
        changed: The widget's signal that somebody changed it.
    """

    widget: QWidget
    read: Callable[[], Any]
    put: Callable[[Any], None]
    changed: Any
    refuse: Callable[[Message], None] = lambda words: None


def editor_for(face: Face, option: str, declared: Declared, value: Any) -> OptionEditor:
    """The editor of an option, showing `value`."""
    editor = _make(face, option, declared, value)
    editor.put(value)
    return editor


def _make(face: Face, option: str, declared: Declared, value: Any) -> OptionEditor:
    special = _SPECIAL.get(option)
    if special is not None:
        return special(face, declared)
    if isinstance(value, bool):
        return _switch(face, declared)
    if declared.choices:
        return _picks(face, option, declared, declared.choices)
    if isinstance(value, int):
        return _number(face, declared)
    if isinstance(value, tuple):
        return _lines(face, declared)
    return _text(face, declared)


def _text(face: Face, declared: Declared) -> OptionEditor:
    field: TextField | NotesField
    if declared.longest >= LONG_TEXT:
        field = NotesField(face, declared.text, hint=_hint(declared), longest=declared.longest, lines=2)
    else:
        field = TextField(face, declared.text, hint=_hint(declared), longest=declared.longest)
    return OptionEditor(field, lambda: field.text().strip(), field.put, field.changed, field.refuse)


def _number(face: Face, declared: Declared) -> OptionEditor:
    hint = _hint(declared)
    if hint is None and declared.low is not None and declared.high is not None:
        hint = msg("from {low} to {high}", low=declared.low, high=declared.high)
    field = NumberField(face, declared.text, hint=hint)

    def read() -> int:
        number = field.number()
        if number is None:
            raise ValueError("no whole number")
        return number

    return OptionEditor(field, read, field.put_number, field.changed, field.refuse)


def _switch(face: Face, declared: Declared) -> OptionEditor:
    switch = Switch(face, declared.text, _hint(declared))
    return OptionEditor(switch, switch.isChecked, switch.put, switch.toggled)


def _picks(face: Face, option: str, declared: Declared, values: Sequence[Any]) -> OptionEditor:
    by_text = {str(value): value for value in values}
    picks = [Pick(str(value), choice_words(option, value)) for value in values]
    field = PickField(face, declared.text, picks, hint=_hint(declared))
    return OptionEditor(
        field, lambda: by_text[field.value()], lambda value: field.put(str(value)), field.changed, field.refuse
    )


def _lines(face: Face, declared: Declared) -> OptionEditor:
    field = NotesField(face, declared.text, hint=_hint(declared) or msg("one on each line"), lines=3, longest=2000)

    def read() -> tuple[str, ...]:
        return tuple(line.strip() for line in field.text().splitlines() if line.strip())

    return OptionEditor(field, read, lambda value: field.put("\n".join(value)), field.changed, field.refuse)


def _scale(face: Face, declared: Declared) -> OptionEditor:
    picks = [Pick(str(percent), plain(f"{percent}%")) for percent in SCALES]
    field = PickField(face, declared.text, picks, hint=_hint(declared))

    def put(value: int) -> None:
        values = sorted({*SCALES, value})
        field.row.set_picks([Pick(str(percent), plain(f"{percent}%")) for percent in values])
        field.put(str(value))

    return OptionEditor(field, lambda: int(field.value()), put, field.changed, field.refuse)


def _listed(
    face: Face, declared: Declared, codes: Callable[[], Sequence[str]], name: Callable[[str, str], str]
) -> OptionEditor:
    field = ListedField(face, declared.text, codes, name, hint=_hint(declared))
    return OptionEditor(field, field.value, field.put, field.changed, field.refuse)


def _taxes(face: Face, declared: Declared) -> OptionEditor:
    editor = TaxesEditor(face, declared.text)
    return OptionEditor(editor, editor.rates, editor.put, editor.changed, editor.refuse)


def _scan_rules(face: Face, declared: Declared) -> OptionEditor:
    editor = ScanRulesEditor(face, declared.text)
    return OptionEditor(editor, editor.read, editor.put, editor.changed, editor.refuse)


def _hint(declared: Declared) -> Message | None:
    return declared.hint if declared.hint.text else None


_SPECIAL: dict[str, Callable[[Face, Declared], OptionEditor]] = {
    "scale_percent": _scale,
    "taxes": _taxes,
    "scan_rules": _scan_rules,
    "country": lambda face, declared: _listed(face, declared, countries, country_name),
    "currency": lambda face, declared: _listed(
        face, declared, currencies, lambda code, language: f"{code} · {currency_name(code, language)}"
    ),
    "zone": lambda face, declared: _listed(face, declared, all_zones, lambda zone, _language: zone.replace("_", " ")),
}
