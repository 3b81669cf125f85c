"""What is asked of a return, what it would do, and what it did: frozen values between screen and workflow."""

from __future__ import annotations

from typing import Literal

import msgspec

from app.facts.envelope import Fact
from app.sales.returned import ReturnDocument
from app.values.errors import Refusal
from app.values.words import Message, msg
from app.workflows.return_rules import Need

RefundAs = Literal["", "cash", "card", "store_credit"]


class Back(msgspec.Struct, frozen=True):
    """Goods that come back: a line of the receipt, and how much of it."""

    line: str
    quantity_milli: int
    reason: str = "unused"


class ReturnRequest(msgspec.Struct, frozen=True):
    """What is asked.

    Attributes:
        document: Id of the return, from `unit.new_id()`; the same id twice gives the first document again.
        amount_minor: A sum instead of goods, for a bill that was rung up elsewhere.
        refund_as: Another tender for the money part than the one that paid; card for cash (or the other way)
            needs `tender_reason`.
        approved_by: Staff id of who allowed what the rules do not.
        exchange: The sale this return pays for, and `exchange_minor` how much of it.
    """

    document: str
    sale: str
    lines: tuple[Back, ...] = ()
    amount_minor: int = 0
    reason: str = ""
    refund_as: RefundAs = ""
    tender_reason: str = ""
    approved_by: str = ""
    exchange: str = ""
    exchange_minor: int = 0


class TierBack(msgspec.Struct, frozen=True):
    """What a return does to a member's tier; empty names are no tier."""

    program: str
    before: str
    after: str


class ReturnPreview(msgspec.Struct, frozen=True):
    """What would happen.

    Attributes:
        document: As it would be kept, number and store credit's code apart.
        needs: What a manager would have to allow.
        notices: What the cashier should say or know.
    """

    document: ReturnDocument
    tiers: tuple[TierBack, ...] = ()
    needs: tuple[Need, ...] = ()
    notices: tuple[Message, ...] = ()


class ReturnDone(msgspec.Struct, frozen=True):
    """The return is kept; `again` is True where it had been kept before."""

    document: ReturnDocument
    fact: Fact
    again: bool = False


class ReturnChanged(Refusal):
    """Something of the sale or the member changed since the preview; `preview` is the new one."""

    def __init__(self, preview: ReturnPreview) -> None:
        super().__init__(
            "return.changed",
            msg("Something has just changed: points, or another return of this sale. Look at the new figures."),
        )
        self.preview = preview
