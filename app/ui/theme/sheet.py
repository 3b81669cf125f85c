"""The one style sheet: a template filled from the tokens.

It gives colours, borders and paddings only. Fonts are set by the widgets from the type scale, since a
style sheet knows neither tabular figures nor pixel sizes that follow the window.
"""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from app.ui.theme.colours import Palette
from app.ui.theme.sizes import Metrics

_SHEET = Template("""
QWidget { outline: 0; }
QWidget#window, QWidget[ground="true"] { background: $bg; }
QFrame[card="true"] { background: $surface; border: 1px solid $hair; border-radius: ${radius}px; }
QFrame[card="inset"] { background: $bg; border: 1px solid $hair; border-radius: ${radius}px; }
QFrame#topBar { background: $surface; border: 0; border-bottom: 1px solid $hair; }
QFrame#keyBar { background: $surface; border: 0; border-top: 1px solid $hair; }
QFrame[hairline="true"] { background: $hair; border: 0; max-height: 1px; min-height: 1px; }
QLabel { background: transparent; border: 0; }
QToolTip { background: $surface2; color: $text; border: 1px solid $line; padding: 4px; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit {
  background: $surface; border: 1px solid $line; border-radius: ${small_radius}px; padding: 0 ${pad}px;
  min-height: ${field}px; selection-background-color: $primary; selection-color: $onprimary; }
QPlainTextEdit, QTextEdit { padding: ${half}px ${pad}px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus {
  border: 2px solid $primary; padding: 0 ${pad_focus}px; }
QLineEdit:disabled, QComboBox:disabled { color: $disabled; background: $bg; }
QLineEdit[wrong="true"] { border: 2px solid $err; padding: 0 ${pad_focus}px; }
QLineEdit#entry { background: transparent; border: 0; padding: 0; min-height: 0; }
QComboBox::drop-down { border: 0; width: ${control}px; }
QComboBox::down-arrow { image: none; width: 0; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line; padding: ${half}px;
  selection-background-color: $info_bg; selection-color: $text; }
QCheckBox, QRadioButton { background: transparent; spacing: ${pad}px; }
QCheckBox:focus, QRadioButton:focus { color: $primary; }

QTableView, QListView, QTreeView { background: transparent; border: 0; alternate-background-color: $bg;
  selection-background-color: $info_bg; selection-color: $text; gridline-color: $hair; }
QTableView::item, QListView::item { border: 0; padding: 0 ${pad}px; }
QHeaderView { background: transparent; border: 0; }
QHeaderView::section { background: transparent; border: 0; border-bottom: 1px solid $hair; color: $text2;
  padding: ${half}px ${pad}px; }
QTableCornerButton::section { background: transparent; border: 0; }

QScrollArea, QScrollArea > QWidget > QWidget#inside { background: transparent; border: 0; }
QScrollBar:vertical { width: 10px; background: transparent; margin: 2px; border: 0; }
QScrollBar::handle:vertical { background: $line; border-radius: 3px; min-height: 36px; }
QScrollBar:horizontal { height: 10px; background: transparent; margin: 2px; border: 0; }
QScrollBar::handle:horizontal { background: $line; border-radius: 3px; min-width: 36px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QTabBar::tab { background: transparent; border: 0; border-bottom: 3px solid transparent; color: $text2;
  padding: ${half}px ${pad}px; }
QTabBar::tab:selected { color: $primary; border-bottom: 3px solid $primary; }
QTabWidget::pane { border: 0; }
QCalendarWidget QWidget { background: $surface; }
""")


def style_sheet(palette: Palette, metrics: Metrics) -> str:
    """The application's style sheet for a palette and sizes."""
    pad = metrics.gap(2.5)
    return _SHEET.substitute(
        asdict(palette),
        radius=metrics.radius,
        small_radius=8,
        pad=pad,
        pad_focus=pad - 1,
        half=metrics.gap(1),
        field=metrics.control - 4,
        control=metrics.control,
    )
