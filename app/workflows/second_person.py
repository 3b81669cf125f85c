"""Who can be the second person: the rule that every workflow with an `approved_by` asks again."""

from __future__ import annotations

from app.people.staff import Permission, StaffMember
from app.values.errors import Refusal
from app.workflows.acting import Acting


def is_approved(acting: Acting, approved_by: str, permission: Permission) -> bool:
    """Whether whoever acts has the right, or a second person who has it approved."""
    if permission in acting.rights:
        return True
    return may_approve(acting.shop.staff.get(approved_by), acting.staff, permission)


def may_approve(person: StaffMember | None, asked_by: str, permission: Permission) -> bool:
    """Whether this person can be the second one: somebody else, who still works here, with the right."""
    return person is not None and person.id != asked_by and person.may(permission)


def require_second(acting: Acting, approved_by: str, permission: Permission, why: Refusal) -> None:
    """Refuse with `why` unless whoever acts has the right or a second person approved."""
    if not is_approved(acting, approved_by, permission):
        raise why
