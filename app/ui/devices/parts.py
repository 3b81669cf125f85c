"""Parts of the devices page: receipts that wait, what happened lately, the camera's picture, the report."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.face import Face
from app.ui.forms.panel import Heading
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.frames import space
from app.ui.widgets.text import TextLabel, wrapped
from app.values.clock import Instant
from app.values.words import Message, msg, msgn, plain
from app.workflows.device_desk import CameraPicture, DeviceEvent, WaitingReceipt

PICTURE_EMS = 20
MINUTE_MS = 60_000


class Column(QWidget):
    """Rows under each other, under a heading."""

    def __init__(self, face: Face, title: Message) -> None:
        super().__init__()
        self._face = face
        self.column = QVBoxLayout(self)
        self.column.addWidget(Heading(face, title))
        face.restyled.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        space(self._face, self.column, (0, 0, 0, 0), 1)


class WaitingList(Column):
    """Receipts that wait for the printer, each with its age and what can be done with it."""

    def __init__(
        self,
        face: Face,
        waiting: Sequence[WaitingReceipt],
        now: Instant,
        does: Sequence[tuple[Message, Kind, Callable[[int], None]]],
    ) -> None:
        """`does`: the words, look and work of each button."""
        super().__init__(face, msg("Receipts that wait"))
        for receipt in waiting:
            words = msg("{name} · {age}", name=receipt.name, age=age_words(now - receipt.made_at))
            label = TextLabel(face, words, "body", tone="warn" if receipt.is_old else "text")
            line = QHBoxLayout()
            line.addWidget(label, 1)
            for about, look, work in does:
                button = Button(face, about, look, size="small", focusable=True)
                button.clicked.connect(lambda _checked=False, work=work, number=receipt.number: work(number))
                line.addWidget(button)
            self.column.addLayout(line)


class EventList(Column):
    """What happened to a device lately, newest first."""

    def __init__(self, face: Face, title: Message, events: Sequence[DeviceEvent]) -> None:
        super().__init__(face, title)
        for event in events:
            times = msg(" ({times} times)", times=event.times) if event.times > 1 else plain("")
            words = msg("{at}  {event}{times}", at=face.words.date_time(event.at), event=event.words, times=times)
            self.column.addWidget(wrapped(TextLabel(face, words, "small")))
        if not events:
            self.column.addWidget(TextLabel(face, msg("Nothing yet."), "small", tone="text2"))


class CameraView(QLabel):
    """What the camera sees, as large as it is worth."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self._picture: CameraPicture | None = None
        self.setAccessibleName(face.say(msg("Picture of the camera")))
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

    def show_picture(self, picture: CameraPicture | None) -> None:
        """Show a picture, or say that there is none."""
        if picture is self._picture and picture is not None:
            return
        self._picture = picture
        if picture is None or len(picture.grey) < picture.width * picture.height:
            self.setText(self._face.say(msg("No picture yet. Choose a camera and save.")))
            self.setFont(self._face.font("small"))
            return
        image = QImage(picture.grey, picture.width, picture.height, picture.width, QImage.Format.Format_Grayscale8)
        width = round(self._face.metrics.base * PICTURE_EMS)
        self.setPixmap(QPixmap.fromImage(image).scaledToWidth(width, Qt.TransformationMode.SmoothTransformation))


def age_words(ms: int) -> Message:
    """How long something waits."""
    minutes = max(0, ms) // MINUTE_MS
    if minutes < 1:
        return msg("waits less than a minute")
    if minutes < 120:
        return msgn("waits {n} minute", "waits {n} minutes", minutes)
    return msgn("waits {n} hour", "waits {n} hours", minutes // 60)
