"""Roles in words: what each may do, said so that an owner can choose."""

from __future__ import annotations

from app.people.staff import Role
from app.values.words import Message, msg

ROLE_WORDS: dict[Role, Message] = {"cashier": msg("Cashier"), "manager": msg("Manager"), "owner": msg("Owner")}
ROLE_RIGHTS: dict[Role, Message] = {
    "cashier": msg("Sells, finds and joins members, reduces prices up to the shop's limit."),
    "manager": msg("Also: any reduction, stopped cards, members' history, products, closing the shift."),
    "owner": msg("Everything: also programmes, settings and staff."),
}
FIELD_OF = {
    "staff.name": "name",
    "staff.last_owner": "role",
    "pin.shape": "pin",
    "pin.easy": "pin",
    "pin.taken": "pin",
}
"""Which field a refusal of the workflow belongs to."""
