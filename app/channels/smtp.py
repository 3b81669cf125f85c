"""Handing a letter to a mail server: what failed for now, and what failed for good."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from typing import Literal

import msgspec

from app.values.errors import Trouble
from app.values.words import msg

TIMEOUT_S = 15.0
Security = Literal["starttls", "tls", "none"]


class MailServer(msgspec.Struct, frozen=True):
    """Where letters are handed over.

    Attributes:
        security: `none` sends in clear, and then never a password.
        sender: Address that letters come from; `shop` the name beside it.
    """

    host: str
    port: int
    security: Security
    sender: str
    shop: str
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        """Without the password: a server ends up in logs and reports."""
        return f"MailServer({self.host}:{self.port}, {self.security})"


class MailTrouble(Trouble):
    """The letter was not taken.

    Attributes:
        is_final: True where another try cannot help: the address does not exist, the letter is refused.
    """

    def __init__(self, why: str, *, is_final: bool) -> None:
        super().__init__("mail.not_sent", msg("The letter was not sent ({why}).", why=why))
        self.why, self.is_final = why, is_final


def send(message: EmailMessage, server: MailServer, context: ssl.SSLContext | None = None) -> None:
    """Hand a message over; raises `MailTrouble`. `context` is for servers with a certificate of their own."""
    try:
        with _connected(server, context or ssl.create_default_context()) as line:
            line.send_message(message)
    except smtplib.SMTPRecipientsRefused as refused:
        code, reason = next(iter(refused.recipients.values()))
        raise MailTrouble(_said(code, reason), is_final=code >= 500) from refused
    except smtplib.SMTPAuthenticationError as refused:
        # a password is mended in the settings; the letters wait
        raise MailTrouble(_said(refused.smtp_code, refused.smtp_error), is_final=False) from refused
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as refused:
        is_final = refused.smtp_code >= 500
        raise MailTrouble(_said(refused.smtp_code, refused.smtp_error), is_final=is_final) from refused
    except (OSError, smtplib.SMTPException) as wrong:
        raise MailTrouble(" ".join(str(wrong).split())[:200] or type(wrong).__name__, is_final=False) from wrong


def _connected(server: MailServer, context: ssl.SSLContext) -> smtplib.SMTP:
    if server.security == "tls":
        line: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_S, context=context)
    else:
        line = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_S)
    try:
        if server.security == "starttls":
            line.starttls(context=context)
        if server.user and server.security != "none":
            line.login(server.user, server.password)
    except (OSError, smtplib.SMTPException):
        line.close()
        raise
    return line


def _said(code: int, reason: bytes | str) -> str:
    text = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
    return f"{code} {' '.join(text.split())}"[:200]
