"""Days in a corner shop, from the first customer to the books at night."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.people.member import PersonRecord
from app.sales.basket import Goods
from app.values.errors import Refusal
from app.workflows.look_up import find_members
from app.workflows.ports import MemberImportRow
from app.workflows.rows import ProductRow
from tests.scenarios.shop_day import Shop

CLUB = {
    "id": "club",
    "names": {"en": "Sunny Club"},
    "kind": "points",
    "trigger": "claim",
    "applies": "both",
    "rules": [{"earn": {"type": "per_money", "points_milli": 1000, "per_minor": 100, "rounding": "floor"}}],
    "rewards": [{"type": "amount_off", "id": "two-off", "cost_milli": 20000, "value_minor": 200, "whole": True}],
    "points": {"expiry": {"after_days": 30}},
}
BUNS = {
    "id": "buns",
    "names": {"en": "Buns after five"},
    "schedule": {"windows": [{"starts": "17:00", "ends": "19:00"}]},
    "rules": [{"products": {"skus": ["bun"]}}],
    "rewards": [
        {"type": "percent_off", "id": "half", "percent": "50", "scope": "lines", "products": {"skus": ["bun"]}}
    ],
}
CODE = {
    "id": "flyer",
    "names": {"en": "Flyer"},
    "trigger": "code",
    "code": "HELLO",
    "rules": [{}],
    "rewards": [{"type": "percent_off", "id": "ten", "percent": "10"}],
}


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = Shop(tmp_path / "shop", "2026-11-21")
    shop.sells("coffee", "Coffee beans 1 kg", "11.90", barcode="2000000000015")
    shop.sells("mug", "Mug", "8.50", barcode="2000000000022", taxes=("standard",))
    shop.sells("bun", "Bun", "1.20")
    shop.sells("apples", "Apples", "2.49", unit="kg")
    yield shop
    shop.books.close()


def test_a_saturday_from_opening_to_closing(shop):
    for program in (CLUB, BUNS, CODE):
        shop.offers(**program)

    shop.at("08:10")
    first = shop.customer().scans("2000000000015").scans("apples", "1.235").pays(cash="20.00")
    assert (first.number, first.total_minor) == ("02-000001", 1498)
    assert (first.rounding_minor, first.change_minor) == (2, 500)

    shop.at("09:00")
    anna = shop.joins("Anna Kuznetsova", "06 12344471")
    morning = shop.customer().scans(anna).scans("coffee", "2").pays(card="23.80")
    assert (morning.number, shop.points(anna)) == ("02-000002", "23")

    shop.at("12:30")
    lunch = shop.customer().scans(anna).scans("bun", "4").asks("club", "two-off")
    assert lunch.total() == "2.80"
    assert lunch.pays(cash="5.00").change_minor == 220
    assert shop.points(anna) == "5"

    shop.at("15:00")
    assert shop.customer().scans("mug").has_code("hello").pays(card="7.65").discount_minor == 85

    shop.at("17:05")
    assert shop.customer().scans("bun", "3").pays(card="1.80").discount_minor == 180

    shop.at("18:00")
    hurried = shop.customer().scans("2000000000022").pays(card="8.50")
    shop.clock.advance(30_000)
    assert shop.comes_late(hurried.sale, anna) == 8
    assert shop.points(anna) == "13"

    shop.at("20:05")
    totals = shop.closes()
    assert totals.receipts == 6
    assert totals.total_minor == 1498 + 2380 + 280 + 765 + 180 + 850
    assert totals.tenders_minor == {"card": 2380 + 765 + 180 + 850, "cash": 1500 + 280}
    assert shop.statement(anna) == [
        ("2026-11-21", "earn", "23"),
        ("2026-11-21", "spend", "-20"),
        ("2026-11-21", "earn", "2"),
        ("2026-11-21", "earn", "8"),
    ]
    assert shop.is_sound()


def test_points_live_for_thirty_days_and_the_statement_says_when_they_end(shop):
    shop.offers(**CLUB)
    anna = shop.joins("Anna", "0612344471")
    shop.customer().scans(anna).scans("coffee", "2").pays(card="23.80")
    shop.day("2026-12-01")
    shop.customer().scans(anna).scans("mug").pays(card="8.50")
    shop.day("2026-12-20", "10:00")
    assert shop.points(anna) == "31"
    shop.day("2026-12-21", "10:00")
    assert shop.points(anna) == "8"
    short = shop.customer().scans(anna).scans("mug").asks("club", "two-off")
    assert short.total() == "8.50"
    assert shop.statement(anna)[-1] == ("2026-12-21", "expire", "-23")
    assert shop.is_sound()


def test_a_lost_card_buys_nothing_and_the_new_one_has_all_the_points(shop):
    shop.offers(**CLUB)
    anna = shop.joins("Anna", "0612344471")
    shop.customer().scans(anna).scans("coffee", "2").pays(card="23.80")
    renewed = shop.loses_card(anna)
    with_old = shop.customer().scans(anna).scans("mug")
    with pytest.raises(Refusal, match=r"sale\.unresolved"):
        with_old.pays(card="8.50")
    with_new = shop.customer().scans(renewed).scans("mug").asks("club", "two-off")
    assert with_new.total() == "6.50"
    assert shop.points(renewed) == "23"
    assert shop.is_sound()


def test_sales_after_midnight_belong_to_the_day_that_is_still_open(shop):
    shop.at("23:50")
    shop.customer().scans("mug").pays(card="8.50")
    shop.day("2026-11-22", "00:20")
    late = shop.customer().scans("mug").pays(card="8.50")
    assert shop.closes().receipts == 2
    shop.at("09:00")
    shop.customer().scans("mug").pays(card="8.50")
    with shop.books.reads() as reads:
        days = [(row.number, row.business_on.isoformat()) for row in reads.recent_receipts()]
    assert late.number == "02-000002"
    assert days == [("02-000003", "2026-11-22"), ("02-000002", "2026-11-21"), ("02-000001", "2026-11-21")]
    assert shop.is_sound()


def test_a_new_price_counts_from_the_next_customer_on_and_receipts_keep_theirs(shop):
    before = shop.customer().scans("mug").pays(card="8.50")
    shop.sells("mug", "Mug", "9.00", barcode="2000000000022", taxes=("standard",))
    assert shop.customer().scans("mug").total() == "9.00"
    with shop.books.reads() as reads:
        kept, _ = reads.receipt(before.sale)
    assert kept.total_minor == 850


def test_customers_are_served_while_a_price_list_comes_in(shop):
    lists = shop.books.lists()
    coming = lists.begin_list("products", "spring.csv")
    for start in range(0, 1500, 500):
        lists.stage_products(coming, [ProductRow(Goods(f"S{n}", f"Thing {n}", 100)) for n in range(start, start + 500)])
        assert shop.customer().scans("mug").pays(card="8.50")
        assert shop.customer().scans(f"S{start}").basket.unresolved
    lists.publish_list(coming)
    assert shop.customer().scans("S1499").total() == "1.00"
    assert shop.is_sound()


def test_a_price_list_that_is_given_up_leaves_nothing(shop):
    lists = shop.books.lists()
    coming = lists.begin_list("products", "spring.csv")
    lists.stage_products(coming, [ProductRow(Goods("mug", "Mug", 1))])
    lists.drop_list(coming)
    assert shop.customer().scans("mug").total() == "8.50"
    assert shop.is_sound()


def test_an_old_card_from_another_system_still_finds_its_owner(shop):
    shop.offers(**CLUB)
    row = MemberImportRow("m1", PersonRecord(b"s" * 16, "Boris Ivanov", external="0421234567890"), shop.date)
    lists = shop.books.lists()
    coming = lists.begin_list("members", "old-till.csv")
    lists.stage_members(coming, [row])
    lists.publish_list(coming)
    shop.customer().scans("0421234567890").scans("coffee").pays(card="11.90")
    assert shop.points("0421234567890") == "11"
    with shop.books.reads() as reads:
        found = find_members("0421234567890", reads, shop.acting("").shop)
    assert [(member.id, member.shown_name, member.shown_card) for member in found.rows] == [("m1", "Boris I.", "*7890")]
    assert shop.customer().scans("0421234567891").basket.unresolved
