"""Words of the audit: what was allowed, and every reason that a workflow keeps as a code."""

from __future__ import annotations

from app.values.words import Message, msg

ACTION_WORDS: dict[str, Message] = {
    "reduction.limit": msg("A reduction beyond the limit"),
    "return.late": msg("A late return"),
    "return.not_returnable": msg("Goods that are not taken back"),
    "return.no_receipt": msg("A return without a receipt"),
    "return.negative": msg("A return below zero points"),
    "void.approval": msg("Cancelling a receipt"),
    "tender.approval": msg("Correcting a tender"),
    "goodwill.limit": msg("Many points as a gift"),
    "goodwill.budget": msg("A gift beyond the month's budget"),
    "goodwill.credit": msg("Store credit as a gift"),
    "goodwill.again": msg("A second coupon as a gift"),
    "part.negative": msg("Parting two members, one below zero points"),
    "cash.out_limit": msg("Much cash out of the drawer"),
    "drawer.no_sale": msg("Opening the drawer without a sale"),
}
REASONS: dict[str, Message] = {
    "damaged": msg("damaged"),
    "short_date": msg("short date"),
    "price_match": msg("price match"),
    "goodwill": msg("goodwill"),
    "other": msg("something else"),
    "mistake": msg("a mistake"),
    "customer_left": msg("the customer left"),
    "wrong_member": msg("the wrong member"),
    "test": msg("a trial"),
    "faulty": msg("something was faulty"),
    "waited": msg("a long wait"),
    "wrong_price": msg("a wrong price"),
    "out_of_stock": msg("out of stock"),
    "unfriendly": msg("somebody was unfriendly"),
    "change": msg("change"),
    "float": msg("more float"),
    "found": msg("found"),
    "bank": msg("to the bank"),
    "supplier": msg("a supplier was paid"),
    "expenses": msg("expenses"),
    "tips": msg("tips"),
    "forgotten": msg("something was forgotten in it"),
    "check": msg("checking the money"),
}
KIND_WORDS: dict[str, Message] = {
    "approval": msg("Approvals"),
    "override": msg("By hand"),
    "void": msg("Way back"),
    "sign_in": msg("Wrong PINs"),
    "drawer": msg("Drawer"),
    "shift": msg("Shifts"),
    "staff": msg("Staff"),
    "settings": msg("Settings"),
    "export": msg("Exports"),
    "print": msg("Copies"),
    "machine": msg("Machine"),
}
EXPORT_WORDS: dict[str, Message] = {
    "audit": msg("the audit"),
    "member": msg("a member's data"),
    "members": msg("the list of members"),
}
