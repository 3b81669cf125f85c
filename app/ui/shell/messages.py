"""Messages: what happened, what is safe, what to do. They lie over the screen's foot and block nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.face import Face
from app.ui.shell.actions import Notice
from app.ui.shell.speaking import speak
from app.ui.widgets.button import Button
from app.ui.widgets.frames import space
from app.ui.widgets.paint import box
from app.ui.widgets.pill import IconMark
from app.ui.widgets.text import TextLabel, wrapped
from app.values.words import msg

SHOWN_MS = 7_000
_CLOSE = msg("Close this message")
_ICONS = {"ok": "circle-check", "info": "info", "warn": "triangle-alert", "err": "octagon-alert"}
_TOKENS = {"ok": "ok", "info": "primary", "warn": "warn", "err": "err"}


class MessageStrip(QWidget):
    """One message at a time over the foot of its parent.

    Attributes:
        height_changed: Emitted with the room it takes now, 0 while hidden: a screen may make way.
        notice: What is shown, None while hidden.
    """

    height_changed = Signal(int)

    def __init__(self, face: Face, parent: QWidget) -> None:
        super().__init__(parent)
        self._face = face
        self.notice: Notice | None = None
        self._mark = IconMark(face, "info", "primary", 1.2)
        self._words = wrapped(TextLabel(face, "", "body"))
        self._button = Button(face, "", "soft", size="small")
        self._close = Button(face, "", "ghost", icon="x", size="small")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)
        self._button.clicked.connect(self._act)
        self._close.clicked.connect(self.dismiss)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        self._foot = 0
        self._inset = (0, 0)
        face.restyled.connect(self._dress)
        face.reworded.connect(self._resay)
        parent.installEventFilter(self)
        self._dress()
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Show a message; one that is no error goes away by itself."""
        self.notice = notice
        self._resay()
        self.show()
        self.raise_()
        self._place()
        self._timer.stop()
        if notice.tone != "err":
            self._timer.start(SHOWN_MS)
        self._announce()

    def dismiss(self) -> None:
        """Take it away."""
        self.notice = None
        self._timer.stop()
        self.hide()
        self.height_changed.emit(0)

    def stand_over(self, left: int, right: int, foot: int) -> None:
        """Where to lie: insets from the parent's sides and from its lower edge."""
        self._inset, self._foot = (left, right), foot
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        where = QRectF(self.rect())
        tone = self.notice.tone if self.notice else "info"
        ground = {"ok": "ok_bg", "info": "info_bg", "warn": "warn_bg", "err": "err_bg"}[tone]
        box(
            painter,
            where,
            self._face.colour(ground),
            self._face.colour(_TOKENS[tone]),
            radius=self._face.metrics.radius,
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _act(self) -> None:
        notice = self.notice
        self.dismiss()
        if notice and notice.action:
            notice.action[2]()

    def _resay(self) -> None:
        if self.notice is None:
            return
        self._words.say(self.notice.words)
        self._mark.show_icon(_ICONS[self.notice.tone], _TOKENS[self.notice.tone])
        self._button.setVisible(self.notice.action is not None)
        if self.notice.action is not None:
            self._button.key = self.notice.action[1]
            self._button.say(self.notice.action[0])
        self._close.setAccessibleName(self._face.say(_CLOSE))
        self._place()

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None or self.notice is None:
            return
        left, right = self._inset
        width = max(200, parent.width() - left - right)
        height = max(self._row.heightForWidth(width), self._face.metrics.control)
        self.setGeometry(left, parent.height() - self._foot - height, width, height)
        self.height_changed.emit(height)

    def _announce(self) -> None:
        speak(self, self._words.text())

    def _dress(self) -> None:
        space(self._face, self._row, (3, 1.5, 1.5, 1.5), 2.5)
        self._place()
        self.update()
