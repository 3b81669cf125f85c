"""A letter: a receipt by e-mail, as plain data, and as the message that goes out.

Nothing a person typed can become a header of its own: addresses have a narrow grammar, control characters
never reach a subject, and the library that folds headers refuses line breaks besides.
"""

from __future__ import annotations

import re
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import msgspec

from app.values.clock import Instant, local
from app.values.errors import Refusal
from app.values.folding import clean
from app.values.words import msg

LONGEST_ADDRESS = 254
LONGEST_SUBJECT = 120
_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"({_LOCAL})@((?:{_LABEL}\.)*{_LABEL})", re.ASCII)


class Letter(msgspec.Struct, frozen=True):
    """One letter that waits or goes out.

    Attributes:
        id: Stable over all tries, so that a mail server can drop a second copy.
        text: The receipt as it would be printed.
        pdf, pdf_name: The same as a page; empty for none.
        about: The sale it is about; empty for a test.
    """

    id: str
    to: str
    subject: str
    text: str
    made_at: Instant
    pdf: bytes = b""
    pdf_name: str = ""
    about: str = ""


def checked_address(typed: str) -> str:
    """An e-mail address in its ASCII form; raises `Refusal` `mail.address` for anything else."""
    name, at, domain = typed.strip().rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode("ascii") if at else ""
    except UnicodeError:
        ascii_domain = ""
    address = f"{name}@{ascii_domain}"
    if len(address) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(address):
        shown = clean(typed, 60)
        raise Refusal("mail.address", msg("{text} is no e-mail address. Check it with the customer.", text=shown))
    return address


def masked_address(address: str) -> str:
    """`a•••@example.org`: enough to recognise one's own address, for screens and for what is kept of a sent letter."""
    name, at, domain = address.rpartition("@")
    return f"{name[:1]}•••@{domain}" if at else "•••"


def message_of(letter: Letter, sender: str, shop: str) -> EmailMessage:
    """The message, ready for a mail server.

    Args:
        sender: Address it comes from; `shop` the name shown beside it.

    Raises:
        Refusal: `mail.address` of either side.
    """
    sender = checked_address(sender)
    message = EmailMessage(policy=SMTP)
    name, domain = sender.rsplit("@", 1)
    message["From"] = _from(clean(shop, 60), name, domain)
    message["To"] = checked_address(letter.to)
    message["Subject"] = clean(letter.subject, LONGEST_SUBJECT)
    message["Date"] = format_datetime(local(letter.made_at, "UTC"))
    message["Message-ID"] = f"<{re.sub('[^0-9A-Za-z-]', '', letter.id) or 'letter'}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    if letter.pdf:
        filename = re.sub("[^0-9A-Za-z.-]", "_", letter.pdf_name) or "receipt.pdf"
        message.add_attachment(letter.pdf, maintype="application", subtype="pdf", filename=filename)
    return message


def _from(shown: str, name: str, domain: str) -> object:
    from email.headerregistry import Address

    return Address(shown, name, domain)
