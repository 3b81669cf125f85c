"""Codes on the way back: coupons that may be used again, gift cards and coupons of the sale that end."""

from __future__ import annotations

from collections.abc import Iterable

from app.facts.effects.tokens import used_coupons
from app.loyalty.returns import GivenBack
from app.sales.receipt import Receipt, Token
from app.sales.returned import ReturnDocument, ReturnedLine
from app.values.errors import Refusal
from app.values.money import Money
from app.values.numbers import MILLI
from app.values.words import msg
from app.workflows.handing_out import wallet_code
from app.workflows.ports import Reads

KeptBack = tuple[tuple[str, int], ...]


def coupons_again(
    reads: Reads, receipt: Receipt, given: GivenBack, earlier: tuple[ReturnDocument, ...]
) -> tuple[tuple[str, ...], KeptBack]:
    """Single-use coupons whose offer no longer acts on what is kept.

    Returns:
        Those that count again; and of those whose own sale had come back, what was kept back for them there (below
        zero: it goes back now). Such a coupon stays used, or ten percent of a small purchase would buy ten of a large.
    """
    again, paid = [], []
    for code in _no_longer_acting(receipt, given, earlier):
        row = reads.token(code)
        documents = [each for each, _ in reads.returns_of_sale(row.sale)] if row is not None and row.sale else []
        kept = _kept_for(code, documents)
        if kept:
            paid.append((code, -kept))
        else:
            again.append(code)
    return tuple(again), tuple(paid)


def gave_way(reads: Reads, code: str) -> bool:
    """Whether a coupon's own sale came back after it was used, and its worth was kept back there."""
    row = reads.token(code)
    return row is not None and _kept_for(code, [each for each, _ in reads.returns_of_sale(row.sale)]) > 0


def _kept_for(code: str, documents: Iterable[ReturnDocument]) -> int:
    return sum(minor for document in documents for each, minor in document.kept_back if each == code)


def _no_longer_acting(receipt: Receipt, given: GivenBack, earlier: tuple[ReturnDocument, ...]) -> tuple[str, ...]:
    done = {code for document in earlier for code in document.coupons}
    done |= {code for document in earlier for code, minor in document.kept_back if minor < 0}
    acting = {use.program for use in given.after.uses} if given.after is not None else set[str]()
    if given.after is None and given.kept.lines:
        return ()
    programs = dict(receipt.coupons)
    return tuple(code for code in used_coupons(receipt) if code not in done and programs[code] not in acting)


def ended_coupons(
    reads: Reads, receipt: Receipt, given: GivenBack, earlier: tuple[ReturnDocument, ...]
) -> tuple[tuple[Token, ...], KeptBack]:
    """Coupons that the sale gave and that what is kept no longer earns.

    Returns:
        Those not used yet, which end; and what the used ones gave, which is kept back of the refund.
    """
    done = {token.code for document in earlier for token in document.revoked}
    earned = set(given.after.issues) if given.after is not None else set[str]()
    if given.after is None and given.kept.lines:
        return (), ()
    ending, kept = [], []
    for token in receipt.tokens:
        if token.kind != "coupon" or token.code in done or token.program in earned:
            continue
        if reads.units_of(token.code) > 0:
            ending.append(token)
        elif (missing := _gave(reads, token) - _kept_for(token.code, earlier)) > 0:
            kept.append((token.code, missing))
    return tuple(ending), tuple(kept)


def _gave(reads: Reads, token: Token) -> int:
    """What a used coupon took off in the sale that used it, if that sale still stands."""
    uses = [move.sale for move in reads.token_moves(token.code) if move.kind == "used"]
    found = reads.receipt(uses[-1]) if uses else None
    if found is None or reads.units_of(token.code) > 0:
        return 0
    return sum(use.amount_minor for use in found[0].uses if use.program == token.program)


def ended_value(
    reads: Reads, receipt: Receipt, lines: tuple[ReturnedLine, ...], earlier: tuple[ReturnDocument, ...]
) -> tuple[Token, ...]:
    """Gift cards and top-ups among the returned lines: they end with the return.

    Raises:
        Refusal: `return.gift_spent`: something of it was spent already.
    """
    done = {token.code for document in earlier for token in document.revoked}
    found: list[Token] = []
    for line in lines:
        if line.goods.kind == "gift_card":
            whole = [
                token
                for token in receipt.tokens
                if token.line == line.line and token.code not in done and _is_whole(reads, token)
            ]
            units = line.quantity_milli // MILLI
            if len(whole) < units:
                raise _spent(reads, receipt, line, done)
            found += whole[:units]
        elif line.goods.kind == "wallet_topup":
            code = wallet_code(line.goods.program, receipt.member)
            row = reads.token(code)
            if row is None or row.amount_minor < line.amount_minor:
                raise _spent(reads, receipt, line, done)
            found.append(Token(code, line.goods.program, "store_credit", line.amount_minor, line=line.line))
    return tuple(found)


def _is_whole(reads: Reads, token: Token) -> bool:
    row = reads.token(token.code)
    return row is not None and row.units > 0 and row.amount_minor == token.amount_minor


def _spent(reads: Reads, receipt: Receipt, line: ReturnedLine, done: set[str]) -> Refusal:
    codes = [token.code for token in receipt.tokens if token.line == line.line and token.code not in done]
    left = sum(max(row.amount_minor, 0) for code in codes if (row := reads.token(code)) is not None)
    return Refusal(
        "return.gift_spent",
        msg(
            "{name} was spent in part: {left} is left. It is not taken back; the rest can be spent here.",
            name=line.goods.name,
            left=Money(left, receipt.currency),
        ),
    )
