"""A logo from a file: pictures are checked and taken as they are, vector pictures are drawn first."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from app.values.errors import Refusal
from app.values.words import msg
from app.workflows.logo import KEPT, LEAST_SIDE, MOST_RATIO, Logo, accepted_logo, checked_svg, is_svg, too_long


def logo_from(data: bytes) -> Logo:
    """The logo in a PNG, JPEG or SVG file; may be called on any thread.

    Raises:
        Refusal: `logo...`, saying what to do.
    """
    return accepted_logo(_drawn(checked_svg(data)) if is_svg(data) else data)


def _drawn(data: bytes) -> bytes:
    """A vector picture that was checked, drawn as large as a logo is kept."""
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(data))
    size = renderer.defaultSize()
    width, height = size.width(), size.height()
    if not renderer.isValid() or width <= 0 or height <= 0:
        raise Refusal("logo.unreadable", msg("This SVG cannot be drawn. Save it as PNG and choose that."))
    if max(width, height) > MOST_RATIO * min(width, height):
        raise too_long()
    share = min(KEPT[0] / width, KEPT[1] / height)
    image = QImage(
        max(LEAST_SIDE, round(width * share)), max(LEAST_SIDE, round(height * share)), QImage.Format.Format_ARGB32
    )
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
