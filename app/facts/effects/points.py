"""Points as double entry: every transfer is two entries that sum to zero, the member's and the shop's.

The member's account is the member id; the shop's accounts say why points came or went. Expiry is not
here: it is computed from the entries and never recorded.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from app.facts.bodies import PointsGranted, SaleAttached
from app.facts.effects.changes import Add, Effect, Put, Row, Settle
from app.facts.envelope import Fact
from app.sales.receipt import PointsChange
from app.sales.returned import PointsBack

# The other side of each kind of entry, named as in `app.ledger.transfers`.
_COUNTER_ACCOUNTS = {
    "earn": "shop:marketing",
    "spend": "shop:redemption",
    "opening": "shop:opening",
    "goodwill": "shop:goodwill",
}


def entry_id(stamp: str, program: str, place: int) -> str:
    """The id of an entry: from the fact (or list and member) that made it, its program and its place."""
    return f"{stamp.rpartition(':')[2]}/{program}/{place}"


def transfer(entry: Row, place: int, *, reverses: str = "", undone: str = "") -> Iterator[Effect]:
    """The member's entry, the shop's opposite one, and both balances.

    Args:
        entry: Columns of the member's entry, `place` left out.
        place: Order within the fact and program; the opposite entry takes the next.
        reverses: Id of the entry that this one undoes, in part or whole; `undone` is that entry's kind, whose
            account of the shop is the other side.
    """
    account = _COUNTER_ACCOUNTS[undone or str(entry["kind"])]
    counter = {**entry, "account": account, "points_milli": -int(entry["points_milli"])}
    for offset, row in enumerate((entry, counter)):
        yield Put("points_entries", {**row, "place": place + offset, "reverses": "" if offset else reverses})
    for row in (entry, counter):
        key: Row = {"account": row["account"], "program": row["program"], "list": row["list"]}
        yield Add("points_balances", key, {"points_milli": int(row["points_milli"])})


def changed_by_sale(fact: Fact, member: str, sale: str, changes: tuple[PointsChange, ...]) -> Iterator[Effect]:
    """What a sale spent and earned, in this order, and the money it carries to the next one."""
    for change in changes:
        for place, kind, points in ((0, "spend", -change.spent_milli), (2, "earn", change.earned_milli)):
            if points:
                earned = kind == "earn"
                yield from transfer(
                    {
                        "account": member,
                        "program": change.program,
                        "stamp": fact.stamp,
                        "list": "",
                        "kind": kind,
                        "points_milli": points,
                        "at": fact.at,
                        "business_on": fact.business_on.isoformat(),
                        "active_from": change.active_from if earned else 0,
                        "last_valid_on": change.last_valid_on.isoformat() if earned and change.last_valid_on else "",
                        "sale": sale,
                        "reason": "",
                    },
                    place,
                )
        yield Settle(
            "points_remainders",
            {"member": member, "program": change.program},
            {"remainder_minor": change.remainder_minor},
            fact.stamp,
        )


def gone_back(fact: Fact, member: str, sale: str, points: tuple[PointsBack, ...]) -> Iterator[Effect]:
    """Earned points taken back and spent points given back, each as the reversal of its own entry."""
    for back in points:
        moves = ((0, back.restored_milli, back.spent_by, "spend"), (2, -back.taken_milli, back.earned_by, "earn"))
        for place, milli, reverses, undone in moves:
            if milli:
                yield from transfer(
                    {
                        "account": member,
                        "program": back.program,
                        "stamp": fact.stamp,
                        "list": "",
                        "kind": "reverse",
                        "points_milli": milli,
                        "at": fact.at,
                        "business_on": fact.business_on.isoformat(),
                        "active_from": 0,
                        "last_valid_on": "",
                        "sale": sale,
                        "reason": "",
                    },
                    place,
                    reverses=reverses,
                    undone=undone,
                )
        yield Settle(
            "points_remainders",
            {"member": member, "program": back.program},
            {"remainder_minor": back.remainder_minor},
            fact.stamp,
        )


def net_points(changes: tuple[PointsChange, ...]) -> list[tuple[str, int]]:
    """Program and net change of each program that moved: what a list of receipts shows."""
    moved = ((change.program, change.earned_milli - change.spent_milli) for change in changes)
    return [(program, points) for program, points in moved if points]


def points_granted(fact: Fact, body: PointsGranted) -> Iterator[Effect]:
    """An opening balance or a gift, spendable at once."""
    yield from transfer(
        {
            "account": body.member,
            "program": body.program,
            "stamp": fact.stamp,
            "list": "",
            "kind": body.kind,
            "points_milli": body.points_milli,
            "at": fact.at,
            "business_on": fact.business_on.isoformat(),
            "active_from": 0,
            "last_valid_on": body.last_valid_on.isoformat() if body.last_valid_on else "",
            "sale": body.sale,
            "reason": body.reason,
        },
        0,
    )


def sale_attached(fact: Fact, body: SaleAttached) -> Iterator[Effect]:
    """The receipt has a member now, who gets its points."""
    yield Settle(
        "receipt_attachments",
        {"sale": body.sale},
        {
            "member": body.member,
            "points": msgspec.json.encode(net_points(body.points)).decode(),
            "at": fact.at,
        },
        fact.stamp,
    )
    yield from changed_by_sale(fact, body.member, body.sale, body.points)
