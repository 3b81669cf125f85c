"""A basket that was taken back, put on the screen again with its member and the words of its goods."""

from __future__ import annotations

from app.ui.checkout.look import Draft, open_member
from app.ui.checkout.modes.base import Floor
from app.ui.checkout.session import CheckoutSession
from app.values.clock import Instant
from app.values.words import msg, msgn
from app.workflows.hold_basket import Resumed, with_new_prices
from app.workflows.ports import Reads
from app.workflows.shop_now import ShopNow


def resume(floor: Floor, session: CheckoutSession, resumed: Resumed) -> None:
    """Show the basket; where prices changed meanwhile, today's are taken and that is said."""
    shop, at = floor.till.shop, floor.till.now()

    def shown(draft: Draft) -> None:
        session.names.update(draft.names)
        session.restore(draft.basket, draft.info)
        if resumed.changed:
            count = len(resumed.changed)
            floor.say(
                msgn("Taken back. {n} price is another one today.", "Taken back. {n} prices are others today.", count),
                "warn",
            )
        elif resumed.swapped:
            floor.say(msg("Taken back; the other sale is held."), "ok")
        else:
            floor.say(msg("Taken back as it was."), "ok")

    floor.ask(lambda reads: read_resumed(reads, resumed, shop, at), shown)


def read_resumed(reads: Reads, resumed: Resumed, shop: ShopNow, at: Instant) -> Draft:
    """The basket at today's prices, its member opened."""
    basket = with_new_prices(reads, resumed.basket)
    info = open_member(basket.member, reads, shop, at) if basket.member else None
    rows = (reads.product(line.goods.sku) for line in basket.lines)
    return Draft(basket, info, {row.goods.sku: row.names for row in rows if row is not None})
