"""The till of the demo shop, worked by somebody who never tires."""

from __future__ import annotations

from decimal import Decimal

from demo_street import Person, Street

from app.people.cards import new_card_number
from app.sales.basket import Basket, CodeIntent, Intent, ManualReduction, Proof, RewardIntent
from app.storage.store import Store
from app.values.clock import SetClock, local
from app.workflows.acting import Acting
from app.workflows.complete_sale import Paid, SaleDone, SaleRequest, complete_sale
from app.workflows.members import Joining, enrol_member
from app.workflows.ring_up import add, new_basket, quote_now, reduce, with_rights
from app.workflows.shop_now import ShopNow, load_shop, moment_of

MORNING = ("Bakery", "Coffee and tea", "Dairy and eggs", "Fruit")
LUNCH = ("Bakery", "Drinks", "Fruit", "Cheese and deli", "Sweets and snacks")


class Till:
    """The till of the demo shop, with whoever stands behind it."""

    def __init__(self, store: Store, clock: SetClock, street: Street) -> None:
        self.store, self.clock, self.street = store, clock, street
        self.staff: dict[str, str] = {}
        self.shop: ShopNow = self.look()

    def look(self) -> ShopNow:
        """The shop as it is now."""
        with self.store.reads() as reads:
            self.shop = load_shop(reads, self.clock.at)
        return self.shop

    def acting(self, name: str) -> Acting:
        """Somebody doing something now."""
        return Acting(self.look(), self.staff[name], self.clock.at)

    def card_number(self) -> str:
        """A card from the pile."""
        with self.store.reads() as reads:
            return new_card_number(reads.is_card_taken, self.street.rng.randrange)

    def join(self, person: Person) -> None:
        """Somebody joins at the counter."""
        joining = Joining(
            phone=person.phone,
            name=person.name if self.street.chance(0.8) else "",
            email=person.email,
            birthday=person.birthday,
            language=person.language,
            card=self.card_number(),
            consents={"terms": True, "personal_data": True, "messages": self.street.chance(0.4)},
        )
        view = enrol_member(self.store, joining, self.acting("Sanne"))
        person.member, person.card = view.id, view.cards[0].number

    def serve(self, person: Person | None) -> SaleDone:
        """One customer at the counter."""
        basket = self.fill(new_basket(self.store.ids.new(), self.shop, "basket", self.clock.at))
        if person is not None:
            proof: Proof = "card" if self.street.chance(0.85) else "phone"
            basket = basket.identified(person.member, proof)
        basket = self.wish(self.lower(basket), person)
        return self.complete(basket)

    def fill(self, basket: Basket) -> Basket:
        """What lies in the basket, by the time of day."""
        rng, hour = self.street.rng, local(self.clock.at, self.shop.settings.zone).hour
        if hour < 10 and rng.random() < 0.7:
            chosen = self.street.pick(MORNING, rng.randint(1, 4))
        elif 12 <= hour < 14 and rng.random() < 0.6:
            chosen = self.street.pick(LUNCH, rng.randint(1, 5))
        else:
            chosen = self.street.pick((), min(22, 2 + int(rng.expovariate(1 / 6))))
        for goods in chosen:
            quantity = 5 * rng.randint(50, 320) if goods.unit == "kg" else 1000 * rng.choice((1, 1, 1, 1, 1, 2, 2, 3))
            basket, _ = add(basket, goods, quantity)
        return basket

    def lower(self, basket: Basket) -> Basket:
        """Now and then something is reduced by hand."""
        if not self.street.chance(0.012):
            return basket
        who = self.shop.staff[self.staff["Marek"]]
        key = self.street.rng.choice(basket.lines).key
        wish = ManualReduction("percent", Decimal(self.street.rng.choice((10, 20, 30))), "short_date", who.id)
        return reduce(basket, self.shop, who, key=key, wish=wish)

    def wish(self, basket: Basket, person: Person | None) -> Basket:
        """Codes and rewards that are asked for."""
        asked: list[Intent] = []
        worth = sum(line.price_minor * line.quantity_milli // 1000 for line in basket.lines)
        if worth > 1500 and self.street.chance(0.05):
            asked.append(CodeIntent("AUTUMN10"))
        if person is not None and basket.proof == "card":
            points = self.points(basket.member)
            if points >= 500_000 and worth > 1200 and self.street.chance(0.55):
                asked.append(RewardIntent("larch-club", "five-off"))
            elif points >= 150_000 and worth > 800 and self.street.chance(0.07):
                asked.append(RewardIntent("larch-club", "pay", points_milli=100_000))
        return basket.wishing(asked=tuple(asked)) if asked else basket

    def points(self, member: str) -> int:
        """Points that may be spent now."""
        with self.store.reads() as reads:
            return sum(row.usable_milli for row in reads.points(member, moment_of(self.shop, self.clock.at)))

    def complete(self, basket: Basket) -> SaleDone:
        """Price, pay, keep."""
        staff = self.staff["Sanne" if self.street.chance(0.7) else "Marek"]
        with self.store.reads() as reads:
            standing = reads.standing(basket.member, moment_of(self.shop, self.clock.at))
        standing = with_rights(standing, basket, self.shop.staff[staff])
        quote = quote_now(basket, self.shop, standing, self.clock.at)
        request = SaleRequest(
            basket=basket,
            paid=self.money(quote.due_minor),
            shown=quote,
            standing=standing,
            shop=self.shop,
            staff=staff,
            at=self.clock.at,
        )
        return complete_sale(self.store, request)

    def money(self, due: int) -> tuple[Paid, ...]:
        """Card, or cash as people hand it over."""
        if not due:
            return ()
        if self.street.chance(0.58):
            return (Paid("card", due),)
        step = self.street.rng.choice((1, 100, 500, 1000, 2000))
        return (Paid("cash", -(-due // step) * step),)
