"""The examination of a shop's database, from the file's pages to the search index; it changes nothing.

It works on one snapshot beside a selling till, in a scratch database of its own to which the shop's is
attached for reading. A damaged shop is described, never raised.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import msgspec

from app.storage.connection import Connection, DatabaseError, library, looking_at, open_raw, uri
from app.storage.doctor.chain import check_chain, check_numbers, check_people
from app.storage.doctor.replay import Progress, compare_views, replay, said
from app.storage.doctor.report import Check, Found, Places, Report
from app.storage.doctor.signatures import Witness, check_signatures, witness_of
from app.storage.doctor.sums import check_balances, check_transfers
from app.storage.doctor.word_indexes import check_words, index_title
from app.storage.failures import in_words
from app.storage.inspection import inspect
from app.storage.shop_folder import ShopFolder
from app.storage.store import Store
from app.storage.tables import word_indexes
from app.values.errors import Expected
from app.values.words import Message, msg, plain
from db.terminal.registry import VERSION, migrate

Finding = Found | list[Check]
_SCHEMA = "SELECT type, name, sql FROM {database}.sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"


def doctor(shop: Path | ShopFolder | Store, progress: Progress = lambda _done, _total: None) -> Report:
    """Examine a shop.

    Args:
        shop: Its folder, or its open store.
        progress: Called now and then with facts replayed and facts in all.

    Returns:
        Every check that could be made; a check that could not be made says why as its place.
    """
    folder = shop.folder if isinstance(shop, Store) else shop if isinstance(shop, ShopFolder) else ShopFolder(shop)
    readable = _check_file(folder.database)
    if not readable.ok:
        return Report((readable,))
    with tempfile.TemporaryDirectory(prefix="regulars-doctor-") as scratch:
        with in_words():
            connection = _scratch(Path(scratch) / "scratch.db", folder.database)
        try:
            return Report((readable, *_checks(connection, progress, witness_of(folder.root))))
        finally:
            connection.close()


def _check_file(database: Path) -> Check:
    title = msg("The file is a whole database of ours")
    try:
        with in_words():
            version = inspect(database)
    except Expected as error:
        return Check("file", title, (error.message,))
    if version >= VERSION:
        return Check("file", title, (), 1)
    words = msg(
        "{file} is of version {version}, not {newest}: start `regulars` once, it takes the shop there.",
        file=str(database),
        version=str(version),
        newest=str(VERSION),
    )
    return Check("file", title, (words,), 1)


def _scratch(path: Path, database: Path) -> Connection:
    """An empty database of today's shape in a transaction, with the shop attached as `live` for reading."""
    connection = open_raw(path)
    connection.execute("PRAGMA journal_mode = OFF").fetchall()
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA temp_store = MEMORY")
    migrate(library(connection))
    connection.execute("ATTACH DATABASE ? AS live", (uri(database, **looking_at(database)),))
    connection.create_function("said", 1, said, deterministic=True)
    connection.execute("BEGIN")
    return connection


def _checks(connection: Connection, progress: Progress, witness: Witness) -> Iterator[Check]:
    makers: list[tuple[str, Message, Callable[[Connection], Finding]]] = [
        ("integrity", msg("SQLite finds its pages in order"), _check_pages),
        ("schema", msg("The tables and their guards are as they were made"), _check_schema),
        ("chain", msg("Every entry is unchanged and follows the one before it"), check_chain),
        (
            "signatures",
            msg("What the till signed at its Z reports is unchanged"),
            partial(check_signatures, witness=witness),
        ),
        ("numbers", msg("Receipt numbers have no gap"), check_numbers),
        ("people", msg("Members' records are unchanged"), check_people),
        ("replay", msg("Every entry can be read and replayed"), partial(replay, progress=progress)),
        ("views", msg("The tables are what the entries say"), compare_views),
        ("balances", msg("Balances are the sums of their entries"), check_balances),
        ("transfers", msg("Every transfer of points sums to zero"), check_transfers),
    ]
    for table in word_indexes():
        makers.append((f"words.{table.index_of}", index_title(table), partial(check_words, table=table)))
    for code, title, make in makers:
        yield from _made(connection, Check(code, title), make)


def _made(connection: Connection, check: Check, make: Callable[[Connection], Finding]) -> list[Check]:
    """The check with what was found, or with why it could not be made."""
    try:
        found = make(connection)
    except (DatabaseError, ValueError) as error:
        found = (msg("could not be read: {why}", why=str(error)),), 0
    if isinstance(found, list):
        return found
    return [msgspec.structs.replace(check, places=found[0], count=found[1])]


def _check_pages(connection: Connection) -> Found:
    places = Places()
    places.extend(plain(str(row[0])) for row in connection.execute("PRAGMA live.integrity_check(20)") if row[0] != "ok")
    for table, row, *_ in connection.execute("PRAGMA live.foreign_key_check"):
        places.add(msg("{table} row {row}: refers to nothing", table=str(table), row=str(row)))
    count = connection.execute("PRAGMA live.page_count").fetchone()[0]
    return places.found(), count


def _check_schema(connection: Connection) -> Found:
    wanted = {row[:2]: row[2] for row in connection.execute(_SCHEMA.format(database="main"))}
    found = {row[:2]: row[2] for row in connection.execute(_SCHEMA.format(database="live"))}
    places = Places()
    for key in sorted(wanted.keys() | found.keys()):
        if wanted.get(key) == found.get(key):
            continue
        name = f"{key[0]} {key[1]}"
        if key not in found:
            places.add(msg("{name}: missing", name=name))
        elif key not in wanted:
            places.add(msg("{name}: not ours", name=name))
        else:
            places.add(msg("{name}: changed", name=name))
    return places.found(), len(found)
