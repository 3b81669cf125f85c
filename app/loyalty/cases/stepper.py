"""The stepper: plays the steps of a case as a cashier would, one basket after the other."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from app.loyalty.cases.books import CaseBooks
from app.loyalty.cases.reading import Raw, Unsupported, day, milli, minor
from app.loyalty.cases.sale import CompletedSale
from app.loyalty.cases.shop import CaseShop
from app.loyalty.compile import compile_programs
from app.loyalty.price import Priced, price_book
from app.loyalty.returns import Sold
from app.loyalty.situation import code_key
from app.sales.basket import Basket, CodeIntent, Intent, Line, RewardIntent, StoredIntent
from app.values.errors import Refusal
from app.values.words import msg, plain


class Stepper:
    """One case being played.

    Attributes:
        basket: The sale in progress, or the one completed last.
        completed: The last completed sale, while no new one has begun.
    """

    def __init__(self, shop: CaseShop) -> None:
        self.shop = shop
        self.books = CaseBooks(shop)
        self.programs = compile_programs(shop.programs, shop.policies, shop.goods)
        self.basket = self._empty(shop.attached)
        self.completed: CompletedSale | None = None
        self.sales: list[CompletedSale] = []
        self.cash_minor = 0
        self._line_ids: dict[str, str] = {}

    def _empty(self, member: str) -> Basket:
        basket = Basket("sale", self.shop.currency, self.shop.taxes)
        return basket.identified(member, "card")

    def play(self, raw: Raw) -> None:
        """One step.

        Raises:
            Refusal: it is refused; nothing changed.
            Unsupported: it is a step the engine does not offer.
        """
        for name, step in _STEPS.items():
            if name in raw:
                step(self, raw)
                return
        raise Unsupported(f"step {', '.join(sorted(raw))}")

    def priced(self) -> Priced:
        """The sale in progress, or the completed one."""
        if self.completed is not None:
            return self.completed.priced
        return self._price(self.basket)

    def _price(self, basket: Basket) -> Priced:
        return price_book(
            basket, self.books.standing(basket), self.programs, self.shop.policies, now=self.books.moment()
        )

    def _open(self) -> None:
        """Begin a new sale where the last one is complete."""
        if self.completed is not None:
            self.new_sale({})

    def add(self, raw: Raw) -> None:
        """Ring goods up; equal goods at an equal price join their line."""
        self._open()
        goods = self.shop.goods.get(str(raw["add"]))
        if goods is None:
            raise Refusal("goods.unknown", msg("no such goods: {sku}", sku=plain(str(raw["add"]))))
        price = minor(raw["price"]) if raw.get("price") is not None else goods.price_minor
        quantity = milli(raw.get("qty", 1))
        apart = str(raw.get("line") or "")
        for line in self.basket.lines:
            mine = self._line_ids.get(line.key, "")
            if line.goods == goods and line.price_minor == price and mine == apart:
                self.basket = self.basket.with_quantity(line.key, line.quantity_milli + quantity)
                return
        key = str(self.basket.next_key)
        self._line_ids[key] = apart
        lines = (*self.basket.lines, Line(key, goods, quantity, price))
        self.basket = msgspec.structs.replace(self.basket, lines=lines, next_key=self.basket.next_key + 1)

    def set_qty(self, raw: Raw) -> None:
        """Set the quantity of an article."""
        keys = self._lines_of(str(raw["set_qty"]))
        for key in keys[1:]:
            self.basket = self.basket.without(key)
        self.basket = self.basket.with_quantity(keys[0], milli(raw["qty"]))

    def remove(self, raw: Raw) -> None:
        """Take an article out."""
        for key in self._lines_of(str(raw["remove"])):
            self.basket = self.basket.without(key)

    def _lines_of(self, sku: str) -> list[str]:
        keys = [line.key for line in self.basket.lines if line.goods.sku == sku or self._line_ids.get(line.key) == sku]
        if not keys:
            raise Refusal("line.unknown", msg("no such line: {sku}", sku=plain(sku)))
        return keys

    def customer(self, raw: Raw) -> None:
        """Attach a customer, or nobody."""
        self._open()
        found = raw["customer"]
        if found is not None and str(found) not in self.shop.customers:
            raise Refusal("member.unknown", msg("no such customer: {id}", id=plain(str(found))))
        self.basket = self.basket.identified(str(found) if found is not None else "", "card")

    def code(self, raw: Raw) -> None:
        """Enter a code."""
        self._open()
        text = self._resolved(str(raw["code"]))
        self._ask(CodeIntent(text), text)

    def remove_code(self, raw: Raw) -> None:
        """Take a code away."""
        gone = self._key(self._resolved(str(raw["remove_code"])))
        asked = self.basket.intents.asked
        kept = tuple(i for i in asked if not (isinstance(i, CodeIntent) and self._key(i.code) == gone))
        if len(kept) == len(asked):
            raise Refusal("code.unknown", msg("the code {code} was not entered", code=plain(str(raw["remove_code"]))))
        self.basket = self.basket.wishing(asked=kept)

    def redeem(self, raw: Raw) -> None:
        """Ask for a reward."""
        self._open()
        program, reward = str(raw["program"]), str(raw["redeem"])
        times, points = 1, 0
        if raw.get("all_points") or raw.get("times") == "max":
            times = 0
        elif raw.get("points") is not None:
            points = milli(raw["points"])
        elif raw.get("times") is not None:
            times = int(raw["times"])
        about = f"{program}/{reward}"
        refused = tuple(one for one in self.basket.intents.refused if one != about)
        basket = self.basket.wishing(refused=refused)
        self._ask(RewardIntent(program, reward, times, points, str(raw.get("choose") or "")), about, basket)

    def drop_reward(self, raw: Raw) -> None:
        """The cashier takes a reward away; it does not come back by itself."""
        program, reward = str(raw["program"]), str(raw["drop_reward"])
        asked = tuple(
            i
            for i in self.basket.intents.asked
            if not (isinstance(i, RewardIntent) and i.program == program and i.reward == reward)
        )
        refused = (*self.basket.intents.refused, f"{program}/{reward}")
        self.basket = self.basket.wishing(asked=asked, refused=refused)

    def use_issued(self, raw: Raw) -> None:
        """Use a coupon that an earlier sale issued."""
        self._open()
        program = str(raw["use_issued"])
        for code in self.books.issued.get(program, ()):
            coupon = self.books.coupons.get(code)
            if coupon is not None and not coupon.used:
                self._ask(CodeIntent(code), code)
                return
        raise Refusal("coupon.none", msg("no coupon to use"))

    def pay(self, raw: Raw) -> None:
        """Pay by card or money."""
        how = raw["pay"]
        if how.get("card") is None:
            self.cash_minor += minor(how["amount"])
            return
        code = self._resolved(str(how["card"]))
        amount = minor(how["amount"]) if how.get("amount") is not None else 0
        self._ask(StoredIntent(code, amount), code)

    def _ask(self, intent: Intent, about: str, basket: Basket | None = None) -> None:
        """Add an intent, unless the engine says it cannot be met."""
        basket = basket or self.basket
        asked = basket.intents.asked
        if isinstance(intent, CodeIntent) and any(
            isinstance(i, CodeIntent) and self._key(i.code) == self._key(intent.code) for i in asked
        ):
            return
        wished = basket.wishing(asked=(*asked, intent))
        for notice in self._price(wished).quote.notices:
            if notice.about == about or self._key(notice.about) == self._key(about):
                raise Refusal(notice.code, notice.message)
        self.basket = wished

    def _key(self, code: str) -> str:
        return code_key(code, case_sensitive=self.shop.policies.code_case == "sensitive")

    def _resolved(self, code: str) -> str:
        if not code.startswith("@issued:"):
            return code
        _, program, number = code.split(":")
        codes = self.books.issued.get(program, [])
        if int(number) >= len(codes):
            raise Refusal("code.unknown", msg("the code {code} is not known", code=plain(code)))
        return codes[int(number)]

    def complete(self, raw: Raw) -> None:  # noqa: ARG002 - all steps look alike
        """Complete the sale."""
        if self.completed is not None:
            raise Refusal("sale.complete", msg("the sale is complete already"))
        standing = self.books.standing(self.basket)
        now = self.books.moment()
        priced = price_book(self.basket, standing, self.programs, self.shop.policies, now=now)
        sold = Sold(self.basket, standing, self.programs, self.shop.policies, now, priced.quote)
        self.completed = CompletedSale(self.shop, self.books, priced, sold)
        self.sales.append(self.completed)

    def new_sale(self, raw: Raw) -> None:  # noqa: ARG002 - all steps look alike
        """Begin the next sale; the customer stays."""
        self.basket = self._empty(self.basket.member)
        self.completed = None
        self.cash_minor = 0
        self._line_ids = {}

    def refund(self, raw: Raw) -> None:
        """Take goods or money back."""
        terms = raw["refund"]
        self._sale(terms.get("sale")).refund(terms)

    def cancel(self, raw: Raw) -> None:  # noqa: ARG002 - all steps look alike
        """Void the last completed sale."""
        self._sale(None).void()

    def _sale(self, number: object) -> CompletedSale:
        place = int(str(number)) - 1 if number is not None else len(self.sales) - 1
        if not 0 <= place < len(self.sales):
            raise Refusal("sale.unknown", msg("no such sale"))
        return self.sales[place]

    def set_date(self, raw: Raw) -> None:
        """Another day."""
        self.books.today = day(raw["set_date"])

    def check(self, raw: Raw) -> None:
        """Nothing changes; the runner looks."""


_STEPS: dict[str, Callable[[Stepper, Raw], None]] = {
    "add": Stepper.add,
    "set_qty": Stepper.set_qty,
    "remove": Stepper.remove,
    "customer": Stepper.customer,
    "code": Stepper.code,
    "remove_code": Stepper.remove_code,
    "redeem": Stepper.redeem,
    "drop_reward": Stepper.drop_reward,
    "use_issued": Stepper.use_issued,
    "pay": Stepper.pay,
    "complete": Stepper.complete,
    "new_sale": Stepper.new_sale,
    "refund": Stepper.refund,
    "cancel": Stepper.cancel,
    "set_date": Stepper.set_date,
    "check": Stepper.check,
}
