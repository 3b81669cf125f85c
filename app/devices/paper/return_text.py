"""The slip of a return as rows of text: what came back, what went back and how, and the member's points.

For an exchange it names the other receipt and the one net amount; whoever adds up both papers gets it too.
"""

from __future__ import annotations

from app.devices.paper.code_pages import CodePage, page_for
from app.devices.paper.rows import Row, Sheet
from app.devices.paper.slip_parts import heading, points_moved, refunded
from app.people.codes import grouped, receipt_code
from app.sales.receipt import Token
from app.values.barcodes import is_digits
from app.values.locales import NO_BREAK, Words
from app.values.words import msg
from app.workflows.slip_view import ReturnView


def return_rows(view: ReturnView, words: Words, columns: int, page: CodePage | None = None) -> list[Row]:
    """The slip as rows of at most `columns` characters."""
    document, shop = view.document, view.heading.shop
    names = "".join(view.goods_names.get(line.goods.sku, line.goods.name) for line in document.lines)
    sheet = Sheet(columns, page or page_for(words.language, shop.name + names))
    title = words.say(msg("EXCHANGE") if view.traded else msg("RETURN"))
    heading(sheet, view.heading, words, title=title, number=document.number)
    if document.sale_number:
        sheet.paragraph(words.say(msg("of receipt {number}", number=document.sale_number)))
    else:
        sheet.paragraph(words.say(msg("without a receipt")))
    sheet.rule()
    for line in document.lines:
        sheet.paragraph(view.goods_names.get(line.goods.sku) or line.goods.name or words.say(msg("Bill")))
        quantity = words.quantity(line.quantity_milli, line.goods.unit)
        sheet.pair(quantity, words.amount(line.amount_minor, document.currency), indent=2)
    if document.lines:
        sheet.rule()
    if document.withheld_minor:
        kept = words.amount(-document.withheld_minor, document.currency)
        label = msg("Kept back for what was used") if document.withheld_minor > 0 else msg("Kept back before")
        sheet.pair(words.say(label), kept)
    total = words.amount(document.refund_minor, document.currency)
    sheet.pair(words.say(msg("GIVEN BACK")), total, style="strong")
    refunded(sheet, document.refunds, document.currency, words)
    _net(sheet, view, words)
    for token in document.tokens:
        _credit(sheet, token, words)
    points_moved(sheet, document.points, words)
    sheet.rule(double=True)
    sheet.centre(words.say(msg("Slip code {code}", code=grouped(slip_code(view), NO_BREAK))), "code")
    return sheet.rows


def slip_code(view: ReturnView) -> str:
    """The digits under which this slip is found again: code 72, as a receipt's."""
    return receipt_code(view.document.till, view.document.epoch, view.document.sequence)


def _net(sheet: Sheet, view: ReturnView, words: Words) -> None:
    if view.traded is None:
        return
    currency, net = view.document.currency, view.traded.net_minor
    sheet.rule()
    label = msg("New goods, receipt {number}", number=view.traded.number)
    sheet.pair(words.say(label), words.amount(view.traded.new_goods_minor, currency))
    said = msg("NET PAID") if net > 0 else msg("NET GIVEN BACK")
    sheet.pair(words.say(said), words.amount(abs(net), currency), style="big")


def _credit(sheet: Sheet, token: Token, words: Words) -> None:
    code = grouped(token.code, NO_BREAK) if is_digits(token.code) else token.code
    sheet.pair(words.say(msg("Its code: {code}", code=code)), "", indent=2)
    if token.last_valid_on is not None:
        sheet.pair(words.say(msg("valid to {day}", day=words.date(token.last_valid_on))), "", indent=2)
