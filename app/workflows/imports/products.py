"""A row of a price list as a product, or all that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from app.sales.basket import Goods
from app.sales.tax import TaxProfile
from app.values.barcodes import gtin14
from app.values.errors import Refusal
from app.values.folding import clean, clean_code
from app.values.words import msg
from app.workflows.imports.codes import read_barcode, text_mark_off
from app.workflows.imports.figures import FigureReader, is_excel_damage
from app.workflows.imports.problems import Findings
from app.workflows.products import UNITS
from app.workflows.rows import ProductRow

_FIELDS = {"min_price": "min_price_minor"}
LONGEST_SKU = 40
LONGEST_CATEGORY = 60

_UNIT_WORDS = {
    "pcs": "pc",
    "piece": "pc",
    "each": "pc",
    "ea": "pc",
    "шт": "pc",
    "шт.": "pc",
    "кг": "kg",
    "л": "l",
    "м": "m",
}


class ProductTerms(msgspec.Struct, frozen=True):
    """What of the shop a price list depends on.

    Attributes:
        tax: Tax id for rows that name none; empty where such a row is to be refused.
    """

    currency: str
    digits: int
    taxes: TaxProfile
    tax: str = ""


class ProductReader:
    """Reads the rows of one price list and remembers what it has seen."""

    def __init__(self, terms: ProductTerms, figures: FigureReader) -> None:
        self._terms = terms
        self._figures = figures
        self._skus: dict[str, int] = {}
        self._barcodes: dict[str, int] = {}
        self._taxes = {
            text.casefold(): tax.id for tax in terms.taxes.taxes for text in (tax.label, tax.id, *tax.names.values())
        }

    def read(
        self, cells: Mapping[str, str], findings: Findings, on_list: Callable[[str], ProductRow | None]
    ) -> ProductRow | None:
        """The product of a row; None where `findings` keep it out.

        A column that the file does not have leaves the product's own value as it is: `on_list` gives the
        product of an article number as the shop has it now.
        """

        def cell(column: str) -> str:
            return cells.get(column, "")

        sku = findings.take("sku", cell("sku"), _read_sku)
        name = findings.take("name", cell("name"), _read_name)
        price = findings.take("price", cell("price"), self._price)
        barcode = findings.take("barcode", cell("barcode"), read_barcode)
        before = on_list(sku) if sku else None
        keeps_tax = before is not None and not cell("tax").strip()
        tax = before.goods.taxes if before and keeps_tax else findings.take("tax", cell("tax"), self._tax)
        unit = findings.take("unit", cell("unit"), _read_unit)
        floor = findings.take("min_price", cell("min_price"), self._floor)
        if findings.is_refused or sku is None or name is None or price is None or tax is None:
            return None
        optional = {
            "barcode": barcode or "",
            "category": clean(cell("category"), LONGEST_CATEGORY),
            "unit": unit or "pc",
            "min_price": floor or 0,
        }
        row = before or ProductRow(Goods(sku=sku, name=name, price_minor=price))
        told = {_FIELDS.get(column, column): value for column, value in optional.items() if column in cells}
        goods = msgspec.structs.replace(row.goods, name=name, price_minor=price, taxes=tax, **told)
        return msgspec.structs.replace(row, goods=goods) if self._stands(goods, cells, findings) else None

    def _price(self, text: str) -> int:
        return self._figures.price(text, self._terms.currency, self._terms.digits)

    def _floor(self, text: str) -> int:
        return self._price(text) if text.strip() else 0

    def _tax(self, text: str) -> tuple[str, ...]:
        known = self._terms.taxes.taxes
        if text.strip():
            found = self._taxes.get(text.strip().casefold())
            if found is None:
                named = ", ".join(tax.id for tax in known) or "-"
                raise Refusal("tax.unknown", msg("The shop has no tax of that name. It has: {taxes}.", taxes=named))
            return (found,)
        if self._terms.tax:
            return (self._terms.tax,)
        if len(known) > 1:
            named = ", ".join(tax.id for tax in known)
            raise Refusal(
                "tax.missing", msg("The row names no tax. Name one of {taxes}, or give --tax for all.", taxes=named)
            )
        return tuple(tax.id for tax in known)

    def _stands(self, goods: Goods, cells: Mapping[str, str], findings: Findings) -> bool:
        """Whether the product stands beside the rows before it."""
        if goods.min_price_minor > goods.price_minor:
            wrong = Refusal("min_price.above", msg("The lowest price is above the price."))
            findings.add("min_price", cells.get("min_price", ""), wrong)
        first = self._skus.setdefault(goods.sku, findings.line)
        if first != findings.line:
            wrong = Refusal("sku.twice", msg("The same article number stands on line {line}.", line=first))
            findings.add("sku", goods.sku, wrong)
        elif goods.barcode:
            first = self._barcodes.setdefault(gtin14(goods.barcode), findings.line)
            if first != findings.line:
                wrong = Refusal("barcode.twice", msg("The same barcode stands on line {line}.", line=first))
                findings.add("barcode", goods.barcode, wrong)
        return not findings.found


def _read_sku(text: str) -> str:
    sku = clean_code(text_mark_off(text), LONGEST_SKU + 1)
    if not sku:
        raise Refusal("sku.missing", msg("The article number is missing. Every product needs its own."))
    if len(sku) > LONGEST_SKU:
        raise Refusal("sku.long", msg("The article number is longer than {most} characters.", most=LONGEST_SKU))
    if is_excel_damage(sku):
        raise Refusal(
            "code.spreadsheet",
            msg(
                "A spreadsheet turned the number into {code}: its last digits are gone. Make the column text, type or "
                "export it again.",
                code=sku,
            ),
        )
    return sku


def _read_name(text: str) -> str:
    name = clean(text)
    if not name:
        raise Refusal("name.missing", msg("The name is missing."))
    return name


def _read_unit(text: str) -> str:
    word = text.strip().casefold()
    unit = _UNIT_WORDS.get(word, word or "pc")
    if unit not in UNITS:
        raise Refusal("unit.unknown", msg("The unit must be one of {units}.", units=", ".join(UNITS)))
    return unit
