"""Where secrets of one shop on this machine are kept, as a protocol: pepper, till key, passwords, tokens.

They lie in the keyring of the operating system where one answers, otherwise in files of their owner alone,
outside the shop's folder; never in the database, a backup or a log. `app.storage.secrets` fulfils it, and the
shop's books carry it (`Books.secrets`). Names in use are listed here, so that nobody takes one twice.
"""

from __future__ import annotations

from typing import Literal, Protocol

SecretPlace = Literal["keyring", "folder", "nowhere"]

PEPPER = "pepper"
TILL_KEY = "till-key"
WITNESS = "witness"
SMTP_PASSWORD = "smtp-password"  # noqa: S105 - the secret's name
DATABASE_KEY = "database-key"
DEVICE_KEY = "device-key"


class Secrets(Protocol):
    """The secrets of one shop on this machine."""

    def get(self, name: str) -> bytes | None:
        """The secret, or None where there is none (or where it was lost).

        Raises:
            Trouble: `secrets.silent`: it lies in the keyring, and the keyring does not answer now.
        """
        ...

    def put(self, name: str, secret: bytes) -> None:
        """Keep it, in place of an older one.

        Raises:
            Trouble: `secrets.not_kept`: neither keyring nor folder takes it.
        """
        ...

    def forget(self, name: str) -> None:
        """Take it away; nothing happens where there is none."""
        ...

    def place(self) -> SecretPlace:
        """Where the next secret goes: `nowhere` where neither keyring nor folder can be used. For Devices."""
        ...


def text_secret(secrets: Secrets, name: str) -> str:
    """A secret that is a text (a password); empty where there is none."""
    found = secrets.get(name)
    return found.decode("utf-8") if found is not None else ""
