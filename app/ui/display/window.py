"""The customer's window: shows one snapshot after the other, and hands answers to questions back.

It is given no shop, no member and no basket, only snapshots; whatever is not in one cannot be on it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.ui.display.pages import DonePage, IdlePage, Page, QuestionPage, SalePage
from app.ui.display.parts import Dress
from app.ui.display.style import DisplayStyle, Sizes
from app.values.locales import Words
from app.workflows.display_feed import DisplaySnapshot

SMALLEST = (480, 320)
FIRST_SIZE = (1024, 600)


class CustomerWindow(QWidget):
    """The second window.

    Attributes:
        answered: Emitted with the question's number, yes or no, and the consents that were ticked.
        closed: Somebody closed it (the one for trying out has a frame).
        is_still: Whether nothing may move.
    """

    answered = Signal(int, bool, object)
    closed = Signal()

    def __init__(self, style: DisplayStyle, zone: str = "UTC") -> None:
        super().__init__()
        self.setObjectName("customerWindow")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowFlag(Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setMinimumSize(*SMALLEST)
        self._zone = zone
        self._words = Words("en", zone)
        self.is_still = False
        self._number = 0
        self.shown = DisplaySnapshot()
        self.dress = Dress(style, Sizes.of(*FIRST_SIZE))
        self.idle, self.sale, self.done = IdlePage(self.dress), SalePage(self.dress), DonePage(self.dress)
        self.question = QuestionPage(self.dress)
        self.question.answered.connect(self.answered)
        self._stack = QStackedLayout(self)
        for page in (self.idle, self.sale, self.done, self.question):
            self._stack.addWidget(page)
        self.resize(*FIRST_SIZE)
        self._fit()

    @property
    def page(self) -> Page:
        """The picture that is shown."""
        page = self._stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def wear(self, style: DisplayStyle) -> None:
        """Take another style: the shop's own has changed."""
        self.dress.style = style
        self._fit()
        self.show_snapshot(self.shown)

    def show_snapshot(self, shown: DisplaySnapshot) -> None:
        """Show this from now on, in the language it names."""
        self.shown = shown
        if shown.language != self._words.language:
            self._words = Words(shown.language, self._zone)
        page = self._page_for(shown)
        page.put(shown, self._words, still=self.is_still)
        self._stack.setCurrentWidget(page)

    def show_number(self, number: int) -> None:
        """Show the number of this screen in large figures; 0 shows the sale again."""
        self._number = number
        if number:
            self.idle.band.say(str(number))
            self._stack.setCurrentWidget(self.idle)
        else:
            self.show_snapshot(self.shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.dress.sizes = Sizes.of(self.width(), self.height())
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(self.dress.style.ground))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """No key of the till works here: it can only be looked at and touched."""
        event.ignore()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def _page_for(self, shown: DisplaySnapshot) -> Page:
        if shown.question is not None:
            return self.question
        pages: dict[str, Page] = {"selling": self.sale, "paying": self.sale, "done": self.done}
        if shown.state == "identified":
            return self.sale
        return pages.get(shown.state, self.idle)

    def _fit(self) -> None:
        for page in (self.idle, self.sale, self.done, self.question):
            page.fit()
            for part in page.findChildren(QWidget):
                part.updateGeometry()
        self.update()
