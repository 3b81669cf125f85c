"""The books of a case: points, cards, coupons and uses, kept in memory over the same ledger as the till's."""

from __future__ import annotations

import datetime as dt

import msgspec

from app.ledger.entries import EntryKind, PointsEntry
from app.ledger.lots import Lot, lots_as_of
from app.loyalty.cases.shop import CaseCard, CaseShop, is_stored
from app.loyalty.moment import Moment
from app.loyalty.standing import Standing, StoredValue, Uses
from app.sales.basket import Basket, CodeIntent

DAY_MS = 86_400_000


class Coupon(msgspec.Struct):
    """A coupon that a sale issued; usable once, from the next sale on."""

    code: str
    program: str
    used: bool = False


class CaseBooks:
    """What changes while a case is played."""

    def __init__(self, shop: CaseShop) -> None:
        self._shop = shop
        self._programs = {program.id: program for program in shop.programs}
        self._ticks = 0
        self.today = shop.today
        self.entries: dict[tuple[str, str], list[PointsEntry]] = {}
        self.cards = {card.code: card for card in shop.cards}
        self.issued: dict[str, list[str]] = {}
        self.coupons: dict[str, Coupon] = {}
        self.uses: dict[str, list[tuple[str, dt.date]]] = {}
        for customer in shop.customers.values():
            for program, points in customer.balances.items():
                self.move(customer.id, program, "opening", points)
        for card in shop.cards:
            if not is_stored(self._programs[card.program].kind):
                self.move(card.code, card.program, "opening", card.balance)

    def moment(self) -> Moment:
        """Now: a little later each time it is asked for, on the case's date."""
        self._ticks += 1
        at = (self.today - dt.date(1970, 1, 1)).days * DAY_MS + DAY_MS // 2 + self._ticks
        return Moment(at, self.today, "UTC")

    def move(
        self, owner: str, program: str, kind: EntryKind, points: int, *, ends: dt.date | None = None, reverses: str = ""
    ) -> str:
        """Keep one entry; returns its id."""
        now = self.moment()
        entry = PointsEntry(
            f"e{self._ticks:06d}", program, kind, points, now.at, now.business_on, self._ticks, 0, ends, "", reverses
        )
        if points:
            self.entries.setdefault((owner, program), []).append(entry)
        return entry.id

    def lots(self, owner: str, program: str) -> tuple[Lot, ...]:
        """What is left of an owner's points."""
        options = self._programs[program].points if program in self._programs else None
        months = options.expiry.inactive_months if options is not None else 0
        now = self.moment()
        entries = self.entries.get((owner, program), [])
        return lots_as_of(entries, now.at, now.business_on, inactive_months=months)

    def balance(self, owner: str, program: str) -> int:
        """An owner's points, thousandths."""
        return sum(lot.left_milli for lot in self.lots(owner, program))

    def card_owner(self, basket: Basket, program: str) -> str:
        """The card of a program that was entered last in this basket, for points that lie on cards."""
        codes = [intent.code for intent in basket.intents.asked if isinstance(intent, CodeIntent)]
        return next(
            (code for code in reversed(codes) if code in self.cards and self.cards[code].program == program), ""
        )

    def owner(self, basket: Basket, program: str) -> str:
        """Whose points of a program this basket moves."""
        found = self._programs.get(program)
        return self.card_owner(basket, program) if found is not None and found.per_card else basket.member

    def standing(self, basket: Basket) -> Standing:
        """The customer's standing for this basket."""
        customer = self._shop.customers.get(basket.member)
        lots = {}
        for program in self._programs.values():
            owner = self.owner(basket, program.id)
            found = self.lots(owner, program.id) if owner else ()
            if found:
                lots[program.id] = found
        return Standing(
            member=basket.member,
            proof="card" if basket.member else "none",
            lots=lots,
            segments=customer.segments if customer else frozenset(),
            visits=customer.visits if customer else 0,
            spent_minor=customer.spent_minor if customer else 0,
            uses={program: self._uses_of(program, basket.member) for program in self.uses},
            coupons=self._open_coupons(basket.member),
            stored={
                card.code: StoredValue(
                    card.program, card.balance, card.expires, card.customer,
                    "gift_card" if self._programs[card.program].kind == "gift_card" else "store_credit",
                )
                for card in self.cards.values()
                if is_stored(self._programs[card.program].kind)
            },
        )  # fmt: skip

    def _uses_of(self, program: str, member: str) -> Uses:
        uses = self.uses[program]
        mine = [day for who, day in uses if member and who == member]
        return Uses(len(uses), len(mine), sum(1 for day in mine if day == self.today))

    def _open_coupons(self, member: str) -> dict[str, str]:
        out = {}
        for card in self.cards.values():
            mine = not card.customer or card.customer == member
            runs = card.expires is None or card.expires >= self.today
            if mine and runs and not is_stored(self._programs[card.program].kind):
                out[card.code] = card.program
        out.update({coupon.code: coupon.program for coupon in self.coupons.values() if not coupon.used})
        return out

    def issue_card(self, program: str, balance: int) -> str:
        """A new card of a stored-value program, with its number among those the program issued."""
        codes = self.issued.setdefault(program, [])
        code = f"issued-{program}-{len(codes)}"
        codes.append(code)
        self.cards[code] = CaseCard(code, program, balance)
        return code

    def issue_coupon(self, program: str) -> str:
        """A new coupon for a later sale."""
        codes = self.issued.setdefault(program, [])
        code = f"issued-{program}-{len(codes)}"
        codes.append(code)
        self.coupons[code] = Coupon(code, program)
        return code

    def wallet(self, program: str, customer: str) -> CaseCard:
        """The customer's wallet of a program, made where there is none."""
        for card in self.cards.values():
            if card.program == program and card.customer == customer:
                return card
        card = CaseCard(f"wallet-{program}-{customer}", program, 0, customer)
        self.cards[card.code] = card
        return card
