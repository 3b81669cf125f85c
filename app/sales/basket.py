"""The basket: what is being rung up, with what the cashier and the member asked for.

A basket is one frozen value. Every change makes a new basket and the whole of it is priced anew; nothing
is patched. The wishes (a code, a reward, some points) are *intents*: they stay while the basket changes,
and the engine decides each time whether they can be met.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec

from app.sales.tax import TaxProfile
from app.values.numbers import MILLI

GoodsKind = Literal["goods", "bill", "gift_card", "wallet_topup"]
Proof = Literal["none", "phone", "card", "manager"]


class Goods(msgspec.Struct, frozen=True, omit_defaults=True):
    """What pricing needs to know of a product.

    Attributes:
        sku: The shop's own article number; unique.
        price_minor: Price of one unit as charged before offers.
        taxes: Ids in the shop's tax profile.
        min_price_minor: Floor of one unit that no offer may cross; 0 for none.
        discountable: False keeps every offer away.
        on_sale: True where `price_minor` is already a reduced price.
        kind: `bill` is a line of a bill rung up elsewhere; selling a `gift_card` or `wallet_topup` is never
            discounted and never counts in rules.
        program: For gift cards and top-ups: the program whose card or wallet is filled.
        returnable: False for goods that are not taken back (food, hygiene, cut to measure).
        warranty_months, trial_days: What the shop promises for each unit; 0 for nothing.
    """

    sku: str
    name: str
    price_minor: int
    unit: str = "pc"
    barcode: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    taxes: tuple[str, ...] = ()
    min_price_minor: int = 0
    discountable: bool = True
    on_sale: bool = False
    kind: GoodsKind = "goods"
    program: str = ""
    returnable: bool = True
    warranty_months: int = 0
    trial_days: int = 0


class ManualReduction(msgspec.Struct, frozen=True, omit_defaults=True):
    """A reduction by hand (F4): comes after the offers of its lane and never raises a price.

    Attributes:
        kind: `percent` (value 10 = 10 %), `amount` (minor units off the line or receipt), `price` (new unit
            price in minor units; lines only).
        reason: Code of a declared reason.
        staff: Who gave it; `approved_by` a second person where the right was wanting.
    """

    kind: Literal["percent", "amount", "price"]
    value: Decimal
    reason: str
    staff: str
    approved_by: str = ""


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of goods.

    Attributes:
        key: Stable within the basket (`1`, `2` ...), never reused.
        quantity_milli: Thousandths of the unit; above zero.
        price_minor: Price of one unit asked for this line; normally the goods' own.
    """

    key: str
    goods: Goods
    quantity_milli: int
    price_minor: int
    reduction: ManualReduction | None = None

    @property
    def units(self) -> int:
        """Whole units: a weighed line counts as one."""
        return self.quantity_milli // MILLI if self.quantity_milli % MILLI == 0 else 1


class Unresolved(msgspec.Struct, frozen=True):
    """A code that was scanned and is not known: it blocks payment until somebody resolves it."""

    key: str
    code: str


class CodeIntent(msgspec.Struct, frozen=True, tag="code"):
    """A coupon code that was entered, as typed."""

    code: str


class RewardIntent(msgspec.Struct, frozen=True, tag="reward", omit_defaults=True):
    """A reward that was asked for.

    Attributes:
        times: How often; 0 means as often as is useful.
        points_milli: For rewards with a value per point: how many points to spend; 0 means all that are useful.
        choice: The sku chosen, where the reward offers several.
    """

    program: str
    reward: str
    times: int = 1
    points_milli: int = 0
    choice: str = ""


class StoredIntent(msgspec.Struct, frozen=True, tag="stored", omit_defaults=True):
    """A gift card or store credit that shall pay.

    Attributes:
        card: Its code.
        amount_minor: How much of it; 0 means as much as is due or there, settled at completion.
    """

    card: str
    amount_minor: int = 0


Intent = CodeIntent | RewardIntent | StoredIntent


class Intents(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was asked for, in the order in which it was asked.

    Attributes:
        asked: Codes, rewards and stored value.
        refused: Program ids that the cashier switched off in this sale; `program/reward` for one reward.
        reduction: A manual reduction of the whole receipt.
    """

    asked: tuple[Intent, ...] = ()
    refused: tuple[str, ...] = ()
    reduction: ManualReduction | None = None


class Basket(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is being rung up.

    Attributes:
        id: The sale's id, made with the first line: a sale cannot be completed twice.
        currency: ISO 4217.
        member: Member id, empty for an anonymous customer; `proof` says how the member was identified.
        next_key: The number the next line gets.
    """

    id: str
    currency: str
    taxes: TaxProfile
    lines: tuple[Line, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    member: str = ""
    proof: Proof = "none"
    intents: Intents = Intents()
    opened_at: int = 0
    next_key: int = 1
    mode: Literal["basket", "amount"] = "basket"

    @property
    def is_empty(self) -> bool:
        """No line of any kind."""
        return not self.lines and not self.unresolved

    def line(self, key: str) -> Line | None:
        """The line with this key."""
        return next((line for line in self.lines if line.key == key), None)

    def joined(self, goods: Goods, quantity_milli: int) -> tuple[Basket, str]:
        """Add goods: the same goods at the same price join their line, unless it has a reduction of its own.

        Returns the new basket and the key of the line that grew or was added.
        """
        for line in self.lines:
            same = line.goods == goods and line.price_minor == goods.price_minor and line.reduction is None
            if same and goods.kind == "goods" and goods.unit == "pc":
                return self.with_quantity(line.key, line.quantity_milli + quantity_milli), line.key
        key = str(self.next_key)
        line = Line(key, goods, quantity_milli, goods.price_minor)
        return msgspec.structs.replace(self, lines=(*self.lines, line), next_key=self.next_key + 1), key

    def with_quantity(self, key: str, quantity_milli: int) -> Basket:
        """Set a line's quantity; zero takes the line out."""
        if quantity_milli <= 0:
            return self.without(key)
        return self.with_line(key, quantity_milli=quantity_milli)

    def with_line(self, key: str, **changes: object) -> Basket:
        """Change fields of one line."""
        lines = tuple(msgspec.structs.replace(line, **changes) if line.key == key else line for line in self.lines)
        return msgspec.structs.replace(self, lines=lines)

    def without(self, key: str) -> Basket:
        """Take a line (or an unresolved code) out."""
        return msgspec.structs.replace(
            self,
            lines=tuple(line for line in self.lines if line.key != key),
            unresolved=tuple(row for row in self.unresolved if row.key != key),
        )

    def with_unresolved(self, code: str) -> Basket:
        """Keep a code that is not known, in its place among the lines."""
        row = Unresolved(str(self.next_key), code)
        return msgspec.structs.replace(self, unresolved=(*self.unresolved, row), next_key=self.next_key + 1)

    def identified(self, member: str, proof: Proof) -> Basket:
        """Attach a member; an empty id detaches."""
        return msgspec.structs.replace(self, member=member, proof=proof if member else "none")

    def wishing(self, **changes: object) -> Basket:
        """Change the intents: `asked`, `refused` or `reduction`."""
        return msgspec.structs.replace(self, intents=msgspec.structs.replace(self.intents, **changes))
