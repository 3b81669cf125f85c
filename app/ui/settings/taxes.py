"""The shop's taxes as a small table: code, letter, names, percent or a sum for each unit, in the price or on top."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from app.settings.shop import TaxRate
from app.ui.face import Face
from app.ui.forms.choices import ChoiceBox
from app.ui.forms.picks import Pick
from app.ui.widgets.button import Button
from app.ui.widgets.frames import space
from app.ui.widgets.text import TextLabel, wrapped
from app.values.folding import clean
from app.values.money import currency_digits
from app.values.numbers import decimal_text, parse_decimal
from app.values.words import Message, msg

PERCENT_DIGITS = 3
MOST_TAXES = 12
_HEADS = (
    msg("Code"),
    msg("Letter"),
    msg("English"),
    msg("Russian"),
    msg("Percent"),
    msg("Per unit"),
    msg("In the price"),
)
_WIDTHS = (6.0, 3.4, 0.0, 0.0, 4.6, 5.0, 9.4)
_INCLUDED = (Pick("", msg("as usual")), Pick("yes", msg("yes")), Pick("no", msg("on top")))


class TaxRow:
    """The fields of one tax."""

    def __init__(self, face: Face, rate: TaxRate, *, is_new: bool) -> None:
        self._face = face
        self.code, self.letter, self.english, self.russian = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.percent, self.unit_sum = QLineEdit(), QLineEdit()
        self.included = ChoiceBox(face, _INCLUDED, name=_HEADS[-1])
        self.remove = Button(face, "", "ghost", icon="x", size="small", focusable=True)
        self.remove.setAccessibleName(face.say(msg("Remove this tax")))
        self.code.setText(rate.id)
        self.code.setEnabled(is_new)
        self.letter.setText(rate.label)
        self.english.setText(rate.names.get("en", ""))
        self.russian.setText(rate.names.get("ru", ""))
        self.percent.setText(rate.percent)
        digits = currency_digits(face.currency)
        self.unit_sum.setText(decimal_text(rate.amount_per_unit_minor, digits) if rate.amount_per_unit_minor else "")
        self.included.put(rate.included)
        self._names = dict(rate.names)
        for editor, longest in ((self.code, 20), (self.letter, 2), (self.english, 40), (self.russian, 40)):
            editor.setMaxLength(longest)
        for editor in (self.percent, self.unit_sum):
            editor.setMaxLength(12)
            editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for editor, head in zip(self.lines(), _HEADS, strict=False):
            editor.setAccessibleName(face.say(head))

    def lines(self) -> tuple[QLineEdit, ...]:
        """Text fields in order."""
        return (self.code, self.letter, self.english, self.russian, self.percent, self.unit_sum)

    def widgets(self) -> tuple[QWidget, ...]:
        """Everything in the row, in order."""
        return (*self.lines(), self.included, self.remove)

    def rate(self) -> TaxRate:
        """What is typed; raises `ValueError` where it is no tax, marking the field."""
        for line in self.lines():
            _mark(line, wrong=False)
        code = clean(self.code.text(), 20)
        if not code:
            raise self._wrong(self.code)
        percent = parse_decimal(self.percent.text(), PERCENT_DIGITS) if self.percent.text().strip() else None
        digits = currency_digits(self._face.currency)
        unit = parse_decimal(self.unit_sum.text(), digits) if self.unit_sum.text().strip() else 0
        if (percent is None) == (not unit) or not 0 <= (percent or 0) <= 100_000 or (unit or 0) < 0:
            raise self._wrong(self.percent)
        names = {**self._names, "en": clean(self.english.text(), 40), "ru": clean(self.russian.text(), 40)}
        return TaxRate(
            id=code,
            label=clean(self.letter.text(), 2),
            percent=str(Decimal(percent).scaleb(-PERCENT_DIGITS).normalize().__format__("f"))
            if percent is not None
            else "",
            amount_per_unit_minor=unit or 0,
            included=self.included.value(),
            names={language: name for language, name in names.items() if name},
        )

    def _wrong(self, line: QLineEdit) -> ValueError:
        _mark(line, wrong=True)
        return ValueError("no tax")


class TaxesEditor(QWidget):
    """All taxes of the shop.

    Attributes:
        changed: Somebody changed, added or removed one.
    """

    changed = Signal()

    def __init__(self, face: Face, title: Message) -> None:
        super().__init__()
        self._face = face
        self.rows: list[TaxRow] = []
        self._title = TextLabel(face, title, "small", tone="text2", weight=QFont.Weight.Medium)
        self._note = wrapped(TextLabel(face, "", "caption", tone="err"))
        self._heads = [TextLabel(face, head, "caption", tone="text2") for head in _HEADS]
        self._add = Button(face, msg("Add a tax"), "soft", icon="plus", size="small", focusable=True)
        self._add.clicked.connect(self.add)
        self._grid = QGridLayout()
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._title)
        self._column.addLayout(self._grid)
        self._column.addWidget(self._note)
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        for column, head in enumerate(self._heads):
            self._grid.addWidget(head, 0, column)
        for column, width in enumerate(_WIDTHS):
            self._grid.setColumnStretch(column, 0 if width else 1)
        self._note.hide()
        face.restyled.connect(self._dress)
        self._dress()

    def put(self, rates: tuple[TaxRate, ...]) -> None:
        """Show these taxes."""
        while self.rows:
            self._drop(self.rows[-1])
        for rate in rates:
            self._append(rate, is_new=False)
        self._note.hide()
        self._fit()

    def rates(self) -> tuple[TaxRate, ...]:
        """What is typed; raises `ValueError` where a row is no tax, or a code stands twice."""
        rates = tuple(row.rate() for row in self.rows)
        codes = [rate.id for rate in rates]
        if len(set(codes)) < len(codes):
            raise ValueError("a code stands twice")
        return rates

    def add(self) -> None:
        """Add an empty row."""
        letter = chr(ord("A") + len(self.rows))
        self._append(TaxRate("", letter), is_new=True)
        self._fit()
        self.rows[-1].code.setFocus()
        self.changed.emit()

    def remove(self, row: TaxRow) -> None:
        """Take a tax out; products that name it are then sold without it."""
        if row in self.rows:
            self._drop(row)
            self._fit()
            self.changed.emit()

    def refuse(self, words: Message) -> None:
        """Say what is wrong."""
        self._note.say(words)
        self._note.show()

    def _append(self, rate: TaxRate, *, is_new: bool) -> None:
        row = TaxRow(self._face, rate, is_new=is_new)
        self.rows.append(row)
        for line in row.lines():
            line.textEdited.connect(self._on_edited)
        row.included.currentIndexChanged.connect(self._on_edited)
        row.remove.clicked.connect(lambda: self.remove(row))

    def _drop(self, row: TaxRow) -> None:
        self.rows.remove(row)
        for widget in row.widgets():
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _on_edited(self) -> None:
        self._note.hide()
        self.changed.emit()

    def _fit(self) -> None:
        for place, row in enumerate(self.rows, 1):
            for column, widget in enumerate(row.widgets()):
                self._grid.addWidget(widget, place, column)
        self._add.setVisible(len(self.rows) < MOST_TAXES)
        for head in self._heads:
            head.setVisible(bool(self.rows))
        self._dress()

    def _dress(self) -> None:
        metrics = self._face.metrics
        space(self._face, self._column, (0, 0, 0, 0), 1.25)
        self._grid.setSpacing(metrics.gap(1.5))
        for row in self.rows:
            for widget, width in zip(row.widgets(), _WIDTHS, strict=False):
                if width:
                    widget.setFixedWidth(round(width * metrics.base))


def _mark(line: QLineEdit, *, wrong: bool) -> None:
    line.setProperty("wrong", "true" if wrong else "false")
    line.style().unpolish(line)
    line.style().polish(line)
