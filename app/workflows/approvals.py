"""Approvals: a second person allows one thing, by PIN or badge, while the cashier stays signed in.

Whoever asks gives an `ApprovalRequest`: which right is needed, what is to be allowed, and why it has to be
asked. What comes back is the staff id for the `approved_by` of the workflow that does it, and that workflow
checks it again. Every approval is recorded, also one that is not used in the end.
"""

from __future__ import annotations

import msgspec

from app.facts.bodies import ApprovalGiven
from app.people.staff import Permission
from app.values.errors import Refusal
from app.values.words import Message, msg
from app.workflows.acting import Acting
from app.workflows.ports import Books
from app.workflows.sign_in import Proof, WrongPin, failed, identify


class ApprovalRequest(msgspec.Struct, frozen=True):
    """What is to be allowed.

    Attributes:
        permission: The right that whoever approves must have.
        action: Code of it, for the audit (`reduction.limit`, `return.late`, `void`, `drawer.no_sale` ...).
        what: What will be done, in words; why: which rule asks for somebody else.
        about: The sale, member or document concerned; member: the member who gains by it.
        amount_minor: The money concerned, in minor units.
    """

    permission: Permission
    action: str
    what: Message
    why: Message
    about: str = ""
    member: str = ""
    amount_minor: int = 0


class Approval(msgspec.Struct, frozen=True):
    """Given: by whom, and for what."""

    approved_by: str
    name: str
    action: str


def approve(books: Books, request: ApprovalRequest, acting: Acting, proof: Proof) -> Approval:
    """Whoever shows this PIN or badge allows what is asked; it is recorded.

    Raises:
        Refusal: `pin.wrong`, `pin.wait`, `badge.unknown`, `keys.lost` as for signing in; `approval.own` for whoever
            asks; `approval.right` for somebody who may not allow it; `approval.member` where they gain by it.
        Trouble: `secrets.*`.
    """
    person, _ = identify(books, proof, acting.at, purpose="approval", asked_by=acting.staff)
    if person.id == acting.staff:
        raise Refusal("approval.own", msg("Somebody else approves this, not whoever asks. Nothing was changed."))
    if not person.may(request.permission):
        raise _no_right(books, proof, acting)
    if request.member and person.member == request.member:
        raise Refusal("approval.member", msg("Nobody approves what goes to their own account. Ask somebody else."))
    with books.unit_of_work() as unit:
        body = ApprovalGiven(request.action, person.id, proof.how, request.about, request.amount_minor)
        unit.record(body, business_on=acting.business_on, staff=acting.staff, at=acting.at)
    return Approval(person.id, person.name, request.action)


def _no_right(books: Books, proof: Proof, acting: Acting) -> Refusal:
    """A right PIN of somebody who may not allow it says no more than a wrong one, and counts like one."""
    words = msg("This needs the PIN or badge of somebody who may allow it. Nothing was changed.")
    if proof.badge:
        return Refusal("approval.right", words)
    wrong = failed(books, Proof(pin=proof.pin), acting.at, purpose="approval", asked_by=acting.staff)
    return WrongPin(words, wrong.wait_ms, "approval.right")
