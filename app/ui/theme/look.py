"""The look that is worn now: palette and sizes together, changed live and told to every widget."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from app.ui.theme.colours import PALETTES, Palette, ThemeName
from app.ui.theme.fonts import load_fonts, role_font
from app.ui.theme.sheet import style_sheet
from app.ui.theme.sizes import Metrics, TypeRole, metrics_for


class Look(QObject):
    """Palette and metrics, with one signal when either changes.

    Attributes:
        name: `light`, `dark` or `contrast`.
        palette, metrics: The tokens in force.
        percent: The till's own setting of text and button size; call `fit` after changing it.
        changed: Emitted after the application's style sheet has been replaced.
    """

    changed = Signal()

    def __init__(self, name: ThemeName = "light", percent: int = 100) -> None:
        """`percent` is the till's own setting of text and button size."""
        super().__init__()
        load_fonts()
        self.name: ThemeName = name
        self.palette: Palette = PALETTES[name]
        self.metrics: Metrics = metrics_for(1366, 768)
        self.percent = percent
        self._worn: tuple[ThemeName, Metrics] | None = None

    def wear(self, name: ThemeName) -> None:
        """Change to another palette."""
        self.name, self.palette = name, PALETTES[name]
        self._dress()

    def fit(self, width: int, height: int, dots_per_inch: float = 96.0) -> None:
        """Fit sizes to a window; does nothing while they stay the same."""
        self.metrics = metrics_for(width, height, dots_per_inch, self.percent)
        self._dress()

    def colour(self, token: str) -> QColor:
        """A token as Qt's colour."""
        return QColor(getattr(self.palette, token))

    def font(self, role: TypeRole, weight: QFont.Weight | None = None) -> QFont:
        """The font of a role at the sizes in force."""
        return role_font(self.metrics, role, weight)

    def _dress(self) -> None:
        if self._worn == (self.name, self.metrics):
            return
        self._worn = (self.name, self.metrics)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setFont(self.font("body"))
            app.setPalette(_qt_palette(self.palette))
            app.setStyleSheet(style_sheet(self.palette, self.metrics))
        self.changed.emit()


def _qt_palette(palette: Palette) -> QPalette:
    """The same colours for widgets that ask Qt: what a style sheet does not name."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: palette.bg,
        QPalette.ColorRole.WindowText: palette.text,
        QPalette.ColorRole.Base: palette.surface,
        QPalette.ColorRole.AlternateBase: palette.bg,
        QPalette.ColorRole.Text: palette.text,
        QPalette.ColorRole.PlaceholderText: palette.disabled,
        QPalette.ColorRole.Button: palette.surface,
        QPalette.ColorRole.ButtonText: palette.text,
        QPalette.ColorRole.Highlight: palette.primary,
        QPalette.ColorRole.HighlightedText: palette.onprimary,
        QPalette.ColorRole.ToolTipBase: palette.surface2,
        QPalette.ColorRole.ToolTipText: palette.text,
        QPalette.ColorRole.Link: palette.primary,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(palette.disabled))
    return made
