"""Migration 2: returns, voids, corrected tenders, codes that pay or give, promises, referrals, held baskets.

Frozen like every migration. Returns share the receipts' series of numbers: `sequence` is unique over both
tables together, which the one writer of a till keeps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

RETURNS = """
CREATE TABLE returns (
    n INTEGER PRIMARY KEY NOT NULL,
    id TEXT NOT NULL UNIQUE,
    fact TEXT NOT NULL,
    till INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    business_on TEXT NOT NULL,
    sale TEXT NOT NULL,
    member TEXT NOT NULL,
    currency TEXT NOT NULL,
    refund_minor INTEGER NOT NULL,
    goods_minor INTEGER NOT NULL,
    whole INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    tenders TEXT NOT NULL,
    points TEXT NOT NULL,
    what TEXT NOT NULL,
    exchange TEXT NOT NULL,
    stamp TEXT NOT NULL,
    UNIQUE (till, epoch, sequence)
) STRICT;
CREATE INDEX returns_sale ON returns (sale) WHERE sale <> '';
CREATE INDEX returns_member ON returns (member, sale, goods_minor, whole) WHERE member <> '';
CREATE INDEX returns_day ON returns (business_on, till, epoch, seq);

CREATE TABLE return_lines (
    document TEXT NOT NULL,
    place INTEGER NOT NULL,
    sale TEXT NOT NULL,
    line TEXT NOT NULL,
    sku TEXT NOT NULL,
    quantity_milli INTEGER NOT NULL,
    amount_minor INTEGER NOT NULL,
    PRIMARY KEY (document, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX return_lines_sale ON return_lines (sale, line) WHERE sale <> '';

CREATE TABLE sale_voids (
    sale TEXT NOT NULL,
    stamp TEXT NOT NULL,
    fact TEXT NOT NULL,
    till INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    business_on TEXT NOT NULL,
    member TEXT NOT NULL,
    total_minor INTEGER NOT NULL,
    tenders TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (sale, stamp)
) STRICT, WITHOUT ROWID;
CREATE INDEX sale_voids_member ON sale_voids (member, sale) WHERE member <> '';
CREATE INDEX sale_voids_day ON sale_voids (business_on, till, epoch, seq);

CREATE TABLE tender_corrections (
    sale TEXT PRIMARY KEY NOT NULL,
    tenders TEXT NOT NULL,
    rounding_minor INTEGER NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    stamp TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

TOKENS = """
CREATE TABLE tokens (
    code TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    program TEXT NOT NULL,
    member TEXT NOT NULL,
    last_valid_on TEXT NOT NULL,
    sale TEXT NOT NULL,
    line TEXT NOT NULL,
    names TEXT NOT NULL,
    at INTEGER NOT NULL,
    stamp TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tokens_member ON tokens (member) WHERE member <> '';
CREATE INDEX tokens_sale ON tokens (sale) WHERE sale <> '';

CREATE TABLE token_moves (
    code TEXT NOT NULL,
    stamp TEXT NOT NULL,
    place INTEGER NOT NULL,
    kind TEXT NOT NULL,
    units INTEGER NOT NULL,
    amount_minor INTEGER NOT NULL,
    sale TEXT NOT NULL,
    at INTEGER NOT NULL,
    business_on TEXT NOT NULL,
    PRIMARY KEY (code, stamp, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX token_moves_sale ON token_moves (sale) WHERE sale <> '';

CREATE TABLE promises (
    sale TEXT NOT NULL,
    line TEXT NOT NULL,
    kind TEXT NOT NULL,
    stamp TEXT NOT NULL,
    sku TEXT NOT NULL,
    member TEXT NOT NULL,
    until TEXT NOT NULL,
    serial TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (sale, line, kind, stamp)
) STRICT, WITHOUT ROWID;
CREATE INDEX promises_member ON promises (member, until) WHERE member <> '';
CREATE INDEX promises_serial ON promises (serial) WHERE serial <> '';

CREATE TABLE referrals (
    friend TEXT NOT NULL,
    stamp TEXT NOT NULL,
    referrer TEXT NOT NULL,
    at INTEGER NOT NULL,
    business_on TEXT NOT NULL,
    PRIMARY KEY (friend, stamp)
) STRICT, WITHOUT ROWID;
CREATE INDEX referrals_referrer ON referrals (referrer);
"""

HELD = """
CREATE TABLE held_baskets (
    sale TEXT PRIMARY KEY NOT NULL,
    basket BLOB NOT NULL,
    note TEXT NOT NULL,
    staff TEXT NOT NULL,
    held_at INTEGER NOT NULL,
    business_on TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""


def _guard(table: str, key: str, words: str) -> str:
    # Every name and word is written below: nothing from outside gets here.
    return f"""
CREATE TRIGGER {table}_stay BEFORE UPDATE ON {table} BEGIN
    SELECT RAISE(ABORT, '{words} are never changed');
END;
CREATE TRIGGER {table}_are_kept BEFORE DELETE ON {table} BEGIN
    SELECT RAISE(ABORT, '{words} are never deleted');
END;
CREATE TRIGGER {table}_once BEFORE INSERT ON {table} WHEN EXISTS (
    SELECT 1 FROM {table} WHERE {key}
) BEGIN
    SELECT RAISE(ABORT, '{words} are never replaced');
END;
"""  # noqa: S608 - as above


GUARDS = "".join(
    (
        _guard(
            "returns",
            "n = NEW.n OR id = NEW.id OR (till = NEW.till AND epoch = NEW.epoch AND sequence = NEW.sequence)",
            "returns",
        ),
        _guard("return_lines", "document = NEW.document AND place = NEW.place", "return lines"),
        _guard("sale_voids", "sale = NEW.sale AND stamp = NEW.stamp", "voids"),
        _guard("token_moves", "code = NEW.code AND stamp = NEW.stamp AND place = NEW.place", "moves of codes"),
    )
)


def up(db: Database) -> None:
    """Make the tables, one statement at a time so that all of it is one transaction."""
    for block in (RETURNS, TOKENS, HELD, GUARDS):
        for statement in statements(block):
            db.execute(statement)


def statements(block: str) -> list[str]:
    """Split a block into statements; a trigger's inner semicolons do not end it."""
    found: list[str] = []
    open_lines: list[str] = []
    for line in block.strip().splitlines():
        open_lines.append(line)
        in_trigger = open_lines[0].startswith("CREATE TRIGGER")
        if line == "END;" if in_trigger else line.endswith(";"):
            found.append("\n".join(open_lines).strip().rstrip(";"))
            open_lines = []
        elif not line and len(open_lines) == 1:
            open_lines = []
    return found
