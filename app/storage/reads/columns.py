"""A person's points entries of one program, column by column, in the order in which they count.

Each column comes as one JSON array, which costs a third of as many rows. What few people have (accounts that
became one, points that came back, a delay) is asked only of those who have it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from app.ledger.entries import Joining, canonical
from app.sales.receipt import receipt_number
from app.storage.reads.look import Look
from app.storage.reads.same_person import of_one, of_several

PROGRAMS_OF = "SELECT DISTINCT program FROM points_balances WHERE account @whom ORDER BY program"
_ROWS = "(SELECT * FROM points_entries WHERE account @whom AND program = ?2 ORDER BY stamp, place)"
_ID = "substr(stamp, 18) || '/' || program || '/' || place"
# The id is asked only of lots that may be open. The order of the array is that of the subquery.
_COLUMNS = f"""
SELECT json_group_array(points_milli), json_group_array(business_on), json_group_array(last_valid_on),
    json_group_array(at),
    json_group_array(CASE WHEN kind NOT IN ('earn', 'spend') THEN kind END),
    json_group_array(CASE WHEN reason <> '' THEN reason END),
    json_group_array(CASE WHEN points_milli > 0 AND (last_valid_on = '' OR last_valid_on >= ?3) THEN {_ID} END),
    sum(list <> ''), sum(active_from <> 0),
    json_group_array(CASE WHEN reverses <> '' THEN reverses END){{more}}
FROM {_ROWS}
"""
_OF_ONE, _OF_SEVERAL = _COLUMNS.format(more=""), _COLUMNS.format(more=", json_group_array(account)")
_IDS = f"SELECT json_group_array({_ID}) FROM {_ROWS}"
_ACTIVE = f"SELECT json_group_array(active_from) FROM {_ROWS}"
_BEFORE = "SELECT count(*) FROM points_entries WHERE account @whom AND program = ?2 AND stamp < ?3"
_NUMBERS = """
SELECT json_group_array(number) FROM (
    SELECT CASE WHEN r.epoch = 1 THEN printf('%02d-%06d', r.till, r.sequence)
        WHEN r.sale IS NULL THEN '' ELSE printf('%d/%d/%d', r.till, r.epoch, r.sequence) END AS number
    FROM points_entries e LEFT JOIN receipts r ON r.sale = e.sale
    WHERE e.account @whom AND e.program = ?2 ORDER BY e.stamp, e.place
)
"""

_integers = msgspec.json.Decoder(list[int])
_texts = msgspec.json.Decoder(list[str])
_some_texts = msgspec.json.Decoder(list[str | None])


class Columns(NamedTuple):
    """The entries.

    Attributes:
        listed: How many came with a list: they count where the list was published, which is elsewhere.
        ids: Only of lots that may be open, unless something is taken back.
        reverses: For what is taken back: the id of the entry concerned.
        active: Instants from which lots may be spent; empty where none waits.
        accounts: Whose entry, where several accounts are one person; empty for one.
        joinings: Where those became one, each with the place of the first entry after it.
    """

    points: list[int]
    days: list[str]
    ends: list[str]
    ats: list[int]
    kinds: list[str | None]
    reasons: list[str | None]
    ids: list[str | None]
    listed: int
    reverses: list[str | None]
    active: list[int]
    accounts: list[str]
    joinings: list[tuple[int, Joining]]


def read_columns(
    look: Look, same: tuple[str, ...], program: str, today: dt.date, *, joinings: Sequence[Joining]
) -> Columns:
    """The entries of a person, under whichever of these ids."""
    sql = _OF_ONE if len(same) == 1 else _OF_SEVERAL
    points, days, ends, ats, kinds, reasons, ids, listed, waiting, reverses, *accounts = _row(
        look, same, sql, program, today.isoformat()
    )
    undone = _some_texts.decode(reverses)
    if any(undone):
        # What was taken back may have come from a lot that has ended since.
        (ids,) = _row(look, same, _IDS, program)
    return Columns(
        _integers.decode(points), _texts.decode(days), _texts.decode(ends), _integers.decode(ats),
        _some_texts.decode(kinds), _some_texts.decode(reasons), _some_texts.decode(ids), listed or 0, undone,
        _integers.decode(_row(look, same, _ACTIVE, program)[0]) if waiting else [],
        _texts.decode(accounts[0]) if accounts else [],
        [
            (_row(look, same, _BEFORE, program, f"{each.hlc:016x}:{each.id}")[0], each)
            for each in sorted(joinings, key=canonical)
        ],
    )  # fmt: skip


def read_numbers(look: Look, same: tuple[str, ...], program: str) -> list[str]:
    """The receipt number of each entry, in the same order; empty where there is none."""
    text = _row(look, same, _NUMBERS, program)[0]
    numbers = _texts.decode(text)
    if "/" in text:
        return [receipt_number(*map(int, each.split("/"))) if "/" in each else each for each in numbers]
    return numbers


def _row(look: Look, same: tuple[str, ...], sql: str, *values: Any) -> Any:
    if len(same) == 1:
        return look.one(of_one(sql), same[0], *values)
    return look.one(of_several(sql), json.dumps(same), *values)
