"""The rules of a return, each with its words: what is refused, and what only somebody with the right may allow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from app.facts.envelope import Fact
from app.people.codes import read_receipt_code
from app.people.staff import Permission
from app.sales.receipt import Receipt, ReceiptLine, receipt_number
from app.sales.returned import ReturnDocument
from app.values.errors import Refusal
from app.values.numbers import decimal_text
from app.values.words import Message, msg
from app.workflows.acting import Acting
from app.workflows.ports import Reads
from app.workflows.second_person import require_second

RETURN_REASONS: tuple[str, ...] = ("unused", "faulty", "wrong_item", "late_delivery", "other")


class Need(msgspec.Struct, frozen=True):
    """Something that a manager may allow: its code, and why it is asked."""

    code: str
    message: Message


def find_sale(reads: Reads, text: str, acting: Acting) -> str:
    """The sale that a scanned code 72 or a typed receipt number names.

    Raises:
        Refusal: `return.unknown`, `return.other_till`, `return.is_return`; each says what to do.
    """
    place = read_receipt_code(text)
    number = receipt_number(place.till, place.epoch, place.sequence) if place else text.strip()
    found = reads.receipt_by_number(number)
    if found is not None:
        return found[0].sale
    back = reads.return_by_number(number)
    if back is not None:
        raise Refusal(
            "return.is_return",
            msg("{number} is a return itself, of receipt {sale}.", number=number, sale=back[0].sale_number or "-"),
        )
    till = number[:2]
    if number[:1].isdigit() and till != f"{acting.shop.identity.till:02d}":
        raise Refusal(
            "return.other_till",
            msg(
                "Receipt {number} is not on this till: it is from till {till}, or from another shop."
                " Return it there, or without a receipt with a manager.",
                number=number[:24],
                till=till,
            ),
        )
    raise Refusal(
        "return.unknown",
        msg("There is no receipt {number}. Check the number, or find the sale by member or item.", number=number[:24]),
    )


def check_sale(reads: Reads, receipt: Receipt, fact: Fact, acting: Acting) -> None:
    """Refuse what cannot come back at all: a voided sale, and a clock that stands before the sale."""
    if reads.sale_void(receipt.sale) is not None:
        raise Refusal("return.void", msg("Receipt {number} was voided: nothing of it is open.", number=receipt.number))
    if acting.at < fact.at:
        raise Refusal(
            "return.clock",
            msg(
                "The till's clock stands before the sale {number}. Set the clock right, then return it.",
                number=receipt.number,
            ),
        )


def sold_line(receipt: Receipt, key: str, quantity_milli: int, returned_milli: int) -> ReceiptLine:
    """The line that comes back, if it can.

    Raises:
        Refusal: `return.no_line`, `return.free_item`, `return.too_many`, `return.fraction`.
    """
    line = next((each for each in receipt.lines if each.key == key), None)
    if line is None:
        raise Refusal("return.no_line", msg("Receipt {number} has no such line.", number=receipt.number))
    if line.free_by:
        raise Refusal(
            "return.free_item",
            msg(
                "{name} was free with other goods: nothing was paid for it. Return the goods it came with.",
                name=line.goods.name,
            ),
        )
    if quantity_milli <= 0 or (quantity_milli % 1000 and line.goods.unit == "pc"):
        raise Refusal(
            "return.fraction", msg("{name}: type how many come back, as a whole number.", name=line.goods.name)
        )
    left = line.quantity_milli - returned_milli
    if quantity_milli > left:
        raise Refusal(
            "return.too_many",
            msg(
                "{name}: {sold} sold, {back} already returned. At most {left} can come back.",
                name=line.goods.name,
                sold=decimal_text(line.quantity_milli, 3),
                back=decimal_text(returned_milli, 3),
                left=decimal_text(max(left, 0), 3),
            ),
        )
    return line


def returned_so_far(earlier: Iterable[ReturnDocument]) -> dict[str, int]:
    """Thousandths that came back already, by line."""
    found: dict[str, int] = {}
    for document in earlier:
        for line in document.lines:
            found[line.line] = found.get(line.line, 0) + line.quantity_milli
    return found


def needs_for(lines: Iterable[ReceiptLine], fact: Fact, acting: Acting) -> tuple[Need, ...]:
    """What a manager has to allow: a return after the window, goods that are not taken back."""
    found = []
    day, window = days_since(fact, acting.business_on), acting.shop.settings.return_days
    trials = [promise.until for line in lines for promise in line.promises if promise.kind == "trial"]
    if day > window and not (trials and min(trials) >= acting.business_on):
        found.append(
            Need("return.late", msg("Day {day} of {days}: a manager may still take it back.", day=day, days=window))
        )
    for line in lines:
        if not line.goods.returnable:
            found.append(
                Need(
                    "return.not_returnable",
                    msg("{name} is not taken back unless a manager says so.", name=line.goods.name),
                )
            )
    return tuple(found)


def days_since(fact: Fact, today: dt.date) -> int:
    """Whole days from the sale's business date; a day that lies before it counts as none."""
    return max((today - fact.business_on).days, 0)


def require_approval(acting: Acting, approved_by: str, needs: tuple[Need, ...]) -> None:
    """Refuse unless whoever acts, or whoever approved, may allow what is needed."""
    if needs:
        require_second(acting, approved_by, Permission.APPROVE_RETURN, Refusal(needs[0].code, needs[0].message))
