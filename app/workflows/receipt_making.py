"""Making the view of a receipt that is printed: the receipt from the books, and what the paper says beside it."""

from __future__ import annotations

import datetime as dt

from app.facts.envelope import Fact
from app.ledger.lots import Lot
from app.people.member import Card, PersonRecord
from app.sales.receipt import PointsChange, Receipt
from app.values.clock import Instant
from app.workflows.ports import Reads
from app.workflows.receipt_view import CardLeft, EndingPoints, ReceiptView, RewardGap, shown_member
from app.workflows.refunding import STORED
from app.workflows.shop_now import ShopNow, calendar_day, moment_of

ENDING_WITHIN_DAYS = 30


def receipt_view(
    reads: Reads,
    shop: ShopNow,
    sale: str,
    *,
    late_points: tuple[PointsChange, ...] = (),
    copied_at: Instant = 0,
) -> ReceiptView | None:
    """A receipt ready to be printed; None for a sale that is not in these books.

    Args:
        late_points: What the sale earned for a member who was attached after it, where it is known already.
        copied_at: Instant of a reprint; 0 for the first print.
    """
    found = reads.receipt(sale)
    if found is None:
        return None
    receipt, fact = found
    late_points = late_points or reads.attached_points(sale)
    owner = reads.receipt_member(sale)
    member = reads.member(owner) if owner else None
    person = member.person if member else None
    staff = shop.staff.get(fact.staff)
    lots = reads.standing(owner, moment_of(shop, fact.at)).lots if owner else {}
    language = (person.language if person else "") or shop.settings.language
    view = ReceiptView(
        receipt=receipt,
        at=fact.at,
        business_on=fact.business_on,
        shop=shop.settings,
        language=language,
        staff=staff.name if staff else "",
        member=_shown(person, member.cards if member else ()),
        copied_at=copied_at,
        gaps=tuple(_gaps(receipt, late_points, shop)),
        ending=_ending(lots, calendar_day(shop.settings, fact.at)),
        cards=_cards_left(receipt, fact, reads),
        serials={row.line: row.serial for row in reads.promises_of_sale(sale) if row.serial},
        goods_names=_goods_names(receipt, language, reads),
    )
    return view.with_points(late_points, view.member) if late_points and not receipt.points else view


def _goods_names(receipt: Receipt, language: str, reads: Reads) -> dict[str, str]:
    """What the price list calls these goods in the receipt's language."""
    rows = (reads.product(sku) for sku in {line.goods.sku for line in receipt.lines if line.goods.kind == "goods"})
    named = {row.goods.sku: row.names.get(language, "") for row in rows if row is not None}
    return {sku: name for sku, name in named.items() if name}


def _cards_left(receipt: Receipt, fact: Fact, reads: Reads) -> tuple[CardLeft, ...]:
    """What paid and may still hold something: the balance as it was after this sale, on copies too."""
    found = []
    for code in dict.fromkeys(tender.reference for tender in receipt.tenders if tender.kind in STORED):
        row = reads.token(code)
        if row is None:
            continue
        moves = reads.token_moves(code)
        last = max(
            (place for place, move in enumerate(moves) if move.sale == receipt.sale and move.at <= fact.at), default=-1
        )
        left = sum(move.amount_minor for move in moves[: last + 1])
        found.append(CardLeft(code, row.kind, max(left, 0), row.last_valid_on))
    return tuple(found)


def _shown(person: PersonRecord | None, cards: tuple[Card, ...]) -> str:
    active = next((card.number for card in cards if card.status == "active"), "")
    return shown_member(person.name if person else "", active)


def _gaps(receipt: Receipt, late_points: tuple[PointsChange, ...], shop: ShopNow) -> list[RewardGap]:
    """For each points program the cheapest reward that is not reached yet."""
    gaps = []
    for change in receipt.points or late_points:
        program = shop.program(change.program)
        further = sorted(
            (reward for reward in (program.rewards if program else ()) if reward.cost_milli > change.after_milli),
            key=lambda reward: (reward.cost_milli, reward.id),
        )
        if further:
            short = further[0].cost_milli - change.after_milli
            gaps.append(RewardGap(change.program, further[0].names, short))
    return [gap for gap in gaps if gap.names]


def _ending(lots: dict[str, tuple[Lot, ...]], today: dt.date) -> tuple[EndingPoints, ...]:
    """Points that end within a month, earliest first."""
    soon = today + dt.timedelta(days=ENDING_WITHIN_DAYS)
    rows: dict[tuple[dt.date, str], int] = {}
    for program, each in lots.items():
        for lot in each:
            if lot.last_valid_on is not None and today <= lot.last_valid_on <= soon and lot.left_milli > 0:
                rows[lot.last_valid_on, program] = rows.get((lot.last_valid_on, program), 0) + lot.left_milli
    return tuple(EndingPoints(program, left, on) for (on, program), left in sorted(rows.items()))
