"""Rules about cards: used too often, by the same cashier, in two places, in pieces, or by staff themselves."""

from __future__ import annotations

from collections.abc import Iterator

from app.insight.fraud.flags import Flag, sales_of
from app.insight.fraud.happenings import Happening
from app.insight.fraud.past import DAY_MS, Past
from app.settings.review_limits import Limits

HOUR_MS = 3_600_000


def often_with_one_cashier(it: Happening, past: Past, limits: Limits) -> Iterator[Flag]:
    """F1: the same card with the same cashier again and again within an hour."""
    if it.kind != "sale" or not it.member:
        return
    together = [s for s in past.of_member(it.member, "sale", it.at - HOUR_MS) if s.staff == it.staff]
    if len(together) >= limits["F1.flag"]:
        yield Flag("F1", it.day, it.staff, it.member, sales_of(together), {"count": len(together)})


def often_in_a_day(it: Happening, past: Past, limits: Limits) -> Iterator[Flag]:
    """F2: the same card earns many times in a day."""
    if it.kind not in {"sale", "attach"} or not it.earned_milli or not it.member:
        return
    today = [
        each
        for kind in ("sale", "attach")
        for each in past.of_member(it.member, kind, it.at - DAY_MS)
        if each.day == it.day and each.earned_milli
    ]
    if len(today) >= limits["F2.flag"]:
        yield Flag("F2", it.day, "", it.member, sales_of(today), {"count": len(today)})


def mostly_one_cashier(it: Happening, past: Past, limits: Limits) -> Iterator[Flag]:
    """F3: a card that comes mostly to one cashier, month for month."""
    if it.kind != "sale" or not it.member:
        return
    month = past.of_member(it.member, "sale", it.at - 30 * DAY_MS)
    together = [each for each in month if each.staff == it.staff]
    if len(together) >= limits["F3.visits"] and len(together) * 100 >= limits["F3.percent"] * len(month):
        figures = {"count": len(together), "visits": len(month)}
        yield Flag("F3", it.day[:7], it.staff, it.member, sales_of(together), figures)


def attached_late(it: Happening, past: Past, limits: Limits) -> Iterator[Flag]:
    """F4: cards that are attached after payment, again and again."""
    if it.kind != "attach":
        return
    late = [each for each in past.of_staff(it.staff, "attach", it.at - DAY_MS) if each.day == it.day]
    sold = [each for each in past.of_staff(it.staff, "sale", it.at - DAY_MS) if each.day == it.day]
    if len(late) >= limits["F4.count"] and len(late) * 100 >= limits["F4.percent"] * max(len(sold), 1):
        figures = {"count": len(late), "sales": len(sold)}
        yield Flag("F4", it.day, it.staff, "", sales_of(late), figures)


def own_card(it: Happening, past: Past, _limits: Limits) -> Iterator[Flag]:
    """F5: somebody on the staff earns on what they ring up themselves."""
    if it.kind in {"sale", "attach"} and it.member and past.own.get(it.staff) == it.member:
        yield Flag("F5", it.day, it.staff, it.member, (it.sale,), {"count": 1})


def far_above_all(it: Happening, past: Past, limits: Limits) -> Iterator[Flag]:
    """F6: a card used far more than nearly all others."""
    if it.kind != "sale" or not it.member or past.days_kept() < 14:
        return
    uses, usual = past.uses(it.member), past.usual_uses(it.day)
    if uses >= limits["F6.uses"] and uses > limits["F6.times"] * usual > 0:
        sales = past.of_member(it.member, "sale", it.at - 30 * DAY_MS)
        yield Flag("F6", it.day[:7], "", it.member, sales_of(sales), {"count": uses, "usual": usual})


def two_places(it: Happening, past: Past, limits: Limits) -> Iterator[Flag]:
    """F7: the same card at two tills within minutes, and points are spent."""
    if it.kind != "sale" or not it.member:
        return
    near = past.of_member(it.member, "sale", it.at - limits["F7.minutes"] * 60_000)
    if len({each.till for each in near}) > 1 and any(each.spent_milli for each in near):
        yield Flag("F7", it.day, "", it.member, sales_of(near), {"tills": len({each.till for each in near})})


def in_pieces(it: Happening, past: Past, limits: Limits) -> Iterator[Flag]:
    """F20: one purchase cut into several receipts."""
    if it.kind != "sale" or not it.member:
        return
    run = [it]
    for each in reversed(past.of_member(it.member, "sale", it.at - DAY_MS)[:-1]):
        if each.till != it.till or run[-1].at - each.at > limits["F20.seconds"] * 1000:
            break
        run.append(each)
    if len(run) >= limits["F20.count"]:
        yield Flag("F20", it.day, it.staff, it.member, sales_of(reversed(run)), {"count": len(run)})


def just_over_a_step(it: Happening, past: Past, limits: Limits) -> Iterator[Flag]:
    """F19: receipts that come out just over what a bonus asks for, again and again."""
    if it.kind != "sale" or not it.member or not _is_just_over(it, past, limits):
        return
    month = past.of_member(it.member, "sale", it.at - 30 * DAY_MS)
    found = [each for each in month if _is_just_over(each, past, limits)]
    if len(found) >= limits["F19.count"]:
        yield Flag("F19", it.day[:7], it.staff, it.member, sales_of(found), {"count": len(found)})


def _is_just_over(it: Happening, past: Past, limits: Limits) -> bool:
    return any(step <= it.total_minor <= step + step * limits["F19.percent"] // 100 for step in past.steps)


RULES = {
    "F1": often_with_one_cashier,
    "F2": often_in_a_day,
    "F3": mostly_one_cashier,
    "F4": attached_late,
    "F5": own_card,
    "F6": far_above_all,
    "F7": two_places,
    "F19": just_over_a_step,
    "F20": in_pieces,
}
