"""Mail: the outbox of the shop's folder with its thread, behind the door that screens use.

The password is read from the machine's secrets at every try, so that a new one works without a restart, and
never lies in the shop's folder.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt, Signal

from app.channels.letters import Letter, checked_address, masked_address
from app.channels.outbox import MailThread, Outbox, OutboxView
from app.channels.smtp import MailServer, Security
from app.ui.shell.actions import Notice
from app.values.errors import Refusal, Trouble
from app.values.locales import Words
from app.values.words import msg
from app.workflows.mailing import MAIL_DESK, LetterState
from app.workflows.member_notes import POST_NOTE
from app.workflows.receipt_making import receipt_view
from app.workflows.secrets import SMTP_PASSWORD, Secrets, text_secret

if TYPE_CHECKING:
    from app.sales.receipt import PointsChange
    from app.settings.devices import MailSettings
    from app.storage.shop_folder import ShopFolder
    from app.storage.store import Store
    from app.ui.shell.screen import Desk
    from app.ui.tasks import Tasks
    from app.workflows.member_notes import MemberNote
    from app.workflows.ports import Reads
    from app.workflows.receipt_view import ReceiptView

LETTER_COLUMNS = 42


class Mail(QObject):
    """Fulfils `workflows.mailing.MailDesk`."""

    _moved = Signal(object)

    def __init__(self, desk: Desk, folder: ShopFolder, secrets: Secrets, settings: Callable[[], MailSettings]) -> None:
        """`settings` is asked at every try."""
        super().__init__()
        self._desk, self._secrets, self._settings = desk, secrets, settings
        self._paper: Tasks = desk.tasks
        self._listeners: list[Callable[[], None]] = []
        self._told: set[str] = set()
        self._thread = MailThread(Outbox(folder.outbox, self._server, desk.till.clock), self._moved.emit)
        self._moved.connect(self._on_moved, Qt.ConnectionType.QueuedConnection)

    def start(self, paper: Tasks) -> None:
        """Begin with what waits already; `paper` has a thread of its own for laying out."""
        self._paper = paper
        self._told = {each.id for each in self._thread.outbox.view().refused}
        self._desk.services[MAIL_DESK] = lambda: self
        self._desk.services[POST_NOTE] = lambda: self.post_note if self.is_set_up else None
        self._thread.start()

    def stop(self) -> None:
        """End after what is being sent; the rest waits for the next start."""
        self._listeners.clear()
        self._thread.stop()

    # -- what screens ask

    @property
    def is_set_up(self) -> bool:
        settings = self._settings()
        return bool(settings.host.strip() and settings.sender.strip())

    @property
    def has_password(self) -> bool:
        try:
            return self._secrets.get(SMTP_PASSWORD) is not None
        except Trouble:
            return True

    def keep_password(self, password: str, on_kept: Callable[[str], None]) -> None:
        def keep(_reads: Reads) -> str:
            if password:
                self._secrets.put(SMTP_PASSWORD, password.encode())
            else:
                self._secrets.forget(SMTP_PASSWORD)
            return self._secrets.place()

        def kept(place: str) -> None:
            self.retry_now()
            on_kept(place)

        self._paper.read(keep, kept, on_refused=self._desk.refuse)

    def address_of(self, sale: str, then: Callable[[str], None]) -> None:
        self._paper.read(lambda reads: _address(reads, sale), then, on_refused=self._desk.refuse)

    def send_receipt(
        self, sale: str, to: str, then: Callable[[LetterState], None], *, points: tuple[PointsChange, ...] = ()
    ) -> None:
        shop, at = self._desk.till.shop, self._desk.till.now()

        def write(reads: Reads) -> LetterState:
            address = checked_address(to or _address(reads, sale))
            view = receipt_view(reads, shop, sale, late_points=points)
            if view is None:
                raise Refusal("mail.no_receipt", msg("There is no such receipt in these books."))
            letter = _receipt_letter(view, address, at, self._desk.till.ids.new())
            self._thread.post(letter)
            return LetterState(letter.id, masked_address(address), sale, "waiting", at=at)

        self._paper.read(write, then, on_refused=self._desk.refuse)

    def post_note(self, note: MemberNote) -> None:
        """Keep a note to a member for sending; raises `Refusal` for an address that is none, `Trouble` as posting."""
        letter = Letter(note.id, checked_address(note.to), note.subject, note.text, note.made_at, about=note.sale)
        self._thread.post(letter)

    def send_test(self, to: str, then: Callable[[LetterState], None]) -> None:
        till = self._desk.till
        words, shop = Words(till.settings.language, till.shop.settings.zone), till.shop.settings.name
        subject = words.say(msg("Letters from {shop} work", shop=shop))
        text = words.say(msg("This is a test. Receipts of {shop} can be sent by e-mail.", shop=shop))
        at, identity = till.now(), till.ids.new()

        def write(_reads: Reads) -> LetterState:
            address = checked_address(to)
            self._thread.post(Letter(identity, address, subject, text, at))
            return LetterState(identity, masked_address(address), "", "waiting", at=at)

        self._paper.read(write, then, on_refused=self._desk.refuse)

    def states(self, sale: str = "") -> tuple[LetterState, ...]:
        view = self._thread.outbox.view()
        found = [LetterState(each.id, masked_address(each.to), each.about, "waiting", view.why, each.made_at)
                 for each in view.kept]  # fmt: skip
        found += [LetterState(each.id, masked_address(each.to), each.about, "refused", each.why)
                  for each in view.refused]  # fmt: skip
        found += [LetterState(each.id, each.to, each.about, "sent", at=each.at) for each in view.sent]
        return tuple(reversed([each for each in found if not sale or each.sale == sale]))

    def forget_refused(self, letter: str) -> None:
        self._thread.outbox.forget_refused(letter)
        self._tell()

    def listen(self, listener: Callable[[], None]) -> None:
        self._listeners.append(listener)

    @property
    def why(self) -> str:
        """What the mail server said last, if it did not take a letter."""
        return self._thread.outbox.view().why

    def retry_now(self) -> None:
        """Settings have changed: do not wait for the next try."""
        self._thread.retry_now()

    # -- inside

    def _server(self) -> MailServer | None:
        """Where letters go now; None keeps them. Called on the mail thread."""
        settings = self._settings()
        if not self.is_set_up:
            return None
        try:
            password = text_secret(self._secrets, SMTP_PASSWORD)
        except (Trouble, UnicodeDecodeError):
            return None
        return MailServer(
            settings.host.strip(),
            settings.port,
            cast("Security", settings.security),
            settings.sender.strip(),
            self._desk.till.shop.settings.name,
            settings.user,
            password,
        )

    def _on_moved(self, view: OutboxView) -> None:
        for each in view.refused:
            if each.id not in self._told:
                self._told.add(each.id)
                words = msg(
                    "The letter to {address} was refused ({why}). The receipt is kept: F9 sends it elsewhere.",
                    address=masked_address(each.to),
                    why=each.why,
                )
                self._desk.notify(Notice(words, "warn"))
        self._tell()

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()


def start_mail(desk: Desk, store: Store, settings: Callable[[], MailSettings], paper: Tasks) -> Mail:
    """The mail of a till, begun; `settings` are those that its devices page has at each try."""
    mail = Mail(desk, store.folder, store.secrets, settings)
    mail.start(paper)
    return mail


def _address(reads: Reads, sale: str) -> str:
    owner = reads.receipt_member(sale)
    member = reads.member(owner) if owner else None
    return member.person.email if member is not None and member.person is not None else ""


def _receipt_letter(view: ReceiptView, address: str, at: int, identity: str) -> Letter:
    """The receipt as a letter in its own language: the text to read, and the page to keep."""
    from app.devices.paper.receipt_pdf import receipt_pdf
    from app.devices.paper.receipt_text import receipt_lines

    words = Words(view.language, view.shop.zone)
    number = view.receipt.number
    return Letter(
        id=identity,
        to=address,
        subject=words.say(msg("Receipt {number} from {shop}", number=number, shop=view.shop.name)),
        text="\n".join(receipt_lines(view, words, LETTER_COLUMNS)) + "\n",
        made_at=at,
        pdf=receipt_pdf(view, words, LETTER_COLUMNS),
        pdf_name=f"receipt-{number}.pdf",
        about=view.receipt.sale,
    )
