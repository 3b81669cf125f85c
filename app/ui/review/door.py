"""The door to the watch: `main` joins the rules to the books and offers it by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from app.ui.shell.screen import Desk

REVIEW = "review"


class Reviewing(Protocol):
    """Service `review`: lets the rules see what is new and keeps what they saw."""

    def __call__(self, on_done: Callable[[int], None], /) -> None:
        """`on_done` gets how many new cases there are."""
        ...


def reviewer_of(desk: Desk) -> Reviewing | None:
    """Who looks through the books; None where nobody does."""
    return cast("Reviewing | None", desk.services.get(REVIEW))
