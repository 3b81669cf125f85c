"""The outbox: letters wait in the shop's folder until a mail server took them.

A letter is a file, whole or not there, readable by its owner alone, and gone once it was taken. What is refused
for good is set aside with its reason and can be asked about; what fails for now is tried again, ever less often.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

from app.channels.letters import Letter, checked_address, masked_address, message_of
from app.channels.smtp import MailServer, MailTrouble, send
from app.values.bank_cards import without_bank_cards
from app.values.clock import Clock, Instant
from app.values.errors import Refusal, Trouble
from app.values.words import msg

WAITS_MS = (10_000, 60_000, 300_000, 900_000, 3_600_000)
GIVE_UP_AFTER_MS = 3 * 86_400_000
MOST_SENT = 200
"""Letters that were sent and are still spoken of."""
_UNSAFE = re.compile(r"[^0-9A-Za-z-]")


class Refused(msgspec.Struct, frozen=True):
    """A letter that will not be tried again, and why; the letter itself is not kept."""

    id: str
    to: str
    why: str
    about: str = ""


class Sent(msgspec.Struct, frozen=True):
    """What is kept of a letter that a server took: never its text, and of its address only the ends."""

    id: str
    to: str
    about: str
    at: Instant


class Kept(msgspec.Struct, frozen=True):
    """A letter that waits, as far as a screen is concerned; the rest of its file is passed over."""

    id: str
    to: str
    made_at: Instant
    about: str = ""


class OutboxView(msgspec.Struct, frozen=True):
    """What a screen may show: what waits, what the server said last, what was refused and what was sent lately."""

    waiting: int = 0
    why: str = ""
    refused: tuple[Refused, ...] = ()
    kept: tuple[Kept, ...] = ()
    sent: tuple[Sent, ...] = ()


Note = TypeVar("Note")


class Outbox:
    """Letters of one shop; `step` is called by one thread only."""

    def __init__(
        self,
        folder: Path,
        server: Callable[[], MailServer | None],
        clock: Clock,
        sending: Callable[[Letter, MailServer], None] | None = None,
    ) -> None:
        """`server` is asked before each try, None where none is set up; `sending` takes the place of SMTP."""
        self._folder, self._server, self._clock = folder, server, clock
        self._sending = sending or _send
        self._next_try_at = 0
        self._failures = 0
        self._why = ""

    def post(self, letter: Letter) -> None:
        """Keep a letter for sending.

        Raises:
            Refusal: `mail.address`.
            Trouble: `mail.not_kept` where the disk did not take it.
        """
        checked_address(letter.to)
        subject, text = without_bank_cards(letter.subject), without_bank_cards(letter.text)
        letter = msgspec.structs.replace(letter, subject=subject, text=text)
        path = self._folder / f"{letter.made_at:015d}-{_UNSAFE.sub('', letter.id)}.json"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(path, msgspec.json.encode(letter))
        except OSError as wrong:
            why = wrong.strerror or str(wrong)
            raise Trouble("mail.not_kept", msg("The letter could not be kept ({why}).", why=why)) from wrong
        self._next_try_at = 0

    def view(self) -> OutboxView:
        """The outbox as it is now."""
        waiting = self._waiting()
        return OutboxView(
            len(waiting),
            self._why,
            self._read(sorted(self._folder.glob("*.refused")), Refused),
            self._read(waiting, Kept),
            self._read(sorted(self._folder.glob("*.sent")), Sent),
        )

    def forget_refused(self, letter_id: str) -> None:
        """It was seen: do not show it again."""
        for path in self._folder.glob(f"*-{_UNSAFE.sub('', letter_id)}.refused"):
            path.unlink(missing_ok=True)

    def retry_now(self) -> None:
        """Do not wait for the next try."""
        self._next_try_at = 0

    def step(self) -> int | None:
        """Send the next letter if its time has come; milliseconds until there is something to do, None for nothing."""
        waiting = self._waiting()
        server = self._server() if waiting else None
        if server is None:
            return None
        wait = self._next_try_at - self._clock.now()
        if 0 < wait <= WAITS_MS[-1]:
            return wait
        path = waiting[0]
        try:
            letter = msgspec.json.decode(path.read_bytes(), type=Letter)
        except (OSError, msgspec.DecodeError):
            path.replace(path.with_suffix(".broken"))
            return 0
        try:
            self._sending(letter, server)
        except MailTrouble as trouble:
            is_late = self._clock.now() - letter.made_at > GIVE_UP_AFTER_MS
            return (
                self._set_aside(path, letter, trouble.why) if trouble.is_final or is_late else self._later(trouble.why)
            )
        except Refusal as refusal:
            return self._set_aside(path, letter, refusal.message.english())
        self._failures, self._why = 0, ""
        self._note_sent(path, letter)
        path.unlink(missing_ok=True)
        return 0

    def _waiting(self) -> list[Path]:
        return sorted(self._folder.glob("*.json"))

    @staticmethod
    def _read(paths: list[Path], kind: type[Note]) -> tuple[Note, ...]:
        found = []
        for path in paths:
            try:
                found.append(msgspec.json.decode(path.read_bytes(), type=kind))
            except (OSError, msgspec.DecodeError):
                continue  # torn by a power cut, or just sent: what it told of is gone either way
        return tuple(found)

    def _note_sent(self, path: Path, letter: Letter) -> None:
        """Keep for a while that it was sent; a disk that takes no note holds up no letter."""
        sent = Sent(letter.id, masked_address(letter.to), letter.about, self._clock.now())
        with suppress(OSError):
            _write(path.with_suffix(".sent"), msgspec.json.encode(sent))
        for old in sorted(self._folder.glob("*.sent"))[:-MOST_SENT]:
            old.unlink(missing_ok=True)

    def _later(self, why: str) -> int:
        wait = WAITS_MS[min(self._failures, len(WAITS_MS) - 1)]
        self._failures += 1
        self._why = why
        self._next_try_at = self._clock.now() + wait
        return wait

    def _set_aside(self, path: Path, letter: Letter, why: str) -> int:
        try:
            _write(path.with_suffix(".refused"), msgspec.json.encode(Refused(letter.id, letter.to, why, letter.about)))
        except OSError as wrong:
            return self._later(wrong.strerror or str(wrong))
        path.unlink(missing_ok=True)
        return 0


class MailThread:
    """Runs an outbox on a thread of its own."""

    def __init__(self, outbox: Outbox, on_change: Callable[[OutboxView], None] = lambda _: None) -> None:
        """`on_change` is called on the mail thread."""
        self.outbox, self._on_change = outbox, on_change
        self._wake = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="mail", daemon=True)

    def start(self) -> None:
        """Begin, with what waits already."""
        self._thread.start()

    def post(self, letter: Letter) -> None:
        """Keep a letter and send it soon."""
        self.outbox.post(letter)
        self._wake.set()

    def retry_now(self) -> None:
        """Something was mended: do not wait for the next try."""
        self.outbox.retry_now()
        self._wake.set()

    def stop(self, wait_s: float = 2.0) -> None:
        """End after what is being sent; the rest waits for the next start."""
        self._stopping = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(wait_s)

    def _run(self) -> None:
        before = OutboxView()
        while not self._stopping:
            self._wake.clear()
            wait = self.outbox.step()
            after = self.outbox.view()
            if after != before:
                self._on_change(after)
                before = after
            if wait != 0:
                self._wake.wait(None if wait is None else wait / 1000)


def _send(letter: Letter, server: MailServer) -> None:
    send(message_of(letter, server.sender, server.shop), server)


def _write(path: Path, data: bytes) -> None:
    beside = path.with_suffix(".new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
