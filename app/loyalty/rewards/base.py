"""What every reward is, and its turn: how often, with how many points, under which policies it acts."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import ClassVar, Literal

import msgspec

from app.loyalty.book import Book, Cut, Free
from app.loyalty.picking import Limits, Run, open_runs, pick
from app.loyalty.policies import Policies, UnitOrder
from app.loyalty.selector import EVERYTHING, Selector
from app.loyalty.sharing import ROUNDINGS
from app.values.money import Money
from app.values.words import Message

Lane = Literal["line", "order", "payment"]
Scope = Literal["order", "lines", "cheapest"]


class Turn:
    """One time a reward acts.

    Attributes:
        times: How often it is given in this turn.
        qualifying_units: Units that met the program's rule (for rewards "every n units").
        groups: The most groups or applications, 0 for any number.
        fresh: Only units that no line offer took yet.
        later: What later offers of this sale act on, for the customer-favourable split.
        choice: The article chosen.
    """

    __slots__ = ("choice", "fresh", "groups", "later", "policies", "qualifying", "times")

    def __init__(self, policies: Policies, *, times: int = 1, fresh: bool = False) -> None:
        self.policies = policies
        self.times = times
        self.fresh = fresh
        self.qualifying: Selector = EVERYTHING
        self.groups = 0
        self.later: list[Selector] = []
        self.choice = ""

    def rounded(self, numerator: int, denominator: int) -> int:
        """A discount in whole minor units, as the shop rounds discounts."""
        return ROUNDINGS[self.policies.discount_rounding](numerator, denominator)


class Outcome(msgspec.Struct):
    """What a reward would do: cuts of rows, and units handed over on top or made free."""

    cuts: list[Cut]
    added: tuple[Free, ...] = ()
    freed: tuple[Free, ...] = ()

    @property
    def amount(self) -> int:
        """What the customer saves, price-list basis; units on top count zero."""
        return sum([cut.amount for cut in self.cuts])


class Reward(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, tag_field="type"
):
    """One reward of a program.

    Attributes:
        id: Unique within the program.
        cost_milli: Points it costs, thousandths; a reward with a cost acts only when asked for.
        names: Its own words by language, where they differ from the program's.
    """

    id: str
    cost_milli: int = 0
    names: dict[str, str] = {}

    kind: ClassVar[str] = ""

    @property
    def lane(self) -> Lane:
        """Where it acts."""
        return "line"

    @property
    def products_meant(self) -> Selector:
        """The goods it can act on."""
        return EVERYTHING

    @property
    def divisible(self) -> bool:
        """Whether it is given as often as points are spent on it."""
        return False

    def outcome(self, book: Book, turn: Turn) -> Outcome:
        """What it would do now; changes nothing."""
        raise AssertionError(f"{type(self).__name__} gives nothing from {book} in {turn}")

    def ceiling(self, book: Book, left_minor: int) -> int:  # noqa: ARG002 - rewards that know more say less
        """No more than this can it take off goods that come to `left_minor`."""
        return left_minor

    def worth_minor(self) -> int:
        """What one application gives in full, where that is a fixed sum; else 0."""
        return 0

    def effect(self, currency: str) -> Message:
        """What it gives, in words: `10 % off`."""
        raise AssertionError(f"{type(self).__name__} has no words for {currency}")


class UnitReward(Reward, frozen=True, kw_only=True):
    """A reward on units of named goods.

    Attributes:
        products: Goods it acts on.
        max_units: At most so many units in all; 0 for any number.
        per_line_max_units: At most so many of one line.
        group_size: Only units in full groups of that size, counted over all lines.
        unit_order: Which units come first; None follows the shop's policy.
        every_units: Once per so many full qualifying units (then `max_units` counts for each time); 0: once a sale.
        max_amount_minor: Cap of the discount in one sale; 0 for none.
    """

    products: Selector = EVERYTHING
    max_units: int = 0
    per_line_max_units: int = 0
    group_size: int = 0
    unit_order: UnitOrder | None = None
    every_units: int = 0
    max_amount_minor: int = 0

    @property
    def products_meant(self) -> Selector:
        return self.products

    def limits(self, policies: Policies) -> Limits:
        """Its limits with the order in which units are taken."""
        order = self.unit_order
        if order is None:
            declared = policies.limited_units_order
            order = "line" if declared == "distinct_units" else declared
        return Limits(self.max_units, self.per_line_max_units, self.group_size, order)

    @property
    def is_limited(self) -> bool:
        """Whether it cannot be judged line by line."""
        return bool(
            self.max_units or self.per_line_max_units or self.group_size or self.every_units or self.max_amount_minor
        )

    def groups(self, book: Book, turn: Turn) -> int:
        """How often it acts: once, or once per so many full qualifying units, within the program's limit."""
        if not self.every_units:
            return 1
        rows = book.matching(turn.qualifying)
        units = sum(run.units for run in open_runs(rows, fresh=True)) if turn.fresh else sum(row.units for row in rows)
        groups = units // self.every_units
        return min(groups, turn.groups) if turn.groups else groups

    def picked(self, book: Book, turn: Turn, *, cheapest: bool = False, fresh: bool | None = None) -> list[Run]:
        """The units it acts on now."""
        limits = self.limits(turn.policies)
        if cheapest:
            limits = limits._replace(order="cheapest_first", max_units=1)
        if self.every_units:
            groups = self.groups(book, turn)
            if not groups:
                return []
            limits = limits._replace(max_units=limits.max_units * groups)
        return pick(book.matching(self.products), limits, book, fresh=turn.fresh if fresh is None else fresh)


@lru_cache(4096)
def ratio(percent: Decimal) -> tuple[int, int]:
    """A percentage as numerator and denominator: 12.5 is 1/8."""
    numerator, denominator = percent.as_integer_ratio()
    return numerator, denominator * 100


def money(amount_minor: int, currency: str) -> Money:
    """An amount as a field of a sentence."""
    return Money(amount_minor, currency)
