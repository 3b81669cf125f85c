"""Voiding: a whole sale is cancelled while its shift is open, as if it had not been made.

Within a minute and a half whoever sold it may do so; later somebody who may approve returns. A sale of which
something came back already, or whose gift card or coupon was used meanwhile, is returned instead.
"""

from __future__ import annotations

import msgspec

from app.facts.bodies import SaleVoided
from app.facts.effects.tokens import used_coupons
from app.facts.envelope import Fact
from app.people.staff import Permission
from app.sales.receipt import ProgramUse, Receipt, Tender, Token
from app.sales.returned import PointsBack, ReturnDocument
from app.values.errors import Refusal
from app.values.words import msg
from app.workflows.acting import Acting, require
from app.workflows.ports import Books, Reads, Unit
from app.workflows.refunding import paid_for
from app.workflows.return_codes import gave_way
from app.workflows.return_requests import TierBack
from app.workflows.return_rules import Need, require_approval
from app.workflows.shop_now import moment_of
from app.workflows.sold_again import used_standing
from app.workflows.tier_now import tiers_after

UNDO_SECONDS = 90
VOID_REASONS: tuple[str, ...] = ("mistake", "customer_left", "wrong_member", "test", "other")


class VoidPreview(msgspec.Struct, frozen=True):
    """What voiding would do.

    Attributes:
        number: The receipt's.
        tiers: What becomes of the member's tiers.
        needs: What somebody has to allow.
    """

    number: str
    body: SaleVoided
    tiers: tuple[TierBack, ...] = ()
    needs: tuple[Need, ...] = ()


def preview_void(reads: Reads, sale: str, reason: str, acting: Acting) -> VoidPreview:
    """What a void would give back; nothing happens.

    Raises:
        Refusal: `void.unknown`, `void.again`, `void.shift`, `void.returned`, `void.used`, `void.reason`,
            `void.exchange`, `void.coupon`.
    """
    receipt, fact = open_sale(reads, sale, acting)
    if reason not in VOID_REASONS:
        raise Refusal("void.reason", msg("Choose a reason: 1 to {count}.", count=len(VOID_REASONS)))
    if reads.returns_of_sale(sale):
        raise Refusal(
            "void.returned", msg("Something of {number} came back already: return the rest.", number=receipt.number)
        )
    if receipt.exchange:
        raise Refusal(
            "void.exchange", msg("{number} is half of an exchange: return its goods instead.", number=receipt.number)
        )
    if any(gave_way(reads, code) for code in used_coupons(receipt)):
        raise Refusal(
            "void.coupon",
            msg("The coupon used with {number} is of a sale that came back: return this one.", number=receipt.number),
        )
    member = reads.receipt_member(sale)
    points = _points(reads, receipt, fact, acting, member=member)
    paid = paid_for(receipt, reads.tender_correction(sale), ())
    refunds = tuple(Tender(tender.kind, tender.amount_minor, reference=tender.reference) for tender in paid.tenders)
    body = SaleVoided(
        sale=sale,
        total_minor=receipt.total_minor,
        refunds=refunds,
        member=member,
        points=points,
        coupons=tuple(used_coupons(receipt)),
        revoked=_ending(reads, receipt),
        uses=_freed(receipt, acting),
        uses_on=fact.business_on,
        reason=reason,
    )
    return VoidPreview(receipt.number, body, _tiers(reads, receipt, fact, acting, body=body), _needs(fact, acting))


def void_sale(books: Books, sale: str, reason: str, acting: Acting, *, approved_by: str = "") -> SaleVoided:
    """Cancel a sale of the open shift; returns what was recorded.

    Raises:
        Refusal: as `preview_void`, `right.missing`, and `void.approval`.
    """
    require(acting, Permission.RETURN)
    with books.unit_of_work() as unit:
        return void_in(unit, sale, reason, acting, approved_by=approved_by)


def void_in(unit: Unit, sale: str, reason: str, acting: Acting, *, approved_by: str = "") -> SaleVoided:
    """Cancel a sale within a unit of work (see `void_sale`)."""
    shown = preview_void(unit, sale, reason, acting)
    require_approval(acting, approved_by, shown.needs)
    body = msgspec.structs.replace(shown.body, approved_by=approved_by)
    shift = unit.open_shift()
    assert shift is not None
    unit.record(body, business_on=shift.business_on, staff=acting.staff, at=acting.at)
    return body


