"""Bars on the screen: a code for a scanner to read, black on white in any theme, in whole dots."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.face import Face
from app.workflows.device_desk import TestSymbol

PAPER, INK = QColor("#FFFFFF"), QColor("#000000")
QUIET_MODULES = 12
WIDEST_DOTS = 3


class Bars(QWidget):
    """One bar code with its quiet zones; what it says is its accessible name."""

    def __init__(self, face: Face, symbol: TestSymbol) -> None:
        super().__init__()
        self._face, self._symbol = face, symbol
        self.setAccessibleName(symbol.says)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        face.restyled.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(self._modules() * 2, round(self._face.metrics.control * 1.4))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._modules(), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        dots = max(1, min(WIDEST_DOTS, self.width() // self._modules()))
        painter.fillRect(0, 0, self._modules() * dots, self.height(), PAPER)
        edge = self._face.metrics.gap(1.5)
        for place, module in enumerate(self._symbol.bars, QUIET_MODULES):
            if module == "1":
                painter.fillRect(place * dots, edge, dots, self.height() - 2 * edge, INK)

    def _modules(self) -> int:
        return len(self._symbol.bars) + 2 * QUIET_MODULES
