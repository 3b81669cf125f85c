"""The club's part of a receipt: for each points program before, used, earned and now, and what comes next."""

from __future__ import annotations

from app.devices.paper.points import digits_of
from app.devices.paper.rows import Sheet
from app.sales.receipt import PointsChange
from app.values.locales import Words
from app.values.words import Message, msg, msgn
from app.workflows.receipt_view import ReceiptView


def points_block(sheet: Sheet, view: ReceiptView, words: Words) -> None:
    """The block with its closing rule; nothing for an anonymous customer."""
    changes = view.receipt.points
    if not view.member and not changes:
        return
    title = view.shop.club or (words.name(changes[0].names) if changes else "") or words.say(msg("Club"))
    sheet.centre(title.upper(), "strong")
    if view.member:
        sheet.two_names(words.say(msg("Member")), view.member)
    for change in changes:
        if len(changes) > 1:
            sheet.paragraph(words.name(change.names) or change.program, "strong")
        _program(sheet, change, view, words)
    sheet.rule(double=True)


def _program(sheet: Sheet, change: PointsChange, view: ReceiptView, words: Words) -> None:
    digits = digits_of(view, change.program)

    def put(label: Message, milli: int, sign: str = "") -> None:
        sheet.pair(words.say(label), sign + words.points(milli, digits))

    put(msg("Points before"), change.before_milli)
    if change.spent_milli:
        put(_used(change, view), change.spent_milli, "-")
    put(msg("Earned today"), change.earned_milli, "+")
    now = words.points(change.after_milli, digits)
    sheet.pair(words.say(msg("POINTS NOW")), now, style="strong")
    if change.earned_milli and change.active_from > view.at:
        sheet.paragraph(
            words.say(msg("Today's points can be spent from {at}.", at=words.date_time(change.active_from)))
        )
    _outlook(sheet, change.program, view, words)


def _used(change: PointsChange, view: ReceiptView) -> Message:
    """What the points were used for: paying, rewards, or both."""
    paid = sum(t.points_milli for t in view.receipt.tenders if t.kind == "points" and t.program == change.program)
    if not paid:
        return msg("Used for reward")
    return msg("Used to pay") if paid == change.spent_milli else msg("Points used")


def _outlook(sheet: Sheet, program: str, view: ReceiptView, words: Words) -> None:
    """The next reward, and what ends soon."""
    digits = digits_of(view, program)
    for gap in view.gaps:
        if gap.program == program:
            sheet.paragraph(words.say(_gap(gap.short_milli, digits, words, words.name(gap.names))))
    for ending in view.ending:
        if ending.program == program:
            sheet.paragraph(words.say(_end(ending.points_milli, digits, words, words.date(ending.last_valid_on))))


def _gap(milli: int, digits: int, words: Words, reward: str) -> Message:
    if digits:
        return msg("Points still missing for {reward}: {points}.", points=words.points(milli, digits), reward=reward)
    return msgn("{n} more point for {reward}.", "{n} more points for {reward}.", milli // 1000, reward=reward)


def _end(milli: int, digits: int, words: Words, on: str) -> Message:
    if digits:
        return msg("Points that end on {on}: {points}.", points=words.points(milli, digits), on=on)
    return msgn("{n} point expires {on}.", "{n} points expire {on}.", milli // 1000, on=on)
