"""What must be true of a shop after any end of the program."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from app.facts.bodies import SaleCompleted
from app.facts.envelope import GENESIS, sealed
from app.facts.upcast import read_body
from app.storage.doctor import doctor
from app.storage.reads.history import FACT_COLUMNS, fact_of
from app.storage.store import Store
from app.values.clock import SystemClock

NEWEST = 40


def after_kill(folder: Path, said: Sequence[Sequence[str]]) -> list[str]:
    """Everything that is wrong with what the till had said before it was killed; empty where all is well."""
    defects = [" ".join(line) for line in said if line[0] == "defect"]
    with Store.open(folder, SystemClock()) as store, store.reads() as reads:
        wrong = [f"lost: {line[1]}" for line in said if line[0] == "sale" and reads.receipt(line[1]) is None]
        return [*defects, *wrong, *partial(reads), *_draft(reads, said)]


def partial(reads: object) -> Iterable[str]:
    """Of the newest facts, sales that are not there whole, in either direction."""
    rows = reads.look.all(f"SELECT {FACT_COLUMNS} FROM facts ORDER BY n DESC LIMIT {NEWEST}")
    for row in rows:
        fact = fact_of(row)
        body = read_body(fact)
        if not isinstance(body, SaleCompleted):
            continue
        receipt = body.receipt
        if reads.receipt(receipt.sale) is None:
            yield f"partial: {receipt.number} has a fact and no receipt"
        lines = reads.look.one(
            "SELECT count(*), coalesce(sum(total_minor), 0) FROM receipt_lines WHERE sale = ?", receipt.sale
        )
        if lines != (len(receipt.lines), sum(line.total_minor for line in receipt.lines)):
            yield f"partial: {receipt.number} has {lines[0]} of {len(receipt.lines)} lines"
        moved = sum(bool(change.earned_milli) + bool(change.spent_milli) for change in receipt.points)
        entries = reads.look.one(
            "SELECT count(*), coalesce(sum(points_milli), 0) FROM points_entries WHERE sale = ? AND stamp = ?",
            receipt.sale,
            fact.stamp,
        )
        if entries != (2 * moved, 0):
            yield f"partial: {receipt.number} has {entries[0]} of {2 * moved} entries"
    orphans = reads.look.one("SELECT count(*) FROM receipts WHERE fact NOT IN (SELECT id FROM facts)")[0]
    if orphans:
        yield f"partial: {orphans} receipts without a fact"


def half_done(folder: Path) -> list[str]:
    """Half receipts and broken chains in a shop; none where there is no shop yet."""
    if not (folder / "shop.db").exists():
        return []
    with Store.look(folder, SystemClock()) as store, store.reads() as reads:
        return [*partial(reads), *broken_chain(reads)]


def broken_chain(reads: object) -> Iterable[str]:
    """Facts that were changed, or that do not follow the one before them."""
    seq, prev, life = 0, GENESIS, (0, 0)
    for row in reads.look.all(f"SELECT {FACT_COLUMNS} FROM facts ORDER BY till, epoch, seq"):
        fact = fact_of(row)
        if (fact.till, fact.epoch) != life:
            life, seq, prev = (fact.till, fact.epoch), 0, GENESIS
        if fact.seq != seq + 1 or fact.prev != prev or sealed(fact) != fact:
            yield f"chain: {fact.till}/{fact.epoch}/{fact.seq}"
        seq, prev = fact.seq, fact.chain_hash


def _draft(reads: object, said: Sequence[Sequence[str]]) -> Iterable[str]:
    """The basket that was on the screen is there, unless its sale was completed."""
    last = next((line for line in reversed(said) if line[0] in {"draft", "sale"}), None)
    if last is None or last[0] == "sale":
        return
    draft = reads.draft()
    if draft is not None and draft.id == last[1] and len(draft.lines) >= int(last[2]):
        return
    # Completed after the last word that got through: its draft went with it, and the next may be there.
    if reads.receipt(last[1]) is None:
        yield f"draft: {last[1]} is neither a draft nor a receipt"


def at_the_end(folder: Path, acknowledged: Iterable[str]) -> list[str]:
    """Every receipt that was ever promised, and the whole shop through the doctor."""
    with Store.open(folder, SystemClock()) as store, store.reads() as reads:
        kept = {row[0] for row in reads.look.all("SELECT sale FROM receipts")}
    lost = [f"lost: {sale}" for sale in acknowledged if sale not in kept]
    report = doctor(folder)
    return lost + [f"doctor: {check.code}: {place}" for check in report.checks for place in check.where]
