"""Panels and codes of other families of screens, by name: they stand on the checkout, which knows none of them.

Adding one: its module under `app/ui/<family>/`, and a line here.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_FURTHER: dict[str, tuple[str, str]] = {
    "hold": ("app.ui.held.mode", "hold"),
    "held": ("app.ui.held.mode", "HeldMode"),
    "held_at_close": ("app.ui.held.at_close", "show_held_first"),
    "resume": ("app.ui.held.resuming", "resume"),
    "return": ("app.ui.returns.finding", "FindSaleMode"),
    "balance": ("app.ui.returns.balance", "BalanceMode"),
    "void": ("app.ui.returns.voiding", "VoidMode"),
    "correct": ("app.ui.returns.correcting", "CorrectMode"),
    "coupons": ("app.ui.returns.coupons", "CouponMode"),
    "other_card": ("app.ui.members.other_card", "take_other_card"),
    "own_code": ("app.ui.returns.codes", "take_own_code"),
}


def further(name: str) -> Any:
    """What goes by this name, imported when it is first wanted."""
    module, attribute = _FURTHER[name]
    return getattr(import_module(module), attribute)
