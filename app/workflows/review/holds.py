"""What the counter refuses or asks a manager for, before it becomes a case: the rules that hold a sale.

Nobody earns on what they ring up themselves; one card with one cashier again and again within an hour needs a
manager; points stay for three days where phone or e-mail were just changed. Each is a threshold of the shop.
"""

from __future__ import annotations

from app.people.staff import Permission, StaffMember
from app.settings.review_limits import Limits, read_limits
from app.values.clock import Instant
from app.values.errors import Refusal
from app.values.words import msg
from app.workflows.ports import Reads
from app.workflows.shop_now import ShopNow

HOUR_MS = 3_600_000


class NeedsManager(Refusal):
    """A manager may allow it; ask with `code` as the action."""


def limits_of(shop: ShopNow) -> Limits:
    """The shop's thresholds."""
    return read_limits(shop.settings.review_limits)


def check_member(reads: Reads, shop: ShopNow, member: str, *, staff: str) -> None:
    """Refuse (`review.own_card`) a cashier's own card on their own sale."""
    person = shop.staff.get(staff)
    own = person.member if person is not None else ""
    if own and member and member in reads.same_person(own) and limits_of(shop).is_on("F5"):
        raise Refusal(
            "review.own_card",
            msg("This is your own card: nobody earns on what they ring up themselves. Ask a colleague to sell."),
        )


def check_sale(
    reads: Reads, shop: ShopNow, member: str, *, staff: str, at: Instant, spends: bool, approved_by: str = ""
) -> None:
    """Refuse what has to be held before a sale to a member is kept.

    Args:
        spends: Whether points are spent.
        approved_by: Staff id of whoever allowed it.

    Raises:
        Refusal: `review.own_card`. NeedsManager: `review.often`, `review.changed`.
    """
    if not member:
        return
    check_member(reads, shop, member, staff=staff)
    if _may_allow(shop.staff.get(approved_by), staff):
        return
    limits = limits_of(shop)
    together = reads.times_together(member, staff, at - HOUR_MS) if staff and limits.is_on("F1") else 0
    if staff and limits.is_on("F1") and together + 1 >= limits["F1.hold"]:
        raise NeedsManager(
            "review.often",
            msg("This card was used with you {count} times within the hour: a manager allows it.", count=together),
        )
    changed = reads.changed_contact_at(member) if spends and limits.is_on("F15") else 0
    if changed and 0 <= at - changed < limits["F15.hours"] * HOUR_MS:
        raise NeedsManager(
            "review.changed",
            msg(
                "Phone or e-mail were changed less than {hours} hours ago: points are not spent yet, unless a manager "
                "allows it. Earning works.",
                hours=limits["F15.hours"],
            ),
        )


def _may_allow(person: StaffMember | None, staff: str) -> bool:
    return person is not None and person.id != staff and person.may(Permission.APPROVE_POINTS)
