"""A shop with a past, on a real store: goods, people, and a member who has come for months."""

import datetime as dt
from pathlib import Path

from app.loyalty.program import read_program
from app.people.member import ConsentPurpose
from app.people.staff import StaffMember
from app.sales.basket import Goods, RewardIntent
from app.settings.shop import ShopSettings, TaxRate
from app.storage.store import Store
from app.values.clock import SetClock, instant
from app.values.ids import seeded
from app.workflows.acting import Acting
from app.workflows.complete_sale import Paid, SaleDone, SaleRequest, complete_sale
from app.workflows.members import Joining, enrol_member, issue_card
from app.workflows.new_shop import found_shop
from app.workflows.ports import Reads
from app.workflows.privacy.consents import change_consent
from app.workflows.products import save_product
from app.workflows.programs import publish_program
from app.workflows.ring_up import add, cash_due, new_basket, quote_now, with_rights
from app.workflows.rows import MemberView
from app.workflows.shop_now import ShopNow, load_shop, moment_of
from app.workflows.staff import save_staff

FIRST_DAY = dt.date(2026, 6, 4)
TODAY = dt.date(2026, 11, 21)
SETTINGS = ShopSettings(
    name="Sunny Corner",
    address="12 Market St, Utrecht",
    club="Sunny Club",
    taxes=(
        TaxRate("standard", "A", "21", names={"en": "Standard", "ru": "Основной"}),
        TaxRate("food", "B", "9", names={"en": "Food", "ru": "Продукты"}),
    ),
    cash_step_minor=5,
)
OWNER_PIN, CASHIER_PIN, MANAGER_PIN = "4821", "5937", "7164"

GOODS = (
    ("coffee-1", "Coffee beans 1 kg", "Кофе зерновой 1 кг", 1190, "pc", "Coffee and tea", "food", "460012300001"),
    ("milk-32", "Milk 3.2 % organic, 1 l", "Молоко 3,2 % фермерское, 1 л", 189, "pc", "Dairy", "food", "460012300002"),
    ("croissant", "Butter croissant", "Круассан с маслом", 165, "pc", "Bakery", "food", "460012300003"),
    ("apple-gala", "Apples Gala", "Яблоки «Гала»", 249, "kg", "Fruit", "food", ""),
    (
        "granola",
        "Granola with hazelnut, 400 g",
        "Гранола с фундуком, 400 г",
        649,
        "pc",
        "Grain",
        "food",
        "460012300005",
    ),
    ("oil-05", "Olive oil extra virgin, 0.5 l", "Масло оливковое, 0,5 л", 1199, "pc", "Grain", "food", "460012300006"),
    ("flat-white", "Flat white, take-away", "Флэт уайт с собой", 380, "pc", "Hot drinks", "food", "460012300007"),
    ("mug-anna", "Mug «Anna»", "Кружка «Анна»", 850, "pc", "Gifts", "standard", "460012300008"),
    ("soap-500", "Dish soap 500 ml", "Средство для посуды 500 мл", 325, "pc", "Household", "standard", "460012300009"),
    (
        "wine-red",
        "Red wine Montepulciano, 0.75 l",
        "Вино красное, 0,75 л",
        899,
        "pc",
        "Wine",
        "standard",
        "460012300010",
    ),
    ("bag", "Paper bag", "Пакет бумажный", 10, "pc", "Bags", "standard", ""),
    ("cheese", "Gouda, matured", "Гауда выдержанная", 1490, "kg", "Dairy", "food", ""),
)
PEOPLE = (
    ("Anna Kuznetsova", "+31612344471", "anna@example.com", dt.date(1988, 11, 25)),
    ("Joost de Vries", "+31612354472", "", None),
    ("Екатерина Ковалёва", "+31612364417", "", dt.date(1991, 2, 3)),
    ("Maria Silva", "+31612374474", "maria@example.com", None),
    ("Пётр Чайковский", "+31612384475", "", dt.date(1979, 5, 7)),
    ("Li Wei", "+31612394476", "", None),
    ("", "+31612404477", "", None),
    ("Bram Jansen", "+31612414478", "bram@example.com", dt.date(1965, 7, 30)),
)


