"""Quoting: from a book in which everything has been posted to the quote that people and receipts see."""

from __future__ import annotations

from typing import NamedTuple

from app.loyalty.book import Book, Free, Posting
from app.loyalty.compile import ProgramSet, Ready
from app.loyalty.earning import boosted, earned, may_earn
from app.loyalty.eligibility import first_reason
from app.loyalty.manual import MANUAL
from app.loyalty.purse import Purse
from app.loyalty.quote import Notice, Quote
from app.loyalty.rewards.base import Reward
from app.loyalty.situation import Situation
from app.sales.basket import Goods
from app.sales.receipt import PointsChange, ProgramUse, ReceiptLine, Reduction, Tender
from app.sales.tax_split import TaxedLine
from app.values.numbers import MILLI, share_out
from app.values.words import Message


def taxed_lines(book: Book) -> list[TaxedLine]:
    """Every row after tax."""
    if book.policies.discount_line_rounding == "separate_line":
        return _taxed_by_discount(book)
    if book.table.profile.rounding == "unit":
        return book.table.split([
            (row.plan, row.left, [(count, each) for count, each, _ in row.runs()], row.line.quantity_milli)
            for row in book.rows
        ])  # fmt: skip
    return book.table.split([(row.plan, row.left, (), row.line.quantity_milli) for row in book.rows])


def _taxed_by_discount(book: Book) -> list[TaxedLine]:
    """Goods at full price, and each discount as a negative line per kind of taxes with its own rounded tax."""
    out = book.table.split(
        [(row.plan, row.base, ((row.units, row.price),), row.line.quantity_milli) for row in book.rows]
    )
    for posting in book.postings:
        by_plan: dict[int, list[tuple[int, int]]] = {}
        for row, amount, _ in posting.cuts:
            by_plan.setdefault(id(row.plan), []).append((row.index, amount))
        for shares in by_plan.values():
            plan = book.rows[shares[0][0]].plan
            total = sum(amount for _, amount in shares)
            less = TaxedLine(plan, total)
            less.settle([_half_up(total * rate, plan.below) for _, rate, _ in plan.rates], 0)
            weights = [amount for _, amount in shares]
            nets, grosses = share_out(less.net, weights), share_out(less.gross, weights)
            taxes = [share_out(tax, weights) for _, tax in less.taxes]
            for place, (index, amount) in enumerate(shares):
                line = out[index]
                line.amount -= amount
                line.net -= nets[place]
                line.gross -= grosses[place]
                line.taxes = [
                    (tax_place, tax - (taxes[which][place] if which < len(plan.rates) else 0))
                    for which, (tax_place, tax) in enumerate(line.taxes)
                ]
    return out


def _half_up(numerator: int, denominator: int) -> int:
    from app.values.numbers import divide_half_up

    return divide_half_up(numerator, denominator)


class Settled(NamedTuple):
    """A sale with everything decided.

    Attributes:
        taxed: The book's rows after tax.
        tenders: What stored value pays.
        notices, proven, why: For the quote: what could not be given, whether nothing is better, why this.
    """

    situation: Situation
    programs: ProgramSet
    purse: Purse
    taxed: list[TaxedLine]
    tenders: tuple[Tender, ...]
    notices: list[Notice]
    proven: bool
    why: tuple[Message, ...]


def quote_of(sale: Settled) -> Quote:
    """Put the quote together."""
    situation, programs, taxed, tenders = sale.situation, sale.programs, sale.taxed, sale.tenders
    book = situation.book
    reductions = _reductions(book, programs)
    lines = [
        ReceiptLine(
            row.line.key, row.line.goods, row.line.quantity_milli, row.price, row.base,
            tuple(reductions[row.index]) if row.index in reductions else (),
            row.left, split.gross, split.net, split.gross - split.net,
        )
        for row in book.scanned()
        for split in (taxed[row.index],)
    ]  # fmt: skip
    for posting in book.postings:
        for free in posting.added:
            goods = _goods_called(free.sku, programs, book)
            lines.append(_added_line(free, goods, posting.program, f"+{len(lines) + 1}"))
    total = sum([line.gross_minor for line in lines])
    untaxed = sum([line.net_minor for line in lines])
    return Quote(
        lines=tuple(lines),
        taxes=book.table.rows(taxed),
        subtotal_minor=sum([row.base for row in book.rows]),
        discount_minor=sum([posting.amount for posting in book.postings]),
        total_minor=total,
        untaxed_minor=untaxed,
        tax_minor=total - untaxed,
        tenders=tenders,
        due_minor=total - sum([tender.amount_minor for tender in tenders]),
        points=points_changes(sale),
        uses=_uses(book, programs, tenders),
        notices=tuple(sale.notices),
        proven_best=sale.proven,
        why=sale.why,
        issues=issued_by(situation, programs),
    )


