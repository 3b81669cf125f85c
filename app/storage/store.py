"""The store: a shop's books on disk, with one writing connection and a reading one for each thread."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from app.storage.ballast import lightened
from app.storage.connection import Connection, library, open_reader, open_writer
from app.storage.copying import copy_checked
from app.storage.failures import in_words
from app.storage.forgetting import empty_log
from app.storage.inspection import inspect, not_made, require_writable
from app.storage.lists import Staging, drop_leftovers
from app.storage.lock import FolderLock
from app.storage.memory import Memory
from app.storage.presence import Presence
from app.storage.reads import SqlReads
from app.storage.reads.look import Look
from app.storage.register import forget_again
from app.storage.secrets import secrets_of
from app.storage.shop_folder import ShopFolder, sync_folder
from app.storage.starting import check_start
from app.storage.unit import Pen, UnitOfWork
from app.values.clock import Clock, RunningTime
from app.values.errors import Refusal
from app.values.ids import Entropy, IdMaker, new_salt
from app.values.words import msg
from app.workflows.ports import Identity
from app.workflows.secrets import Secrets
from db.terminal.registry import VERSION, migrate

FIRST_EPOCH = 1


class Store:
    """Fulfils `ports.Books`.

    The writing connection belongs to the thread that first begins a unit of work (see `writer.py` for a
    thread of its own); every thread that reads gets a connection that can only look.
    """

    def __init__(self, folder: ShopFolder, clock: Clock, *, entropy: Entropy | None = None) -> None:
        """Use `Store.open`, `Store.create` or `Store.look`."""
        self.folder = folder
        self.clock = clock
        self.ids = IdMaker(clock, entropy)
        self.memory = Memory()
        self.running = RunningTime(new_salt().hex())
        self._secrets: Secrets | None = None
        self._pen = Pen(clock, self.ids)
        self._lock: FolderLock | None = None
        self._writer: Connection | None = None
        self._presence: Presence | None = None
        self._slowest_commit_ms = 0.0
        self._in_unit = False
        self._local = threading.local()
        self._readers: list[Connection] = []
        self._readers_lock = threading.Lock()
        self._closed = False

    @classmethod
    def create(
        cls,
        folder: Path,
        clock: Clock,
        *,
        till: int = 1,
        entropy: Entropy | None = None,
        identity: Identity | None = None,
    ) -> Store:
        """Make a shop's empty books in a folder and open them.

        The database gets its name only when it is whole, so a program that is killed leaves no half shop.

        Args:
            till: 1 to 99; the first digits of every receipt number.
            identity: Whose books these are, where they are brought along; a new shop's if None.

        Raises:
            Refusal: `shop.exists`, `shop.in_use`. Trouble: the folder or the disk says no.
        """
        store = cls(ShopFolder(folder), clock, entropy=entropy)
        store.folder.prepare()
        store._lock = FolderLock(store.folder.lock_file)
        try:
            _refuse_second_shop(store.folder)
            with in_words():
                who = identity or Identity(store.ids.new(), till, FIRST_EPOCH)
                _make_database(store.folder.database, (who.shop, who.till, who.epoch))
        except OSError as error:
            store._lock.release()
            raise not_made(store.folder.root, error) from error
        except BaseException:
            store._lock.release()
            raise
        return store

    @classmethod
    def open(cls, folder: Path, clock: Clock, *, entropy: Entropy | None = None) -> Store:
        """Open a shop's books for selling.

        Raises:
            Refusal, Trouble: each with what happened, what is safe and what to do; nothing was changed.
        """
        store = cls(ShopFolder(folder), clock, entropy=entropy)
        database = store.folder.database
        inspect(database)
        require_writable(database)
        store._lock = FolderLock(store.folder.lock_file)
        try:
            with in_words():
                store._bring_up_to_date(inspect(database))
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def look(cls, folder: Path, clock: Clock) -> Store:
        """Open a shop's books for reading only, also while the till is selling.

        Raises:
            Refusal, Trouble: as `open`, and `shop.older` for one that this program has not brought up to date yet.
        """
        store = cls(ShopFolder(folder), clock)
        if inspect(store.folder.database) < VERSION:
            raise Refusal("shop.older", msg("Start `regulars` once: this shop has to be brought up to date first."))
        return store

    @contextmanager
    def unit_of_work(self) -> Iterator[UnitOfWork]:
        """One immediate transaction (see `ports.Books`)."""
        connection = self._writing()
        if connection.in_transaction:
            if self._in_unit:
                raise RuntimeError("a unit of work is open already; hand it on instead of opening another")
            # Whatever interrupted the end of the last one, nothing of it is kept.
            connection.execute("ROLLBACK")
        self._in_unit = True
        unit = UnitOfWork(Look(connection, self.memory), self._pen)
        try:
            with lightened(self.folder.root), in_words():
                try:
                    if self._presence is not None:
                        self._presence.check()
                    connection.execute("BEGIN IMMEDIATE")
                    yield unit
                    self._commit(connection)
                except BaseException:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                    raise
        finally:
            self._in_unit = False
        unit.after_commit()

    @contextmanager
    def reads(self) -> Iterator[SqlReads]:
        """A consistent snapshot on this thread's reading connection; nested calls share the outer one's."""
        with in_words():
            connection = self._reading()
            if connection.in_transaction:
                yield SqlReads(Look(connection, self.memory, remembers=True))
                return
            try:
                try:
                    connection.execute("BEGIN")
                    yield SqlReads(Look(connection, self.memory, remembers=True))
                finally:
                    connection.rollback()
            finally:
                # An interruption may strike at the very line above; an old snapshot must not stay open.
                connection.rollback()

    @property
    def secrets(self) -> Secrets:
        """The shop's secrets on this machine; looked for when first asked."""
        if self._secrets is None:
            with self.reads() as reads:
                shop = reads.identity().shop
            self._secrets = secrets_of(shop, self.folder.root)
        return self._secrets

    def empty_log(self) -> bool:
        """Take what was overwritten out of the write-ahead log too (see `ports.Books`)."""
        with in_words():
            emptied = empty_log(self._writing())
        self.memory.vocabularies.forget()
        return emptied

    def lists(self) -> Staging:
        """Staging of imported lists."""
        return Staging(self)

    def close(self) -> None:
        """Close everything; call it in the thread that writes. A second call does nothing."""
        if self._closed:
            return
        self._closed = True
        with self._readers_lock:
            for reader in self._readers:
                reader.close()
            self._readers.clear()
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def hand_over_writing(self) -> None:
        """Let go of the writing connection, in the thread that has it: the next unit of work takes a new one."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def take_slowest_commit_ms(self) -> float:
        """How long the slowest commit took since this was last asked, in milliseconds."""
        slowest, self._slowest_commit_ms = self._slowest_commit_ms, 0.0
        return slowest

    def _commit(self, connection: Connection) -> None:
        began = time.perf_counter()
        connection.execute("COMMIT")
        self._slowest_commit_ms = max(self._slowest_commit_ms, (time.perf_counter() - began) * 1000)

    def _writing(self) -> Connection:
        if self._lock is None:
            raise RuntimeError("these books were opened for reading only")
        if self._closed:
            raise RuntimeError("these books are closed")
        if self._writer is None:
            with in_words():
                self._writer = open_writer(self.folder.database)
                self._presence = Presence(self.folder.database)
        return self._writer

    def _reading(self) -> Connection:
        connection: Connection | None = getattr(self._local, "connection", None)
        if self._closed:
            raise RuntimeError("these books are closed")
        if connection is None:
            connection = open_reader(self.folder.database)
            self._local.connection = connection
            with self._readers_lock:
                self._readers.append(connection)
        return connection

    def _bring_up_to_date(self, version: int) -> None:
        if 0 < version < VERSION:
            copy_checked(self.folder.database, self._copy_before_upgrade())
        connection = open_writer(self.folder.database)
        try:
            if version < VERSION:
                migrate(library(connection))
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            check_start(connection)
            drop_finished_draft(connection)
        finally:
            connection.close()
        drop_leftovers(self)
        forget_again(self)
        self.hand_over_writing()

    def _copy_before_upgrade(self) -> Path:
        """A free name for the copy from which the older program can go on."""
        self.folder.prepare()
        return self.folder.backups / f"before-version-{VERSION}-{self.ids.new()}.db"


def _refuse_second_shop(folder: ShopFolder) -> None:
    if folder.exists:
        raise Refusal("shop.exists", msg("This folder already holds a shop. Nothing was changed."))


def drop_finished_draft(connection: Connection) -> None:
    """A draft whose sale became a receipt before the program ended is done with."""
    if connection.execute("SELECT 1 FROM drafts WHERE sale IN (SELECT sale FROM receipts)").fetchone():
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM drafts WHERE sale IN (SELECT sale FROM receipts)")
        connection.execute("COMMIT")


def _make_database(path: Path, identity: tuple[str, int, int]) -> None:
    beside = path.with_name(f".{path.name}.new")
    for leftover in (beside, *(beside.with_name(beside.name + tail) for tail in ("-wal", "-shm"))):
        leftover.unlink(missing_ok=True)
    os.close(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    connection = open_writer(beside)
    try:
        migrate(library(connection))
        connection.execute("INSERT INTO identity (id, shop, till, epoch) VALUES (1, ?, ?, ?)", identity)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()
    beside.replace(path)
    sync_folder(path.parent)
