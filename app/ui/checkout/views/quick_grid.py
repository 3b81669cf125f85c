"""The grid of quick keys: pages at its head, keys under them, as many rows as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui.checkout.quick_keys import QuickFace
from app.ui.face import Face
from app.ui.widgets.frames import Card, space
from app.ui.widgets.paint import box, draw_focus, draw_icon
from app.values.words import msg

COLUMNS = 4
MOST_ROWS = 6
MEMBER_EMS = {"regular": 25.0, "compact": 25.5}
"""What a member with points, hints and one reward needs, in heights of text; where it is tight hints take two rows."""
NOBODY_EMS = 13.5
_GROUNDS = {"": "surface2", "primary": "info_bg", "ok": "ok_bg", "warn": "warn_bg", "points": "points_bg"}
_INKS = {"": "text", "primary": "primary", "ok": "ok", "warn": "warn", "points": "points"}


class QuickButton(QPushButton):
    """One key: its words on two lines, a figure at its foot. No focus on selling screens, never a default.

    Attributes:
        face_shown: What it shows.
    """

    def __init__(self, face: Face, *, focusable: bool = False) -> None:
        super().__init__()
        self._face = face
        self.face_shown = QuickFace("")
        self.setAutoDefault(False)
        self.setDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if focusable else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        face.restyled.connect(self.updateGeometry)

    def show_face(self, shown: QuickFace) -> None:
        """Show a key."""
        self.face_shown = shown
        self.setAccessibleName(f"{shown.words} {shown.detail}".strip())
        self.setToolTip(shown.words)
        self.setEnabled(shown.is_there)
        self.update()

    def sizeHint(self) -> QSize:
        height = self.height_for(self._face)
        return QSize(height, height)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    @staticmethod
    def height_for(face: Face) -> int:
        """Of every key: what a finger finds, and three lines of small text."""
        caption = QFontMetrics(face.font("caption"))
        return max(face.metrics.key, caption.height() * 3 + face.metrics.gap(1.5))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        face, shown = self._face, self.face_shown
        where = QRectF(self.rect())
        ground = _GROUNDS.get(shown.colour, "surface2")
        pressed = self.isDown() or self.isChecked()
        edge = face.colour("primary") if self.isChecked() else face.colour("line")
        box(painter, where, face.colour("hair" if pressed else ground), edge, radius=8)
        ink = face.colour(_INKS.get(shown.colour, "text") if shown.is_there else "disabled")
        gap = face.metrics.gap(1)
        inside = where.adjusted(gap, gap * 0.6, -gap, -gap * 0.6)
        small = QFontMetrics(face.font("caption"))
        foot = QRectF(inside.left(), inside.bottom() - small.height(), inside.width(), small.height())
        if shown.detail:
            painter.setFont(face.font("caption"))
            painter.setPen(face.colour("text" if shown.is_there else "disabled"))
            detail = small.elidedText(shown.detail, Qt.TextElideMode.ElideRight, int(foot.width()))
            painter.drawText(foot, int(Qt.AlignmentFlag.AlignCenter), detail)
            inside.setBottom(foot.top())
        elif shown.icon:
            size = min(face.metrics.icon, small.height() * 1.2)
            draw_icon(painter, shown.icon, ink.name(), QRectF(foot.center().x() - size / 2, foot.top() - 2, size, size))
            inside.setBottom(foot.top() - 2)
        painter.setPen(ink)
        font = face.font("caption", QFont.Weight.DemiBold)
        painter.setFont(font)
        lines = two_lines(shown.words, QFontMetrics(font), int(inside.width()))
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignCenter), "\n".join(lines))
        if self.hasFocus():
            draw_focus(painter, face, where, 8)


def two_lines(words: str, metrics: QFontMetrics, width: int) -> list[str]:
    """Words in at most two lines; what has no room ends in an ellipsis."""
    lines: list[str] = []
    for word in words.split():
        if lines and metrics.horizontalAdvance(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        elif len(lines) < 2:
            lines.append(word)
        else:
            lines[-1] += f" {word}"
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines]


class PageTab(QPushButton):
    """The name of a page, with the digit that Alt opens it by."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(60, round(self._face.metrics.key * 0.72))

    def minimumSizeHint(self) -> QSize:
        return QSize(28, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        face = self._face
        where = QRectF(self.rect())
        if self.isChecked():
            box(painter, where, face.colour("info_bg"), None, radius=8)
        painter.setFont(face.font("caption", QFont.Weight.DemiBold))
        painter.setPen(face.colour("primary" if self.isChecked() else "text2"))
        room = int(where.width()) - face.metrics.gap(1.5)
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(where, int(Qt.AlignmentFlag.AlignCenter), text)


class QuickGrid(Card):
    """Pages and keys.

    Attributes:
        pressed: Emitted with the place of a key on the page.
        page_wanted: Emitted with a page's place.
    """

    pressed = Signal(int)
    page_wanted = Signal(int)

    def __init__(self, face: Face) -> None:
        super().__init__(face)
        self._face = face
        self._tabs: list[PageTab] = []
        self.buttons: list[QuickButton] = []
        self._rows = 0
        self._tab_row = QHBoxLayout()
        self._grid = QGridLayout()
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._tab_row)
        self._column.addLayout(self._grid)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        face.restyled.connect(self._dress)
        face.reworded.connect(self._resay)
        self._dress()
        self._resay()

    def show_page(self, names: Sequence[str], page: int, keys: Sequence[QuickFace]) -> None:
        """Show a page: the names of all, which one it is, and its keys."""
        while len(self._tabs) < len(names):
            self._add_tab(len(self._tabs))
        for place, tab in enumerate(self._tabs):
            tab.setVisible(place < len(names) and len(names) > 1)
            if place < len(names):
                tab.setText(names[place] or str(place + 1))
                tab.setAccessibleName(f"{tab.text()} Alt+{place + 1}")
                tab.setChecked(place == page)
        while len(self.buttons) < len(keys):
            self._add_button(len(self.buttons))
        for button, shown in zip(self.buttons, keys, strict=False):
            button.show_face(shown)
        self._count = len(keys)
        self._fit()

    def fit_rows(self, height: int) -> int:
        """Show as many rows as fit into a height; returns how many, 0 where there is no room for one."""
        each = QuickButton.height_for(self._face) + self._grid.verticalSpacing()
        margins = self._column.contentsMargins()
        tabs = any(not tab.isHidden() for tab in self._tabs)
        head = self._tabs[0].sizeHint().height() + self._column.spacing() if tabs else 0
        room = height - margins.top() - margins.bottom() - head
        self._rows = max(0, min(MOST_ROWS, room // each))
        self._fit()
        return min(self._rows, -(-self._count // COLUMNS))

    _count = 0

    def _fit(self) -> None:
        shown = min(self._count, self._rows * COLUMNS)
        for place, button in enumerate(self.buttons):
            button.setVisible(place < shown)

    def _add_tab(self, place: int) -> None:
        tab = PageTab(self._face)
        tab.clicked.connect(lambda: self.page_wanted.emit(place))
        self._tab_row.addWidget(tab)
        self._tabs.append(tab)

    def _add_button(self, place: int) -> None:
        button = QuickButton(self._face)
        button.clicked.connect(lambda: self.pressed.emit(place))
        self._grid.addWidget(button, place // COLUMNS, place % COLUMNS)
        self.buttons.append(button)

    def _resay(self) -> None:
        self.setAccessibleName(self._face.say(msg("Quick keys")))

    def _dress(self) -> None:
        space(self._face, self._column, (2, 2, 2, 2), 1.5)
        self._tab_row.setSpacing(self._face.metrics.gap(1))
        self._grid.setSpacing(self._face.metrics.gap(1.5))


class SideColumn(QWidget):
    """The member over the grid: the grid takes what the member leaves, or nothing."""

    def __init__(self, face: Face, member: QWidget, grid: QuickGrid) -> None:
        super().__init__()
        self._face, self._member, self.grid = face, member, grid
        self.has_keys = False
        self.with_member = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(member, 1)
        self._column.addWidget(grid)
        grid.hide()
        face.restyled.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Give the grid its rows."""
        metrics = self._face.metrics
        gap = metrics.gap(3)
        self._column.setSpacing(gap)
        member = MEMBER_EMS[metrics.density] if self.with_member else NOBODY_EMS
        needed = round(metrics.base * member)
        rows = self.grid.fit_rows(self.height() - needed - gap) if self.has_keys else 0
        self.grid.setVisible(rows > 0)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.fit()
