"""Type: Inter from our own files, with figures of equal width."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics

from app.ui.theme.sizes import Metrics, TypeRole

FAMILY = "Inter"
MONO = "DejaVu Sans Mono"
_FACES = ("Inter-Regular", "Inter-Medium", "Inter-SemiBold", "Inter-Bold")
_WEIGHTS: dict[TypeRole, QFont.Weight] = {
    "total": QFont.Weight.Bold,
    "change": QFont.Weight.Bold,
    "entry": QFont.Weight.Medium,
    "title": QFont.Weight.DemiBold,
    "line": QFont.Weight.Medium,
    "body": QFont.Weight.Normal,
    "small": QFont.Weight.Normal,
    "caption": QFont.Weight.Medium,
}


@cache
def load_fonts() -> None:
    """Make Inter known to Qt; once per process."""
    for face in _FACES:
        _load(face)


@cache
def load_mono() -> None:
    """Make the receipt's fixed-width face known; only when a receipt is first shown."""
    _load("DejaVuSansMono")


def _load(face: str) -> None:
    with as_file(files("resources") / "fonts" / f"{face}.ttf") as path:
        QFontDatabase.addApplicationFont(str(path))


@cache
def font(px: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Inter at a pixel size, figures tabular so that columns of money stand still."""
    made = QFont(FAMILY)
    made.setPixelSize(px)
    made.setWeight(weight)
    made.setFeature(QFont.Tag("tnum"), 1)
    made.setFeature(QFont.Tag("ss01"), 0)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def role_font(metrics: Metrics, role: TypeRole, weight: QFont.Weight | None = None) -> QFont:
    """The font of a role of the type scale."""
    return font(metrics.font_px(role), _WEIGHTS[role] if weight is None else weight)


@cache
def measured(px: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFontMetrics:
    """Measurements of `font(px, weight)`."""
    return QFontMetrics(font(px, weight))


@cache
def mono_font(px: int) -> QFont:
    """The fixed-width face of receipts and codes."""
    load_mono()
    made = QFont(MONO)
    made.setPixelSize(px)
    return made
