"""Restoring: a backup becomes a shop in a folder that has none, in a new life of its till.

It arrives in a folder beside and moves over when it is whole. The new life (epoch) keeps everything that is
recorded from now on apart from what the old books recorded after the backup: the same number is never given
twice. Nothing is ever restored over a shop that is there.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec

from app.facts.bodies import ShopRestored
from app.storage.backups.salvage import Salvaged, salvage
from app.storage.backups.shelf import KeptBackup, Shelf
from app.storage.backups.taking_in import TakenIn, take_in
from app.storage.connection import DatabaseError, open_raw, open_writer
from app.storage.failures import in_words
from app.storage.register import carry_register
from app.storage.shop_folder import ShopFolder, sync_folder
from app.storage.store import Store
from app.values.clock import Clock, local
from app.values.errors import Refusal, Trouble
from app.values.words import msg
from app.workflows.ports import Identity

ARRIVING = ".arriving"
SETTINGS = ("till.toml", "till.last-good.toml", "devices.toml")


class Restored(msgspec.Struct, frozen=True):
    """A shop that came back.

    Attributes:
        who: Its identity now, in its new life.
        taken: What the backup held. salvaged: What was recorded after it and taken over from the old books.
    """

    folder: str
    who: Identity
    taken: TakenIn
    salvaged: Salvaged = Salvaged()


class Restoring(msgspec.Struct, frozen=True):
    """What is asked.

    Attributes:
        old_shop: The folder of the books that the backup is to replace; they stay as they are. Settings of the
            till, and what can still be read of the days after the backup, are taken over from there.
        other_shop: Whether another shop's backup is meant to become this folder's shop.
    """

    file: Path
    folder: Path
    old_shop: Path | None = None
    other_shop: bool = False


def restore(asked: Restoring, clock: Clock) -> Restored:
    """Make a shop of a backup in a folder that holds none.

    Raises:
        Refusal: `shop.exists`, `restore.other_shop`, and those of `take_in`. Trouble: the file or the disk says no.
            Whatever is raised, no shop was made and none was changed.
    """
    target = ShopFolder(asked.folder)
    if target.exists:
        raise Refusal(
            "shop.exists",
            msg(
                "{folder} already holds a shop. Nothing was changed. Restore into a new folder.",
                folder=str(target.root),
            ),
        )
    target.prepare()
    work = ShopFolder(target.root / ARRIVING)
    shutil.rmtree(work.root, ignore_errors=True)
    try:
        work.prepare()
        taken = take_in(asked.file, work.database)
        old = _identity_of(asked.old_shop)
        if old is not None and old.shop != taken.who.shop and not asked.other_shop:
            raise _other_shop(asked.file)
        carry_register((asked.file.parent, asked.old_shop), target.root)
        with in_words():
            restored = _begin_new_life(asked, work, taken, clock)
        _take_settings(asked.old_shop, target)
        work.database.replace(target.database)
        sync_folder(target.root)
    except OSError as error:
        raise Trouble(
            "restore.failed",
            msg("The backup was not restored ({why}). Nothing was changed.", why=error.strerror or str(error)),
        ) from error
    finally:
        shutil.rmtree(work.root, ignore_errors=True)
    return restored


def _begin_new_life(asked: Restoring, work: ShopFolder, taken: TakenIn, clock: Clock) -> Restored:
    old = _identity_of(asked.old_shop)
    if old is not None and old.shop != taken.who.shop:
        old = None
    # Brought up to date in its old life, so that what was recorded after the backup can follow in it.
    Store.open(work.root, clock).close()
    with Store.open(work.root, clock) as store:
        salvaged = salvage(store, asked.old_shop) if old is not None else Salvaged()
    epoch = max(taken.last_epoch, old.epoch if old is not None else 0) + 1
    connection = open_writer(work.database)
    try:
        connection.execute("UPDATE identity SET epoch = ?", (epoch,))
    finally:
        connection.close()
    # Only now: whom it says to forget is forgotten in the new life, so that the old chain could go on unbroken.
    carry_register((asked.file.parent, asked.old_shop), work.root)
    made_at = next((kept.made_at for kept in (_named(asked.file),) if kept is not None), 0)
    with Store.open(work.root, clock) as store:
        with store.unit_of_work() as unit:
            unit.drop_draft()
            day = unit.last_business_on() or local(clock.now(), unit.shop_settings().zone).date()
            last_seq = max(taken.last_seq, salvaged.last_seq)
            body = ShopRestored(taken.who.epoch, last_seq, made_at, salvaged.taken_over)
            unit.record(body, business_on=day)
        with store.reads() as reads:
            who = reads.identity()
    connection = open_writer(work.database)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()
    return Restored(str(asked.folder), who, taken, salvaged)


def _named(file: Path) -> KeptBackup | None:
    return next((kept for kept in Shelf(file.parent).kept() if Path(kept.file).name == file.name), None)


def _identity_of(folder: Path | None) -> Identity | None:
    """Whose books those are, if that can still be read."""
    database = folder / "shop.db" if folder is not None else None
    if database is None or not database.is_file():
        return None
    try:
        connection = open_raw(database, mode="ro")
        try:
            shop, till, epoch = connection.execute("SELECT shop, till, epoch FROM identity").fetchone()
            return Identity(shop=str(shop), till=int(till), epoch=int(epoch))
        finally:
            connection.close()
    except (DatabaseError, TypeError, ValueError):
        return None


def _take_settings(old_shop: Path | None, target: ShopFolder) -> None:
    for name in SETTINGS if old_shop is not None else ():
        source = old_shop / name if old_shop is not None else Path(name)
        if source.is_file() and not source.is_symlink() and not (target.root / name).exists():
            shutil.copyfile(source, target.root / name)
            (target.root / name).chmod(0o600)


def _other_shop(file: Path) -> Refusal:
    return Refusal(
        "restore.other_shop",
        msg(
            "{file} is a backup of another shop. Nothing was changed. If that is meant, say so: --other-shop.",
            file=str(file),
        ),
        msg("Another shop's backup"),
    )
