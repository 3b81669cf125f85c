"""The payment lane: points that were asked to pay, after all discounts and before money.

Total 19.90, 2,000 points asked at 0.01 each, at most 50 %: 995 points pay 9.95, 9.95 is left to pay.
"""

from __future__ import annotations

from app.loyalty.acts import Act
from app.loyalty.purse import Purse
from app.loyalty.quote import Notice
from app.loyalty.reasons import words_of
from app.loyalty.rewards.points_payment import PointsPayment
from app.loyalty.situation import Situation
from app.sales.receipt import Tender
from app.values.words import msg


def pay_with_points(
    payments: list[Act], total_minor: int, situation: Situation, purse: Purse
) -> tuple[tuple[Tender, ...], list[Notice]]:
    """Tenders by points, in the order asked, and what could not be met."""
    tenders: list[Tender] = []
    notices: list[Notice] = []
    left = total_minor
    for act in payments:
        reward, claim = act.rewards[0], act.claim
        if not isinstance(reward, PointsPayment) or claim is None:
            continue
        about = f"{act.one.id}/{reward.id}"
        there = max(purse.left(act.one), 0)
        wanted = claim.points_milli or (claim.times * reward.per_milli if claim.times > 1 else 0)
        cap = max(min(reward.ceiling_minor(total_minor), left), 0)
        paid, burned = reward.payable(total_minor, min(there, wanted) if wanted else there)
        if paid > cap:
            steps = cap // reward.value_minor
            paid, burned = steps * reward.value_minor, steps * reward.per_milli
        reason = None
        if wanted and wanted > there:
            reason = purse.short_reason(act.one, wanted)
        elif there < max(reward.min_points_milli, reward.per_milli):
            reason = purse.short_reason(act.one, max(reward.min_points_milli, reward.per_milli))
        reason = reason or (purse.proof_reason(act.one, burned) if burned else None)
        if reason is not None:
            notices.append(Notice(reason.code, about, words_of(reason, situation.basket.currency)))
        elif not burned:
            notices.append(Notice("reward.nothing", about, msg("there is nothing here that points could pay")))
        else:
            purse.spend(act.one.id, burned)
            left -= paid
            tenders.append(Tender("points", paid, program=act.one.id, points_milli=burned))
    return tuple(tenders), notices
