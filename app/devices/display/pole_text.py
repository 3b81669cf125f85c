"""Two lines of twenty characters for a text display: what of a snapshot fits on them.

Line 1 is the last article and its price, line 2 the total; at the end the change and today's points.
"""

from __future__ import annotations

from app.devices.paper.code_pages import CodePage, printable
from app.values.locales import Words
from app.values.words import msg
from app.workflows.display_feed import DisplaySnapshot

WIDTH = 20
PoleLines = tuple[str, str]


def pole_lines(shown: DisplaySnapshot, words: Words, page: CodePage) -> PoleLines:
    """Both lines, each exactly 20 characters of the display's page."""
    first, second = _parts(shown, words)
    return _fitted(*first, page), _fitted(*second, page)


def _parts(shown: DisplaySnapshot, words: Words) -> tuple[tuple[str, str], tuple[str, str]]:
    total = words.say(msg("TOTAL")), words.amount(shown.total_minor, shown.currency)
    match shown.state:
        case "selling" | "identified" if shown.lines:
            last = shown.lines[-1]
            return (last.name, words.amount(last.total_minor, shown.currency)), total
        case "identified":
            return (shown.greeting or shown.shop, ""), (_balance(shown, words), "")
        case "paying":
            to_pay = words.say(msg("TO PAY")), words.amount(shown.to_pay_minor, shown.currency)
            if shown.given_minor:
                return to_pay, (words.say(msg("GIVEN")), words.amount(shown.given_minor, shown.currency))
            return to_pay, ("", "")
        case "done":
            change = words.say(msg("CHANGE")), words.amount(shown.change_minor, shown.currency)
            earned = sum(each.earned_milli for each in shown.points)
            thanks = words.say(msg("Thank you!")), ""
            points = (words.say(msg("POINTS")), f"+{words.points(earned, 0)}") if earned else thanks
            return (change if shown.change_minor else total), points
        case "paused":
            return (words.say(msg("One moment")), ""), ("", "")
    return (shown.shop, ""), ("", "")


def _balance(shown: DisplaySnapshot, words: Words) -> str:
    known = [each.balance_milli for each in shown.points if each.balance_milli is not None]
    return words.say(msg("Points: {points}", points=words.points(known[0], 0))) if known else ""


def _fitted(left: str, right: str, page: CodePage) -> str:
    """Both ends of a line; the right one whole, the left one cut."""
    right = printable(right.replace("\u00a0", " "), page)[:WIDTH]
    room = WIDTH - len(right) - (1 if right else 0)
    return f"{printable(left, page)[: max(room, 0)]:<{WIDTH - len(right)}}{right}"
