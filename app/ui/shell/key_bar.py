"""The key bar: the legend of the keys that work now, and buttons for whoever would rather touch."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.ui.face import Face
from app.ui.shell.actions import KeyAction
from app.ui.widgets.button import Button
from app.ui.widgets.frames import space


class KeyBar(QFrame):
    """One button for each key that works now."""

    def __init__(self, face: Face, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keyBar")
        self._face = face
        self._actions: tuple[KeyAction, ...] = ()
        self._buttons: list[Button] = []
        self._row = QHBoxLayout(self)
        self._row.addStretch(1)
        face.restyled.connect(self._dress)
        self._dress()

    def show_keys(self, actions: tuple[KeyAction, ...]) -> None:
        """Show these keys; buttons are kept where the legend is the same."""
        shown = tuple(action for action in actions if not action.hidden)
        while len(self._buttons) < len(shown):
            self._add_button(len(self._buttons))
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(shown))
            if place < len(shown):
                action = shown[place]
                changed = button.key != action.key
                button.key = action.key
                button.say(action.words)
                if changed:
                    button.updateGeometry()
                    button.update()
        self._actions = shown

    def buttons(self) -> list[Button]:
        """The buttons on show, in order."""
        return self._buttons[: len(self._actions)]

    def _add_button(self, place: int) -> None:
        button = Button(self._face, "", "key", size="key")
        button.clicked.connect(lambda: self._press(place))
        self._row.insertWidget(self._row.count() - 1, button)
        self._buttons.append(button)

    def _press(self, place: int) -> None:
        if place < len(self._actions):
            self._actions[place].run()

    def _dress(self) -> None:
        space(self._face, self._row, (2.5, 0, 2.5, 0), 1)
        self.setFixedHeight(self._face.metrics.key)
