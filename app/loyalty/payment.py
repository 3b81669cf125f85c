"""The payment lane: points that were asked to pay, after all discounts and before money.

Total 19.90, 2,000 points asked at 0.01 each, at most 50 %: 995 points pay 9.95, 9.95 is left to pay.
"""

from __future__ import annotations

from app.loyalty.acts import Payment
from app.loyalty.purse import Purse
from app.loyalty.quote import Notice
from app.loyalty.reasons import words_of
from app.loyalty.situation import Situation
from app.loyalty.standing import StoredValue
from app.sales.basket import StoredIntent
from app.sales.receipt import Tender
from app.values.money import Money
from app.values.words import msg, plain


def pay_with_points(
    payments: list[Payment], total_minor: int, situation: Situation, purse: Purse
) -> tuple[tuple[Tender, ...], list[Notice]]:
    """Tenders by points, in the order asked, and what could not be met."""
    tenders: list[Tender] = []
    notices: list[Notice] = []
    left = total_minor
    for one, reward, claim in payments:
        about = f"{one.id}/{reward.id}"
        there = max(purse.left(one), 0)
        wanted = claim.points_milli or (claim.times * reward.per_milli if claim.times > 1 else 0)
        cap = max(min(reward.ceiling_minor(total_minor), left), 0)
        paid, burned = reward.payable(total_minor, min(there, wanted) if wanted else there)
        if paid > cap:
            steps = cap // reward.value_minor
            paid, burned = steps * reward.value_minor, steps * reward.per_milli
        reason = None
        if wanted and wanted > there:
            reason = purse.short_reason(one, wanted)
        elif there < max(reward.min_points_milli, reward.per_milli):
            reason = purse.short_reason(one, max(reward.min_points_milli, reward.per_milli))
        reason = reason or (purse.proof_reason(one, burned) if burned else None)
        if reason is not None:
            notices.append(Notice(reason.code, about, words_of(reason, situation.basket.currency)))
        elif not burned:
            notices.append(Notice("reward.nothing", about, msg("there is nothing here that points could pay")))
        else:
            purse.spend(one.id, burned)
            left -= paid
            tenders.append(Tender("points", paid, program=one.id, points_milli=burned))
    return tuple(tenders), notices


def pay_with_stored_value(
    stored: list[StoredIntent], left_minor: int, situation: Situation
) -> tuple[tuple[Tender, ...], list[Notice]]:
    """Tenders by gift cards and wallets, in the order asked: as much as is due, asked for, and there."""
    tenders: list[Tender] = []
    notices: list[Notice] = []
    for intent in stored:
        value = situation.standing.stored.get(intent.card)
        notice = _stored_notice(intent, value, situation)
        if notice is not None or value is None:
            notices += [notice] if notice is not None else []
            continue
        paid = min(left_minor, intent.amount_minor or value.balance_minor, value.balance_minor)
        if paid > 0:
            left_minor -= paid
            tenders.append(Tender(value.kind, paid, program=value.program, reference=intent.card))
    return tuple(tenders), notices


def _stored_notice(intent: StoredIntent, value: StoredValue | None, situation: Situation) -> Notice | None:
    """Why a card cannot pay; None where it can."""
    if value is None or (value.member and value.member != situation.standing.member):
        return Notice(
            "stored.unknown", intent.card, msg("the card {code} cannot pay here", code=plain(intent.card[:40]))
        )
    if value.last_valid_on is not None and value.last_valid_on < situation.now.business_on:
        return Notice("stored.ended", intent.card, msg("the card ended on {date}", date=value.last_valid_on))
    if intent.amount_minor > value.balance_minor:
        has = Money(value.balance_minor, situation.basket.currency)
        return Notice("stored.short", intent.card, msg("there are only {has} on the card", has=has))
    return None
