"""What follows from single facts."""

import msgspec
import pytest

from app.facts.bodies import (
    BODIES,
    CardIssued,
    MemberChanged,
    PointsGranted,
    ProductSaved,
    SaleAttached,
    SaleCompleted,
)
from app.facts.effects import WITHOUT_ROWS, Add, Put, Settle, effects
from app.facts.effects.goods import barcode_key, product_words
from app.facts.effects.lists import ListedMember, ListedProduct, batch_effects, encode_batch
from app.facts.envelope import Fact, sealed
from app.sales.receipt import PointsChange, ProgramUse
from tests.random_days import random_day
from tests.samples import DAY, NOON, enrolled, goods, person, receipt

FACT = sealed(Fact("f1", "X", 1, "shop", 1, 1, 1, b"", NOON << 16, NOON, DAY, "kim", b""))


def rows(table: str, found: list) -> list:
    return [effect.row for effect in found if isinstance(effect, Put) and effect.table == table]


def test_every_kind_of_fact_has_effects() -> None:
    seen = {type(happening.body).__name__ for seed in range(5) for happening in random_day(seed) if happening.changes()}
    assert seen == set(BODIES) - {body.__name__ for body in WITHOUT_ROWS}


def test_a_sale_gives_a_receipt_its_lines_and_its_points() -> None:
    change = PointsChange("club", {}, 5000, 2000, 3000, remainder_minor=40)
    made = receipt("s", lines=3, member="m", points=(change,), uses=(ProgramUse("club", 1, {}, 2, 150),))
    found = list(effects(FACT, SaleCompleted(made)))
    assert [row["lines"] for row in rows("receipts", found)] == [3]
    assert [row["place"] for row in rows("receipt_lines", found)] == [0, 1, 2]
    moved = [(row["account"], row["kind"], row["points_milli"]) for row in rows("points_entries", found)]
    assert moved == [
        ("m", "spend", -2000),
        ("shop:redemption", "spend", 2000),
        ("m", "earn", 3000),
        ("shop:marketing", "earn", -3000),
    ]
    assert (
        Add(
            "program_uses",
            {"member": "m", "program": "club", "business_on": "2026-09-21"},
            {"uses": 2, "given_minor": 150},
        )
        in found
    )
    assert Settle("points_remainders", {"member": "m", "program": "club"}, {"remainder_minor": 40}, FACT.stamp) in found


def test_an_anonymous_sale_moves_no_points_and_counts_for_nobody() -> None:
    made = receipt("s", points=(PointsChange("club", {}, earned_milli=1),), uses=(ProgramUse("club", 1, {}),))
    tables = {effect.table for effect in effects(FACT, SaleCompleted(made))}
    assert tables == {"receipts", "receipt_lines", "program_totals"}


@pytest.mark.parametrize("seed", range(8))
def test_every_transfer_sums_to_zero_and_balances_are_sums(seed: int) -> None:
    entries: dict[tuple, int] = {}
    by_account: dict[tuple, int] = {}
    balances: dict[tuple, int] = {}
    for happening in random_day(seed):
        for effect in happening.changes():
            if effect.table == "points_entries":
                row = effect.row
                key = (row["stamp"], row["program"])
                entries[key] = entries.get(key, 0) + row["points_milli"]
                account = (row["account"], row["program"], row["list"])
                by_account[account] = by_account.get(account, 0) + row["points_milli"]
            elif effect.table == "points_balances":
                key = tuple(effect.key.values())
                balances[key] = balances.get(key, 0) + effect.amounts["points_milli"]
    assert set(entries.values()) == {0}
    assert balances == by_account


def test_a_late_member_gets_the_points_of_the_sale() -> None:
    body = SaleAttached("s", "m", (PointsChange("club", {}, earned_milli=7000),))
    found = list(effects(FACT, body))
    assert [(row["account"], row["sale"], row["points_milli"]) for row in rows("points_entries", found)] == [
        ("m", "s", 7000),
        ("shop:marketing", "s", -7000),
    ]
    assert any(
        effect.table == "receipt_attachments" and effect.fields["points"] == '[["club",7000]]' for effect in found
    )


def test_a_gift_keeps_its_reason_and_its_end() -> None:
    found = list(effects(FACT, PointsGranted("m", "club", 9000, "birthday", last_valid_on=DAY)))
    entry = rows("points_entries", found)[0]
    assert (entry["kind"], entry["reason"], entry["last_valid_on"]) == ("goodwill", "birthday", "2026-09-21")


def test_a_forgotten_person_leaves_a_row_without_a_name() -> None:
    [change] = effects(FACT, MemberChanged("m", b"d" * 32), None)
    assert change.fields == {
        "person": b"d" * 32, "shown_name": "", "masked_phone": "", "phone_back": "", "external": "", "folded": "",
    }  # fmt: skip


def test_a_member_is_found_by_folded_name_and_by_the_end_of_the_phone() -> None:
    found = list(effects(FACT, enrolled("m", person("Ёлка Łodź")), person("Ёлка Łodź")))
    fields = next(effect.fields for effect in found if effect.table == "members" and effect.stamped == "person_stamp")
    assert (fields["folded"], fields["phone_back"], fields["masked_phone"]) == (
        "елка lodz",
        "17444321613+",
        "+31 •••• 4471",
    )


def test_facts_never_hold_what_identifies_a_person() -> None:
    who = person("Secret Name", "+31612345678", email="a@b.example", notes="limps")
    body = msgspec.msgpack.encode(enrolled("m", who))
    for text in (who.name, who.phone, who.email, who.notes):
        assert text.encode() not in body


def test_a_new_card_replaces_the_old_one() -> None:
    found = list(effects(FACT, CardIssued("m", "2900000000011", replaces="2900000000004")))
    assert found[1] == Settle(
        "card_statuses",
        {"number": "2900000000004"},
        {"status": "replaced", "reason": "", "replaced_by": "2900000000011"},
        FACT.stamp,
    )


def test_barcodes_of_every_length_meet() -> None:
    assert barcode_key("012345678905") == barcode_key("0012345678905") == "00012345678905"
    assert barcode_key("SHELF-7") == "SHELF-7"


def test_an_article_number_is_found_in_parts_and_as_one() -> None:
    words = product_words(goods(sku="AB-12/X", barcode="4006381333931"), {"ru": "Кофе"})
    assert {"ab", "12", "x", "ab12x", "4006381333931", "кофе", "coffee", "drinks"} <= set(words)


def test_a_product_keeps_everything() -> None:
    product = goods(tags=("new",), min_price_minor=100)
    [change] = effects(FACT, ProductSaved(product, {"ru": "Кофе"}, retired=True))
    assert msgspec.msgpack.decode(change.fields["goods"], type=type(product)) == product
    assert change.fields["retired"] == 1


def test_rows_of_a_list_carry_its_id_and_no_stamp() -> None:
    who = person()
    batch = encode_batch(
        [ListedMember("m", DAY, who.digest(), "2900000000011", {"club": 500, "none": 0}, {"terms": True})]
    )
    found = list(batch_effects("L", "members", batch, {who.digest(): who}))
    for effect in found:
        row = effect.row if isinstance(effect, Put) else effect.key
        assert row["list"] == "L"
    assert [row["program"] for row in rows("points_entries", found)] == ["club", "club"]
    products = encode_batch([ListedProduct(goods())])
    assert [row["stamp"] for row in rows("products", list(batch_effects("L", "products", products, {})))] == [""]
