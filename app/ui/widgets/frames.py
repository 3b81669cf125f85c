"""Frames and spacing: cards, hairlines, rows and columns on the spacing scale."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.face import Face


class Card(QFrame):
    """A surface with rounded corners that holds things that belong together."""

    def __init__(self, face: Face, *, inset: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face = face
        self.setProperty("card", "inset" if inset else "true")


class Spaced(QWidget):
    """A plain widget whose layout keeps its margins and spacing on the scale when sizes change.

    Attributes:
        body: The layout to add to.
    """

    def __init__(
        self,
        face: Face,
        *,
        across: bool = False,
        margins: tuple[float, float, float, float] = (0, 0, 0, 0),
        spacing: float = 2,
        frame: QWidget | None = None,
    ) -> None:
        super().__init__()
        self._face, self._margins, self._spacing = face, margins, spacing
        holder = frame if frame is not None else self
        self.body: QHBoxLayout | QVBoxLayout = QHBoxLayout(holder) if across else QVBoxLayout(holder)
        face.restyled.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        space(self._face, self.body, self._margins, self._spacing)


def space(
    face: Face, layout: QLayout, margins: tuple[float, float, float, float] = (0, 0, 0, 0), spacing: float = 2
) -> None:
    """Set a layout's margins (left, top, right, bottom) and spacing in steps of the scale."""
    left, top, right, bottom = (face.metrics.gap(step) for step in margins)
    layout.setContentsMargins(left, top, right, bottom)
    layout.setSpacing(face.metrics.gap(spacing))


def hairline() -> QFrame:
    """A thin line between things."""
    line = QFrame()
    line.setProperty("hairline", "true")
    line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return line
