"""Keeping the draft: the open basket is written after every change, one write at a time, newest last."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from app.sales.basket import Basket
from app.values.errors import Expected
from app.workflows.ports import Books


class Writes(Protocol):
    """The part of the bridge that is needed: running a workflow."""

    def run(
        self,
        workflow: Callable[[Books], None],
        on_done: Callable[[None], None],
        on_refused: Callable[[Expected], None],
    ) -> None: ...


class DraftKeeper:
    """Writes the basket behind the cashier's back; never two at once, never an older one last.

    It begins a moment after the change (`later`), so that the writer's thread does not compete with the
    painting of the scanned line.
    """

    def __init__(
        self,
        writes: Writes,
        on_kept: Callable[[Expected | None], None],
        later: Callable[[Callable[[], None]], None],
    ) -> None:
        """`on_kept` is told None after a write, or the trouble that prevented it."""
        self._writes, self._on_kept, self._later = writes, on_kept, later
        self._wanted: Basket | None = None
        self._kept: Basket | None = None
        self._is_writing = False

    def keep(self, basket: Basket) -> None:
        """This is the basket now."""
        if basket is self._wanted or (basket.is_empty and self._kept is None and not self._is_writing):
            return
        self._wanted = basket
        if not self._is_writing:
            self._later(self.write)

    def forget(self) -> None:
        """The sale was kept: its draft went with it."""
        self._wanted = self._kept = None

    @property
    def is_kept(self) -> bool:
        """Whether the basket as it is now lies on disk."""
        return not self._is_writing and (self._wanted is None or self._wanted is self._kept)

    def write(self) -> None:
        """Write what is not written yet."""
        basket = self._wanted
        if basket is None or basket is self._kept or self._is_writing:
            return
        self._is_writing = True

        def workflow(books: Books) -> None:
            with books.unit_of_work() as unit:
                if basket.is_empty:
                    unit.drop_draft()
                else:
                    unit.save_draft(basket)

        self._writes.run(workflow, lambda _none: self._written(basket, None), lambda why: self._written(basket, why))

    def _written(self, basket: Basket, why: Expected | None) -> None:
        self._is_writing = False
        self._kept = basket if why is None else self._kept
        self._on_kept(why)
        if why is None and self._wanted is not None and self._wanted is not basket:
            self.write()
        elif why is None and basket.is_empty:
            self._wanted = self._kept = None
