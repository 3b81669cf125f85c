"""The second step of a close: what was counted against what was expected, why they differ, what stays inside."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.sales.shift import CashCount, ShiftReport
from app.ui.face import Face
from app.ui.forms.fields import TextField
from app.ui.forms.figures import MoneyField
from app.ui.forms.panel import Beside, Panel
from app.ui.forms.picks import Pick, PickField
from app.ui.shift.rows import TotalRow
from app.ui.widgets.button import Button
from app.ui.widgets.frames import hairline
from app.values.words import msg
from app.workflows.shift_words import DIFFERENCE_WORDS
from app.workflows.shifts import Closing


class ResultPanel(Panel):
    """The difference, in figures and in words.

    Attributes:
        close_wanted: The shift is to be closed. recount_wanted: The drawer is to be counted once more.
    """

    close_wanted = Signal()
    recount_wanted = Signal()

    def __init__(self, face: Face) -> None:
        super().__init__(face, msg("The count is kept"), "check")
        self.counted = TotalRow(face, "coins", msg("Counted"), "")
        self.expected = TotalRow(face, "wallet", msg("Expected"), "")
        self.difference = TotalRow(face, "triangle-alert", msg("Difference"), "", strong=True)
        self.reason = PickField(
            face, msg("Why do they differ?"), [Pick(name, words) for name, words in DIFFERENCE_WORDS.items()]
        )
        self.note = TextField(face, msg("Note"), longest=80)
        self.left = MoneyField(face, msg("Stays in the drawer"), hint=msg("the float of the next shift"))
        self.bag = TextField(face, msg("Number of the bag"), longest=40)
        self.slip = MoneyField(face, msg("Total on the card terminal's slip"), hint=msg("empty: not compared"))
        for row in (
            self.counted,
            self.expected,
            self.difference,
            hairline(),
            self.reason,
            Beside(face, self.left, self.bag),
            Beside(face, self.slip, self.note),
        ):
            self.add(row)
        self.rows.finish()
        self.recount = self.add_button(
            Button(face, msg("Count again"), "soft", icon="undo-2", key="Ctrl+R", focusable=True)
        )
        self.save = self.add_button(
            Button(face, msg("Close the shift"), "primary", icon="lock", key="Ctrl+S", focusable=True), stretch=True
        )
        self.recount.clicked.connect(self.recount_wanted)
        self.save.clicked.connect(self.close_wanted)
        self.reason.changed.connect(lambda: self.banner.say(None))

    def show_result(self, counts: tuple[CashCount, ...], report: ShiftReport) -> None:
        """Show the last count; a second one is the last that is taken."""
        face, cash = self._face, report.cash
        counted = counts[-1].counted_minor
        difference = counted - cash.expected_minor
        self.counted.amount.setText(face.money(counted))
        self.expected.amount.setText(face.money(cash.expected_minor))
        self.difference.amount.setText(face.money(difference))
        self.difference.amount.set_tone("err" if difference < 0 else "warn" if difference else "ok")
        self.head(msg("Counted once") if len(counts) == 1 else msg("Counted twice: both counts are kept"))
        self.reason.setVisible(difference != 0)
        self.reason.put("")
        self.recount.setVisible(len(counts) == 1)
        self.left.put_minor(min(counted, cash.float_minor) if cash.float_minor else counted)
        self.bag.put("")
        self.note.put("")
        self.slip.put("")
        self.banner.say(None)
        self._difference = difference
        self.save.setFocus()

    def closing(self) -> Closing | None:
        """What is to be kept; None where something is missing, which is then said."""
        if self._difference and not self.reason.value():
            self.banner.say(msg("Say why they differ, as far as anybody knows."), "warn")
            self.reason.row.setFocus()
            return None
        for field in (self.left, self.slip):
            if field.text().strip() and field.minor() is None:
                field.refuse(msg("Type an amount of money, 0 or more."))
                field.editor.setFocus()
                return None
        return Closing(self.reason.value(), self.note.text(), self.left.minor(), self.bag.text(), self.slip.minor())
