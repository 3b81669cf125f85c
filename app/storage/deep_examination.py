"""The deep examination: what stands beside the books too - reports that were printed, the till's identity, backups.

The plain examination proves the tables from the entries. This one adds every Z report up again, in two ways, and
reads every backup to its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from app.facts.bodies import ShiftClosed
from app.facts.upcast import read_body
from app.storage.backups.shelf import Shelf
from app.storage.connection import DatabaseError
from app.storage.copying import wrong_in
from app.storage.doctor.report import Check, Found, Places
from app.storage.reads import SqlReads
from app.storage.shop_folder import ShopFolder
from app.storage.store import Store
from app.values.clock import SystemClock
from app.values.errors import Expected
from app.values.words import Message, msg
from app.workflows.shift_report import shift_report

_ALL = "SELECT id FROM shifts WHERE closed_stamp <> '' AND opened_stamp <> '' ORDER BY opened_stamp"
_STRANGERS = """
SELECT f.till, f.epoch, count(*) FROM facts f, identity i
WHERE f.shop <> i.shop OR (f.till = i.till AND f.epoch > i.epoch) GROUP BY f.till, f.epoch
"""


def deep_checks(folder: ShopFolder, breathe: Callable[[], None] = lambda: None) -> tuple[Check, ...]:
    """What the plain examination does not look at."""
    checks = [Check("backups", msg("Every backup can be read to its end"), *check_backups(folder, breathe))]
    makers: list[tuple[str, Message, Callable[[SqlReads], Found]]] = [
        ("identity", msg("All entries are this shop's, and none is of a later life of the till"), check_identity),
        ("reports", msg("Every Z report is what its entries add up to"), check_reports),
    ]
    try:
        with Store.look(folder.root, SystemClock()) as store, store.reads() as reads:
            checks += _made(reads, makers)
    except Expected as expected:
        checks.append(Check("reports", makers[1][1], (expected.message,)))
    return tuple(checks)


def _made(reads: SqlReads, makers: list[tuple[str, Message, Callable[[SqlReads], Found]]]) -> Iterator[Check]:
    for code, title, make in makers:
        try:
            where, count = make(reads)
        except (DatabaseError, ValueError, KeyError) as error:
            where, count = (msg("could not be read: {why}", why=str(error)),), 0
        yield Check(code, title, where, count)


def check_reports(reads: SqlReads) -> Found:
    """Each closed shift's report, made again from its entries and summed again from the tables."""
    places, count = Places(), 0
    for (shift,) in reads.look.all(_ALL):
        closed = reads.closed_shift(shift)
        body = read_body(closed.closed) if closed is not None else None
        if not isinstance(body, ShiftClosed):
            places.add(msg("shift {shift}: its end cannot be read", shift=shift))
            continue
        count += 1
        totals = reads.shift_totals(shift)
        if (totals.receipts, totals.total_minor) != (body.receipts, body.total_minor):
            places.add(msg("shift {shift}: the report says other sums than the tables", shift=shift))
        if body.end is not None and shift_report(reads, shift) != body.end.report:
            places.add(msg("shift {shift}: the report is not what its entries add up to", shift=shift))
    return places.found(), count


def check_identity(reads: SqlReads) -> Found:
    """Facts of another shop, or of a life of this till that has not begun."""
    places = Places()
    for till, epoch, number in reads.look.all(_STRANGERS):
        places.add(
            msg("{number} entries of till {till}, life {epoch}", number=str(number), till=str(till), epoch=str(epoch))
        )
    return places.found(), int(reads.look.one("SELECT count(*) FROM facts")[0])


def check_backups(folder: ShopFolder, breathe: Callable[[], None] = lambda: None) -> Found:
    """The pages and the chain of every copy on the shelves."""
    places, count = Places(), 0
    other = folder.load_till().settings.backup_folder
    for shelf in (Shelf(folder.backups), *((Shelf(Path(other)),) if other else ())):
        for kept in shelf.kept():
            count += 1
            wrong = wrong_in(Path(kept.file), breathe)
            if wrong:
                places.add(msg("{file}: {why}", file=kept.file, why=wrong[:200]))
    return places.found(), count