def open_sale(reads: Reads, sale: str, acting: Acting) -> tuple[Receipt, Fact]:
    """A sale of this till's open shift that still stands.

    Raises:
        Refusal: `void.unknown`, `void.again`, `void.shift`.
    """
    found = reads.receipt(sale)
    if found is None:
        raise Refusal("void.unknown", msg("That sale is not on this till. Nothing was changed."))
    receipt, fact = found
    if reads.sale_void(sale) is not None:
        raise Refusal("void.again", msg("Receipt {number} was voided already.", number=receipt.number))
    shift = reads.open_shift()
    here = (receipt.till, receipt.epoch) == (acting.shop.identity.till, acting.shop.identity.epoch)
    if shift is None or not here or fact.business_on != shift.business_on or fact.at < shift.opened_at:
        raise Refusal(
            "void.shift",
            msg(
                "Receipt {number} is not of this shift, which is counted apart. F8 takes it back.",
                number=receipt.number,
            ),
        )
    return receipt, fact


def is_fresh(fact: Fact, acting: Acting) -> bool:
    """Whether whoever sold it acts, and within a minute and a half: a slip that everybody may mend themselves."""
    return 0 <= acting.at - fact.at <= UNDO_SECONDS * 1000 and acting.staff == fact.staff


def _tiers(reads: Reads, receipt: Receipt, fact: Fact, acting: Acting, *, body: SaleVoided) -> tuple[TierBack, ...]:
    """The tiers without this sale: as if all of it had come back."""
    if not body.member:
        return ()
    gone = ReturnDocument(
        id="",
        till=receipt.till,
        epoch=receipt.epoch,
        sequence=0,
        currency=receipt.currency,
        points=body.points,
        whole=True,
    )
    standing = reads.standing(body.member, moment_of(acting.shop, acting.at))
    return tiers_after(reads, acting, standing, goods_minor=receipt.total_minor, document=gone, fact=fact)


def _needs(fact: Fact, acting: Acting) -> tuple[Need, ...]:
    if is_fresh(fact, acting):
        return ()
    return (
        Need("void.approval", msg("A sale that is over for {seconds} s: a manager voids it.", seconds=UNDO_SECONDS)),
    )


def _points(reads: Reads, receipt: Receipt, fact: Fact, acting: Acting, *, member: str) -> tuple[PointsBack, ...]:
    """All of the sale's points, and the money it carried."""
    if not member:
        return ()
    standing = reads.standing(member, moment_of(acting.shop, acting.at))
    used = used_standing(fact)
    carried = {change.program: change.remainder_minor for change in receipt.points}
    late = {change.program: change.carried_minor for change in reads.attached_points(receipt.sale)}
    entries = reads.entries_of_sale(member, receipt.sale)
    programs = sorted({program for program, _ in entries} | set(carried))
    found = []
    for program in programs:
        earn, earned = entries.get((program, "earn"), ("", 0))
        spend, spent = entries.get((program, "spend"), ("", 0))
        moved = used.remainders_minor.get(program, 0) - carried[program] if program in carried else 0
        moved -= late.get(program, 0)
        found.append(
            PointsBack(
                program=program,
                names=next((change.names for change in receipt.points if change.program == program), {}),
                before_milli=sum(lot.left_milli for lot in standing.lots.get(program, ())),
                taken_milli=earned,
                restored_milli=-spent,
                earned_by=earn,
                spent_by=spend,
                remainder_minor=standing.remainders_minor.get(program, 0) + moved,
                carried_minor=moved,
            )
        )
    return tuple(found)


def _ending(reads: Reads, receipt: Receipt) -> tuple[Token, ...]:
    """What the sale gave out, which must all be there still."""
    for token in receipt.tokens:
        row = reads.token(token.code)
        if row is None or row.units < 1 or row.amount_minor < token.amount_minor:
            raise Refusal(
                "void.used",
                msg(
                    "{code}, given by {number}, was used already: return the sale.",
                    code=token.code,
                    number=receipt.number,
                ),
            )
    return receipt.tokens


def _freed(receipt: Receipt, acting: Acting) -> tuple[ProgramUse, ...]:
    """Programs that get their use back, as the shop's policy or the program says."""
    policy = acting.shop.policies.cancel_frees_use
    if policy != "program":
        return receipt.uses if policy == "true" else ()
    programs = ((use, acting.shop.program(use.program)) for use in receipt.uses)
    return tuple(use for use, program in programs if program is None or program.cancel_frees_use)
