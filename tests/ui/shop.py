"""A shop for the window's tests: real books in a temporary folder, a dozen goods, three members, offers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from app.facts.bodies import PointsGranted
from app.loyalty.program import read_program
from app.people.staff import StaffMember
from app.sales.basket import Goods
from app.settings.shop import ShopSettings, TaxRate
from app.storage.store import Store
from app.values.clock import SetClock
from app.workflows.acting import Acting
from app.workflows.members import Joining, enrol_member
from app.workflows.new_shop import found_shop
from app.workflows.products import save_product
from app.workflows.programs import publish_program
from app.workflows.shop_now import load_shop
from app.workflows.staff import save_staff

NOON = 1_795_258_800_000  # 2026-11-21 12:00 in Amsterdam
SETTINGS = ShopSettings(
    name="Sunny Corner",
    address="Damrak 14, Amsterdam",
    club="Corner Club",
    taxes=(TaxRate("standard", "A", "21"), TaxRate("food", "B", "9")),
    cash_step_minor=5,
)
COFFEE, MILK, APPLES, CROISSANT, MUG = "2000000000015", "4600123000022", "apples", "2000000000145", "2000000000022"
CHOCOLATE, SOAP, UNKNOWN = "4600123000039", "4600123000121", "4601234567893"
ANNA_CARD, IVAN_CARD = "2912345678906", "2900000000018"
ANNA_PHONE, IVAN_PHONE = "0612344471", "0621098765"

GOODS = (
    # sku, barcode, name, Russian name, price, unit, category, tax
    ("coffee", COFFEE, "Coffee beans 1 kg", "Кофе в зёрнах 1 кг", 1190, "pc", "Coffee", "food"),
    ("milk", MILK, "Milk 3.2 % organic, 1 l", "Молоко 3,2 % фермерское, 1 л", 189, "pc", "Dairy", "food"),
    ("croissant", CROISSANT, "Butter croissant", "Круассан сливочный", 165, "pc", "Bakery", "food"),
    ("apples", "", "Apples Gala", "Яблоки Гала", 249, "kg", "Fruit", "food"),
    ("mug", MUG, 'Mug "Anna"', "Кружка «Анна»", 850, "pc", "Gifts", "standard"),
    ("choc", CHOCOLATE, "Dark chocolate 70 %", "Шоколад горький 70 %", 279, "pc", "Sweets", "food"),
    ("oil", "8001234567897", "Olive oil extra virgin, 0.5 l", "Масло оливковое, 0,5 л", 1199, "pc", "Pantry", "food"),
    ("granola", "4600123000114", "Granola with nuts, 400 g", "Гранола с орехами, 400 г", 649, "pc", "Cereal", "food"),
    ("soap", SOAP, "Dish soap 500 ml", "Средство для посуды 500 мл", 325, "pc", "Household", "standard"),
    ("wine", "8410000000016", "Red wine Rioja 0.75 l", "Вино красное Риоха 0,75 л", 999, "pc", "Wine", "standard"),
)  # fmt: skip

PROGRAMS = (
    """{"schema": 1, "id": "club", "kind": "points", "applies": "both",
        "names": {"en": "Corner Club", "ru": "Клуб «Уголок»"}, "audience": {"who": "members"},
        "rules": [{"earn": {"type": "per_money", "points_milli": 1000, "per_minor": 100, "rounding": "floor"}}],
        "rewards": [
          {"type": "amount_off", "id": "five", "cost_milli": 500000, "value_minor": 500, "whole": true,
           "names": {"en": "€5 off", "ru": "Скидка 5 €"}},
          {"type": "amount_off", "id": "fifteen", "cost_milli": 1500000, "value_minor": 1500, "whole": true,
           "names": {"en": "€15 off", "ru": "Скидка 15 €"}},
          {"type": "points_payment", "id": "pay", "value_minor": 1, "per_milli": 1000, "cap_percent": "50",
           "min_points_milli": 100000, "names": {"en": "Pay with points", "ru": "Оплата баллами"}}],
        "points": {"digits": 0, "expiry": {"after_months": 12, "month_end": true}}}""",
    """{"schema": 1, "id": "member-prices", "names": {"en": "Member price", "ru": "Цена участника"},
        "audience": {"who": "members"}, "rules": [{}],
        "rewards": [{"type": "fixed_price", "id": "coffee", "value_minor": 1090, "products": {"skus": ["coffee"]}}]}""",
    """{"schema": 1, "id": "choc-3-for-2", "names": {"en": "Chocolate: 3 for 2", "ru": "Шоколад: 3 по цене 2"},
        "kind": "buy_x_get_y", "rules": [{"products": {"skus": ["choc"]}}],
        "rewards": [{"type": "free_units", "id": "third", "every_units": 3, "quantity": 1,
                     "products": {"skus": ["choc"]}}]}""",
    """{"schema": 1, "id": "autumn", "names": {"en": "Autumn code", "ru": "Осенний код"}, "kind": "coupon",
        "trigger": "code", "code": "AUTUMN10", "rules": [{}],
        "rewards": [{"type": "percent_off", "id": "tenth", "percent": "10"}]}""",
)


@dataclass
class TestShop:
    """A shop that was made, and closed again; open it with `app.main.open_terminal`.

    Attributes:
        anna, ivan: Member ids; Anna has 1,240 points.
    """

    __test__ = False

    folder: Path
    clock: SetClock
    owner: str = ""
    anna: str = ""
    ivan: str = ""
    staff: dict[str, str] = field(default_factory=dict)


def make_shop(
    folder: Path, *, pin: str | None = None, settings: ShopSettings = SETTINGS, points: int = 1240
) -> TestShop:
    """Make the shop; with a PIN the till starts locked."""
    shop = TestShop(folder, SetClock(NOON))
    with Store.create(folder, shop.clock, till=2) as books:
        shop.owner = found_shop(books, settings, owner="Olga Smit", pin=pin, at=NOON)
        acting = _acting(books, shop)
        for sku, barcode, name, russian, price, unit, category, tax in GOODS:
            goods = Goods(sku, name, price, unit, barcode, category, (), (tax,))
            save_product(books, goods, {"en": name, "ru": russian}, acting)
        for text in PROGRAMS:
            publish_program(books, read_program(text), _acting(books, shop))
        acting = _acting(books, shop)
        shop.anna = enrol_member(
            books,
            Joining(phone=ANNA_PHONE, name="Anna Kuznetsova", birthday=dt.date(1990, 11, 25), card=ANNA_CARD),
            acting,
        ).id
        shop.ivan = enrol_member(books, Joining(phone=IVAN_PHONE, name="Иван Ёлкин", card=IVAN_CARD), acting).id
        with books.unit_of_work() as unit:
            granted = PointsGranted(
                member=shop.anna, program="club", points_milli=points * 1000, reason="opening", kind="opening"
            )
            unit.record(granted, business_on=dt.date(2026, 11, 20), at=NOON)
        if pin is not None:
            cashier = StaffMember(id="", name="Maria", role="cashier")
            shop.staff["cashier"] = save_staff(books, cashier, _acting(books, shop), pin="5937", pin_is_own=True).id
    return shop


def _acting(books: Store, shop: TestShop) -> Acting:
    with books.reads() as reads:
        return Acting(load_shop(reads, shop.clock.now()), shop.owner, shop.clock.now())
