"""The sums: balances against entries, and every transfer against zero."""

from __future__ import annotations

from app.storage.connection import Connection
from app.storage.doctor.report import Found, Places
from app.values.words import msg

_BALANCES = """
SELECT coalesce(b.account, s.account), coalesce(b.program, s.program), b.points_milli, s.points_milli
FROM live.points_balances b FULL JOIN (
    SELECT account, program, list, sum(points_milli) AS points_milli
    FROM live.points_entries GROUP BY account, program, list
) s ON s.account = b.account AND s.program = b.program AND s.list = b.list
WHERE b.points_milli IS NOT s.points_milli
"""
_TRANSFERS = """
SELECT stamp, program, place / 2, sum(points_milli), count(*) FROM live.points_entries
GROUP BY stamp, program, place / 2 HAVING sum(points_milli) <> 0 OR count(*) <> 2
"""


def check_balances(connection: Connection) -> Found:
    """Every kept balance is the sum of its entries."""
    places = Places()
    for account, program, kept, summed in connection.execute(_BALANCES):
        places.add(
            msg(
                "balance of {account} in {program}: {kept} is kept, the entries sum to {summed}",
                account=account,
                program=program,
                kept=str(kept),
                summed=str(summed),
            )
        )
    count = connection.execute("SELECT count(*) FROM live.points_balances").fetchone()[0]
    return places.found(), count


def check_transfers(connection: Connection) -> Found:
    """The two entries of every transfer sum to zero."""
    places = Places()
    for stamp, program, _, total, count in connection.execute(_TRANSFERS):
        places.add(
            msg(
                "transfer {stamp} in {program}: {count} entries that sum to {total}",
                stamp=stamp,
                program=program,
                count=str(count),
                total=str(total),
            )
        )
    count = connection.execute("SELECT count(*) / 2 FROM live.points_entries").fetchone()[0]
    return places.found(), count
