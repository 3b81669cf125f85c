"""Choices: one of many, in a list that opens; the words follow the language, the value stays."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QSizePolicy

from app.ui.face import Face
from app.ui.forms.fields import Field
from app.ui.forms.picks import Pick
from app.ui.widgets.paint import draw_icon
from app.values.words import Message


class ChoiceBox(QComboBox):
    """A box that opens a list; the wheel passes over it, so that scrolling a form changes nothing."""

    def __init__(self, face: Face, picks: Sequence[Pick], *, name: Message | None = None) -> None:
        """`name` is for the screen reader, where no label stands over the box."""
        super().__init__()
        self._face, self._name = face, name
        self._picks: tuple[Pick, ...] = ()
        self.setView(QListView())
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        face.reworded.connect(self._resay)
        self.set_picks(picks)
        self._resay()

    @property
    def picks(self) -> tuple[Pick, ...]:
        """What there is to choose from."""
        return self._picks

    def set_picks(self, picks: Sequence[Pick]) -> None:
        """Change what there is to choose from; the chosen value stays where it still exists."""
        chosen = self.value()
        before = self.blockSignals(True)
        self.clear()
        self._picks = tuple(picks)
        for pick in picks:
            self.addItem(self._face.say(pick.words), pick.value)
        self.blockSignals(before)
        self.put(chosen)

    def value(self) -> str:
        """The chosen value; empty for none."""
        return str(self.currentData() or "")

    def put(self, value: str) -> None:
        """Choose a value without anybody being told; one that is not there leaves nothing chosen."""
        before = self.blockSignals(True)
        self.setCurrentIndex(self.findData(value))
        self.blockSignals(before)
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        size = self._face.metrics.icon * 0.9
        left = self.width() - size - self._face.metrics.gap(2.5)
        colour = self._face.colour("text2" if self.isEnabled() else "disabled").name()
        draw_icon(QPainter(self), "chevron-down", colour, QRectF(left, (self.height() - size) / 2, size, size))

    def _resay(self) -> None:
        for place, pick in enumerate(self._picks):
            self.setItemText(place, self._face.say(pick.words))
        if self._name is not None:
            self.setAccessibleName(self._face.say(self._name))


class ChoiceField(Field):
    """A labelled box to choose from."""

    def __init__(self, face: Face, label: Message, picks: Sequence[Pick], *, hint: Message | None = None) -> None:
        self.box = ChoiceBox(face, picks)
        super().__init__(face, label, self.box, hint=hint)
        self.box.currentIndexChanged.connect(lambda _place: self._on_chosen())

    def value(self) -> str:
        """The value chosen; empty for none."""
        return self.box.value()

    def put(self, value: str) -> None:
        """Choose a value."""
        self.box.put(value)
        self.clear_note()

    def _on_chosen(self) -> None:
        if self.is_wrong:
            self.clear_note()
        self.changed.emit()
