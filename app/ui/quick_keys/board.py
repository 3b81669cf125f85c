"""The grid in the editor: keys to choose, to drag with a finger or a mouse, and to move by keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from app.ui.checkout.quick_keys import QuickFace
from app.ui.checkout.views.quick_grid import COLUMNS, QuickButton
from app.ui.face import Face
from app.values.words import msg

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -COLUMNS,
    Qt.Key.Key_Down: COLUMNS,
}


class KeyTile(QuickButton):
    """A key that can be dragged.

    Attributes:
        dropped: Emitted with the point (of the board) at which it was let go after being dragged.
    """

    dropped = Signal(QPoint)

    def __init__(self, face: Face) -> None:
        super().__init__(face, focusable=True)
        self.setCheckable(True)
        self._pressed_at: QPoint | None = None
        self.is_dragged = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at, self.is_dragged = event.position().toPoint(), False
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        start = self._pressed_at
        point = event.position().toPoint()
        if start is not None and (point - start).manhattanLength() >= QApplication.startDragDistance():
            self.is_dragged = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.raise_()
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_dragged, self.is_dragged, self._pressed_at = self.is_dragged, False, None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        super().mouseReleaseEvent(event)
        if was_dragged:
            self.dropped.emit(self.mapToParent(event.position().toPoint()))


class KeyBoard(QWidget):
    """All keys of a page.

    Attributes:
        chosen: Emitted with a place.
        moved: Emitted with a place and where it goes.
    """

    chosen = Signal(int)
    moved = Signal(int, int)

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self.tiles: list[KeyTile] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        face.restyled.connect(self._dress)
        face.reworded.connect(self._resay)
        self._dress()
        self._resay()

    def show_keys(self, faces: Sequence[QuickFace], chosen: int) -> None:
        """Show the keys of a page, one of them chosen (-1 for none)."""
        while len(self.tiles) < len(faces):
            self._add(len(self.tiles))
        for place, tile in enumerate(self.tiles):
            tile.setVisible(place < len(faces))
            if place < len(faces):
                tile.show_face(faces[place])
                tile.setEnabled(True)
                tile.setChecked(place == chosen)

    def focus(self, place: int) -> None:
        """Put the focus on a key."""
        if 0 <= place < len(self.tiles) and not self.tiles[place].isHidden():
            self.tiles[place].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from key to key."""
        step = _STEPS.get(Qt.Key(event.key()))
        place = next((n for n, tile in enumerate(self.tiles) if tile.hasFocus()), -1)
        if step is None or place < 0:
            super().keyPressEvent(event)
            return
        self.focus(place + step)

    def place_at(self, point: QPoint) -> int:
        """The place of the key at a point, the last one beyond them; -1 outside."""
        shown = [tile for tile in self.tiles if not tile.isHidden()]
        found = next((n for n, tile in enumerate(shown) if tile.geometry().contains(point)), -1)
        if found < 0 and self.rect().contains(point) and shown:
            return len(shown) - 1
        return found

    def _add(self, place: int) -> None:
        tile = KeyTile(self._face)
        tile.clicked.connect(lambda: self.chosen.emit(place))
        tile.dropped.connect(lambda point: self._on_dropped(place, point))
        self._grid.addWidget(tile, place // COLUMNS, place % COLUMNS)
        self.tiles.append(tile)

    def _on_dropped(self, place: int, point: QPoint) -> None:
        to = self.place_at(point)
        if to >= 0 and to != place:
            self.moved.emit(place, to)

    def _resay(self) -> None:
        self.setAccessibleName(self._face.say(msg("Keys of this page")))

    def _dress(self) -> None:
        self._grid.setSpacing(self._face.metrics.gap(2))