def _reductions(book: Book, programs: ProgramSet) -> dict[int, list[Reduction]]:
    out: dict[int, list[Reduction]] = {}
    for posting in book.postings:
        one = programs.get(posting.program)
        names = _names(one, posting) if one else {}
        version = one.program.version if one else 0
        for row, amount, _ in posting.cuts:
            if not amount:
                continue
            manual = None
            if posting.program == MANUAL:
                manual = row.line.reduction if posting.reward else book.basket.intents.reduction
            out.setdefault(row.index, []).append(
                Reduction(posting.program, amount, posting.lane, posting.reward if one else "", version, names, manual)
            )
    return out


def _names(one: Ready, posting: Posting) -> dict[str, str]:
    reward: Reward | None = one.reward(posting.reward)
    return (reward.names if reward is not None else {}) or one.program.names


def _goods_called(sku: str, programs: ProgramSet, book: Book) -> Goods:
    """Goods handed over on top: as the shop knows them, as the basket has them, or by their sku alone."""
    known = programs.goods.get(sku)
    if known is None:
        known = next((row.line.goods for row in book.rows if row.line.goods.sku == sku), None)
    return Goods(sku, sku, 0) if known is None else known


def _added_line(free: Free, goods: Goods, program: str, key: str) -> ReceiptLine:
    return ReceiptLine(key, goods, free.units * MILLI, 0, 0, (), 0, 0, 0, 0, program)


def _uses(book: Book, programs: ProgramSet, tenders: tuple[Tender, ...]) -> tuple[ProgramUse, ...]:
    given: dict[str, int] = {}
    for posting in book.postings:
        if posting.program != MANUAL and (posting.amount or posting.added or posting.freed):
            given[posting.program] = given.get(posting.program, 0) + posting.amount
    for tender in tenders:
        if tender.kind == "points":
            given[tender.program] = given.get(tender.program, 0) + tender.amount_minor
    out = []
    for program, amount in given.items():
        shown = programs.program(program)
        out.append(ProgramUse(program, shown.version, shown.names, 1, amount, shown.code))
    return tuple(out)


def points_changes(sale: Settled) -> tuple[PointsChange, ...]:
    """What the sale does to the member's points, one row per program that concerns the member."""
    situation, programs, purse, taxed, tenders = sale.situation, sale.programs, sale.purse, sale.taxed, sale.tenders
    if not situation.standing.member and not situation.standing.lots:
        return ()
    stored = sum(tender.amount_minor for tender in tenders if tender.kind == "points")
    out = []
    for one in programs.points:
        program = one.program
        spent = purse.spent.get(one.id, 0)
        if not situation.standing.member and not program.per_card:
            continue
        earns = one.earns and may_earn(one, situation)
        if not earns and not spent and one.id not in situation.standing.lots:
            continue
        points, rest = earned(one, situation, taxed, stored) if earns else (0, 0)
        if programs.boosts:
            points = boosted(one, points, programs, situation)
        options = program.points
        active = options.active_from(situation.now) if options is not None and points else 0
        ends = options.expiry.last_valid_on(situation.now.business_on) if options is not None and points else None
        out.append(PointsChange(one.id, program.names, purse.usable(one.id), spent, points, active, ends, rest))
    return tuple(out)


def issued_by(situation: Situation, programs: ProgramSet) -> tuple[str, ...]:
    """Programs that give a coupon for a later sale: one each, where a rule holds."""
    return tuple(one.id for one in programs.later if first_reason(one, situation) is None)
