"""Rules about money that goes back: refunds, voids, gift cards, and points spent on what is then returned."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from app.insight.fraud.flags import Flag, sales_of
from app.insight.fraud.happenings import Happening
from app.insight.fraud.past import DAY_MS, Past
from app.settings.review_limits import Limits

FEWEST_SALES = 20
USUAL_TIMES = 5
"""After a month the shop's own habit counts: five times the middle one of its people, where that is more."""
MILLI = 1000


def many_refunds(it: Happening, past: Past, limits: Limits) -> Iterator[Flag]:
    """F8: more refunds of a cashier in a day than is usual."""
    if it.kind != "return":
        return
    back = [each for each in past.of_staff(it.staff, "return", it.at - DAY_MS) if each.day == it.day]
    sold = [each for each in past.of_staff(it.staff, "sale", it.at - DAY_MS) if each.day == it.day]
    share = len(sold) >= FEWEST_SALES and len(back) * 100 > limits["F8.percent"] * len(sold)
    if len(back) > limits["F8.count"] or (share and len(back) >= limits["F8.count"]):
        yield Flag("F8", it.day, it.staff, "", sales_of(back), {"count": len(back), "sales": len(sold)})


def soon_taken_back(it: Happening, past: Past, limits: Limits) -> Iterator[Flag]:
    """F9: cash sales without a card that are voided or refunded within minutes."""
    if not _is_soon(it, past, limits):
        return
    found = [
        each
        for kind in ("void", "return")
        for each in past.of_staff(it.staff, kind, it.at - DAY_MS)
        if each.day == it.day and _is_soon(each, past, limits)
    ]
    if len(found) >= limits["F9.count"]:
        yield Flag("F9", it.day, it.staff, "", sales_of(found), {"count": len(found)})


def _is_soon(it: Happening, past: Past, limits: Limits) -> bool:
    sold = past.sales.get(it.sale) if it.kind in {"void", "return"} else None
    if sold is None or sold.member or not (sold.cash and it.cash):
        return False
    return it.at - sold.at <= limits["F9.minutes"] * 60_000


def spent_then_returned(it: Happening, past: Past, limits: Limits) -> Iterator[Flag]:
    """F10: points earned, spent, and then the goods that earned them go back."""
    if it.kind not in {"return", "void"}:
        return
    sold = past.sales.get(it.sale)
    if sold is None or not sold.member or not sold.earned_milli:
        return
    later = [each for each in past.of_member(sold.member, "sale", sold.at + 1) if each.spent_milli]
    if not later:
        return
    again = [
        each
        for each in past.of_member(sold.member, it.kind, it.at - 30 * DAY_MS)
        if (before := past.sales.get(each.sale)) is not None and before.earned_milli
    ]
    big = sold.earned_milli > limits["F10.points"] * MILLI
    if big or len(again) >= limits["F10.count"]:
        figures = {"count": len(again), "points": sold.earned_milli // MILLI}
        yield Flag("F10", it.day[:7], it.staff, sold.member, sales_of((sold, *later)), figures)


def drained_at_once(it: Happening, past: Past, limits: Limits) -> Iterator[Flag]:
    """F14: gift cards bought and emptied within minutes, or many on one receipt."""
    if it.kind != "sale":
        return
    if len(it.issued) > limits["F14.cards"]:
        yield Flag("F14", it.day, it.staff, it.member, (it.sale,), {"cards": len(it.issued)})
    for code in it.paid_with:
        sold = past.gift_at.get(code)
        if sold is not None and sold is not it and it.at - sold.at <= limits["F14.minutes"] * 60_000:
            minutes = (it.at - sold.at) // 60_000
            yield Flag("F14", it.day, it.staff, it.member, (sold.sale, it.sale), {"minutes": minutes})


def earned_then_voided(it: Happening, past: Past, limits: Limits) -> Iterator[Flag]:
    """F29: points earned on receipts that the same person voids."""
    if it.kind != "void" or not _had_earned(it, past):
        return
    since = it.at - 30 * DAY_MS
    found = [each for each in past.of_staff(it.staff, "void", since) if _had_earned(each, past)]
    others = [sum(_had_earned(each, past) for each in voids) for _, voids in past.people_who("void", since)]
    if len(found) >= max(limits["F29.count"], USUAL_TIMES * median(others) if past.days_kept() >= 30 else 0):
        yield Flag("F29", it.day[:7], it.staff, "", sales_of(found), {"count": len(found)})


def _had_earned(it: Happening, past: Past) -> bool:
    sold = past.sales.get(it.sale)
    return sold is not None and bool(sold.member and sold.earned_milli)


def redeems_more_than_sells(it: Happening, past: Past, limits: Limits) -> Iterator[Flag]:
    """F27: a cashier at whose till far more points are spent than their share of the sales."""
    if it.kind != "sale" or not it.spent_milli:
        return
    since = it.at - 7 * DAY_MS
    spent, sold = {}, {}
    for staff, sales in past.people_who("sale", since):
        spent[staff] = sum(each.spent_milli for each in sales)
        sold[staff] = len(sales)
    all_spent, all_sold = sum(spent.values()), sum(sold.values())
    mine = spent.get(it.staff, 0)
    if len(sold) < 3 or mine < limits["F27.points"] * MILLI or not sold.get(it.staff):
        return
    if mine * all_sold > limits["F27.times"] * sold[it.staff] * all_spent:
        sales = [each for each in past.of_staff(it.staff, "sale", since) if each.spent_milli]
        yield Flag("F27", it.day[:7], it.staff, "", sales_of(sales), {"points": mine // MILLI})


RULES = {
    "F8": many_refunds,
    "F9": soon_taken_back,
    "F10": spent_then_returned,
    "F14": drained_at_once,
    "F27": redeems_more_than_sells,
    "F29": earned_then_voided,
}
