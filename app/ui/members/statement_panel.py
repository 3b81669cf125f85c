"""The points statement of one member: per program, and always with the check whether it adds up."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.face import Face
from app.ui.forms.pages import ListedRows
from app.ui.forms.picks import Pick, PickRow
from app.ui.forms.states import Banner, StateNote
from app.ui.forms.table_view import RowTable
from app.ui.members.history import MemberHistory, StatementLine, does_not_sum, statement_lines
from app.ui.members.history_tables import statement_columns
from app.ui.widgets.frames import space
from app.values.words import msg, msgn, plain
from app.workflows.rows import Statement


class StatementPanel(QWidget):
    """One program's statement at a time.

    Attributes:
        receipt_wanted: A movement was opened: the number of its receipt.
    """

    receipt_wanted = Signal(str)

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self._history: MemberHistory | None = None
        self.picks = PickRow(face, (), name=msg("Programme"))
        self.banner = Banner(face)
        self.table: RowTable[StatementLine] = RowTable(face, statement_columns(face, 0), name=msg("Points statement"))
        self._none = StateNote(face)
        self._none.show_state(
            "coins", msg("No points yet"), msg("The first receipt that earns points begins the statement.")
        )
        self._column = QVBoxLayout(self)
        for widget in (self.picks, self.banner):
            self._column.addWidget(widget)
        self._column.addWidget(self.table, 1)
        self._column.addWidget(self._none, 1)
        self.picks.picked.connect(self._show)
        self.table.chosen.connect(self._on_row_opened)
        face.restyled.connect(self._dress)
        self._dress()

    def show_history(self, history: MemberHistory) -> None:
        """Show a member's statements."""
        self._history = history
        picks = [
            Pick(each.program, plain(self._face.words.name(each.names) or each.program)) for each in history.statements
        ]
        chosen = self.picks.values()
        self.picks.set_picks(picks)
        if picks and not self.picks.values():
            self.picks.put(*(chosen if chosen and chosen[0] in {pick.value for pick in picks} else (picks[0].value,)))
        self.picks.setVisible(len(picks) > 1)
        self._show()

    @property
    def statement(self) -> Statement | None:
        """The statement that is shown."""
        chosen = self.picks.values()
        if self._history is None or not chosen:
            return None
        return next((each for each in self._history.statements if each.program == chosen[0]), None)

    def _show(self) -> None:
        statement, history = self.statement, self._history
        self.table.setVisible(statement is not None)
        self._none.setVisible(statement is None)
        if statement is None or history is None:
            self.banner.say(None)
            return
        digits = history.digits.get(statement.program, 0)
        self.table.rows_model.columns = tuple(statement_columns(self._face, digits))
        self.table.take(ListedRows(statement_lines(statement)))
        wrong = does_not_sum(statement)
        if wrong:
            words = msg("This statement does not add up ({where}). Nothing is hidden: report it.", where=wrong)
            self.banner.say(words, "err")
        else:
            count = len(statement.rows)
            self.banner.say(msgn("{n} movement, and it adds up.", "{n} movements, and they add up.", count), "ok")

    def _on_row_opened(self, place: int) -> None:
        line = self.table.row(place)
        if line is not None and line.row is not None and line.row.receipt:
            self.receipt_wanted.emit(line.row.receipt)

    def _dress(self) -> None:
        space(self._face, self._column, (4, 0, 4, 1), 2)
