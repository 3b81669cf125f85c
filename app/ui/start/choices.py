"""The two ways to begin, as two large cards that can be touched, or chosen with 1 and 2."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.face import Face
from app.ui.widgets.frames import space
from app.ui.widgets.paint import box, draw_focus, draw_icon, draw_keycap, keycap_width
from app.ui.widgets.text import TextLabel, wrapped
from app.values.words import Message, msg


class WayCard(QAbstractButton):
    """A large choice: icon, headline, a few words, and its key."""

    def __init__(self, face: Face, icon: str, title: Message, detail: Message, *, key: str, ems: int = 22) -> None:
        super().__init__()
        self._ems = ems
        self._face, self._icon, self._title, self._detail, self._key = face, icon, title, detail, key
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        face.restyled.connect(self.updateGeometry)
        face.reworded.connect(self._resay)
        self._resay()

    def sizeHint(self) -> QSize:
        base = self._face.metrics.base
        return QSize(base * self._ems, base * (13 if self._ems > 20 else 16))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        face, where = self._face, QRectF(self.rect())
        active = self.underMouse() or self.hasFocus()
        box(
            painter,
            where,
            face.colour("surface"),
            face.colour("primary" if active else "hair"),
            radius=face.metrics.radius,
        )
        pad, base = face.metrics.gap(5), face.metrics.base
        mark = base * 3.0
        spot = QRectF(pad, pad, mark, mark)
        box(painter, spot, face.colour("info_bg"), None, radius=12)
        inside = spot.adjusted(mark * 0.22, mark * 0.22, -mark * 0.22, -mark * 0.22)
        draw_icon(painter, self._icon, face.colour("primary").name(), inside)
        width = keycap_width(face, self._key)
        cap = QRectF(where.right() - pad - width, pad, width, face.metrics.font_px("caption") * 1.7)
        draw_keycap(painter, face, self._key, cap, ink=face.colour("text2"))
        painter.setPen(face.colour("text"))
        painter.setFont(face.font("title", QFont.Weight.Bold))
        room = QRectF(pad, spot.bottom() + face.metrics.gap(3), where.width() - 2 * pad, base * 6)
        wrap = int(Qt.TextFlag.TextWordWrap)
        title = painter.boundingRect(room, wrap, self.text())
        painter.drawText(room, wrap, self.text())
        painter.setPen(face.colour("text2"))
        painter.setFont(face.font("body"))
        top = title.bottom() + face.metrics.gap(1)
        detail = QRectF(pad, top, room.width(), where.bottom() - top - pad)
        painter.drawText(detail, wrap, face.say(self._detail))
        if self.hasFocus():
            draw_focus(painter, face, where, face.metrics.radius)

    def _resay(self) -> None:
        self.setText(self._face.say(self._title))
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self._face.say(self._detail))
        self.update()


class WaysPage(QWidget):
    """A question and the ways under it: two, or three where the folder holds backups of a shop that is gone.

    Attributes:
        demo, new: The two cards. back: The third; None without backups.
    """

    def __init__(self, face: Face, backup: Message | None = None) -> None:
        """`backup`: the newest backup in words."""
        super().__init__()
        self._face = face
        ems = 22 if backup is None else 16
        self.back: WayCard | None = None
        if backup is not None:
            newest = msg("There are backups in this folder, but no shop. The newest: {backup}.", backup=backup)
            self.back = WayCard(face, "history", msg("Bring the shop back"), newest, key="3", ems=ems)
        self.demo = WayCard(
            face,
            "shopping-basket",
            msg("Open the demo shop"),
            msg("300 goods, 200 members, offers and three months of receipts: try everything, break nothing."),
            key="1",
            ems=ems,
        )
        self.new = WayCard(
            face,
            "store",
            msg("New shop"),
            msg("Your own, in under a minute: a name, a country, your PIN. Goods and members come after."),
            key="2",
            ems=ems,
        )
        welcome = TextLabel(face, msg("How do you want to begin?"), "entry", weight=QFont.Weight.Bold)
        intro = msg("Everything is kept on this machine and works without the internet.")
        about = wrapped(TextLabel(face, intro, "body", tone="text2"))
        self._row = QHBoxLayout()
        self._row.addStretch(1)
        self._row.addWidget(self.demo)
        self._row.addWidget(self.new)
        if self.back is not None:
            self._row.insertWidget(1, self.back)
        self._row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addStretch(1)
        for label in (welcome, about):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._column.addWidget(label)
        self._column.addLayout(self._row)
        self._column.addStretch(2)
        face.restyled.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        space(self._face, self._column, (0, 0, 0, 0), 3.5)
        space(self._face, self._row, (0, 0, 0, 0), 4)
