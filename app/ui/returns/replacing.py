"""The same goods again: the faulty ones come back and pay for the new ones, in one exchange."""

from __future__ import annotations

from app.sales.basket import Basket
from app.sales.receipt import ReceiptLine
from app.ui.checkout import look
from app.ui.checkout.modes.base import Floor
from app.ui.checkout.session import MemberInfo
from app.ui.held.mode import acting_at
from app.ui.returns.asked import OpenReturn
from app.ui.returns.sale import attempted
from app.ui.returns.trading import TradeMode
from app.values.errors import Expected, Refusal
from app.values.words import msg
from app.workflows.ports import Reads
from app.workflows.replacing import replacement
from app.workflows.return_preview import preview
from app.workflows.return_requests import ReturnPreview
from app.workflows.ring_up import quote_now
from app.workflows.rows import ProductRow

Answer = tuple[ReturnPreview, ProductRow, MemberInfo | None]


def replace_line(floor: Floor, back: OpenReturn, line: ReceiptLine) -> None:
    """Put the same goods into the sale, at no more than what came back, and open the exchange."""
    request, acting, shop = back.request(), acting_at(floor), floor.till.shop
    member = back.sale.member

    def ask(reads: Reads) -> Answer:
        row = reads.product(line.goods.sku)
        if row is None:
            raise Refusal(
                "replace.gone",
                msg("{name} is no longer on the price list: give the money back instead.", name=line.goods.name),
            )
        info = look.open_member(member, reads, shop, acting.at) if member else None
        return preview(reads, request, acting), row, info

    def answered(found: Answer | Expected) -> None:
        if isinstance(found, Expected):
            floor.refuse(found)
            return
        shown, row, info = found
        session = floor.session
        if info is not None:
            session.attach(info, "card" if back.sale.receipt.proof == "card" else "phone")

        def due_of(basket: Basket) -> int:
            return quote_now(basket, shop, session.standing, acting.at).due_minor

        quantity = sum(each.quantity_milli for each in request.lines if each.line == line.key)
        basket = replacement(
            session.basket,
            row.goods,
            quantity,
            refund_minor=shown.document.refund_minor,
            due_of=due_of,
            staff=acting.staff,
        )
        session.names[row.goods.sku] = row.names
        session.put(basket)
        floor.open(TradeMode(floor, request))

    floor.ask(attempted(ask), answered)
