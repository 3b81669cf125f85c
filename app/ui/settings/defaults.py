"""An editor with its way back to the default, where there is one that suits every shop."""

from __future__ import annotations

import dataclasses
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.face import Face
from app.ui.settings.editors import OptionEditor
from app.ui.settings.sections import GROUPS
from app.ui.settings.values import value_words
from app.ui.widgets.button import Button
from app.ui.widgets.frames import space
from app.values.words import msg

NO_DEFAULT = object()
OF_EACH_SHOP = frozenset({"name", "address", "tax_id", "club", "country", "zone", "currency", "taxes", "language"})
"""Options whose default says nothing: every shop has its own."""


def default_of(group: str, option: str) -> Any:
    """The default of an option, or `NO_DEFAULT`."""
    if option in OF_EACH_SHOP:
        return NO_DEFAULT
    return next(each.default for each in dataclasses.fields(GROUPS[group]) if each.name == option)


class WithDefault(QWidget):
    """The editor of an option, and a button beside it while its value is not the default."""

    def __init__(self, face: Face, editor: OptionEditor, default: Any) -> None:
        super().__init__()
        self._face, self._editor, self._default = face, editor, default
        self.back = Button(face, "", "ghost", icon="undo-2", size="small", focusable=True)
        self.back.clicked.connect(self.reset)
        self._row = QHBoxLayout(self)
        self._row.addWidget(editor.widget, 1)
        self._row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        editor.changed.connect(lambda *_ignored: self._show())
        face.restyled.connect(self._dress)
        face.reworded.connect(self._resay)
        self._dress()
        self._resay()
        self._show()

    def reset(self) -> None:
        """Put the default there, as if somebody had typed it."""
        self._editor.put(self._default)
        self._editor.changed.emit(*self._emitted())
        self._show()

    def _emitted(self) -> tuple[Any, ...]:
        """What the editor's own signal carries: a switch tells its state."""
        return (self._default,) if isinstance(self._default, bool) else ()

    def _show(self) -> None:
        if self._default is NO_DEFAULT:
            self.back.hide()
            return
        try:
            differs = self._editor.read() != self._default
        except ValueError:
            differs = True
        self.back.setVisible(differs)

    def _resay(self) -> None:
        if self._default is not NO_DEFAULT:
            words = msg("Back to the default: {value}", value=value_words("", self._default))
            self.back.setAccessibleName(self._face.say(words))
            self.back.setToolTip(self._face.say(words))

    def _dress(self) -> None:
        space(self._face, self._row, (0, 0, 0, 0), 1)
