"""Picks: a few choices that all stand there, to be picked by touch, mouse or arrow keys - one or several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.face import Face
from app.ui.forms.fields import Field
from app.ui.widgets.paint import box, draw_focus, draw_icon
from app.values.words import Message


@dataclass(frozen=True, slots=True)
class Pick:
    """One choice: its value and its words."""

    value: str
    words: Message


class PickRow(QWidget):
    """Choices side by side, breaking into more rows where they must.

    Attributes:
        picked: Emitted after somebody picked; not when a program sets the value.
    """

    picked = Signal()

    def __init__(
        self, face: Face, picks: Sequence[Pick], *, several: bool = False, name: Message | None = None
    ) -> None:
        """`name` is for the screen reader, where no label stands over the row."""
        super().__init__()
        self._face, self._picks, self._several = face, tuple(picks), several
        self._name = name
        self._chosen: set[str] = set()
        self._at = 0
        self._boxes: list[QRectF] = []
        self._pressed = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        face.restyled.connect(self._dress)
        face.reworded.connect(self._dress)
        self._dress()

    # -- values

    @property
    def picks(self) -> tuple[Pick, ...]:
        """What there is to choose from."""
        return self._picks

    def set_picks(self, picks: Sequence[Pick]) -> None:
        """Change what there is to choose from; what was chosen and still exists stays."""
        self._picks = tuple(picks)
        self._chosen &= {pick.value for pick in picks}
        self._at = min(self._at, max(len(picks) - 1, 0))
        self._dress()

    def values(self) -> tuple[str, ...]:
        """What is chosen, in the order of the choices."""
        return tuple(pick.value for pick in self._picks if pick.value in self._chosen)

    def put(self, *values: str) -> None:
        """Choose these."""
        self._chosen = set(values)
        place = next((place for place, pick in enumerate(self._picks) if pick.value in self._chosen), 0)
        self._at = place
        self._tell_reader()
        self.update()

    def pick(self, place: int) -> None:
        """Pick a choice as a person does."""
        if not (0 <= place < len(self._picks) and self.isEnabled()):
            return
        value = self._picks[place].value
        before = set(self._chosen)
        if self._several:
            self._chosen ^= {value}
        else:
            self._chosen = {value}
        self._at = place
        self._tell_reader()
        self.update()
        if self._chosen != before:
            self.picked.emit()

    # -- size

    def sizeHint(self) -> QSize:
        width = sum(self._widths()) + self._gap() * max(len(self._picks) - 1, 0)
        return QSize(width, self._row_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(max(self._widths(), default=20), self._row_height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        boxes = self._lay(width)
        return round(boxes[-1].bottom()) if boxes else self._row_height()

    # -- events

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._boxes = self._lay(self.width())
        if self.minimumHeight() != (height := self.heightForWidth(self.width())):
            self.setFixedHeight(height)
        super().resizeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._place_at(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if place >= 0 and place == self._pressed:
            self.pick(place)
        self._pressed = -1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            step = 1 if key == Qt.Key.Key_Right else -1
            place = max(0, min(len(self._picks) - 1, self._at + step))
            if self._several:
                self._at = place
                self.update()
            else:
                self.pick(place)
        elif key == Qt.Key.Key_Space:
            self.pick(self._at)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place, (pick, where) in enumerate(zip(self._picks, self._boxes, strict=False)):
            self._paint_pick(painter, pick, where)
            if self.hasFocus() and place == self._at:
                draw_focus(painter, self._face, where, 8)

    def _paint_pick(self, painter: QPainter, pick: Pick, where: QRectF) -> None:
        face, on = self._face, pick.value in self._chosen
        ground = face.colour("info_bg" if on else "surface")
        edge = face.colour("primary" if on else "line")
        box(painter, where, ground, edge, radius=8)
        token = ("primary" if on else "text") if self.isEnabled() else "disabled"
        ink = face.colour(token)
        text = where
        if self._several:
            size = face.metrics.icon * 0.8
            spot = QRectF(where.left() + face.metrics.gap(2), where.center().y() - size / 2, size, size)
            draw_icon(painter, "check" if on else "plus", ink.name(), spot)
            text = where.adjusted(size + face.metrics.gap(2), 0, 0, 0)
        painter.setPen(ink)
        painter.setFont(self._font() if on else face.font("small", QFont.Weight.Medium))
        painter.drawText(text, Qt.AlignmentFlag.AlignCenter, face.say(pick.words))

    # -- lay out

    def _lay(self, width: int) -> list[QRectF]:
        """Boxes of the choices; a single row is stretched to the whole width."""
        widths, gap, height = self._widths(), self._gap(), self._row_height()
        if not widths:
            return []
        equal = (width - gap * (len(widths) - 1)) / len(widths)
        if not self._several and max(widths) <= equal:
            return [QRectF(place * (equal + gap), 0, equal, height) for place in range(len(widths))]
        boxes, left, top = [], 0.0, 0.0
        for wanted in widths:
            each = min(wanted, width)
            if left and left + each > width:
                left, top = 0.0, top + height + gap
            boxes.append(QRectF(left, top, each, height))
            left += each + gap
        return boxes

    def _widths(self) -> list[int]:
        metrics = QFontMetrics(self._font())
        extra = self._face.metrics.gap(5 if not self._several else 4.5)
        if self._several:
            extra += round(self._face.metrics.icon * 0.8)
        return [metrics.horizontalAdvance(self._face.say(pick.words)) + extra for pick in self._picks]

    def _gap(self) -> int:
        return self._face.metrics.gap(1.5)

    def _row_height(self) -> int:
        return self._face.metrics.control

    def _font(self) -> QFont:
        return self._face.font("small", QFont.Weight.DemiBold)

    def _place_at(self, point: QPointF) -> int:
        return next((place for place, where in enumerate(self._boxes) if where.contains(point)), -1)

    def _dress(self) -> None:
        self._boxes = self._lay(max(self.width(), 1))
        self.setFixedHeight(self.heightForWidth(max(self.width(), 1)))
        self._tell_reader()
        self.updateGeometry()
        self.update()

    def _tell_reader(self) -> None:
        chosen = [self._face.say(pick.words) for pick in self._picks if pick.value in self._chosen]
        self.setAccessibleDescription(", ".join(chosen))
        if self._name is not None:
            self.setAccessibleName(self._face.say(self._name))


class PickField(Field):
    """A labelled row of picks."""

    def __init__(
        self,
        face: Face,
        label: Message,
        picks: Sequence[Pick],
        *,
        several: bool = False,
        hint: Message | None = None,
    ) -> None:
        self.row = PickRow(face, picks, several=several)
        super().__init__(face, label, self.row, hint=hint)
        self.row.picked.connect(self._on_picked)

    def value(self) -> str:
        """The one value chosen; empty for none."""
        return next(iter(self.row.values()), "")

    def values(self) -> tuple[str, ...]:
        """All values chosen."""
        return self.row.values()

    def put(self, *values: str) -> None:
        """Choose these."""
        self.row.put(*values)
        self.clear_note()

    def _on_picked(self) -> None:
        if self.is_wrong:
            self.clear_note()
        self.changed.emit()
