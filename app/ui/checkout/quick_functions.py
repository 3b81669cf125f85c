"""What a quick key can press besides goods: keys of the checkout, by a name that stays when keys are remapped."""

from __future__ import annotations

from dataclasses import dataclass

from app.values.words import Message, msg


@dataclass(frozen=True, slots=True)
class QuickFunction:
    """One key of the checkout."""

    words: Message
    icon: str
    key: str


FUNCTIONS: dict[str, QuickFunction] = {
    "member": QuickFunction(msg("Member"), "users", "F2"),
    "find": QuickFunction(msg("Find"), "package-search", "F3"),
    "reduce": QuickFunction(msg("Reduce"), "percent", "F4"),
    "rewards": QuickFunction(msg("Rewards"), "gift", "F5"),
    "hold": QuickFunction(msg("Hold"), "pause", "F6"),
    "held": QuickFunction(msg("Held"), "layers", "F7"),
    "return": QuickFunction(msg("Return"), "undo-2", "F8"),
    "receipts": QuickFunction(msg("Receipts"), "receipt", "F9"),
    "menu": QuickFunction(msg("Menu"), "menu", "F10"),
    "pay": QuickFunction(msg("Pay"), "banknote", "F12"),
    "lock": QuickFunction(msg("Lock"), "lock", "Ctrl+L"),
}
