"""The two kinds of expected failure; everything else that is raised is a defect of ours.

A `Refusal` is a rule saying no: calm, expected, with what to do next. A `Trouble` is the world not
answering (disk, printer, file): retried or lived with, and logged.
"""

from __future__ import annotations

from app.values.words import Message, plain


class Expected(Exception):
    """A failure that has words of its own.

    Attributes:
        code: Stable, lower-case, dotted (`card.unknown`); tests and logs use it, people do not.
        message: What happened, what is safe, what to do.
        title: A few words for a headline; empty where the message says enough.
    """

    def __init__(self, code: str, message: Message | str, title: Message | str = "") -> None:
        self.code = code
        self.message = message if isinstance(message, Message) else plain(message)
        self.title = title if isinstance(title, Message) else plain(title)
        super().__init__(f"{code}: {self.message.english()}")


class Refusal(Expected):
    """A rule says no. Nothing was changed."""


class Trouble(Expected):
    """Disk, printer, network or a file did not do what was asked. What was kept before is still kept."""
