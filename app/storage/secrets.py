"""Secrets of a shop on this machine: in the operating system's keyring, else in files outside the shop's folder.

Only keyrings that encrypt are used, by name: whatever else a machine offers (a plain text file that calls
itself a keyring) is passed over. Where none answers, secrets lie in the user's configuration folder (0700,
files 0600). A small file there says that a secret went into the keyring, so that one that is silent today is
not taken for one that never had it. `REGULARS_KEYS` names another folder, and leaves the keyring alone.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import importlib
import os
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from app.storage.shop_folder import FILE_MODE, FOLDER_MODE
from app.values.errors import Trouble
from app.values.words import msg
from app.workflows.secrets import SecretPlace

FOLDER_VARIABLE = "REGULARS_KEYS"
SERVICE = "Regulars"
ENCRYPTING = (
    "keyring.backends.Windows",
    "keyring.backends.macOS",
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
)
"""Modules of the keyring library whose keyrings keep secrets encrypted under the user's own login."""

ANSWER_SECONDS = 10.0
_FOREIGN_ERRORS = (
    ("keyring.errors", "KeyringError"),
    ("secretstorage.exceptions", "SecretStorageException"),
    ("jeepney.wrappers", "DBusErrorResponse"),
    ("win32ctypes.pywin32.pywintypes", "error"),
)
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
_IN_KEYRING = b"in the keyring\n"
Answer = TypeVar("Answer")


