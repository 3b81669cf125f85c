"""The scan filter: keys on their way to any window pass here first, and scans never get further.

It stands before the key router, above all widgets: a scan cannot land in a field, press a button, close a box
or fire a shortcut, whichever window is in front. What was typing is handed on, a moment later and in order.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

from app.workflows.scans.keys import Discard, Effect, KeySieve, KeyStroke, Replay, Scan

LATE_MS = 25.0
"""A timer this much too late means that the window was busy: keys may still wait to be read, and go first."""
GRACE_MS = 5
_MODIFIER_KEYS = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
    }
)
_SHIFT, _CTRL, _ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
_RESERVED = frozenset({Qt.Key.Key_J, Qt.Key.Key_M, Qt.Key.Key_I, Qt.Key.Key_BracketRight})
Held = tuple[QWindow, QKeyEvent]


class ScanFilter(QObject):
    """Feeds a sieve with the keys of all windows and performs what it answers.

    Attributes:
        scanned: Emitted with a `Scan`, outside of any key's handling.
        torn: Emitted where a torn scan was dropped: an error tone is due.
    """

    scanned = Signal(object)
    torn = Signal()

    def __init__(
        self,
        sieve: KeySieve,
        key_of: Callable[[int], int],
        parent: QObject,
        now_ms: Callable[[], float] | None = None,
    ) -> None:
        """Begin to filter.

        Args:
            key_of: Turns a native scan code into a key number, 0 for none.
            now_ms: The clock; the machine's own if None.
        """
        super().__init__(parent)
        self._now_ms = now_ms or _monotonic_ms
        self.sieve, self._key_of = sieve, key_of
        self._is_replaying = False
        self._swallowed: set[int] = set()
        self._behind_ms: float | None = None
        self._armed_ms = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.on_silence_lasted)
        app = QCoreApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self._is_replaying or kind not in (
            QEvent.Type.KeyPress,
            QEvent.Type.KeyRelease,
            QEvent.Type.ShortcutOverride,
        ):
            return False
        if not isinstance(event, QKeyEvent) or event.key() in _MODIFIER_KEYS:
            return False
        if kind == QEvent.Type.ShortcutOverride:
            if self._may_be_scanned(event):
                event.accept()
                return True
            return False
        if not isinstance(watched, QWindow):
            return False
        if kind == QEvent.Type.KeyRelease:
            return self._release(event)
        return self._press(watched, event)

    def stop(self) -> None:
        """Filter no more; what is held is decided on."""
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self._timer.stop()

    def on_silence_lasted(self) -> None:
        """Decide on what is held, unless keys may still wait to be read."""
        now = self._now_ms()
        if now - self._armed_ms > self.sieve.wait_ms + LATE_MS:
            self._armed_ms = now
            self._timer.start(GRACE_MS)
            return
        self._perform(self.sieve.tick(now - (self._behind_ms or 0.0) + 1.0))
        if self.sieve.is_holding:
            self._arm()

    def _press(self, window: QWindow, event: QKeyEvent) -> bool:
        at_ms = self._time_of(event)
        held = event.modifiers()
        text = event.text()
        stroke = KeyStroke(
            at_ms,
            self._key_of(event.nativeScanCode()),
            text if text.isprintable() or text in ("\r", "\n", "\t") else "",
            shift=bool(held & _SHIFT),
            ctrl=bool(held & _CTRL),
            alt=bool(held & _ALT),
            repeat=event.isAutoRepeat(),
            token=(window, _copied(event)),
        )
        verdict = self.sieve.feed(stroke)
        self._perform(verdict.effects)
        if verdict.taken:
            self._swallowed.add(event.nativeScanCode())
        else:
            self._swallowed.discard(event.nativeScanCode())
        if self.sieve.is_holding:
            self._arm()
        else:
            self._timer.stop()
        return verdict.taken

    def _release(self, event: QKeyEvent) -> bool:
        """The release of a key that nobody saw go down is seen by nobody either."""
        if event.isAutoRepeat() or event.nativeScanCode() not in self._swallowed:
            return False
        self._swallowed.discard(event.nativeScanCode())
        return True

    def _may_be_scanned(self, event: QKeyEvent) -> bool:
        if event.modifiers() & (_CTRL | _ALT):
            return bool(event.modifiers() & _CTRL) and event.key() in _RESERVED
        text = event.text()
        return len(text) == 1 and text.isprintable()

    def _perform(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            match effect:
                case Replay(tokens):
                    for token in tokens:
                        self._replay(token)
                case Scan():
                    # after this key is done with: what a scan starts must not run inside a key's handling
                    QTimer.singleShot(0, self, partial(self.scanned.emit, effect))
                case Discard():
                    self.torn.emit()

    def _replay(self, token: object) -> None:
        window, press = cast(Held, token)
        # a window that was closed meanwhile: what is in front now has the key
        target: QObject | None = window if window.isVisible() else QGuiApplication.focusWindow()
        if target is None:
            return
        self._is_replaying = True
        try:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QCoreApplication.sendEvent(target, _copied(press, kind))
        finally:
            self._is_replaying = False

    def _arm(self) -> None:
        self._armed_ms = self._now_ms()
        self._timer.start(round(self.sieve.wait_ms) + 1)

    def _time_of(self, event: QKeyEvent) -> float:
        """When the key was struck: the system's own time, so that a busy window does not change the pace."""
        now, stamp = self._now_ms(), float(event.timestamp())
        if stamp <= 0:
            self._behind_ms = 0.0
            return now
        behind = now - stamp
        if self._behind_ms is None or behind < self._behind_ms or abs(behind - self._behind_ms) > 60_000:
            self._behind_ms = behind
        return stamp


def _copied(event: QKeyEvent, kind: QEvent.Type = QEvent.Type.KeyPress) -> QKeyEvent:
    return QKeyEvent(
        kind,
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        autorep=False,
        count=1,
    )


def _monotonic_ms() -> float:
    return time.monotonic() * 1000
