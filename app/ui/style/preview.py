"""What a style does, beside its form: a card, the customer's display and a receipt, as they would look."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.settings.logo import logo_bytes
from app.settings.shop import ShopSettings
from app.ui.display.style import DisplayStyle
from app.ui.display.window import CustomerWindow
from app.ui.face import Face
from app.ui.forms.panel import Panel
from app.ui.forms.paper import PaperSheet
from app.ui.forms.states import StateNote
from app.ui.widgets.frames import space
from app.ui.widgets.paint import box
from app.ui.widgets.text import TextLabel
from app.values.words import Message, msg
from app.workflows.display_feed import Stage, idle
from app.workflows.paper import StylePicture

DISPLAY_SIZE = (1024, 600)
LOGO_SHARE, LOGO_HIGH = 0.6, 5.0
"""Most of the paper's width, and of its height in lines of text."""


class Picture(QWidget):
    """A picture as wide as its room."""

    def __init__(self, face: Face, name: Message) -> None:
        super().__init__()
        self._face, self._name = face, name
        self.picture = QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.setFixedHeight(0)
        face.reworded.connect(self._resay)
        self._resay()

    def show_picture(self, picture: QPixmap) -> None:
        """Show this."""
        self.picture = picture
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, self.height())

    def resizeEvent(self, event: object) -> None:
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.picture.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(QRectF(self.rect()), self.picture, QRectF(self.picture.rect()))

    def _fit(self) -> None:
        shape = self.picture.size()
        if not shape.isEmpty():
            height = round(self.width() * shape.height() / shape.width())
            if height != self.height():
                self.setFixedHeight(height)

    def _resay(self) -> None:
        self.setAccessibleName(self._face.say(self._name))


class StyledPaper(QWidget):
    """A receipt on white paper with the logo at its head."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self.logo = QPixmap()
        self.sheet = PaperSheet(face)
        self.sheet.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_paper(self, text: str, logo: bytes) -> None:
        """Print this."""
        made = QPixmap()
        if logo:
            made.loadFromData(logo)
        self.logo = made
        self.sheet.show_text(text)
        self._fit()
        self.update()

    def resizeEvent(self, event: object) -> None:
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        head = self._head()
        if not head:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box(painter, QRectF(0, 0, self.width(), head + 8), QColor("#FFFFFF"), None, radius=4)
        width, height = self._shape()
        gap = self._face.metrics.gap(2.5)
        where = QRectF((self.width() - width) / 2, gap, width, height)
        painter.drawPixmap(where, self.logo, QRectF(self.logo.rect()))

    def _shape(self) -> tuple[float, float]:
        room = self.width() * LOGO_SHARE, self._face.metrics.base * LOGO_HIGH
        share = min(room[0] / self.logo.width(), room[1] / self.logo.height())
        return self.logo.width() * share, self.logo.height() * share

    def _head(self) -> int:
        return 0 if self.logo.isNull() else round(self._shape()[1]) + self._face.metrics.gap(3)

    def _fit(self) -> None:
        self.sheet.fit(max(self.width(), 100))
        self.sheet.move(0, self._head())
        self.setFixedHeight(self._head() + self.sheet.height())


class PreviewPanel(Panel):
    """The three pictures, one under the other."""

    def __init__(self, face: Face) -> None:
        super().__init__(face, msg("How it looks"), "monitor")
        self.card = Picture(face, msg("Loyalty card"))
        self.display = Picture(face, msg("Customer's screen"))
        self.paper = StyledPaper(face)
        self._parts: list[QWidget] = []
        for title, widget in (
            (msg("Loyalty card"), self.card),
            (msg("Customer's screen"), self.display),
            (msg("Receipt"), self.paper),
        ):
            self._parts += [TextLabel(face, title, "small", tone="text2"), widget]
        for part in self._parts:
            self.rows.add(part)
        self.note = StateNote(face)
        self.rows.add(self.note)
        self.rows.finish()
        self.show_note(msg("The pictures are being drawn"), msg("A moment."))
        face.restyled.connect(self._dress_rows)
        self._dress_rows()

    def show_note(self, head: Message, words: Message) -> None:
        """Say why there are no pictures."""
        for part in self._parts:
            part.hide()
        self.note.show_state("monitor", head, words)
        self.note.show()

    def show_style(self, settings: ShopSettings, picture: StylePicture, theme: str) -> None:
        """Show everything in these settings."""
        self.note.hide()
        for part in self._parts:
            part.show()
        card = QPixmap()
        card.loadFromData(picture.card)
        self.card.show_picture(card)
        logo = logo_bytes(settings) if settings.receipt_logo else b""
        self.paper.show_paper(picture.receipt, logo)
        self.display.show_picture(_display(settings, theme))

    def _dress_rows(self) -> None:
        space(self._face, self.rows.column, (4, 1, 4, 3), 2)


def _display(settings: ShopSettings, theme: str) -> QPixmap:
    """The customer's screen while nobody is served."""
    window = CustomerWindow(DisplayStyle.of(settings, "dark" if theme == "dark" else "light"))
    window.resize(*DISPLAY_SIZE)
    window.show_snapshot(idle(Stage(settings.name, settings.currency, settings.language, settings.display_words)))
    picture = window.grab()
    window.deleteLater()
    return picture
