"""A colour: typed as `#RRGGBB` or picked from a few, with what is done to make letters on it readable."""

from __future__ import annotations

import re

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.settings.colours import TEXT_CONTRAST, WHITE, contrast, readable_under_white
from app.ui.face import Face
from app.ui.forms.fields import TextField
from app.ui.widgets.paint import draw_focus
from app.values.words import Message, msg

SWATCHES = (
    "#0B5CAD", "#0E7C66", "#0F6B3A", "#5B2A86", "#8A1C4A", "#B3161B", "#C2410C", "#8A4B00", "#E8B100", "#1F2937",
)  # fmt: skip
_HEX = re.compile("#?([0-9A-Fa-f]{6})", re.ASCII)


def typed_colour(text: str) -> str:
    """`0b5cad` as `#0B5CAD`; empty for what is no colour."""
    found = _HEX.fullmatch(text.strip())
    return f"#{found[1].upper()}" if found else ""


def correction(colour: str) -> Message:
    """What becomes of a colour under white letters, in words with its contrast."""
    before = contrast(colour, WHITE)
    if before >= TEXT_CONTRAST:
        return msg("White letters on it: contrast {ratio} to 1, well readable.", ratio=f"{before:.1f}")
    mended = readable_under_white(colour)
    return msg(
        "White letters on it would have a contrast of {before} to 1; at least {least} is needed. Cards and screens"
        " use {mended} ({after} to 1).",
        before=f"{before:.1f}",
        least=f"{TEXT_CONTRAST:.1f}",
        mended=mended,
        after=f"{contrast(mended, WHITE):.1f}",
    )


class ColourField(TextField):
    """The typed colour; what is done to it stands under it."""

    def __init__(self, face: Face, label: Message) -> None:
        super().__init__(face, label, longest=7, sample="#0B5CAD")
        self.swatches = Swatches(face)
        self._column.insertWidget(2, self.swatches)
        self.swatches.picked.connect(self._on_picked)
        self.changed.connect(self._judge)

    def colour(self) -> str:
        """What is chosen; empty while what is typed is no colour."""
        return typed_colour(self.text())

    def put(self, text: str) -> None:
        super().put(text)
        self._judge()

    def _on_picked(self, colour: str) -> None:
        super().put(colour)
        self.changed.emit()

    def _judge(self) -> None:
        colour = self.colour()
        self.swatches.put(colour)
        if not colour:
            self.refuse(msg("A colour is typed as # and six signs, for example #0B5CAD."))
            return
        is_fine = contrast(colour, WHITE) >= TEXT_CONTRAST
        self.tell(correction(colour), "ok" if is_fine else "warn")


class Swatches(QWidget):
    """A row of colours to pick by touch, mouse, or arrows and Space.

    Attributes:
        picked: Emitted with `#RRGGBB`.
    """

    picked = Signal(str)

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self._at = 0
        self._chosen = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        face.restyled.connect(self.updateGeometry)
        face.reworded.connect(self._resay)
        self._resay()

    def put(self, colour: str) -> None:
        """Show which one is chosen; none of them where it is another."""
        self._chosen = colour
        if colour in SWATCHES:
            self._at = SWATCHES.index(colour)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._step() * len(SWATCHES), self._step())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._step())

    def box_of(self, place: int) -> QRectF:
        """Where a colour is."""
        step = self._width()
        inset = self._face.metrics.gap(1)
        return QRectF(place * step + inset / 2, inset / 2, step - inset, self._step() - inset)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, colour in enumerate(SWATCHES):
            where = self.box_of(place)
            painter.setPen(QPen(self._face.colour("line"), 1))
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(where, 6, 6)
            if colour == self._chosen:
                painter.setBrush(QColor(WHITE))
                painter.drawEllipse(where.center(), 5, 5)
            if place == self._at and self.hasFocus():
                draw_focus(painter, self._face, where, 6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if key in steps:
            self._at = (self._at + steps[key]) % len(SWATCHES)
            self.update()
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.picked.emit(SWATCHES[self._at])
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = int(event.position().x() // max(1, self._width()))
        if self.rect().contains(event.position().toPoint()) and place < len(SWATCHES):
            self._at = place
            self.picked.emit(SWATCHES[place])

    def focusInEvent(self, event: object) -> None:
        self.update()

    def focusOutEvent(self, event: object) -> None:
        self.update()

    def _step(self) -> int:
        return self._face.metrics.control

    def _width(self) -> float:
        return min(self._step() * 1.2, self.width() / len(SWATCHES))

    def _resay(self) -> None:
        self.setAccessibleName(self._face.say(msg("Colours to pick: arrows and Space")))
