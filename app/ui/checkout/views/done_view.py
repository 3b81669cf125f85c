"""Done: the change in huge figures where the basket was, until the next sale begins."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.checkout.modes.done import DoneMode
from app.ui.face import Face
from app.ui.widgets.button import Button
from app.ui.widgets.frames import space
from app.ui.widgets.pill import IconMark
from app.ui.widgets.text import TextLabel, wrapped
from app.values.words import Message, msg, plain


class DoneView(QWidget):
    """Shows a `DoneMode`.

    Attributes:
        receipt_wanted, member_wanted, mail_wanted: The buttons.
    """

    receipt_wanted = Signal()
    member_wanted = Signal()
    mail_wanted = Signal()

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self._mode: DoneMode | None = None
        self._mark = IconMark(face, "circle-check", "ok", 2.6)
        self._caption = TextLabel(face, "", "title", tone="text2")
        self._figure = TextLabel(face, "", "change", weight=QFont.Weight.Bold)
        self._number = TextLabel(face, "", "body", tone="text2")
        self._points = wrapped(TextLabel(face, "", "title", tone="points", weight=QFont.Weight.DemiBold))
        self._next = TextLabel(face, msg("The next scan or key starts the next sale."), "small", tone="text2")
        self.receipt = Button(face, msg("Receipt"), "soft", icon="receipt", key="F9")
        self.member = Button(face, "", "soft", icon="user-plus", key="F2")
        self.mail = Button(face, msg("By e-mail"), "soft", icon="mail", key="Ctrl+E")
        self._letter = wrapped(TextLabel(face, "", "small", tone="text2"))
        self._lay_out()
        self.receipt.clicked.connect(self.receipt_wanted)
        self.member.clicked.connect(self.member_wanted)
        self.mail.clicked.connect(self.mail_wanted)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._resay)
        face.restyled.connect(self._dress)
        face.reworded.connect(self._resay)
        self._dress()

    def show_done(self, mode: DoneMode | None) -> None:
        """Show the sale just kept; None when the next one has begun."""
        self._mode = mode
        if mode is None:
            self._timer.stop()
            return
        self._timer.start()
        self._resay()

    def _resay(self) -> None:
        mode, face = self._mode, self._face
        if mode is None:
            return
        receipt = mode.done.receipt
        change = receipt.change_minor
        self._caption.say(_caption(change, receipt.mode))
        self._figure.say(face.money(change or receipt.total_minor))
        self._figure.setAccessibleName(f"{self._caption.text()} {self._figure.text()}")
        self._number.say(
            msg("Receipt {number} · {total} · saved here", number=receipt.number, total=face.money(receipt.total_minor))
        )
        self._points.say(_points_words(mode, face))
        self._points.setVisible(bool(self._points.text()))
        letter = mode.letter()
        self._letter.say(letter or "")
        self._letter.setVisible(letter is not None)
        self._mark.setVisible(letter is None)
        self.mail.setVisible(mode.can_mail)
        seconds = mode.seconds_left()
        self.member.setVisible(seconds > 0)
        self.member.say(msg("Forgot the card? {seconds} s", seconds=seconds))

    def _lay_out(self) -> None:
        centre = Qt.AlignmentFlag.AlignHCenter
        for label in (self._caption, self._figure, self._number, self._points, self._next):
            label.setAlignment(centre)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.receipt)
        self._buttons.addWidget(self.mail)
        self._buttons.addWidget(self.member)
        self._buttons.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addStretch(3)
        self._column.addWidget(self._mark, 0, centre)
        for label in (self._caption, self._figure, self._points, self._number):
            self._column.addWidget(label)
        self._letter.setAlignment(centre)
        self._column.addWidget(self._letter)
        self._column.addSpacing(12)
        self._column.addLayout(self._buttons)
        self._column.addStretch(3)
        self._column.addWidget(self._next)

    def _dress(self) -> None:
        space(self._face, self._column, (5, 2, 5, 3), 1.5)
        self._buttons.setSpacing(self._face.metrics.gap(2.5))


def _caption(change_minor: int, mode: str) -> Message:
    if mode == "amount":
        return msg("To pay at the other till")
    return msg("Change") if change_minor else msg("Paid")


def _points_words(mode: DoneMode, face: Face) -> Message | str:
    """What the sale did to the member's points, in one sentence."""
    if mode.member is None or not mode.points:
        return ""
    change = max(mode.points, key=lambda each: each.earned_milli)
    digits = mode.points_digits(change.program)
    after = face.words.points(change.after_milli, digits)
    name = (
        plain(mode.member.view.person.name.split()[0])
        if mode.member.view.person and mode.member.view.person.name
        else msg("The member")
    )
    earned = face.words.points(change.earned_milli, digits)
    return msg("{name}: +{earned} points, now {after}", name=name, earned=earned, after=after)
