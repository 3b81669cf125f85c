"""Parts that all slips of the way back share: their head, how money went back, and what points did."""

from __future__ import annotations

from collections.abc import Iterable

from app.devices.paper.rows import Sheet
from app.devices.paper.statement_text import points_text
from app.sales.receipt import Tender
from app.sales.returned import PointsBack
from app.values.barcodes import is_digits
from app.values.locales import Words
from app.values.words import Message, msg
from app.workflows.slip_view import Heading

TENDER_NAMES: dict[str, Message] = {
    "cash": msg("Cash"),
    "card": msg("Bank card"),
    "gift_card": msg("Gift card"),
    "store_credit": msg("Store credit"),
    "points": msg("Points"),
    "exchange": msg("For the new goods"),
    "elsewhere": msg("Paid at the other till"),
}


def heading(sheet: Sheet, view: Heading, words: Words, *, title: str, number: str = "") -> None:
    """The shop, COPY where it is one, what the slip is, its number and when."""
    sheet.centre(view.shop.name.upper(), "title")
    sheet.centre(view.shop.address)
    if view.copied_at:
        sheet.centre(words.say(msg("*** COPY {at} ***", at=words.date_time(view.copied_at))), "strong")
    sheet.centre(title, "strong")
    at = words.date_time(view.at)
    sheet.two_names(words.say(msg("No. {number}", number=number)) if number else "", at)
    if view.business_on != words.day_of(view.at):
        sheet.pair(words.say(msg("Business date")), words.date(view.business_on))
    if view.staff:
        sheet.paragraph(words.say(msg("Served by: {name}", name=view.staff)))


def refunded(sheet: Sheet, refunds: Iterable[Tender], currency: str, words: Words) -> None:
    """How money went back, one row a tender; a gift card by its last digits."""
    for tender in refunds:
        label = TENDER_NAMES[tender.kind]
        if tender.kind == "gift_card" and is_digits(tender.reference):
            label = msg("Gift card *{end}", end=tender.reference[-4:])
        sheet.pair(words.say(label), words.amount(tender.amount_minor, currency), indent=2)


def points_moved(sheet: Sheet, moved: Iterable[PointsBack], words: Words) -> None:
    """What was taken back and given back of each program, and the balance after it."""
    for place, points in enumerate(moved):
        if place == 0:
            sheet.rule()
        sheet.paragraph(words.name(points.names) or points.program, "strong")
        if points.taken_milli:
            sheet.pair(words.say(msg("Points taken back")), points_text(words, -points.taken_milli, 0), indent=2)
        if points.restored_milli:
            sheet.pair(words.say(msg("Points given back")), points_text(words, points.restored_milli, 0), indent=2)
        sheet.pair(words.say(msg("Points after")), points_text(words, points.after_milli, 0), indent=2)
