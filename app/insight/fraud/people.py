"""Rules about accounts: gifts by hand, changes before spending, rings of friends, long sleepers, guessed PINs."""

from __future__ import annotations

from collections.abc import Iterator

from app.insight.fraud.flags import Flag, sales_of
from app.insight.fraud.happenings import Happening
from app.insight.fraud.past import DAY_MS, Past
from app.settings.review_limits import Limits

MILLI = 1000


def many_gifts(it: Happening, past: Past, limits: Limits) -> Iterator[Flag]:
    """F11: points given by hand, often or many, by one person in a day."""
    if it.kind != "grant":
        return
    given = [each for each in past.of_staff(it.staff, "grant", it.at - DAY_MS) if each.day == it.day]
    points = sum(each.earned_milli for each in given) // MILLI
    if len(given) > limits["F11.count"] or points > limits["F11.points"]:
        yield Flag("F11", it.day, it.staff, "", sales_of(given), {"count": len(given), "points": points})


def gifts_to_one(it: Happening, past: Past, limits: Limits) -> Iterator[Flag]:
    """F12: points given by hand to the same member."""
    if it.kind != "grant" or not it.member:
        return
    given = past.of_member(it.member, "grant", it.at - 30 * DAY_MS)
    if len(given) >= limits["F12.count"]:
        points = sum(each.earned_milli for each in given) // MILLI
        figures = {"count": len(given), "points": points}
        yield Flag("F12", it.day[:7], it.staff, it.member, sales_of(given), figures)


def changed_then_spent(it: Happening, past: Past, limits: Limits) -> Iterator[Flag]:
    """F15: points are spent soon after phone or e-mail were changed."""
    changed = past.contact_at.get(it.member, 0) if it.kind == "sale" and it.spent_milli else 0
    if changed and it.at - changed <= limits["F15.hours"] * 3_600_000:
        hours = (it.at - changed) // 3_600_000
        yield Flag("F15", it.day, it.staff, it.member, (it.sale,), {"hours": hours})


def many_friends(it: Happening, past: Past, limits: Limits) -> Iterator[Flag]:
    """F16: more friends brought than anybody has."""
    if it.kind != "refer":
        return
    brought = past.brought_by(it.about, it.at - 30 * DAY_MS)
    if len(brought) > limits["F16.count"]:
        yield Flag("F16", it.day[:7], it.staff, it.about, (), {"count": len(brought)})


def joined_in_a_row(it: Happening, past: Past, limits: Limits) -> Iterator[Flag]:
    """F17: members made one after the other at one till."""
    if it.kind != "join":
        return
    row = [it]
    for each in reversed(past.at_till(it.till, "join", it.at - DAY_MS)[:-1]):
        if row[-1].at - each.at > limits["F17.seconds"] * 1000:
            break
        row.append(each)
    if len(row) >= limits["F17.count"]:
        yield Flag("F17", it.day, it.staff, "", (), {"count": len(row)})


def birthday_moved(it: Happening, past: Past, limits: Limits) -> Iterator[Flag]:
    """F18: a birthday that is changed, and points spent within days of it."""
    if it.kind == "sale" and it.spent_milli:
        changed = past.birthday_at.get(it.member, 0)
        if changed and it.at - changed <= limits["F18.days"] * DAY_MS:
            yield Flag("F18", it.day[:7], it.staff, it.member, (it.sale,), {"days": (it.at - changed) // DAY_MS})


def woke_up_to_spend(it: Happening, past: Past, limits: Limits) -> Iterator[Flag]:
    """F23: somebody who was long away spends nearly all at once."""
    if it.kind != "sale" or not it.spent_milli or it.spent_milli < limits["F23.points"] * MILLI:
        return
    away = it.at - past.came_before(it.member) > limits["F23.days"] * DAY_MS
    if away and it.spent_milli * 100 >= limits["F23.percent"] * max(it.before_milli, 1):
        figures = {"points": it.spent_milli // MILLI}
        yield Flag("F23", it.day, it.staff, it.member, (it.sale,), figures)


def guessed_pins(it: Happening, past: Past, limits: Limits) -> Iterator[Flag]:
    """F26: wrong PINs at a till."""
    if it.kind != "pin":
        return
    wrong = past.at_till(it.till, "pin", it.at - DAY_MS)
    if len(wrong) >= limits["F26.count"]:
        yield Flag("F26", it.day, it.about, "", (), {"count": len(wrong), "till": it.till})


def at_odd_hours(it: Happening, _past: Past, limits: Limits) -> Iterator[Flag]:
    """F28: points are earned or spent at an hour at which the shop is closed."""
    moved = it.kind == "sale" and (it.earned_milli or it.spent_milli)
    if moved and not limits["F28.from"] <= it.hour < limits["F28.to"]:
        yield Flag("F28", it.day, it.staff, it.member, (it.sale,), {"hour": it.hour})


RULES = {
    "F11": many_gifts,
    "F12": gifts_to_one,
    "F15": changed_then_spent,
    "F16": many_friends,
    "F17": joined_in_a_row,
    "F18": birthday_moved,
    "F23": woke_up_to_spend,
    "F26": guessed_pins,
    "F28": at_odd_hours,
}
