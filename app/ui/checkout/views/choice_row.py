"""One row of a board, painted: its key, icon, words, and what stands at the right."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from app.ui.checkout.boards import Choice
from app.ui.face import Face
from app.ui.theme.icons import goods_icon, is_icon
from app.ui.widgets.paint import box, draw_icon, draw_keycap, keycap_width
from app.values.words import msg

SEMIBOLD = QFont.Weight.DemiBold


class ChoiceRow(QPushButton):
    """A row; a tap chooses it. Rows that only inform have no ground of their own."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self._choice: Choice | None = None
        self._chosen = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAutoDefault(False)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(self._on_clicked)
        face.restyled.connect(self.updateGeometry)
        face.reworded.connect(self._resay)

    def show_choice(self, choice: Choice, *, chosen: bool) -> None:
        """Show this row."""
        self._choice, self._chosen = choice, chosen
        self.setCursor(Qt.CursorShape.PointingHandCursor if choice.run else Qt.CursorShape.ArrowCursor)
        self._resay()
        self.updateGeometry()

    def title(self) -> str:
        """The row's words in the language of the screens."""
        choice = self._choice
        if choice is None:
            return ""
        named = (choice.names or {}).get(self._face.words.language, "")
        return named or self._face.say(choice.title)

    def sizeHint(self) -> QSize:
        choice, face = self._choice, self._face
        line = QFontMetrics(face.font("body")).height()
        if choice is None:
            return QSize(60, line)
        if choice.run is None and choice.checked is None and choice.detail is None:
            return QSize(60, line + face.metrics.gap(1.5))
        lines = line + (QFontMetrics(face.font("caption")).height() if choice.detail else 0)
        return QSize(60, max(lines + face.metrics.gap(3.5), round(face.metrics.control * 0.96)))

    def hasHeightForWidth(self) -> bool:
        return self._is_plain()

    def heightForWidth(self, width: int) -> int:
        """A row that only informs breaks its line rather than being cut."""
        choice = self._choice
        if choice is None or not self._is_plain():
            return self.sizeHint().height()
        room = width - self._marks_width(choice)
        flags = int(Qt.TextFlag.TextWordWrap)
        words = QFontMetrics(self._face.font("body")).boundingRect(QRect(0, 0, room, 9999), flags, self.title())
        return words.height() + self._face.metrics.gap(1.5)

    def _is_plain(self) -> bool:
        """Only words: nothing to choose, no tick, nothing under or beside them."""
        choice = self._choice
        return choice is not None and not (choice.run or choice.detail or choice.right) and choice.checked is None

    def _marks_width(self, choice: Choice) -> int:
        face = self._face
        width = keycap_width(face, choice.mark) + face.metrics.gap(2) if choice.mark else 0
        return width + (round(face.metrics.icon * 1.05) + face.metrics.gap(2.5) if _icon_of(choice) else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        choice, face = self._choice, self._face
        if choice is None:
            return
        painter = QPainter(self)
        where, gap = QRectF(self.rect()), face.metrics.gap
        acts = choice.run is not None or choice.checked is not None
        if acts:
            fill = "surface2" if self.isDown() else "info_bg" if self._chosen else "bg"
            box(painter, where, face.colour(fill), face.colour("primary" if self._chosen else "hair"), radius=9)
        inside = where.adjusted(gap(2.5), 0, -gap(2.5), 0) if acts else where
        left = self._mark(painter, inside, choice)
        right = self._right(painter, inside, choice)
        self._words(painter, QRectF(left, where.y(), right - left, where.height()), choice)

    def _mark(self, painter: QPainter, where: QRectF, choice: Choice) -> float:
        face, gap, left = self._face, self._face.metrics.gap, where.x()
        if choice.mark:
            width = keycap_width(face, choice.mark)
            height = QFontMetrics(face.font("caption")).height() * 1.3
            cap = QRectF(left, where.center().y() - height / 2, width, height)
            draw_keycap(painter, face, choice.mark, cap, ink=face.colour("text2"))
            left += width + gap(2)
        edge = face.metrics.icon * 1.05
        name = "check" if choice.checked else _icon_of(choice)
        if choice.checked is not None:
            tick = QRectF(left, where.center().y() - edge / 2, edge, edge)
            on = choice.checked
            box(painter, tick, face.colour("ok" if on else "surface"), face.colour("ok" if on else "line"), radius=5)
            if on:
                draw_icon(painter, "check", face.palette.onok, tick.adjusted(2, 2, -2, -2))
            return left + edge + gap(2.5)
        if name:
            draw_icon(painter, name, face.palette.text2, QRectF(left, where.center().y() - edge / 2, edge, edge))
            left += edge + gap(2.5)
        return left

    def _right(self, painter: QPainter, where: QRectF, choice: Choice) -> float:
        if choice.right is None:
            return where.right()
        face = self._face
        font = face.font("body", SEMIBOLD)
        text = face.say(choice.right)
        width = QFontMetrics(font).horizontalAdvance(text)
        painter.setFont(font)
        painter.setPen(face.colour(choice.tone))
        painter.drawText(where, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
        return where.right() - width - face.metrics.gap(2)

    def _words(self, painter: QPainter, where: QRectF, choice: Choice) -> None:
        face = self._face
        if self._is_plain():
            painter.setFont(face.font("body"))
            painter.setPen(face.colour("text"))
            painter.drawText(where, int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap), self.title())
            return
        weight = SEMIBOLD if choice.run is not None else QFont.Weight.Normal
        upper, lower = face.font("body", weight), face.font("caption")
        detail = face.say(choice.detail) if choice.detail else ""
        top, bottom = QFontMetrics(upper).height(), QFontMetrics(lower).height()
        y = where.center().y() - (top + (bottom if detail else 0)) / 2
        for font, height, text, tone in ((upper, top, self.title(), "text"), (lower, bottom, detail, "text2")):
            painter.setFont(font)
            painter.setPen(face.colour(tone))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(where.width()))
            painter.drawText(QRectF(where.x(), y, where.width(), height), int(Qt.AlignmentFlag.AlignVCenter), shown)
            y += height

    def _resay(self) -> None:
        choice = self._choice
        if choice is not None:
            parts = [self.title(), *(self._face.say(part) for part in (choice.detail, choice.right) if part)]
            if choice.checked is not None:
                parts.append(self._face.say(msg("yes") if choice.checked else msg("no")))
            self.setAccessibleName(", ".join(parts))
            self.setToolTip(", ".join(parts[:2]))
        self.update()

    def _on_clicked(self) -> None:
        if self._choice is not None and self._choice.run is not None:
            self._choice.run()


def _icon_of(choice: Choice) -> str:
    if not choice.icon:
        return ""
    return choice.icon if is_icon(choice.icon) else goods_icon(choice.icon)
