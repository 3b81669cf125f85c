"""The routing table: what a scan does, by what it means and which screen is open. Data, so that it can be shown.

A scan is routed to the screen's rule, never to whatever has the focus; where a screen has no use for it, it
says so with a tone, and nothing is typed and no button is pressed.
"""

from __future__ import annotations

from typing import Literal, get_args

Place = Literal[
    "basket", "price_check", "member", "payment", "approval", "return", "code_field", "text_field", "done", "locked"
]
Meaning = Literal["product", "member", "receipt", "voucher", "employee", "unknown"]
Route = Literal[
    "add",
    "attach",
    "attach_and_reprice",
    "open_return",
    "add_reward",
    "take_as_tender",
    "switch_staff",
    "sign_in",
    "approve",
    "unresolved_line",
    "offer_to_go_back",
    "find_in_sales",
    "find_sales_of_member",
    "load_return",
    "late_points",
    "new_sale",
    "new_sale_unresolved",
    "show_price",
    "search",
    "fill_field",
    "hint",
    "error_tone",
    "refuse",
]

PLACES: tuple[Place, ...] = get_args(Place)
MEANINGS: tuple[Meaning, ...] = get_args(Meaning)

_BASKET: tuple[Route, ...] = ("add", "attach", "open_return", "add_reward", "switch_staff", "unresolved_line")
_ROWS: dict[Place, tuple[Route, ...]] = {
    "basket": _BASKET,
    "price_check": ("show_price", "attach", "open_return", "add_reward", "switch_staff", "search"),
    "member": ("add", "attach", "open_return", "hint", "switch_staff", "hint"),
    "payment": ("offer_to_go_back", "attach_and_reprice", "hint", "take_as_tender", "approve", "error_tone"),
    "approval": ("hint", "hint", "hint", "hint", "approve", "hint"),
    "return": ("find_in_sales", "find_sales_of_member", "load_return", "hint", "switch_staff", "error_tone"),
    "code_field": ("fill_field", "fill_field", "fill_field", "fill_field", "hint", "fill_field"),
    # never typed into the field: the basket's rule, with a chip that says where the scan went
    "text_field": _BASKET,
    "done": ("new_sale", "late_points", "open_return", "hint", "switch_staff", "new_sale_unresolved"),
    "locked": ("refuse", "refuse", "refuse", "refuse", "sign_in", "refuse"),
}
ROUTES: dict[tuple[Place, Meaning], Route] = {
    (place, meaning): route for place, row in _ROWS.items() for meaning, route in zip(MEANINGS, row, strict=True)
}


def route(place: Place, meaning: Meaning) -> Route:
    """What a scan does here."""
    return ROUTES[place, meaning]
