"""Money on the counter: which notes to offer, and the guards of keys that commit."""

from __future__ import annotations

GUARD_MS = 150.0
ABSURD_TIMES = 10

_NOTES: dict[str, tuple[int, ...]] = {
    "EUR": (500, 1000, 2000, 5000, 10000, 20000),
    "USD": (100, 500, 1000, 2000, 5000, 10000),
    "GBP": (500, 1000, 2000, 5000),
    "RUB": (5000, 10000, 20000, 50000, 100000, 200000, 500000),
}
_ANY = (500, 1000, 2000, 5000, 10000, 20000, 50000, 100000, 200000, 500000)


def notes_for(due_minor: int, currency: str, most: int = 3) -> tuple[int, ...]:
    """What a customer is likely to hand over for this amount: the next whole notes up.

    >>> notes_for(3163, "EUR")
    (3500, 4000, 5000)
    """
    offers: list[int] = []
    for note in _NOTES.get(currency, _ANY):
        up = -(-due_minor // note) * note
        if up > due_minor and up not in offers and up - due_minor < note:
            offers.append(up)
    return tuple(sorted(offers)[:most])


def is_fresh(at_ms: float, painted_ms: float | None, *, repeat: bool) -> bool:
    """Whether a press may commit money: not held down, and made after the payment was seen."""
    return not repeat and painted_ms is not None and at_ms - painted_ms >= GUARD_MS


def is_absurd(given_minor: int, due_minor: int) -> bool:
    """Whether somebody should type this amount again: more than ten times what is due."""
    return given_minor > ABSURD_TIMES * max(due_minor, 1) and given_minor - due_minor > 10_000
