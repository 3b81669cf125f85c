"""What is looked at whenever a shop is opened: its shape, whose it is, and the end of its chain.

It takes milliseconds however many receipts there are. The pages in the middle are looked at in the background.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import db.terminal
from app.storage.chain import break_in_tail
from app.storage.connection import Connection
from app.storage.failures import in_words
from app.values.errors import Trouble
from app.values.words import msg

_SHAPE = """
SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
AND NOT (type = 'table' AND name GLOB '*_words_*' AND sql NOT LIKE '%VIRTUAL%')
"""


def check_start(connection: Connection) -> None:
    """Refuse to sell on books that are not as this program left them.

    Raises:
        Trouble: `shop.changed`, `shop.damaged`.
    """
    with in_words():
        try:
            odd = odd_shape(connection)
            if odd:
                raise _changed(odd)
            if connection.execute("SELECT count(*) FROM identity").fetchone()[0] != 1:
                raise _changed("table identity")
            broken = break_in_tail(connection)
        except (ValueError, TypeError) as error:
            raise _changed(str(error)) from error
        if broken:
            raise _changed(f"fact {broken}")


def odd_shape(connection: Connection) -> str:
    """The first table, index or trigger that is not as our migrations make it; empty where all are."""
    wanted, found = _statements(), {sql: f"{kind} {name}" for kind, name, sql in connection.execute(_SHAPE)}
    for sql, name in found.items():
        if sql not in wanted:
            return name
    return next((sql.split("(")[0].strip()[:60] for sql in wanted if sql not in found), "")


@cache
def _statements() -> frozenset[str]:
    text = Path(db.terminal.__file__).with_name("schema.sql").read_text("utf-8")
    _head, statements = text.split("\n\n", 1)
    return frozenset(statement.strip().removesuffix(";") for statement in statements.split(";\n\n"))


def _changed(where: str) -> Trouble:
    return Trouble(
        "shop.changed",
        msg(
            "The shop's database is not as this program left it ({where}): it is damaged, or somebody changed it. It "
            "was not opened for selling and nothing was changed. Restore a backup; what was recorded after it is taken "
            "over as far as it is whole.",
            where=where,
        ),
        msg("The database was changed"),
    )
