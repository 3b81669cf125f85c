"""The situation an offer is judged in: the open book, the member's standing, the moment and what was asked for."""

from __future__ import annotations

import datetime as dt
import unicodedata

from app.loyalty.book import Book
from app.loyalty.moment import Moment
from app.loyalty.policies import Policies
from app.loyalty.standing import Standing
from app.sales.basket import Basket, CodeIntent, RewardIntent

_LOOKALIKES = str.maketrans("АВЕКМНОРСТУХаеорсух", "ABEKMHOPCTYXaeopcyx")
LONGEST_CODE = 64


def code_key(text: str, *, case_sensitive: bool = False) -> str:
    """The form in which codes are compared: no spaces or dashes, Cyrillic look-alikes read as Latin, any case.

    >>> code_key(" summer-10 ") == code_key("SUMMER10")
    True
    """
    cleaned = unicodedata.normalize("NFKC", text[: LONGEST_CODE * 4])
    if case_sensitive:
        return "".join(cleaned.split())
    cleaned = "".join(c for c in cleaned if c.isalnum() or c in "_%+*").translate(_LOOKALIKES)
    return cleaned.casefold().translate(_LOOKALIKES)


class Situation:
    """Everything a predicate may look at.

    Attributes:
        codes: Entered codes by their key, with the place in which they were asked.
        claims: Rewards asked for, with their place.
        coupons: Coupons and cards held, by code key: their program.
        refused: Program ids, or `program/reward`, that the cashier switched off.
    """

    __slots__ = (
        "_wall", "basket", "book", "claims", "codes", "coupons", "now", "policies", "refused", "standing",
    )  # fmt: skip

    def __init__(self, book: Book, standing: Standing, policies: Policies, now: Moment) -> None:
        basket: Basket = book.basket
        self.book = book
        self.basket = basket
        self.standing = standing
        self.policies = policies
        self.now = now
        self.refused = frozenset(basket.intents.refused)
        self.codes: dict[str, int] = {}
        self.claims: list[tuple[int, RewardIntent]] = []
        self.coupons: dict[str, str] = {}
        self._wall: dt.datetime | None = None
        if basket.intents.asked:
            sensitive = policies.code_case == "sensitive"
            for place, intent in enumerate(basket.intents.asked):
                if isinstance(intent, CodeIntent):
                    self.codes.setdefault(code_key(intent.code, case_sensitive=sensitive), place)
                elif isinstance(intent, RewardIntent):
                    self.claims.append((place, intent))
            self.coupons = {
                code_key(code, case_sensitive=sensitive): program for code, program in standing.coupons.items()
            }

    @property
    def wall(self) -> dt.datetime:
        """The shop's wall clock."""
        if self._wall is None:
            self._wall = self.now.wall_clock()
        return self._wall
