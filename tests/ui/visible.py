"""What can be read on a widget and all that is visible in it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from app.ui.checkout.views.basket_table import BasketTable


def visible_widgets(widget: QWidget) -> Iterator[QWidget]:
    """The widget and everything visible inside it."""
    for each in [widget, *widget.findChildren(QWidget)]:
        if each.isVisible():
            yield each


def visible_texts(widget: QWidget) -> Iterator[str]:
    """Texts of labels, buttons, fields and basket rows that are on show."""
    for each in visible_widgets(widget):
        if isinstance(each, QLabel):
            yield each.text()
        elif isinstance(each, QAbstractButton):
            yield each.text() or each.accessibleName()
        elif isinstance(each, QLineEdit):
            yield each.text() or each.placeholderText()
        elif isinstance(each, BasketTable):
            for row in each.lines.rows:
                yield row.spoken()
        elif each.accessibleName():
            yield each.accessibleName()
