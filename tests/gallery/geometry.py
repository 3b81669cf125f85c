"""What can be wrong with a picture: words cut off, widgets outside or over one another, things without a name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from app.ui.checkout.views.basket_table import BasketTable
from app.ui.checkout.views.choice_row import ChoiceRow
from app.ui.checkout.views.reward_tile import RewardTile
from app.ui.forms.choices import ChoiceBox
from app.ui.forms.nav import NavRow
from app.ui.forms.picks import PickRow
from app.ui.forms.switches import Switch
from app.ui.forms.table import CELL, Cell
from app.ui.forms.table_view import RowTable
from app.ui.shell.messages import MessageStrip
from app.ui.theme.fonts import measured
from app.ui.widgets.button import Button
from app.ui.widgets.pill import Pill
from app.ui.widgets.text import ElidedLabel


def visible(window: QWidget) -> Iterator[QWidget]:
    """Everything on show."""
    for each in [window, *window.findChildren(QWidget)]:
        if each.isVisible():
            yield each


def problems(window: QWidget) -> list[str]:
    """All that is wrong with what a window shows now."""
    return cut_off(window) + outside(window) + overlaps(window)


# -- cut off


def cut_off(window: QWidget) -> list[str]:
    """Words that have less room than they need."""
    found: list[str] = []
    for each in visible(window):
        for kind, look in CUTS:
            if isinstance(each, kind):
                found.extend(look(each))
                break
    return found


def _cut_button(button: Button) -> list[str]:
    needed = button.needed_width()
    return [f"button {button.text()!r}: {button.width()} of {needed}"] if button.width() < needed else []


def _cut_pill(pill: Pill) -> list[str]:
    return [f"pill {pill.text!r}"] if pill.width() < pill.sizeHint().width() else []


def _cut_choice(box: ChoiceBox) -> list[str]:
    room = box.width() - box._face.metrics.control - 2 * box._face.metrics.gap(2)
    needed = QFontMetrics(box.font()).horizontalAdvance(box.currentText())
    return [f"choice {box.currentText()!r} in {room}"] if needed > room else []


def _cut_switch(switch: Switch) -> list[str]:
    return [f"switch {switch.text()!r}"] if switch.height() < switch.heightForWidth(switch.width()) else []


def _cut_nav(row: NavRow) -> list[str]:
    room = row.width() - 4 * row._face.metrics.gap(2.5)
    return [f"nav {row.text()!r}"] if QFontMetrics(row.font()).horizontalAdvance(row.text()) > room else []


def _cut_label(label: QLabel) -> list[str]:
    if not label.text() or label.objectName() == "receiptPaper":
        return []
    metrics, room = QFontMetrics(label.font()), label.contentsRect()
    if label.wordWrap():
        flags = int(Qt.TextFlag.TextWordWrap)
        needed = metrics.boundingRect(QRect(0, 0, room.width(), 10_000), flags, label.text())
        fits = needed.height() <= room.height() + 2 and needed.width() <= room.width() + 1
    else:
        lines = label.text().split("\n")
        widest = max(metrics.horizontalAdvance(line) for line in lines)
        high = metrics.height() + (len(lines) - 1) * metrics.lineSpacing()
        fits = widest <= room.width() + 1 and high <= room.height() + 2
    return [] if fits else [f"label {label.text()!r} in {room.width()}x{room.height()}"]


def _cut_picks(row: PickRow) -> list[str]:
    metrics = QFontMetrics(row._font())
    return [
        f"pick {row._face.say(pick.words)!r} in {where.width()}"
        for pick, where in zip(row.picks, row._boxes, strict=True)
        if metrics.horizontalAdvance(row._face.say(pick.words)) > where.width() - 4 or where.bottom() > row.height() + 1
    ]


def _cut_basket(table: BasketTable) -> list[str]:
    """Figures are never elided; names may be."""
    metrics = table._face.metrics
    found = []
    for row in table.lines.rows:
        for column, text in enumerate((row.quantity, row.price, row.discount, row.total), 1):
            width = measured(metrics.font_px("line"), table._face.font("line").weight()).horizontalAdvance(text)
            if width > table.columnWidth(column) - metrics.gap(2.5):
                found.append(f"cell {text!r}: {width} of {table.columnWidth(column)}")
    return found


def _cut_cells(table: RowTable) -> list[str]:  # type: ignore[type-arg]
    """Figures, states and headings are never elided; names may be."""
    found = []
    model, face = table.rows_model, table._face
    pad = 2 * face.metrics.gap(2.5)
    shown = [column for column in range(len(model.columns)) if not table.isColumnHidden(column)]
    if sum(table.columnWidth(column) for column in shown) > table.viewport().width() + 1:
        found.append(f"columns wider than {table.viewport().width()}")
    for column in shown:
        declared, room = model.columns[column], table.columnWidth(column) - pad
        head = model.headerData(column, Qt.Orientation.Horizontal)
        if QFontMetrics(face.font("caption")).horizontalAdvance(head) > room + 2:
            found.append(f"heading {head!r} in {room}")
        if declared.align != "right" and not declared.ems:
            continue
        for place in range(min(model.rowCount(), 12)):
            cell = model.data(model.index(place, column), CELL)
            if not isinstance(cell, Cell) or not (declared.align == "right" or cell.pill):
                continue
            needed = QFontMetrics(face.font("caption" if cell.pill else "body")).horizontalAdvance(cell.text)
            if needed > room:
                found.append(f"cell {cell.text!r}: {needed} of {room}")
    return found


CUTS: tuple[tuple[type, Callable[[Any], list[str]]], ...] = (
    (Button, _cut_button),
    (Pill, _cut_pill),
    (PickRow, _cut_picks),
    (ChoiceBox, _cut_choice),
    (Switch, _cut_switch),
    (NavRow, _cut_nav),
    (BasketTable, _cut_basket),
    (RowTable, _cut_cells),
    (ElidedLabel, lambda _label: []),
    (ChoiceRow, lambda _row: []),
    (RewardTile, lambda _tile: []),
    (QLabel, _cut_label),
)


# -- outside and over one another


def outside(window: QWidget) -> list[str]:
    """Buttons, pills and fields that stick out of the window."""
    kinds = (QAbstractButton, Pill, QLineEdit, QComboBox)
    return [
        f"{type(each).__name__} {each.accessibleName()!r} at {where_of(each, window).getRect()} is outside"
        for each in visible(window)
        if isinstance(each, kinds) and not _scrolls(each) and not window.rect().contains(where_of(each, window))
    ]


def overlaps(window: QWidget) -> list[str]:
    """Buttons, fields and words that lie over one another; what lies over a shade on purpose is left out."""
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QLabel, Pill, QTableView)
    shown = [
        each
        for each in visible(window)
        if isinstance(each, kinds) and not _scrolls(each) and not _is_part(each) and not _is_over(each)
        and not (isinstance(each, QLabel) and not each.text())
    ]  # fmt: skip
    frames = [(each, where_of(each, window).adjusted(1, 1, -1, -1)) for each in shown]
    return [
        f"{name_of(one)} over {name_of(other)}"
        for place, (one, first) in enumerate(frames)
        for other, second in frames[place + 1 :]
        if first.intersects(second)
        and not one.isAncestorOf(other)
        and not other.isAncestorOf(one)
        and _panel_of(one) is _panel_of(other)
    ]


def nameless(window: QWidget) -> list[str]:
    """Things that can be pressed, read or typed into and that a screen reader could not name."""
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QTableView, PickRow)
    return [
        f"{type(each).__name__} {each.objectName()!r} in {type(each.parent()).__name__}"
        for each in visible(window)
        if isinstance(each, kinds) and not each.accessibleName() and not _is_part(each)
        and not (isinstance(each, QAbstractButton) and each.text())
    ]  # fmt: skip


def where_of(widget: QWidget, window: QWidget) -> QRect:
    """A widget's place in its window."""
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def name_of(widget: QWidget) -> str:
    """A widget, for a person to find."""
    words = widget.accessibleName() or (widget.text() if isinstance(widget, QLabel | QAbstractButton) else "")
    return f"{type(widget).__name__} {words[:40]!r}"


def _scrolls(widget: QWidget) -> bool:
    """Inside of something that scrolls: there only a part is seen at a time."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def _is_part(widget: QWidget) -> bool:
    """A part of another widget that is looked at itself: the field inside a box, a header, a corner."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QComboBox | QTableView | QAbstractButton | QLineEdit):
            return True
        parent = parent.parentWidget()
    return False


def _is_over(widget: QWidget) -> bool:
    """In the message that lies over the foot of a screen, which makes room for it where it must."""
    parent: QWidget | None = widget
    while parent is not None:
        if isinstance(parent, MessageStrip):
            return True
        parent = parent.parentWidget()
    return False


def _panel_of(widget: QWidget) -> QWidget | None:
    """The layer it lies on: the approval panel lies over everything else, with a shade between."""
    parent: QWidget | None = widget
    while parent is not None:
        if parent.objectName() == "overlay" or type(parent).__name__ == "ApprovalPanel":
            return parent
        parent = parent.parentWidget()
    return None
