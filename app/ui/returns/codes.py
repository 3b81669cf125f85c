"""What our own codes do in a sale: a receipt opens its return, a gift card pays, a coupon acts."""

from __future__ import annotations

import msgspec

from app.people.codes import compact, own_kind
from app.sales.basket import CodeIntent, StoredIntent
from app.ui.checkout.modes.base import Floor
from app.ui.checkout.session import MemberInfo
from app.values.money import Money
from app.values.words import msg
from app.workflows.shop_now import trading_day
from app.workflows.tokens_now import stored_value
from app.workflows.way_back_rows import TokenRow


def take_own_code(floor: Floor, code: str) -> bool:
    """Deal with one of our codes (72 receipt, 73 gift card, 74 coupon); False for any other."""
    code = compact(code)
    kind = own_kind(code)
    if kind == "receipt":
        from app.ui.returns.finding import FindSaleMode

        floor.home()
        floor.open(FindSaleMode(floor, code))
        return True
    if kind in {"gift_card", "coupon"}:
        floor.ask(lambda reads: reads.token(code), lambda row: _take_token(floor, code, row))
        return True
    return False


def _take_token(floor: Floor, code: str, row: TokenRow | None) -> None:
    session, till = floor.session, floor.till
    today = trading_day(till.shop, till.now())
    if row is None:
        floor.say(msg("{code} is not one of our codes. Scan it again.", code=code), "err")
    elif row.units < 1 or (row.kind != "coupon" and row.amount_minor < 1):
        floor.say(msg("{code} was used up already.", code=code), "err")
    elif row.last_valid_on is not None and row.last_valid_on < today:
        floor.say(msg("{code} ended on {date}.", code=code, date=row.last_valid_on), "err")
    elif row.member and row.member != session.basket.member:
        floor.say(msg("This belongs to a member: scan their card first."), "warn")
    else:
        _know(floor, row)
        if row.kind == "coupon":
            session.ask(CodeIntent(code))
            floor.say(msg("Coupon taken."), "ok")
        else:
            session.ask(StoredIntent(code))
            has = Money(row.amount_minor, session.basket.currency)
            floor.say(msg("Gift card: {has} on it. It pays at the end.", has=has), "ok")


def _know(floor: Floor, row: TokenRow) -> None:
    """From now on the sale's standing knows this code."""
    session = floor.session
    info = session.member
    standing = info.standing if info is not None else session.nobody
    if row.kind == "coupon":
        standing = msgspec.structs.replace(standing, coupons={**standing.coupons, row.code: row.program})
    else:
        standing = msgspec.structs.replace(standing, stored={**standing.stored, row.code: stored_value(row)})
    if info is not None:
        session.know(MemberInfo(info.view, standing, info.points))
    else:
        session.know(None, standing)
