"""The receipt as rows of text: the order in which a customer looks for things.

What I bought, what I saved, what I pay, the change, the tax, my points, how to return. The base price is
always printed and every discount has its own line under its name, so that the paper can be added up.
"""

from __future__ import annotations

from app.devices.paper.code_pages import CodePage, page_for
from app.devices.paper.goods_block import goods_block
from app.devices.paper.money_block import money_block
from app.devices.paper.points_block import points_block
from app.devices.paper.rows import Row, Sheet
from app.devices.paper.tax_block import tax_block
from app.devices.paper.tokens_block import tokens_block
from app.people.codes import grouped, receipt_code
from app.values.locales import NO_BREAK, Words
from app.values.words import msg, msgn
from app.workflows.receipt_view import ReceiptView

WIDE = 40
"""Columns from which the longer wording fits."""


def receipt_lines(view: ReceiptView, words: Words, columns: int, page: CodePage | None = None) -> list[str]:
    """The receipt as lines of at most `columns` characters (32, 42 or 48), no trailing spaces.

    Args:
        words: Of the receipt's language and the shop's zone.
        page: The printer's code page; by default the one that suits the language and the names best.
    """
    return [row.text for row in receipt_rows(view, words, columns, page)]


def receipt_rows(view: ReceiptView, words: Words, columns: int, page: CodePage | None = None) -> list[Row]:
    """The same as `receipt_lines`, with the style of each row."""
    sheet = Sheet(columns, page or page_for(words.language, _names(view)))
    _heading(sheet, view, words)
    sheet.rule()
    goods_block(sheet, view, words)
    sheet.rule()
    money_block(sheet, view, words)
    tax_block(sheet, view, words)
    sheet.rule(double=True)
    points_block(sheet, view, words)
    tokens_block(sheet, view, words)
    _ending(sheet, view, words)
    return sheet.rows


def return_code(view: ReceiptView) -> str:
    """The digits under which this receipt is found again: code 72, as symbols on a page and as text."""
    receipt = view.receipt
    return receipt_code(receipt.till, receipt.epoch, receipt.sequence)


def _names(view: ReceiptView) -> str:
    """Everything on the receipt that is in nobody's catalogue: it decides which code page suits."""
    shop = view.shop
    goods = "".join(line.goods.name for line in view.receipt.lines)
    own = f"{shop.name}{shop.address}{shop.tax_id}{shop.club}{shop.receipt_head}{shop.footer}"
    return f"{own}{view.staff}{view.member}{goods}"


def _heading(sheet: Sheet, view: ReceiptView, words: Words) -> None:
    shop, receipt = view.shop, view.receipt
    sheet.centre(shop.name.upper(), "title")
    sheet.centre(shop.address)
    sheet.centre(shop.tax_id)
    for line in shop.receipt_head.splitlines():
        sheet.centre(line)
    wide = sheet.columns >= WIDE
    if shop.fiscal_note:
        sheet.rule(double=True)
        sheet.centre(words.say(msg("SALES SLIP")), "strong")
        sheet.centre(words.say(msg("NOT A FISCAL RECEIPT")), "strong")
        fiscal = msg("The fiscal receipt is given separately") if wide else msg("The fiscal receipt comes apart")
        sheet.centre(words.say(fiscal))
        sheet.rule(double=True)
    if view.is_copy:
        sheet.centre(words.say(msg("*** COPY {at} ***", at=words.date_time(view.copied_at))), "strong")
    number = (
        msg("Receipt {receipt_number}", receipt_number=receipt.number)
        if wide
        else msg("No. {number}", number=receipt.number)
    )
    at = words.date_time(view.at)
    sheet.two_names(words.say(number), at if wide else at[:6] + at[8:])
    if view.business_on != words.day_of(view.at):
        sheet.pair(words.say(msg("Business date")), words.date(view.business_on))
    till = words.say(msg("Till {till}", till=f"{receipt.till:02d}"))
    sheet.two_names(till, words.say(msg("Served by: {name}", name=view.staff)) if view.staff else "")


def _ending(sheet: Sheet, view: ReceiptView, words: Words) -> None:
    code = grouped(return_code(view), NO_BREAK)
    sheet.centre(words.say(msg("Receipt code {code}", code=code)), "code")
    days = view.shop.return_days
    if days and view.member:
        again = msgn(
            "Return within {n} day with this slip or your card.",
            "Return within {n} days with this slip or your card.",
            days,
        )
        sheet.paragraph(words.say(again))
    elif days:
        again = msgn("Return within {n} day with this slip.", "Return within {n} days with this slip.", days)
        sheet.paragraph(words.say(again))
    for line in view.shop.footer.splitlines() or [words.say(msg("Thank you!"))]:
        sheet.centre(line)
