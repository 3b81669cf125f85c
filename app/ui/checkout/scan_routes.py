"""What a scan does in the panel that is open: the routing table of `workflows.scans.routing`, performed.

A mode says which place of the table it is (`Mode.place`) and performs the routes that are its own; what is
the same everywhere stands here. So no panel decides by itself what a scan may do, and none lets one through.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from app.people.codes import compact, own_kind
from app.values.words import Message, msg
from app.workflows.look_up import CardStopped, CodeHit, MemberHit, Misread, NotKnown, ProductHit, UnboundCard
from app.workflows.scans.routing import Meaning, Place, Route, route

if TYPE_CHECKING:
    from app.ui.checkout.look import Looked

_OWN: dict[str, Meaning] = {
    "receipt": "receipt", "gift_card": "voucher", "coupon": "voucher", "badge": "employee", "live": "member",
}  # fmt: skip
_OF_THE_BASKET: frozenset[Route] = frozenset(
    {"add", "attach", "attach_and_reprice", "open_return", "add_reward", "unresolved_line", "take_as_tender"}
)
HINTS: dict[Meaning, Message] = {
    "product": msg("Goods are not taken here. Nothing was added; Esc goes back to the basket."),
    "member": msg("A member's card is not taken here. Nothing was changed; Esc goes back to the basket."),
    "receipt": msg("A receipt is not taken here. Nothing was changed; Esc goes back, then scan it again."),
    "voucher": msg("A coupon or gift card is not taken here. Nothing was used; Esc goes back, then scan it again."),
    "employee": msg("A staff badge is not taken here. Nothing was changed."),
    "unknown": msg("Nobody knows this code. Nothing was added; scan it again."),
}
_NO_BADGES = msg("A staff badge signs in nobody on this till yet. Lock with Ctrl+L and type the PIN.")


class Basket(Protocol):
    """What the routes that are alike everywhere need of the counter."""

    def say(self, words: Message, tone: str = "info") -> None: ...
    def take(self, looked: Looked, quantity_milli: int, *, scanned: bool) -> bool: ...
    def service(self, name: str) -> Callable[..., Any] | None: ...


def meaning_of(looked: Looked) -> Meaning:
    """Which column of the routing table a code is in that was looked up."""
    match looked.found:
        case ProductHit():
            return "product"
        case MemberHit() | CardStopped() | UnboundCard():
            return "member"
        case CodeHit():
            return "voucher"
        case NotKnown(code):
            kind = own_kind(compact(code))
            return _OWN[kind] if kind is not None else "unknown"
    return "unknown"


def route_of(place: Place, looked: Looked) -> Route:
    """What this code does here."""
    return route(place, meaning_of(looked))


def perform(floor: Basket, act: Route, looked: Looked, quantity_milli: int = 1000) -> None:
    """Do what every panel does alike; anything that a panel has no use for is said, and nothing happens."""
    if act in _OF_THE_BASKET:
        floor.take(looked, quantity_milli, scanned=True)
    elif act in {"switch_staff", "sign_in"}:
        switch = floor.service("badge_scanned")
        found = looked.found
        if switch is None or not isinstance(found, NotKnown):
            floor.say(_NO_BADGES, "warn")
        else:
            switch(found.code)
    elif act == "error_tone":
        found = looked.found
        words = found.message if isinstance(found, Misread | CardStopped | UnboundCard) else HINTS[meaning_of(looked)]
        floor.say(words, "err")
    else:
        floor.say(HINTS[meaning_of(looked)], "warn")
