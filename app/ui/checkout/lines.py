"""The basket's lines as the table shows them: text and flags, ready to be painted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.loyalty.quote import Quote
from app.sales.basket import Basket, ManualReduction
from app.sales.receipt import ReceiptLine, Reduction
from app.ui.checkout.reasons import REASON_WORDS
from app.values.words import Message, msg


class Speaker(Protocol):
    """What says words, money and quantities: the `Face`, or a plain one in a test."""

    def say(self, message: Message) -> str: ...
    def amount(self, minor: int) -> str: ...
    def money(self, minor: int) -> str: ...
    def quantity(self, milli: int, unit: str) -> str: ...
    def quantity_number(self, milli: int) -> str: ...
    def name(self, names: dict[str, str]) -> str: ...
    def goods_name(self, name: str, names: dict[str, str] | None) -> str: ...


@dataclass(frozen=True, slots=True)
class LineRow:
    """One row of the basket table.

    Attributes:
        key: The line's key in the basket; empty for what an offer added.
        detail: Under the name: article number, weight, or what to do.
        offers: Names of the reductions on this line, with their amounts.
        kind: `goods`, `free`, `unresolved`, or `offer` for what came off the whole receipt.
    """

    key: str
    category: str
    name: str
    detail: str
    offers: str
    quantity: str
    price: str
    discount: str
    total: str
    kind: str = "goods"

    def spoken(self) -> str:
        """The row as a screen reader says it."""
        parts = (self.name, self.quantity, self.total, self.offers or self.detail)
        return ", ".join(part for part in parts if part)


def line_rows(basket: Basket, quote: Quote, speaker: Speaker, names: dict[str, dict[str, str]]) -> list[LineRow]:
    """All rows in the order in which they were rung up; unresolved codes keep their place.

    Free products that an offer added come after them, and last what came off the receipt as a whole: so
    the sums of the rows add up to the total.

    Args:
        names: Words of a product by language, by sku, where the price list has them.
    """
    whole = basket.intents.reduction
    rows: list[tuple[int, LineRow]] = []
    free: list[LineRow] = []
    for line in quote.lines:
        row = _goods_row(line, speaker, names.get(line.goods.sku, {}), whole)
        if line.free_by:
            free.append(row)
        else:
            rows.append((int(line.key), row))
    for unknown in basket.unresolved:
        rows.append((int(unknown.key), _unresolved_row(unknown.key, unknown.code, speaker)))
    rows.sort(key=lambda pair: pair[0])
    return [*(row for _key, row in rows), *free, *_offer_rows(quote, speaker, whole)]


def _is_of_receipt(reduction: Reduction, whole: ManualReduction | None) -> bool:
    """A line's share of an order offer, or of the reduction by hand of the whole receipt."""
    if reduction.lane == "manual":
        return reduction.manual is not None and reduction.manual == whole
    return reduction.lane == "order"


def _offer_rows(quote: Quote, speaker: Speaker, whole: ManualReduction | None) -> list[LineRow]:
    """One row for each offer on the whole receipt, its shares of the lines summed up."""
    amounts: dict[tuple[str, str], int] = {}
    words: dict[tuple[str, str], str] = {}
    for line in quote.lines:
        for reduction in line.reductions:
            if _is_of_receipt(reduction, whole):
                key = (reduction.program, reduction.reward)
                amounts[key] = amounts.get(key, 0) + reduction.amount_minor
                words[key] = _offer(reduction, speaker, with_amount=False)
    detail = speaker.say(msg("off the whole receipt"))
    return [
        LineRow("", "", words[key], detail, "", "", "", "", "−" + speaker.amount(amount), "offer")
        for key, amount in amounts.items()
        if amount
    ]


def goods_name(line: ReceiptLine, speaker: Speaker, names: dict[str, str]) -> str:
    """A product's name in the language of the screens; a bill's line says which department it is."""
    if line.goods.kind == "bill":
        if line.goods.category:
            return speaker.say(msg("Bill, department {department}", department=line.goods.category))
        return speaker.say(msg("Bill of the other till"))
    return speaker.goods_name(line.goods.name, names)


def _goods_row(line: ReceiptLine, speaker: Speaker, names: dict[str, str], whole: ManualReduction | None) -> LineRow:
    is_piece = line.goods.unit == "pc"
    own = [reduction for reduction in line.reductions if not _is_of_receipt(reduction, whole)]
    discount = sum(reduction.amount_minor for reduction in own)
    return LineRow(
        key="" if line.free_by else line.key,
        category="bill" if line.goods.kind == "bill" else line.goods.category,
        name=goods_name(line, speaker, names),
        detail="" if line.goods.kind == "bill" else line.goods.barcode or line.goods.sku,
        offers=" · ".join(_offer(reduction, speaker, with_amount=len(own) > 1) for reduction in own),
        quantity=speaker.quantity_number(line.quantity_milli)
        if is_piece
        else speaker.quantity(line.quantity_milli, line.goods.unit),
        price=speaker.amount(line.price_minor),
        discount="−" + speaker.amount(discount) if discount else "",
        total=speaker.amount(line.base_minor - discount),
        kind="free" if line.free_by else "goods",
    )


def _offer(reduction: Reduction, speaker: Speaker, *, with_amount: bool) -> str:
    words = speaker.say(manual_words(reduction.manual)) if reduction.manual else speaker.name(reduction.names)
    return f"{words} −{speaker.amount(reduction.amount_minor)}" if with_amount else words


def manual_words(manual: ManualReduction) -> Message:
    """What a manual reduction is called: its reason, and the percentage if it is one."""
    reason = REASON_WORDS.get(manual.reason, REASON_WORDS["other"])
    if manual.kind == "percent":
        return msg("{reason} {percent} %", reason=reason, percent=format(manual.value.normalize(), "f"))
    return reason


def _unresolved_row(key: str, code: str, speaker: Speaker) -> LineRow:
    return LineRow(
        key=key,
        category="",
        name=speaker.say(msg("Not in the catalogue")),
        detail=code,
        offers=speaker.say(msg("Enter: fix this line")),
        quantity="",
        price="",
        discount="",
        total="?",
        kind="unresolved",
    )
