"""Roles in words: what each may do, said so that an owner can choose."""

from __future__ import annotations

from app.people.staff import Role
from app.values.words import Message, msg

ROLE_WORDS: dict[Role, Message] = {"cashier": msg("Cashier"), "manager": msg("Manager"), "owner": msg("Owner")}
ROLE_RIGHTS: dict[Role, Message] = {
    "cashier": msg("Sells, finds and joins members, reduces up to the shop's limit, counts and closes the shift."),
    "manager": msg("Also: approves for others, any reduction, stopped cards, history, products, reports, audit."),
    "owner": msg("Everything: also programmes, settings and staff."),
}
FIELD_OF = {
    "staff.name": "name",
    "staff.same_name": "name",
    "staff.last_owner": "role",
    "staff.own_role": "role",
    "pin.shape": "pin",
    "pin.easy": "pin",
    "pin.taken": "pin",
}
"""Which field a refusal of the workflow belongs to."""
