"""The entry line: one for the whole till. Whatever is typed or scanned lands here."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.ui.face import Face
from app.ui.widgets.frames import space
from app.ui.widgets.paint import box
from app.ui.widgets.pill import IconMark
from app.values.words import Message, msg

LONGEST_TYPED = 8000


class EntryBar(QWidget):
    """The line with its icon; a bar moves along its foot while an answer is awaited.

    Attributes:
        edited: Emitted with the text when a person changed it, not when the program did.
    """

    edited = Signal(str)

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self._prompt: Message | None = None
        self._is_set = False
        self._is_busy = False
        self._mark = IconMark(face, "scan-barcode", "text2", 1.25)
        self.line = QLineEdit()
        self.line.setObjectName("entry")
        self.line.setProperty("entry", True)
        self.line.setMaxLength(LONGEST_TYPED)
        self.line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.line.textChanged.connect(self._on_text_changed)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._mark)
        self._row.addWidget(self.line, 1)
        face.restyled.connect(self._dress)
        face.reworded.connect(self._resay)
        self._dress()
        self._resay()

    def text(self) -> str:
        """What was typed so far."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Replace the text; not reported as an edit."""
        if text == self.line.text():
            return
        self._is_set = True
        self.line.setText(text)
        self._is_set = False

    def insert(self, text: str) -> None:
        """Type at the caret, as a person does."""
        self.line.insert(text)

    def prompt(self, words: Message) -> None:
        """What the empty line says."""
        if words != self._prompt:
            self._prompt = words
            self._resay()

    def show_icon(self, name: str) -> None:
        """The icon before the line: what it is for now."""
        self._mark.show_icon(name)

    def show_busy(self, busy: bool) -> None:
        """Show that an answer is awaited."""
        if busy != self._is_busy:
            self._is_busy = busy
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        where = QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box(painter, where, self._face.colour("surface"), None, radius=self._face.metrics.radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._face.colour("primary"), 2))
        painter.drawRoundedRect(where.adjusted(1, 1, -1, -1), self._face.metrics.radius, self._face.metrics.radius)
        if self._is_busy:
            width = where.width() * 0.3
            box(
                painter,
                QRectF(where.center().x() - width / 2, where.bottom() - 4, width, 2),
                self._face.colour("primary"),
            )

    def _on_text_changed(self, text: str) -> None:
        if not self._is_set:
            self.edited.emit(text)

    def _resay(self) -> None:
        self.line.setAccessibleName(self._face.say(msg("Scan or type")))
        if self._prompt is not None:
            self.line.setPlaceholderText(self._face.say(self._prompt))

    def _dress(self) -> None:
        space(self._face, self._row, (3, 0, 3, 0), 2.5)
        self.line.setFont(self._face.font("title"))
        self.setFixedHeight(round(self._face.metrics.control * 1.1))
        self.update()
