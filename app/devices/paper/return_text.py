"""The slip of a return as rows of text: what came back, what went back and how, and the member's points."""

from __future__ import annotations

from app.devices.paper.code_pages import CodePage, page_for
from app.devices.paper.rows import Row, Sheet
from app.devices.paper.statement_text import points_text
from app.people.codes import grouped
from app.sales.receipt import Tender
from app.sales.returned import ReturnDocument
from app.settings.shop import ShopSettings
from app.values.clock import Instant
from app.values.locales import NO_BREAK, Words
from app.values.words import Message, msg

_TENDERS: dict[str, Message] = {
    "cash": msg("Cash"),
    "card": msg("Bank card"),
    "gift_card": msg("Gift card"),
    "store_credit": msg("Store credit"),
    "exchange": msg("For the new goods"),
    "elsewhere": msg("Paid at the other till"),
}


def return_text(document: ReturnDocument, shop: ShopSettings, at: Instant, *, words: Words, columns: int) -> str:
    """The slip as lines of at most `columns` characters."""
    return "\n".join(row.text for row in return_rows(document, shop, at, words=words, columns=columns)) + "\n"


def return_rows(
    document: ReturnDocument,
    shop: ShopSettings,
    at: Instant,
    *,
    words: Words,
    columns: int,
    page: CodePage | None = None,
) -> list[Row]:
    """The same with the style of each row."""
    names = "".join(line.goods.name for line in document.lines)
    sheet = Sheet(columns, page or page_for(words.language, shop.name + names))
    sheet.centre(shop.name.upper(), "title")
    sheet.centre(shop.address)
    sheet.centre(words.say(msg("RETURN")), "strong")
    sheet.two_names(words.say(msg("No. {number}", number=document.number)), words.date_time(at))
    if document.sale_number:
        sheet.paragraph(words.say(msg("of receipt {number}", number=document.sale_number)))
    sheet.rule()
    for line in document.lines:
        sheet.paragraph(line.goods.name)
        quantity = words.quantity(line.quantity_milli, line.goods.unit)
        sheet.pair(quantity, words.amount(line.amount_minor, document.currency), indent=2)
    sheet.rule()
    if document.withheld_minor:
        kept = words.amount(-document.withheld_minor, document.currency)
        sheet.pair(words.say(msg("Kept back for what was used")), kept)
    total = words.amount(document.refund_minor, document.currency)
    sheet.pair(words.say(msg("GIVEN BACK")), total, style="strong")
    for tender in document.refunds:
        _tender(sheet, tender, document, words)
    for token in document.tokens:
        sheet.pair(words.say(msg("Its code: {code}", code=grouped(token.code, NO_BREAK))), "", indent=2)
    _points(sheet, document, words)
    sheet.rule(double=True)
    return sheet.rows


def _tender(sheet: Sheet, tender: Tender, document: ReturnDocument, words: Words) -> None:
    amount = words.amount(tender.amount_minor, document.currency)
    sheet.pair(words.say(_TENDERS[tender.kind]), amount, indent=2)


def _points(sheet: Sheet, document: ReturnDocument, words: Words) -> None:
    if not document.points:
        return
    sheet.rule()
    for points in document.points:
        sheet.paragraph(words.name(points.names) or points.program, "strong")
        if points.taken_milli:
            sheet.pair(words.say(msg("Points taken back")), points_text(words, -points.taken_milli, 0), indent=2)
        if points.restored_milli:
            sheet.pair(words.say(msg("Points given back")), points_text(words, points.restored_milli, 0), indent=2)
        sheet.pair(words.say(msg("Points after")), points_text(words, points.after_milli, 0), indent=2)
