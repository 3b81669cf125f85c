"""What was chosen for a return so far, and what the panels over it may do with it.

The panels behind a return (more, refund another way, making good) know this protocol, not the mode itself, so
that none of them goes in circles.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Protocol

from app.sales.receipt import ReceiptLine
from app.ui.checkout.modes.base import Floor
from app.ui.returns.sale import OpenSale
from app.workflows.return_requests import RefundAs, ReturnRequest


@dataclass(frozen=True, slots=True)
class Asked:
    """What was chosen for a return so far.

    Attributes:
        back: Thousandths that come back, by line.
        sum_minor: A sum instead, for a bill rung up elsewhere.
    """

    reason: str
    back: dict[str, int] = field(default_factory=dict)
    sum_minor: int = 0
    refund_as: RefundAs = ""
    tender_reason: str = ""

    def with_back(self, line: str, quantity_milli: int) -> Asked:
        """So much of one line."""
        return replace(self, back={**self.back, line: quantity_milli})

    def with_all(self, back: dict[str, int]) -> Asked:
        """So much of each line."""
        return replace(self, back=back)

    def with_sum(self, amount_minor: int) -> Asked:
        """A sum."""
        return replace(self, sum_minor=amount_minor)

    def because(self, reason: str) -> Asked:
        """Another reason."""
        return replace(self, reason=reason)

    def refunded_as(self, kind: RefundAs, why: str) -> Asked:
        """Another tender, with its reason."""
        return replace(self, refund_as=kind, tender_reason=why)


class OpenReturn(Protocol):
    """A return that is being put together.

    Attributes:
        chosen: Place of the marked line.
        asked: What was chosen; changed by `put`, which works the preview out anew.
    """

    floor: Floor
    sale: OpenSale
    asked: Asked
    chosen: int

    @property
    def line(self) -> ReceiptLine:
        """The line that is marked."""
        ...

    def more_of(self, line: ReceiptLine) -> None:
        """One more of a line comes back."""
        ...

    def set_back(self, line: ReceiptLine, quantity_milli: int) -> None:
        """So many thousandths of a line come back."""
        ...

    def take_all(self) -> None:
        """Everything that is still with the customer."""
        ...

    def put(self, asked: Asked) -> None:
        """Something else was chosen."""
        ...

    def request(self, approved_by: str = "") -> ReturnRequest:
        """What is asked now."""
        ...

    def typed_code(self, text: str) -> None:
        """A code was typed: goods that come back, new goods, or another sale."""
        ...

    def show_more(self) -> None:
        """What else can be done with this sale."""
        ...

    def finish(self) -> None:
        """What was shown happens."""
        ...
