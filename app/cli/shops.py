"""Opening the shop that a command works on."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.speaking import Speaker
from app.values.clock import Clock, SystemClock
from app.values.errors import Refusal
from app.values.words import msg

if TYPE_CHECKING:
    from app.settings.shop import ShopSettings
    from app.storage.store import Store
    from app.workflows.acting import Acting
    from app.workflows.ports import Books
    from app.workflows.shop_now import ShopNow


def folder_of(arguments: argparse.Namespace) -> Path:
    """The shop's folder: `--shop`, else the platform's place."""
    if arguments.shop is not None:
        return Path(arguments.shop)
    from app.storage.shop_folder import default_folder

    return default_folder().root


@contextmanager
def looking(arguments: argparse.Namespace, speaker: Speaker) -> Iterator[Store]:
    """A shop open for reading, also while the till is selling."""
    from app.storage.store import Store

    require_shop(folder_of(arguments))
    with Store.look(folder_of(arguments), SystemClock()) as store:
        _speak_there(store, speaker)
        yield store


@contextmanager
def working(arguments: argparse.Namespace, speaker: Speaker, *, clock: Clock | None = None) -> Iterator[Store]:
    """A shop open for writing; it must be there."""
    from app.storage.store import Store

    require_shop(folder_of(arguments))
    with Store.open(folder_of(arguments), clock or SystemClock()) as store:
        _speak_there(store, speaker)
        yield store


@contextmanager
def founding(arguments: argparse.Namespace, speaker: Speaker, settings: ShopSettings | None = None) -> Iterator[Store]:
    """As `working`, but a folder without a shop becomes one, and that is said."""
    from app.settings.shop import ShopSettings
    from app.storage.shop_folder import ShopFolder

    folder = folder_of(arguments)
    if not ShopFolder(folder).exists:
        terms = settings or ShopSettings()
        make_shop(folder, terms, clock=SystemClock()).close()
        speaker.note(
            msg(
                "A new shop was made in {folder}: {currency}, {country}. Its owner's PIN is set at the first start.",
                folder=str(folder),
                currency=terms.currency,
                country=terms.country,
            )
        )
    with working(arguments, speaker) as store:
        yield store


def require_shop(folder: Path) -> None:
    """Refuse as misuse where there is no shop at all."""
    from app.storage.shop_folder import ShopFolder

    if (folder / ".restored" / "shop.db").is_file():
        from app.storage.backups.swap import go_on

        go_on(folder, SystemClock())
    if not ShopFolder(folder).exists:
        raise Refusal(
            "usage.shop", msg("There is no shop in {folder}. Name its folder with --shop.", folder=str(folder))
        )


def make_shop(folder: Path, settings: ShopSettings, *, clock: Clock, till: int = 1) -> Store:
    """A new shop in a folder, founded and open."""
    from app.storage.store import Store
    from app.workflows.new_shop import found_shop

    store = Store.create(folder, clock, till=till)
    try:
        found_shop(store, settings, owner="Owner", pin=None, at=clock.now())
    except BaseException:
        store.close()
        raise
    return store


def acting_now(books: Books, at: int) -> Acting:
    """The program itself acting in the shop as it is now."""
    from app.workflows.acting import Acting

    return Acting(shop_now(books, at), "", at)


def shop_now(books: Books, at: int) -> ShopNow:
    """The shop as it is now."""
    from app.workflows.shop_now import load_shop

    with books.reads() as reads:
        return load_shop(reads, at)


def read_file(path: Path) -> bytes:
    """A file that the command line names.

    Raises:
        Refusal: `usage.file`, which is misuse: it is not there or may not be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refusal(
            "usage.file",
            msg("{file} cannot be read ({why}).", file=str(path), why=error.strerror or str(error)),
        ) from error


def write_file(path: Path, data: bytes) -> None:
    """Write a file that the command line names, whole or not at all."""
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        raise Refusal(
            "usage.file",
            msg("{file} cannot be written ({why}).", file=str(path), why=error.strerror or str(error)),
        ) from error


def _speak_there(store: Store, speaker: Speaker) -> None:
    with store.reads() as reads:
        speaker.at(reads.shop_settings().zone)
