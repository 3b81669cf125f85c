"""Icons: lucide outlines, drawn in any colour and size, each once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap


@cache
def _outline(name: str) -> str:
    return (files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def icon_pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """An icon as a picture.

    Args:
        name: Of a file in `resources/icons`.
        colour: `#RRGGBB`, in place of the outline's `currentColor`.
        size: Edge in device-independent pixels; `ratio` is the screen's device pixel ratio.
    """
    from PySide6.QtSvg import QSvgRenderer

    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    outline = _outline(name).replace("currentColor", colour)
    QSvgRenderer(QByteArray(outline.encode())).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, colour: str, size: int) -> QIcon:
    """An icon for widgets that take one."""
    return QIcon(icon_pixmap(name, colour, size))


# What stands before a product: the first word of its category that is known here.
_GOODS: dict[str, str] = {
    "bill": "receipt",
    "coffee": "coffee",
    "tea": "coffee",
    "hot": "coffee",
    "bakery": "croissant",
    "bread": "croissant",
    "pastry": "croissant",
    "dairy": "milk",
    "milk": "milk",
    "egg": "egg",
    "eggs": "egg",
    "fruit": "apple",
    "vegetable": "carrot",
    "vegetables": "carrot",
    "produce": "apple",
    "meat": "beef",
    "deli": "beef",
    "fish": "fish",
    "wine": "wine",
    "alcohol": "wine",
    "drinks": "cup-soda",
    "drink": "cup-soda",
    "water": "droplets",
    "sweets": "candy",
    "candy": "candy",
    "chocolate": "candy",
    "biscuits": "cookie",
    "snacks": "cookie",
    "frozen": "snowflake",
    "household": "spray-can",
    "cleaning": "spray-can",
    "hygiene": "droplets",
    "care": "droplets",
    "clothes": "shirt",
    "grain": "wheat",
    "cereal": "wheat",
    "pasta": "wheat",
    "ready": "sandwich",
    "lunch": "sandwich",
    "gifts": "gift",
    "gift": "gift",
    "bags": "shopping-bag",
    "bag": "shopping-bag",
}


@cache
def goods_icon(category: str) -> str:
    """The icon of a product's category; a parcel where nothing fits."""
    import re

    words = re.findall(r"[a-z]+", category.lower())
    return next((_GOODS[word] for word in words if word in _GOODS), "package")


@cache
def is_icon(name: str) -> bool:
    """Whether there is an icon of this name."""
    return (files("resources") / "icons" / f"{name}.svg").is_file()
