"""A receipt on the screen: the printed text, in a fixed-width face, on white paper in any theme."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.ui.face import Face
from app.ui.forms.panel import Panel
from app.ui.forms.states import StateNote
from app.ui.theme.fonts import mono_font
from app.ui.widgets.frames import space
from app.ui.widgets.paint import box
from app.values.words import msg

PAPER, INK = QColor("#FFFFFF"), QColor("#14191F")
SMALLEST, LARGEST = 9, 17


class PaperSheet(QWidget):
    """White paper with text, its letters as large as the width allows."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self._lines: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """What is printed on it."""
        return "\n".join(self._lines)

    def show_text(self, text: str) -> None:
        """Print a text."""
        self._lines = text.splitlines()
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def fit(self, width: int) -> None:
        """Take this width."""
        self.setFixedWidth(width)
        self.setFixedHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(mono_font(self._px()))
        height = metrics.lineSpacing() * len(self._lines) + 2 * self._margin()
        return QSize(self.width(), round(height))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box(painter, QRectF(self.rect()), PAPER, self._face.colour("hair"), radius=4)
        font = mono_font(self._px())
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(INK)
        columns = max((len(line) for line in self._lines), default=0)
        left = max(self._margin(), (self.width() - columns * metrics.horizontalAdvance("0")) / 2)
        for place, line in enumerate(self._lines):
            where = QRectF(left, self._margin() + place * metrics.lineSpacing(), self.width(), metrics.lineSpacing())
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, line)

    def _margin(self) -> int:
        return self._face.metrics.gap(3)

    def _px(self) -> int:
        columns = max((len(line) for line in self._lines), default=42)
        room = max(60, self.width() - 2 * self._margin())
        return max(SMALLEST, min(LARGEST, int(room / (columns * 0.6021))))


class PaperBody(QWidget):
    """A receipt that scrolls, or a word that none is chosen."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self.sheet = PaperSheet(face)
        self.state = StateNote(face)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(face.say(msg("Receipt")))
        self._scroll.setWidget(self.sheet)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._scroll, 1)
        self._column.addWidget(self.state, 1)
        face.restyled.connect(self._dress)
        self._dress()
        self.show_nothing()

    @property
    def text(self) -> str:
        """The receipt that is shown; empty for none."""
        return self.sheet.text

    def show_text(self, text: str) -> None:
        """Show a receipt."""
        self.state.hide()
        self._scroll.show()
        self.sheet.show_text(text)
        self._scroll.verticalScrollBar().setValue(0)
        self._fit()

    def show_nothing(self) -> None:
        """Say that none is chosen."""
        self.state.show_state("receipt", msg("No receipt chosen"), msg("Choose one at the left."))
        self.state.show()
        self._scroll.hide()
        self.sheet.show_text("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.sheet.fit(max(100, self._scroll.viewport().width()))

    def _dress(self) -> None:
        space(self._face, self._column, (4, 1, 4, 3), 0)
        self._fit()


class PaperPanel(Panel):
    """A panel that shows one receipt."""

    def __init__(self, face: Face) -> None:
        super().__init__(face, msg("Receipt"), "receipt")
        self.paper = PaperBody(face)
        self.hold(self.paper)
