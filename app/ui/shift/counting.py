"""Counting a drawer: how many of each coin and note, or only their sum; what is expected is never shown here."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QFont, QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from app.sales.denominations import denominations
from app.ui.face import Face
from app.ui.forms.figures import MoneyField
from app.ui.forms.panel import Panel
from app.ui.widgets.button import Button
from app.ui.widgets.text import TextLabel
from app.values.money import Money, currency_digits
from app.values.words import Message, msg

_PIECES = QRegularExpression("[0-9]{0,5}")
"""An empty line is allowed while typing, so that Enter on it can mean none."""


class PieceRow(QWidget):
    """One coin or note: its value, how many, and what they come to.

    Attributes:
        typed: Emitted when somebody typed. entered: Enter was pressed; an empty row is then none.
    """

    typed = Signal()
    entered = Signal()

    def __init__(self, face: Face, value_minor: int, currency: str) -> None:
        super().__init__()
        self.value_minor, self._face, self._currency = value_minor, face, currency
        self.name = TextLabel(face, "", "body")
        self.name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.line = QLineEdit()
        self.line.setValidator(QRegularExpressionValidator(_PIECES))
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.sum = TextLabel(face, "", "body", tone="text2")
        self.sum.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.line.textEdited.connect(lambda _text: self.show_sum())
        self.line.textEdited.connect(lambda _text: self.typed.emit())
        self.line.returnPressed.connect(self._on_entered)
        self.resay()

    @property
    def pieces(self) -> int | None:
        """How many; None where nothing is typed."""
        text = self.line.text()
        return int(text) if text.isdigit() and text.isascii() else None

    def resay(self) -> None:
        """Say the value in the language in force."""
        value = self._face.words.amount(self.value_minor, self._currency)
        self.name.setText(f"{value} ×")
        self.line.setAccessibleName(value)
        self.show_sum()

    def show_sum(self) -> None:
        """Say what they come to."""
        pieces = self.pieces
        text = self._face.words.amount(pieces * self.value_minor, self._currency) if pieces else ""
        self.sum.setText(text)

    def _on_entered(self) -> None:
        if self.pieces is None:
            self.line.setText("0")
            self.typed.emit()
        self.entered.emit()


class CountPanel(Panel):
    """The drawer's content, as it is typed.

    Attributes:
        handed_in: The count is to be taken.
    """

    handed_in = Signal()

    def __init__(self, face: Face, title: Message, button: Message) -> None:
        super().__init__(face, title, "coins")
        self._rows: list[PieceRow] = []
        self._currency = ""
        self._grid = QGridLayout()
        self.total = MoneyField(face, msg("Or only the sum"), hint=msg("then the pieces stay empty"))
        self._said = TextLabel(face, "", "title", weight=QFont.Weight.Bold)
        self._said.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.add(self._grid)
        self.add(self.total)
        self.add(self._said)
        self.rows.finish()
        self.save = self.add_button(
            Button(face, button, "primary", icon="check", key="Ctrl+S", focusable=True), stretch=True
        )
        self.save.clicked.connect(self.handed_in)
        self.total.changed.connect(self._show_total)
        self.total.line.returnPressed.connect(self.handed_in)
        face.reworded.connect(self._resay)
        face.restyled.connect(self._dress_rows)

    def begin(self, currency: str) -> None:
        """Begin an empty count."""
        if currency != self._currency:
            self._build(currency)
        for row in self._rows:
            row.line.clear()
            row.show_sum()
        self.total.put("")
        self.banner.say(None)
        self._show_total()
        self.rows.verticalScrollBar().setValue(0)
        self._rows[0].line.setFocus()

    def counted(self) -> tuple[int, dict[int, int]] | None:
        """The sum and the pieces; None where something is missing, which is then said and has the focus."""
        typed = {row.value_minor: row.pieces for row in self._rows}
        if all(pieces is None for pieces in typed.values()):
            sum_minor = self.total.minor()
            if sum_minor is None:
                self.banner.say(msg("Type how many of each, or the sum."), "warn")
                self._rows[0].line.setFocus()
                return None
            return sum_minor, {}
        blank = next((row for row in self._rows if row.pieces is None), None)
        if blank is not None:
            self.banner.say(msg("The count has a blank line: type 0 if there are none."), "warn")
            blank.line.setFocus()
            self.rows.show_row(blank.line)
            return None
        return self._pieces_sum(), {value: pieces for value, pieces in typed.items() if pieces}

    def _pieces_sum(self) -> int:
        return sum((row.pieces or 0) * row.value_minor for row in self._rows)

    def _build(self, currency: str) -> None:
        self._currency = currency
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        values = denominations(currency, currency_digits(currency))
        half = -(-len(values) // 2)
        self._rows = [PieceRow(self._face, value, currency) for value in values]
        for place, row in enumerate(self._rows):
            across, down = divmod(place, half)
            for offset, widget in enumerate((row.name, row.line, row.sum)):
                self._grid.addWidget(widget, down, across * 4 + offset)
            row.typed.connect(self._show_total)
            row.entered.connect(lambda place=place: self._next(place))
        for column, stretch in enumerate((0, 2, 3, 0, 0, 2, 3)):
            self._grid.setColumnStretch(column, stretch)
        for first, second in zip(self._rows, self._rows[1:], strict=False):
            QWidget.setTabOrder(first.line, second.line)
        self._dress_rows()

    def _next(self, place: int) -> None:
        if place + 1 < len(self._rows):
            self._rows[place + 1].line.setFocus()
            self._rows[place + 1].line.selectAll()
        else:
            self.save.setFocus()

    def _show_total(self) -> None:
        self.banner.say(None)
        has_pieces = any(row.pieces is not None for row in self._rows)
        self.total.setEnabled(not has_pieces)
        amount = self._pieces_sum() if has_pieces else self.total.minor() or 0
        self._said.say(msg("Counted {amount}", amount=Money(amount, self._currency or "EUR")))

    def _resay(self) -> None:
        for row in self._rows:
            row.resay()

    def _dress_rows(self) -> None:
        metrics = self._face.metrics
        self._grid.setHorizontalSpacing(metrics.gap(2))
        self._grid.setVerticalSpacing(metrics.gap(1))
        self._grid.setColumnMinimumWidth(3, metrics.gap(4))
        for row in self._rows:
            row.line.setFixedHeight(round(metrics.control * 0.82))
            row.line.setMinimumWidth(round(metrics.base * 3.2))