class Shop:
    """Books, clock, staff and what the shop did.

    Attributes:
        anna: The member with a past.
    """

    def __init__(self, folder: Path, *, past: bool = True, with_program: bool = True) -> None:
        self.clock = SetClock(at(FIRST_DAY, 8, 30))
        self.books = Store.create(folder, self.clock, till=2, entropy=seeded(7))
        self.owner = found_shop(self.books, SETTINGS, owner="Olga Petrova", pin=OWNER_PIN, at=self.clock.now())
        self._people()
        for row in GOODS:
            self.keep_product(row)
        self.program = read_program(Path("resources/examples/points-100.json").read_bytes())
        if with_program:
            publish_program(self.books, self.program, self.acting())
        self.members = [self._join(*person) for person in PEOPLE]
        self.anna = self.members[0]
        if past:
            self._live()
        self.clock.at = at(TODAY, 19, 4)

    # -- who and what

    def acting(self, staff: str = "") -> Acting:
        """Somebody (the owner by default) at the clock's time."""
        return Acting(self.now(), staff or self.owner, self.clock.now())

    def now(self) -> ShopNow:
        """The shop as it is now."""
        with self.books.reads() as reads:
            return load_shop(reads, self.clock.now())

    def look(self) -> Reads:
        """One look; good for a single question."""
        with self.books.reads() as reads:
            return reads

    def keep_product(self, row: tuple[str, str, str, int, str, str, str, str]) -> Goods:
        """Put a product on the price list."""
        from app.values.barcodes import gs1_check_digit

        sku, english, russian, price, unit, category, tax, body = row
        barcode = body + gs1_check_digit(body) if body else ""
        goods = Goods(
            sku=sku, name=english, price_minor=price, unit=unit, category=category, taxes=(tax,), barcode=barcode
        )
        return save_product(self.books, goods, {"en": english, "ru": russian}, self.acting(), is_new=True)

    def sell(self, member: str, *skus: str, points: int = 0) -> SaleDone:
        """Sell goods for cash, perhaps with a reward for points."""
        shop, at_ = self.now(), self.clock.now()
        with self.books.reads() as reads:
            basket = new_basket(self.books.ids.new(), shop, "basket", at_)
            for sku in skus:
                row = reads.product(sku)
                assert row is not None, sku
                basket, _ = add(basket, row.goods, 1250 if row.goods.unit == "kg" else 1000)
            if member:
                basket = basket.identified(member, "card")
            if points:
                basket = basket.wishing(asked=(RewardIntent("points-100", "five-off", times=points),))
            standing = with_rights(reads.standing(member, moment_of(shop, at_)), basket, shop.staff[self.owner])
        quote = quote_now(basket, shop, standing, at_)
        paid = (Paid("cash", cash_due(shop, quote.due_minor)),) if quote.due_minor else ()
        request = SaleRequest(
            basket=basket, paid=paid, shown=quote, standing=standing, shop=shop, staff=self.owner, at=at_
        )
        return complete_sale(self.books, request)

    def view(self, member: str) -> MemberView:
        """A member, opened."""
        with self.books.reads() as reads:
            found = reads.member(member)
        assert found is not None
        return found

    def close(self) -> None:
        """Close the books."""
        self.books.close()

    # -- the past

    def _people(self) -> None:
        acting = self.acting()
        self.cashier = save_staff(
            self.books, StaffMember("", "Maria Silva", "cashier"), acting, pin=CASHIER_PIN, pin_is_own=True
        ).id
        self.manager = save_staff(
            self.books, StaffMember("", "Pavel Orlov", "manager"), acting, pin=MANAGER_PIN, pin_is_own=True
        ).id

    def _join(self, name: str, phone: str, email: str, birthday: dt.date | None) -> MemberView:
        consents: dict[ConsentPurpose, bool] = {"terms": True, "personal_data": True}
        joining = Joining(phone=phone, name=name, email=email, birthday=birthday, consents=consents)
        member = enrol_member(self.books, joining, self.acting())
        issue_card(self.books, member.id, self.acting())
        return member

    def _live(self) -> None:
        baskets = (
            ("coffee-1", "milk-32", "croissant", "croissant"),
            ("apple-gala", "granola", "milk-32"),
            ("oil-05", "cheese", "mug-anna", "wine-red", "soap-500"),
            ("flat-white", "croissant"),
        )
        for turn in range(19):
            day = FIRST_DAY + dt.timedelta(turn * 9)
            self.clock.at = at(day, 18, 4 + turn)
            self.sell(self.anna.id, *baskets[turn % 4], points=1 if turn in {9, 15} else 0)
            other = self.members[1 + turn % 6]
            self.clock.at = at(day, 18, 40)
            self.sell(other.id if turn % 3 else "", *baskets[(turn + 1) % 4])
        self.clock.at = at(TODAY, 18, 58)
        change_consent(self.books, self.anna.id, self.acting(), purpose="messages", granted=True)
        self.sell(self.anna.id, "coffee-1", "croissant", "mug-anna")


def at(day: dt.date, hour: int, minute: int) -> int:
    """An instant by the wall clock of the shop."""
    zone = dt.timezone(dt.timedelta(hours=1))
    return instant(dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone))
