"""The street of the demo shop: its goods, its people, and chance."""

from __future__ import annotations

import csv
import datetime as dt
import random
from dataclasses import dataclass
from pathlib import Path

from app.sales.basket import Goods
from app.values.money import currency_digits
from app.values.numbers import parse_decimal
from app.workflows.rows import ProductRow

DATA = Path(__file__).resolve().parent / "demo_data"
CURRENCY = "EUR"
VISITS_A_DAY = {"daily": 0.27, "weekly": 0.09, "monthly": 0.025, "drifting": 0.09, "new": 0.07}
DRIFTED_ON = dt.date(2026, 10, 5)


@dataclass
class Person:
    """Somebody who comes by."""

    name: str
    language: str
    phone: str
    email: str
    birthday: dt.date | None
    habit: str
    week: int
    member: str = ""
    card: str = ""

    def visits(self, day: dt.date) -> float:
        """How likely a visit is on a day."""
        if self.habit == "drifting" and day >= DRIFTED_ON:
            return 0.0
        return VISITS_A_DAY[self.habit]


@dataclass
class Street:
    """Goods and people, and chance."""

    rng: random.Random
    people: list[Person]
    goods: list[ProductRow]
    weights: dict[str, int]

    def chance(self, share: float) -> bool:
        """Whether it happens this time."""
        return self.rng.random() < share

    def pick(self, categories: tuple[str, ...], count: int) -> list[Goods]:
        """Some goods, popular ones more often; none twice."""
        rows = [row for row in self.goods if not categories or row.goods.category in categories]
        picked = self.rng.choices(rows, [self.weights[row.goods.sku] for row in rows], k=count)
        return list({row.goods.sku: row.goods for row in picked}.values())


def read_people() -> list[Person]:
    """The people of the street."""
    with (DATA / "people.csv").open(encoding="utf-8", newline="") as file:
        return [
            Person(
                name=row["name"],
                language=row["language"],
                phone=row["phone"],
                email=row["email"],
                birthday=dt.date.fromisoformat(row["birthday"]) if row["birthday"] else None,
                habit=row["habit"],
                week=int(row["joined_week"]),
            )
            for row in csv.DictReader(file)
        ]


def read_goods() -> tuple[list[ProductRow], dict[str, int]]:
    """The price list, and how popular each article is."""
    rows, weights = [], {}
    digits = currency_digits(CURRENCY)
    with (DATA / "goods.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            goods = Goods(
                sku=row["sku"],
                name=row["name"],
                price_minor=parse_decimal(row["price"], digits) or 0,
                unit=row["unit"],
                barcode=row["barcode"],
                category=row["category"],
                taxes=(row["tax"],),
                min_price_minor=parse_decimal(row["min_price"], digits) or 0 if row["min_price"] else 0,
            )
            rows.append(ProductRow(goods, {"ru": row["name_ru"]}))
            weights[goods.sku] = int(row["popularity"])
    return rows, weights
