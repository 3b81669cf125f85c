"""The member's coupons, given out or following from an occasion: one key puts one into the sale, or takes it out."""

from __future__ import annotations

import msgspec

from app.sales.basket import CodeIntent
from app.ui.checkout.boards import Board, Choice, Section
from app.ui.checkout.modes.base import Floor, Mode
from app.ui.checkout.session import MemberInfo
from app.values.words import Message, msg, plain
from app.workflows.ports import Reads
from app.workflows.shop_now import moment_of
from app.workflows.tokens_now import HeldCoupon, held_coupons

MARKS = "123456789"


class CouponMode(Mode):
    """What the member holds today."""

    name = "coupons"
    takes_digits = True

    def __init__(self, floor: Floor) -> None:
        super().__init__(floor)
        self._held: tuple[HeldCoupon, ...] | None = None

    def prompt(self) -> Message:
        return msg("1 to 9 uses a coupon, or takes it back")

    def board(self) -> Board:
        rows = tuple(self._row(held, mark) for held, mark in zip(self._held or (), MARKS, strict=False))
        note = msg("No coupons now.") if self._held == () else None
        sections = (Section(rows),) if rows else ()
        return Board(msg("Coupons"), "gift", None, None, sections, note, chosen=self.chosen)

    def opened(self) -> None:
        self.floor.type("")
        info, till = self.floor.session.member, self.floor.till
        if info is None:
            self._listed(())
            return
        moment, shop, standing = moment_of(till.shop, till.now()), till.shop, info.standing

        def look(reads: Reads) -> tuple[HeldCoupon, ...]:
            return held_coupons(reads, standing, shop, moment)

        self.floor.ask(look, self._listed)

    def enter(self, text: str, *, scanned: bool) -> None:
        if not text.strip():
            self.run_chosen()

    def _listed(self, held: tuple[HeldCoupon, ...]) -> None:
        self._held = held
        self.floor.show()

    def _row(self, held: HeldCoupon, mark: str) -> Choice:
        asked = CodeIntent(held.code) in self.floor.session.basket.intents.asked
        ends = msg("valid to {day}", day=held.last_on) if held.last_on is not None else None
        return Choice(
            plain(held.program),
            names=held.names or None,
            detail=ends,
            mark=mark,
            run=lambda: self._toggle(held),
            checked=asked,
        )

    def _toggle(self, held: HeldCoupon) -> None:
        session = self.floor.session
        intent, info = CodeIntent(held.code), session.member
        if intent in session.basket.intents.asked:
            session.drop(intent)
        elif info is not None:
            coupons = {**info.standing.coupons, held.code: held.program}
            standing = msgspec.structs.replace(info.standing, coupons=coupons)
            session.know(MemberInfo(info.view, standing, info.points))
            session.ask(intent)
        self.floor.show()