class Keyring(Protocol):
    """What is used of a keyring."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


class ShopSecrets:
    """Fulfils `workflows.secrets.Secrets` for one shop."""

    def __init__(self, shop: str, folder: Path, find_keyring: Callable[[], Keyring | None]) -> None:
        """`folder`: where files of this machine's shops lie; `find_keyring` is asked once, when first needed."""
        self._shop, self._folder = shop, folder / shop
        self._find_keyring = find_keyring
        self._keyring: Keyring | None = None
        self._is_sought = False
        self._lock = threading.RLock()
        self._known: dict[str, bytes] = {}

    def get(self, name: str) -> bytes | None:
        with self._lock:
            if name not in self._known:
                found = self._read(name)
                if found is None:
                    return None
                self._known[name] = found
            return self._known[name]

    def put(self, name: str, secret: bytes) -> None:
        with self._lock:
            self._known.pop(name, None)
            if not self._put_in_keyring(name, secret):
                self._write(self._file(name, "key"), secret)
                self._unlink(self._file(name, "in-keyring"))
            self._known[name] = secret

    def forget(self, name: str) -> None:
        with self._lock:
            self._known.pop(name, None)
            keyring = self._ring()
            if keyring is not None and self._file(name, "in-keyring").exists():
                self._asked(lambda: keyring.delete_password(SERVICE, self._user(name)))
            self._unlink(self._file(name, "key"))
            self._unlink(self._file(name, "in-keyring"))

    def place(self) -> SecretPlace:
        with self._lock:
            if self._ring() is not None:
                return "keyring"
            try:
                self._make_folder()
            except Trouble:
                return "nowhere"
            return "folder"

    def _read(self, name: str) -> bytes | None:
        try:
            return self._file(name, "key").read_bytes()
        except FileNotFoundError:
            pass
        except OSError as error:
            raise _silent(error.strerror or str(error)) from error
        was_kept = self._file(name, "in-keyring").exists()
        keyring = self._ring()
        if keyring is None:
            if was_kept:
                raise _silent("no keyring")
            return None
        answered, text = self._asked(lambda: keyring.get_password(SERVICE, self._user(name)))
        if not answered:
            if was_kept:
                raise _silent("no answer")
            return None
        return _decoded(text)

    def _put_in_keyring(self, name: str, secret: bytes) -> bool:
        keyring = self._ring()
        if keyring is None:
            return False
        text = base64.b64encode(secret).decode()
        kept, _ = self._asked(lambda: keyring.set_password(SERVICE, self._user(name), text))
        there, found = self._asked(lambda: keyring.get_password(SERVICE, self._user(name)))
        if not (kept and there and found == text):
            return False
        self._write(self._file(name, "in-keyring"), _IN_KEYRING)
        self._unlink(self._file(name, "key"))
        return True

    def _ring(self) -> Keyring | None:
        if not self._is_sought:
            answered, found = self._asked(self._find_keyring)
            self._keyring, self._is_sought = (found if answered else None), True
        return self._keyring

    def _asked(self, question: Callable[[], Answer]) -> tuple[bool, Answer | None]:
        """Ask a keyring: a locked one may wait for a person, which no till can do for long."""
        given: list[Answer] = []

        def ask() -> None:
            with contextlib.suppress(*_errors_of_keyrings()):
                given.append(question())

        thread = threading.Thread(target=ask, name="keyring", daemon=True)
        thread.start()
        thread.join(ANSWER_SECONDS)
        return (True, given[0]) if given else (False, None)

    def _user(self, name: str) -> str:
        return f"{self._shop}/{name}"

    def _file(self, name: str, kind: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError(f"no name of a secret: {name!r}")
        return self._folder / f"{name}.{kind}"

    def _make_folder(self) -> None:
        try:
            self._folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            self._folder.parent.chmod(FOLDER_MODE)
            self._folder.chmod(FOLDER_MODE)
        except OSError as error:
            raise _not_kept(self._folder, error) from error

    def _write(self, file: Path, content: bytes) -> None:
        self._make_folder()
        beside = file.with_name(f".{file.name}.new")
        try:
            beside.unlink(missing_ok=True)
            handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(file)
        except OSError as error:
            raise _not_kept(self._folder, error) from error

    def _unlink(self, file: Path) -> None:
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise _not_kept(self._folder, error) from error


def secrets_of(shop: str, shop_folder: Path) -> ShopSecrets:
    """The secrets of a shop on this machine.

    Raises:
        Trouble: `secrets.inside`: they would lie inside the shop's folder, and go wherever it is copied to.
    """
    told = os.environ.get(FOLDER_VARIABLE)
    folder = Path(told) if told else _user_folder() / "keys"
    if folder.resolve().is_relative_to(shop_folder.resolve()):
        raise Trouble(
            "secrets.inside",
            msg(
                "Keys must not lie in the shop's own folder ({folder}): a copy of it would open everything."
                " Choose another folder for the shop or, with {variable}, for the keys.",
                folder=str(shop_folder),
                variable=FOLDER_VARIABLE,
            ),
        )
    return ShopSecrets(shop, folder, (lambda: None) if told else encrypting_keyring)


def encrypting_keyring() -> Keyring | None:
    """The best keyring of this machine that encrypts what it keeps; None where there is none."""
    from keyring.backend import get_all_keyring

    found = [each for each in get_all_keyring() if is_encrypting(each) and each.priority > 0]
    return max(found, key=lambda each: each.priority, default=None)


def is_encrypting(keyring: object) -> bool:
    """Whether this is one of the keyrings that are known to encrypt."""
    return type(keyring).__module__ in ENCRYPTING


def _user_folder() -> Path:
    from platformdirs import user_config_path

    return user_config_path("regulars", appauthor=False)


def _errors_of_keyrings() -> tuple[type[Exception], ...]:
    """What keyrings raise when they do not answer: the library's own errors, and those it lets through."""
    found: list[type[Exception]] = [OSError, RuntimeError, ValueError, ImportError, AttributeError, KeyError]
    for module, name in _FOREIGN_ERRORS:
        with contextlib.suppress(ImportError):
            found.append(getattr(importlib.import_module(module), name))
    return tuple(found)


def _decoded(text: str | None) -> bytes | None:
    if text is None:
        return None
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return None


def _silent(why: str) -> Trouble:
    return Trouble(
        "secrets.silent",
        msg(
            "The keyring of this machine does not answer ({why}). Nothing was changed. Unlock it or sign in to the"
            " machine again; an owner's recovery code opens the till meanwhile.",
            why=why,
        ),
    )


def _not_kept(folder: Path, error: OSError) -> Trouble:
    return Trouble(
        "secrets.not_kept",
        msg(
            "A key could not be kept in {folder} ({why}). Nothing was changed.",
            folder=str(folder),
            why=error.strerror or str(error),
        ),
    )
