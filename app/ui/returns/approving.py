"""The seam to a second person's approval: who acts may do it alone, or somebody with the right allows it here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.people.staff import Permission
from app.ui.checkout.modes.base import Floor
from app.ui.forms.approval import ask_approval
from app.values.words import Message, msg
from app.workflows.approvals import ApprovalRequest
from app.workflows.return_rules import Need


def asked_of(
    needs: Sequence[Need],
    what: Message,
    *,
    permission: Permission = Permission.APPROVE_RETURN,
    about: str = "",
    member: str = "",
    amount_minor: int = 0,
) -> ApprovalRequest | None:
    """What somebody has to allow; None where nothing needs allowing."""
    if not needs:
        return None
    return ApprovalRequest(
        permission, needs[0].code, what, needs[0].message, about=about, member=member, amount_minor=amount_minor
    )


def approve(floor: Floor, request: ApprovalRequest | None, run: Callable[[str], None]) -> None:
    """Do it at once where nothing needs allowing or whoever is signed in may allow it; else ask a second person.

    Args:
        run: Called with the staff id of who allowed it, empty where nobody had to.
    """
    if request is None or floor.till.may(request.permission):
        run("")
        return
    ask_approval(
        floor.service,
        request,
        run,
        lambda: floor.say(msg("{why} Nobody allowed it; nothing was changed.", why=request.why), "warn"),
    )
