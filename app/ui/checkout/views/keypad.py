"""Digits to tap on a board that wants a number typed: for whoever has neither keyboard nor number pad."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.ui.face import Face
from app.ui.widgets.button import Button
from app.ui.widgets.frames import space
from app.values.words import msg

ROWS = ("789", "456", "123")


class Keypad(QWidget):
    """A grid of keys.

    Attributes:
        tapped: Emitted with the name of a key and the text it types; one of them is empty.
    """

    tapped = Signal(str, str)

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self._grid = QGridLayout(self)
        self.keys: dict[str, Button] = {}
        for line, digits in enumerate(ROWS):
            for column, digit in enumerate(digits):
                self._add(digit, line, column)
        for column, digit in enumerate("0.-"):
            self._add(digit, 3, column)
        self._add("⌫", 0, 3, name="Backspace")
        self._add("⏎", 1, 3, name="Enter", height=3)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        face.restyled.connect(self._dress)
        face.reworded.connect(self._resay)
        self._dress()
        self._resay()

    def _add(self, label: str, line: int, column: int, *, name: str = "", height: int = 1) -> None:
        button = Button(self._face, label, "soft" if name else "plain", size="small")
        policy = QSizePolicy.Policy.Expanding if height > 1 else QSizePolicy.Policy.Fixed
        button.setSizePolicy(QSizePolicy.Policy.Ignored, policy)
        button.clicked.connect(lambda: self.tapped.emit(name, "" if name else label))
        self._grid.addWidget(button, line, column, height, 1)
        self.keys[name or label] = button

    def _resay(self) -> None:
        self.keys["Backspace"].setAccessibleName(self._face.say(msg("Take a letter back")))
        self.keys["Enter"].setAccessibleName(self._face.say(msg("Enter")))

    def _dress(self) -> None:
        metrics = self._face.metrics
        space(self._face, self._grid, (0, 0, 0, 0), 1.4)
        for name, button in self.keys.items():
            if name != "Enter":
                button.setFixedHeight(round(metrics.control * 0.9))
