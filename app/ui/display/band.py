"""The shop's colour with its logo and name: a narrow head while selling, the whole picture while idle."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.settings.colours import WHITE
from app.ui.display.parts import Dress
from app.ui.theme.fonts import font

LEAST_PX = 12


class ShopBand(QWidget):
    """Logo (on a white plate) and name in white letters on the shop's colour."""

    def __init__(self, dress: Dress, *, is_whole: bool = False) -> None:
        """`is_whole` fills whatever room there is: the idle picture."""
        super().__init__()
        self._dress, self._is_whole = dress, is_whole
        self.name, self.words, self.hint = "", "", ""
        grows = QSizePolicy.Policy.Expanding
        self.setSizePolicy(grows, grows if is_whole else QSizePolicy.Policy.Fixed)

    def say(self, name: str, words: str = "", hint: str = "") -> None:
        """Show the shop's name; on the idle picture also its own line and what a customer can do."""
        self.name, self.words, self.hint = name, words, hint
        self.setAccessibleName(" ".join(part for part in (name, words, hint) if part))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, round(self._dress.sizes.body * 2.1))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_ground(painter)
        if self._is_whole:
            self._paint_whole(painter)
        else:
            self._paint_head(painter)

    def _paint_ground(self, painter: QPainter) -> None:
        style = self._dress.style
        painter.fillRect(self.rect(), style.band)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.band_light)
        width, height = float(self.width()), float(self.height())
        slant = height * 0.35
        left = width * 0.72
        painter.drawPolygon(
            QPolygonF([QPointF(left + slant, 0), QPointF(width, 0), QPointF(width, height), QPointF(left, height)])
        )

    def _paint_head(self, painter: QPainter) -> None:
        gap = self._dress.sizes.gap(4)
        inside = QRectF(self.rect()).adjusted(gap, self._dress.sizes.gap(1.5), -gap, -self._dress.sizes.gap(1.5))
        picture = self._dress.style.picture
        if not picture.isNull():
            plate = self._plate(
                painter, picture, QRectF(inside.left(), inside.top(), inside.width() / 2, inside.height())
            )
            inside.setLeft(plate.right() + self._dress.sizes.gap(3))
        px = self._dress.sizes.px("title") * 0.8
        self._text(painter, self.name, inside, px=px, weight=QFont.Weight.Bold, centred=False)

    def _paint_whole(self, painter: QPainter) -> None:
        sizes, picture = self._dress.sizes, self._dress.style.picture
        inside = QRectF(self.rect()).adjusted(sizes.gap(8), sizes.gap(6), -sizes.gap(8), -sizes.gap(6))
        top, height = inside.top() + inside.height() * 0.12, inside.height()
        if not picture.isNull():
            plate = self._plate(
                painter, picture, QRectF(inside.left(), top, inside.width(), height * 0.34), centred=True
            )
            top = plate.bottom() + sizes.gap(4)
        else:
            top += height * 0.16
        bold, medium = QFont.Weight.Bold, QFont.Weight.Medium
        for text, px, weight in (
            (self.name, sizes.px("total"), bold),
            (self.words, sizes.px("title"), medium),
        ):
            if text:
                line = round(px * 1.5)
                self._text(painter, text, QRectF(inside.left(), top, inside.width(), line), px=px, weight=weight)
                top += line
        if self.hint:
            foot = QRectF(inside.left(), inside.bottom() - sizes.body * 1.8, inside.width(), sizes.body * 1.6)
            self._text(painter, self.hint, foot, px=sizes.px("body"), weight=medium)

    def _plate(self, painter: QPainter, picture: QPixmap, room: QRectF, *, centred: bool = False) -> QRectF:
        """The logo on white, as large as fits; returns where it is."""
        inset = self._dress.sizes.gap(1.2)
        share = min((room.width() - 2 * inset) / picture.width(), (room.height() - 2 * inset) / picture.height())
        width, height = picture.width() * share, picture.height() * share
        left = room.center().x() - width / 2 if centred else room.left() + inset
        where = QRectF(left, room.center().y() - height / 2, width, height)
        plate = where.adjusted(-inset, -inset, inset, inset)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(WHITE))
        painter.drawRoundedRect(plate, inset, inset)
        painter.drawPixmap(where, picture, QRectF(picture.rect()))
        return plate

    def _text(
        self, painter: QPainter, text: str, room: QRectF, *, px: float, weight: QFont.Weight, centred: bool = True
    ) -> None:
        """A line that fits: smaller where it must be, then cut."""
        wanted = QFontMetrics(font(round(px), weight)).horizontalAdvance(text)
        if wanted > room.width():
            px = max(LEAST_PX, px * max(0.45, room.width() / wanted))
        made = font(int(px), weight)
        painter.setFont(made)
        painter.setPen(QColor(WHITE))
        shown = QFontMetrics(made).elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()) + 2)
        side = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, int(side) | int(Qt.AlignmentFlag.AlignVCenter), shown)
