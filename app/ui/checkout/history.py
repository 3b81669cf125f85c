"""The basket's history within one sale: undo and redo by keeping whole baskets, which are frozen."""

from __future__ import annotations

from app.sales.basket import Basket

DEEPEST = 200


class BasketHistory:
    """The basket now, with what it was and what was undone.

    Attributes:
        basket: As it is now.
    """

    def __init__(self, basket: Basket) -> None:
        self.basket = basket
        self._before: list[Basket] = []
        self._undone: list[Basket] = []

    def change(self, basket: Basket) -> bool:
        """Take a new basket; what had been undone is forgotten. Returns whether it differs."""
        if basket == self.basket:
            return False
        self._before.append(self.basket)
        del self._before[:-DEEPEST]
        self._undone.clear()
        self.basket = basket
        return True

    def undo(self) -> bool:
        """Go back one change; False when there is none."""
        if not self._before:
            return False
        self._undone.append(self.basket)
        self.basket = self._before.pop()
        return True

    def redo(self) -> bool:
        """Take back the last undo; False when there is none."""
        if not self._undone:
            return False
        self._before.append(self.basket)
        self.basket = self._undone.pop()
        return True

    def start(self, basket: Basket) -> None:
        """Begin another sale: nothing of the last one can be undone."""
        self.basket = basket
        self._before.clear()
        self._undone.clear()

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to go back on."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether something was undone."""
        return bool(self._undone)
