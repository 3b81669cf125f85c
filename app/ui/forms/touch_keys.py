"""A keyboard on the screen, for tills without one: English, Russian, digits and signs; it types where the focus is.

Its keys take no focus, so the field that is being edited stays the one that is typed into.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from app.ui.face import Face
from app.ui.widgets.button import Button
from app.ui.widgets.frames import Card, space
from app.values.words import Message, msg

LAYOUTS: dict[str, tuple[str, ...]] = {
    "en": ("1234567890", "qwertyuiop", "asdfghjkl-", "zxcvbnm.,@"),
    "ru": ("1234567890ё", "йцукенгшщзх", "фывапролджэ", "ячсмитьбюъ."),
    "signs": ("1234567890", "+-*/=%&()№", "!?:;'\"«»_#", "€₽$£@.,°^~"),
}
MOST_FIELDS = 300
_SPECIAL = {
    "Shift": Qt.Key.Key_Shift,
    "Back": Qt.Key.Key_Backspace,
    "Tab": Qt.Key.Key_Tab,
    "Enter": Qt.Key.Key_Return,
    "Left": Qt.Key.Key_Left,
    "Right": Qt.Key.Key_Right,
}
_SPOKEN: dict[str, Message] = {
    "Shift": msg("Capital letter"),
    "Back": msg("Take a letter back"),
    "Tab": msg("Next field"),
    "Enter": msg("Enter"),
    "Left": msg("Left"),
    "Right": msg("Right"),
    "Space": msg("Space"),
    "Hide": msg("Put the keyboard away"),
}


class TouchKeys(Card):
    """The keyboard.

    Attributes:
        layout_name: `en`, `ru` or `signs`.
    """

    def __init__(self, face: Face) -> None:
        super().__init__(face)
        self.layout_name = face.words.language if face.words.language in LAYOUTS else "en"
        self._is_upper = False
        self._rows = QVBoxLayout(self)
        self._lines: list[QHBoxLayout] = []
        self.keys: dict[str, Button] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        face.restyled.connect(self._dress)
        self._build()

    def type(self, text: str) -> None:
        """Type letters where the focus is."""
        for letter in text:
            self._send(Qt.Key.Key_unknown if letter != " " else Qt.Key.Key_Space, letter)
        if self._is_upper:
            self._is_upper = False
            self._letter_keys()

    def press(self, name: str) -> None:
        """Press a key that types nothing: `Back`, `Tab`, `Enter`, `Left`, `Right`, `Shift`, or a layout's name."""
        if name in LAYOUTS:
            self.layout_name = name
            self._build()
        elif name == "Shift":
            self._is_upper = not self._is_upper
            self._letter_keys()
        elif name == "Hide":
            self.hide()
        elif name == "Tab":
            self._next_field()
        else:
            self._send(_SPECIAL[name], "")

    def _build(self) -> None:
        for line in self._lines:
            while line.count():
                item = line.takeAt(0)
                widget = item.widget() if item is not None else None
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
            self._rows.removeItem(line)
            line.deleteLater()
        self._lines, self.keys = [], {}
        rows = LAYOUTS[self.layout_name]
        for place, letters in enumerate(rows):
            line = self._line()
            if place == len(rows) - 1 and self.layout_name != "signs":
                self._special(line, "Shift", "⇧")
            for letter in letters:
                self._letter(line, letter)
            if place == 0:
                self._special(line, "Back", "⌫")
            elif place == len(rows) - 1:
                self._special(line, "Enter", "⏎")
        self._last_line()
        self._dress()

    def _last_line(self) -> None:
        line = self._line()
        others = {"en": "EN", "ru": "РУ", "signs": "&?#"}
        for name, label in others.items():
            if name != self.layout_name:
                self._special(line, name, label)
        space_key = self._special(line, "Space", "")
        line.setStretchFactor(space_key, 5)
        for name, label in (("Left", "◀"), ("Right", "▶"), ("Tab", "⇥"), ("Hide", "⌄")):
            self._special(line, name, label)

    def _line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self._rows.addLayout(line)
        self._lines.append(line)
        return line

    def _letter(self, line: QHBoxLayout, letter: str) -> None:
        button = self._button(letter)
        button.clicked.connect(lambda: self.type(button.text()))
        line.addWidget(button, 1)
        self.keys[letter] = button

    def _special(self, line: QHBoxLayout, name: str, label: str) -> Button:
        button = self._button(label)
        button.set_kind("soft")
        if name in _SPOKEN:
            button.setAccessibleName(self._face.say(_SPOKEN[name]))
        if name == "Space":
            button.clicked.connect(lambda: self.type(" "))
        else:
            button.clicked.connect(lambda: self.press(name))
        line.addWidget(button, 1)
        self.keys[name] = button
        return button

    def _button(self, label: str) -> Button:
        button = Button(self._face, label, "plain", size="small")
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        return button

    def _letter_keys(self) -> None:
        for letter, button in self.keys.items():
            if len(letter) == 1:
                button.say(letter.upper() if self._is_upper else letter)
        self.keys["Shift"].set_kind("primary" if self._is_upper else "soft")

    def _send(self, key: Qt.Key, text: str) -> None:
        target = self._focus()
        if isinstance(target, (QLineEdit, QPlainTextEdit)):
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))

    def _focus(self) -> QWidget | None:
        return cast("QWidget | None", self.window().focusWidget())

    def _next_field(self) -> None:
        focus = self._focus()
        widget: QWidget = self if focus is None else focus
        for _ in range(MOST_FIELDS):
            following = widget.nextInFocusChain()
            if following is None:
                return
            widget = following
            if isinstance(widget, (QLineEdit, QPlainTextEdit)) and widget.isVisible() and widget.isEnabled():
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _dress(self) -> None:
        metrics = self._face.metrics
        space(self._face, self._rows, (2, 2, 2, 2), 1.25)
        for line in self._lines:
            line.setSpacing(metrics.gap(1.25))
        for button in self.keys.values():
            button.setFixedHeight(round(metrics.control * 0.85))


def keyboard_button(face: Face, keys: TouchKeys) -> Button:
    """A button that shows and hides the keyboard."""
    button = Button(face, "", "ghost", icon="keyboard", size="small")
    button.setAccessibleName(face.say(msg("Keyboard on the screen")))
    button.setToolTip(face.say(msg("Keyboard on the screen")))
    button.clicked.connect(lambda: keys.setVisible(keys.isHidden()))
    return button
