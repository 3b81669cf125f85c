"""Keys in the fields of a form: scans never stay there, and the page's own Ctrl keys work there too.

A scanner types like a person, only faster. The guard watches the fields of a page: when fast keys end in
Enter, the field gets its text back and the page gets the code. The window leaves the keys of a field alone,
so the guard also hands Ctrl keys to the page, by physical key: Ctrl+S is the same under a Cyrillic layout.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from app.ui.shell.actions import Press
from app.ui.shell.keys import SCAN_GAP_MS, FastKeys, press_of, steady_ms

LONGEST_CODE = 64
FIELDS = (QLineEdit, QPlainTextEdit, QComboBox)


def is_code(text: str) -> bool:
    """What a scanner sends: ASCII without spaces and with a digit; not a word that was typed very fast."""
    return (
        len(text) <= LONGEST_CODE
        and text.isascii()
        and text.isprintable()
        and not any(character.isspace() for character in text)
        and any(character.isdigit() for character in text)
    )


class FieldGuard(QObject):
    """Takes scans and the page's own keys out of its fields, while the page is on show.

    Attributes:
        scanned: Emitted with the code after the field has its text back.
    """

    scanned = Signal(str)

    def __init__(
        self, page: QWidget, use_key: Callable[[Press], bool], now_ms: Callable[[], float] = steady_ms
    ) -> None:
        """`use_key` gets Ctrl keys and says whether the page used them; `now_ms` is the clock of the keys."""
        super().__init__(page)
        self._page, self._use_key, self._now_ms = page, use_key, now_ms
        self._keys = FastKeys()
        self._last_ms = 0.0
        self._before = ""

    def watch(self, watched: bool) -> None:
        """Begin or stop; fields that come later are watched as well."""
        app = QApplication.instance()
        if app is None:
            return
        if watched:
            app.installEventFilter(self)
        else:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if not isinstance(watched, FIELDS) or not self._page.isAncestorOf(watched):
            return False
        return self.feed(watched, press_of(event, self._now_ms()))

    def feed(self, watched: QObject, press: Press) -> bool:
        """Take note of a key in a field; True if the page used it: a key of its own, or the end of a scan."""
        if press.name.startswith("Ctrl+") and self._use_key(press):
            return True
        if press.at_ms - self._last_ms > SCAN_GAP_MS:
            self._before = _text(watched)
        self._last_ms = press.at_ms
        code = self._keys.feed(press)
        if not code or not is_code(code):
            return False
        _put(watched, self._before)
        self.scanned.emit(code)
        return True


def _text(editor: QObject) -> str:
    if isinstance(editor, QLineEdit):
        return editor.text()
    return editor.toPlainText() if isinstance(editor, QPlainTextEdit) else ""


def _put(editor: QObject, text: str) -> None:
    if isinstance(editor, QLineEdit):
        editor.setText(text)
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
