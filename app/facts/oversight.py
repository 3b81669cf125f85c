"""Bodies of what an owner may want to look into: approvals, wrong PINs, the drawer, counts, prints, signatures.

None of them changes a table; they are read where they lie, by kind and day.
"""

from __future__ import annotations

from typing import Literal

from app.facts.body import Body

How = Literal["pin", "badge"]
Printed = Literal["x_report", "z_copy", "receipt_copy"]


class SignInFailed(Body, frozen=True, omit_defaults=True):
    """Somebody typed a PIN or showed a badge that opens nothing.

    Attributes:
        tile: Staff id of the tile that was chosen; empty where none was.
        wrong: Which wrong one this was in a row. wait_ms: How long nobody can try again.
    """

    how: How
    purpose: Literal["sign_in", "approval"] = "sign_in"
    tile: str = ""
    wrong: int = 1
    wait_ms: int = 0


class ApprovalGiven(Body, frozen=True, omit_defaults=True):
    """A second person allowed one thing; who asked is in the envelope.

    Attributes:
        action: Code of what was allowed (`reduction.limit`, `return.late` ...).
        about: The sale, member or document concerned. amount_minor: The money concerned.
    """

    action: str
    approved_by: str
    how: How
    about: str = ""
    amount_minor: int = 0


class DrawerOpened(Body, frozen=True, omit_defaults=True):
    """The drawer was opened without a sale."""

    reason: str
    note: str = ""
    approved_by: str = ""


class CashMoved(Body, frozen=True, omit_defaults=True):
    """Cash was put into the drawer (positive) or taken out of it (negative) by hand."""

    shift: str
    amount_minor: int
    reason: str
    note: str = ""
    approved_by: str = ""


class CashCounted(Body, frozen=True, omit_defaults=True):
    """The drawer was counted blind, for the close; a count is never changed, only counted again once."""

    shift: str
    place: Literal[1, 2]
    counted_minor: int
    pieces: dict[int, int] = {}


class DocumentPrinted(Body, frozen=True, omit_defaults=True):
    """An X report was read, or a Z report or receipt was made again.

    Attributes:
        about: The shift or the sale. number: Of the X or Z report.
    """

    document: Printed
    about: str
    number: int = 0


class ChainSigned(Body, frozen=True, omit_defaults=True):
    """The till put its name to everything up to a fact of its own chain.

    Attributes:
        seq, head: Number and chain hash of that fact. report: Number of the Z report it goes with.
        key: The till's Ed25519 public key. signature: Over `app.facts.signing.signed_bytes`.
    """

    seq: int
    head: bytes
    key: bytes
    signature: bytes
    report: int = 0


class KeysRenewed(Body, frozen=True, omit_defaults=True):
    """The keys of this machine were lost and made anew by an owner; older PINs and badges open nothing any more."""

    key: str
    before: str = ""
    how: Literal["recovery_code", "command"] = "recovery_code"


LOOKED_INTO: tuple[type[Body], ...] = (
    SignInFailed,
    ApprovalGiven,
    DrawerOpened,
    CashMoved,
    CashCounted,
    DocumentPrinted,
    ChainSigned,
    KeysRenewed,
)
"""All of them."""
