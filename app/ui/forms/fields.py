"""Fields: a label, an editor, and under it what is wrong or worth knowing - said where it is, not in a box."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from app.ui.face import Face
from app.ui.widgets.frames import space
from app.ui.widgets.text import TextLabel, wrapped
from app.values.words import Message


class Field(QWidget):
    """A labelled editor.

    Attributes:
        editor: The widget that takes the focus.
        changed: Emitted when somebody changes the value; not when a program sets it.
    """

    changed = Signal()

    def __init__(self, face: Face, label: Message, editor: QWidget, *, hint: Message | None = None) -> None:
        super().__init__()
        self.face, self.editor = face, editor
        self._hint, self._wrong = hint, False
        self._name = TextLabel(face, label, "small", tone="text2", weight=QFont.Weight.Medium)
        self._note = wrapped(TextLabel(face, "", "caption", tone="text2"))
        self._label = label
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._name)
        self._column.addWidget(editor)
        self._column.addWidget(self._note)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(editor)
        face.restyled.connect(self._dress)
        face.reworded.connect(self._name_editor)
        self._dress()
        self._name_editor()
        self.clear_note()

    @property
    def note(self) -> str:
        """What is said under the editor."""
        return "" if self._note.isHidden() else self._note.text()

    @property
    def is_wrong(self) -> bool:
        """Whether a refusal is shown at this field."""
        return self._wrong

    def relabel(self, label: Message) -> None:
        """Change the label."""
        self._label = label
        self._name.say(label)
        self._name_editor()

    def refuse(self, words: Message) -> None:
        """Show a refusal here."""
        self._wrong = True
        self._show_note(words, "err")

    def tell(self, words: Message, tone: str = "text2") -> None:
        """Say something about the value as it is now (`ok`, `warn`, `text2`)."""
        self._wrong = False
        self._show_note(words, tone)

    def clear_note(self) -> None:
        """Back to the hint, if there is one."""
        self._wrong = False
        self._show_note(self._hint, "text2")

    def _show_note(self, words: Message | None, tone: str) -> None:
        self._note.setVisible(words is not None and bool(words.text))
        self._note.set_tone(tone)
        self._note.say(words or "")
        self.editor.setProperty("wrong", "true" if self._wrong else "false")
        self.editor.setAccessibleDescription(self._note.text())
        style = self.editor.style()
        style.unpolish(self.editor)
        style.polish(self.editor)
        self.editor.update()

    def _name_editor(self) -> None:
        self.editor.setAccessibleName(self.face.say(self._label))

    def _dress(self) -> None:
        space(self.face, self._column, (0, 0, 0, 0), 0.75)


class TextField(Field):
    """One line of text."""

    def __init__(
        self,
        face: Face,
        label: Message,
        *,
        hint: Message | None = None,
        sample: Message | str = "",
        longest: int = 200,
        figures: bool = False,
    ) -> None:
        """`sample` stands in the empty field; `figures` puts the text at the right, as amounts stand."""
        self.line = QLineEdit()
        self.line.setMaxLength(longest)
        if figures:
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        super().__init__(face, label, self.line, hint=hint)
        self._sample = sample
        self.line.textEdited.connect(self._on_text_edited)
        face.reworded.connect(self._show_sample)
        self._show_sample()

    def text(self) -> str:
        """What is typed."""
        return self.line.text()

    def put(self, text: str) -> None:
        """Show a value."""
        self.line.setText(text)
        self.line.setCursorPosition(0)
        self.clear_note()

    def set_sample(self, sample: Message | str) -> None:
        """Change what stands in the empty field."""
        self._sample = sample
        self._show_sample()

    def _show_sample(self) -> None:
        sample = self.face.say(self._sample) if isinstance(self._sample, Message) else self._sample
        self.line.setPlaceholderText(sample)

    def _on_text_edited(self) -> None:
        if self._wrong:
            self.clear_note()
        self.changed.emit()


class NotesField(Field):
    """A few lines of text; Tab goes on to the next field."""

    def __init__(
        self, face: Face, label: Message, *, hint: Message | None = None, lines: int = 3, longest: int = 500
    ) -> None:
        self.area = QPlainTextEdit()
        self.area.setTabChangesFocus(True)
        super().__init__(face, label, self.area, hint=hint)
        self._lines, self._longest = lines, longest
        self._putting = False
        self.area.textChanged.connect(self._on_text_changed)
        face.restyled.connect(self._fit)
        self._fit()

    def text(self) -> str:
        """What is typed."""
        return self.area.toPlainText()

    def put(self, text: str) -> None:
        """Show a value."""
        self._putting = True
        self.area.setPlainText(text)
        self._putting = False
        self.clear_note()

    def _on_text_changed(self) -> None:
        if self._putting:
            return
        if self._wrong or len(self.text()) > self._longest:
            self.clear_note()
        self.changed.emit()

    def _fit(self) -> None:
        self.area.setFont(self.face.font("body"))
        height = self.area.fontMetrics().lineSpacing() * self._lines + self.face.metrics.gap(3)
        self.area.setFixedHeight(height)


class SearchLine(QLineEdit):
    """A search line: arrows go to the list beneath while the typing stays here.

    Attributes:
        moved: Emitted with the key (`Up`, `Down`, `PgUp`, `PgDown`) that the list should take.
        entered: Emitted on Enter.
    """

    moved = Signal(int)
    entered = Signal()

    def __init__(self, face: Face, sample: Message) -> None:
        super().__init__()
        self._face, self._sample = face, sample
        self.setClearButtonEnabled(False)
        face.reworded.connect(self._say)
        face.restyled.connect(self._dress)
        self._say()
        self._dress()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._face.metrics.control)

    def keyPressEvent(self, event: object) -> None:
        from PySide6.QtGui import QKeyEvent

        assert isinstance(event, QKeyEvent)
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.moved.emit(event.key())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: object) -> None:
        from PySide6.QtCore import QRectF
        from PySide6.QtGui import QPainter, QPaintEvent

        from app.ui.widgets.paint import draw_icon

        assert isinstance(event, QPaintEvent)
        super().paintEvent(event)
        size = self._face.metrics.icon
        left = self._face.metrics.gap(2.5)
        painter = QPainter(self)
        draw_icon(
            painter, "search", self._face.colour("text2").name(), QRectF(left, (self.height() - size) / 2, size, size)
        )

    def _say(self) -> None:
        text = self._face.say(self._sample)
        self.setPlaceholderText(text)
        self.setAccessibleName(text)

    def _dress(self) -> None:
        self.setTextMargins(self._face.metrics.icon + self._face.metrics.gap(2), 0, 0, 0)
