"""The tax table: net, tax and gross for each rate, in columns, or one under the other where they do not fit."""

from __future__ import annotations

from app.devices.paper.rows import Sheet
from app.sales.tax import TaxRow
from app.values.locales import Words
from app.values.words import Message, msg
from app.workflows.receipt_view import ReceiptView

_WIDE, _NARROW = (9, 9, 9), (6, 9, 8)
"""Columns of letter with rate, net and tax in a receipt of 40 columns and more, or fewer; gross takes the rest."""


def tax_block(sheet: Sheet, view: ReceiptView, words: Words) -> None:
    """The table with its total, and what the customer saved; nothing where there are no taxes and no savings."""
    receipt = view.receipt
    if not receipt.taxes and not receipt.discount_minor:
        return
    sheet.rule()
    if receipt.taxes:
        _table(sheet, view, words)
        tax = sum(row.tax_minor for row in receipt.taxes)
        total = msg("Total VAT") if view.shop.prices_include_tax else msg("Total tax")
        sheet.pair(words.say(total), words.amount(tax, receipt.currency))
    if receipt.discount_minor:
        sheet.pair(words.say(msg("You saved today")), words.amount(receipt.discount_minor, receipt.currency))


def _table(sheet: Sheet, view: ReceiptView, words: Words) -> None:
    table = [[words.say(cell) for cell in _header(view)]]
    table += [_cells(row, view, words) for row in view.receipt.taxes]
    widths = [
        max(least, *(len(cells[place]) + (place > 0) for cells in table))
        for place, least in enumerate(_WIDE if sheet.columns >= 40 else _NARROW)
    ]
    gross = max(len(cells[3]) for cells in table)
    if sum(widths) + gross < sheet.columns:
        for cells in table:
            sheet.table(cells, widths)
        return
    for cells in table[1:]:
        sheet.paragraph(cells[0])
        for name, amount in zip(table[0][1:], cells[1:], strict=True):
            sheet.pair(name, amount, indent=2)


def _header(view: ReceiptView) -> tuple[Message, ...]:
    if view.shop.prices_include_tax:
        return msg("VAT"), msg("net"), msg("VAT"), msg("gross")
    return msg("Tax"), msg("before tax"), msg("tax"), msg("with tax")


def _cells(row: TaxRow, view: ReceiptView, words: Words) -> list[str]:
    currency = view.receipt.currency
    amounts = (words.amount(minor, currency) for minor in (row.net_minor, row.tax_minor, row.gross_minor))
    return [_label(row, view, words), *amounts]


def _label(row: TaxRow, view: ReceiptView, words: Words) -> str:
    """`A 21%`; the letter alone for a tax that is a fixed sum a unit."""
    fixed = any(tax.id == row.tax and tax.rate is None for tax in view.receipt.tax_profile.taxes)
    return row.label if fixed else f"{row.label} {words.decimal(row.rate)}%".strip()
