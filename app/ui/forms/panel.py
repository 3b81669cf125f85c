"""Panels: a card with a head, rows that scroll, and buttons that stay at its foot."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.ui.face import Face
from app.ui.forms.states import Banner
from app.ui.widgets.button import Button
from app.ui.widgets.frames import Card, hairline, space
from app.ui.widgets.pill import IconMark, Pill
from app.ui.widgets.text import ElidedLabel, TextLabel
from app.values.words import Message


class ScrollColumn(QScrollArea):
    """Rows under each other that scroll when there is no room; never sideways."""

    def __init__(
        self, face: Face, *, margins: tuple[float, float, float, float] = (0, 0, 0, 0), spacing: float = 3
    ) -> None:
        super().__init__()
        self._face, self._margins, self._spacing = face, margins, spacing
        self.inside = QWidget()
        self.inside.setObjectName("inside")
        self.column = QVBoxLayout(self.inside)
        self.setWidget(self.inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        face.restyled.connect(self._dress)
        self._dress()

    def add(self, item: QWidget | QLayout) -> None:
        """Add a row."""
        if isinstance(item, QWidget):
            self.column.addWidget(item)
        else:
            self.column.addLayout(item)

    def finish(self) -> None:
        """Keep the rows at the top."""
        self.column.addStretch(1)

    def show_row(self, widget: QWidget) -> None:
        """Scroll until a row can be seen, once what is said under it has its place."""
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(widget, 0, self._face.metrics.gap(4)))

    def _dress(self) -> None:
        space(self._face, self.column, self._margins, self._spacing)


class Panel(Card):
    """A card with a head, a column of rows and a foot.

    Attributes:
        rows: The scrolling rows.
        banner: A sentence above the rows.
        pill: A short state in the head; hidden while it has no words.
    """

    def __init__(self, face: Face, title: Message, icon: str) -> None:
        super().__init__(face)
        self._has_head = True
        self.mark = IconMark(face, icon, "primary", 1.15)
        self.title = ElidedLabel(face, title, "title", weight=QFont.Weight.DemiBold)
        self.detail = ElidedLabel(face, "", "small", tone="text2")
        self.detail.hide()
        self.pill = Pill(face)
        self.pill.hide()
        self.banner = Banner(face)
        self.rows = ScrollColumn(face, margins=(4, 1, 4, 3))
        self._head = QHBoxLayout()
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.detail)
        self._head.addWidget(self.mark)
        self._head.addLayout(names, 1)
        self._head.addWidget(self.pill)
        self._foot = QHBoxLayout()
        self._foot_buttons: list[Button] = []
        self._foot_line = hairline()
        self._foot_line.hide()
        self._banner_row = QVBoxLayout()
        self._banner_row.addWidget(self.banner)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addLayout(self._banner_row)
        self._column.addWidget(self.rows, 1)
        self._column.addWidget(self._foot_line)
        self._column.addLayout(self._foot)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        face.restyled.connect(self._dress_panel)
        self._dress_panel()

    def add(self, item: QWidget | QLayout) -> None:
        """Add a row."""
        self.rows.add(item)

    def hold(self, body: QWidget) -> None:
        """Hold something of its own instead of rows."""
        self.rows.hide()
        self._column.insertWidget(self._column.indexOf(self.rows), body, 1)

    def put_above(self, widget: QWidget) -> None:
        """Put something over the rows, where the banner is."""
        self._banner_row.addWidget(widget)

    def hide_head(self) -> None:
        """Show no head of its own, where what is held says what it is."""
        for widget in (self.mark, self.title, self.detail, self.pill):
            widget.hide()
        self._has_head = False
        self._dress_panel()

    def add_tool(self, widget: QWidget) -> None:
        """Put something at the right of the head."""
        self._head.addWidget(widget)

    def add_button(self, button: Button, *, stretch: bool = False) -> Button:
        """Put a button at the foot."""
        self._foot_line.show()
        self._foot.addWidget(button, 1 if stretch else 0)
        self._foot_buttons.append(button)
        self._dress_panel()
        return button

    def show_foot(self, shown: bool) -> None:
        """Show the foot only while there is something to do."""
        self._foot_line.setVisible(shown)
        self._dress_panel()

    def head(self, title: Message, *, detail: Message | None = None, icon: str = "") -> None:
        """Say what the panel shows."""
        self.title.say(title)
        self.detail.say(detail or "")
        self.detail.setVisible(detail is not None)
        if icon:
            self.mark.show_icon(icon)

    def say_state(self, words: Message | None, tone: str = "ok", icon: str = "") -> None:
        """Show a state in the head, or none."""
        self.pill.setVisible(words is not None)
        if words is not None:
            self.pill.say(words, tone, icon)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._turn_foot()
        return super().event(event)

    def _turn_foot(self) -> None:
        """Buttons that do not fit side by side stand over one another."""
        buttons = [button for button in self._foot_buttons if not button.isHidden()]
        gap = self._face.metrics.gap
        needed = sum(button.needed_width() for button in buttons) + gap(2) * max(len(buttons) - 1, 0)
        fits = needed <= self.width() - 2 * gap(4) - 4
        wanted = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if self._foot.direction() != wanted:
            self._foot.setDirection(wanted)

    def _dress_panel(self) -> None:
        face = self._face
        space(face, self._column, (0, 0, 0, 0), 0)
        space(face, self._head, (4, 3, 3, 2) if self._has_head else (0, 0, 0, 0), 2.5)
        space(face, self._banner_row, (4, 0, 4, 0), 0)
        has_foot = not self._foot_line.isHidden()
        space(face, self._foot, (4, 2.5, 4, 2.5) if has_foot else (0, 0, 0, 0), 2)
        self._turn_foot()


class Beside(QWidget):
    """Fields side by side, as wide as each other or by weight."""

    def __init__(self, face: Face, *fields: QWidget, weights: tuple[int, ...] = ()) -> None:
        super().__init__()
        self._face = face
        self._row = QHBoxLayout(self)
        for field, weight in zip(fields, weights or (1,) * len(fields), strict=True):
            self._row.addWidget(field, weight, Qt.AlignmentFlag.AlignTop)
        face.restyled.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        space(self._face, self._row, (0, 0, 0, 0), 3)


class AtMost(QWidget):
    """Keeps a row from growing wider than people read: so many heights of body text."""

    def __init__(self, face: Face, row: QWidget, ems: float) -> None:
        super().__init__()
        self._face, self._inner, self._ems = face, row, ems
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(row, 100)
        line.addStretch(1)
        face.restyled.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self._inner.setMaximumWidth(round(self._ems * self._face.metrics.base))


class Heading(QWidget):
    """A heading between groups of rows."""

    def __init__(self, face: Face, words: Message) -> None:
        super().__init__()
        self._face = face
        self.label = TextLabel(face, words, "small", tone="text2", weight=QFont.Weight.DemiBold)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.label)
        face.restyled.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        space(self._face, self._column, (0, 1.5, 0, 0), 0)
