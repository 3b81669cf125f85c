"""`regulars replay`: real baskets through the till's own workflows, the same figures every time."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

POINTS = Path(__file__).resolve().parents[3] / "resources" / "examples" / "points-100.json"
HEAD = "household_id,basket_id,timestamp,store_id,product_id,quantity,sales_value,retail_disc\n"
LINES = HEAD + (
    "7,101,2026-03-01T09:00:00-05:00,1,900,1,60.00,0.00\n"
    "7,101,2026-03-01T09:00:00-05:00,1,901,0,45.99,0.00\n"
    "8,102,2026-03-01T09:30:00-05:00,1,900,1,0.00,1.00\n"
    "7,103,2026-03-08T09:00:00-04:00,1,902,3,12.50,0.00\n"
    "7,104,2026-09-30T23:30:00-04:00,1,903,1,3.20,0.00\n"
)


@pytest.fixture
def lines(tmp_path):
    path = tmp_path / "lines.csv"
    path.write_text(LINES)
    return path


def figures(run, lines, shop, *words):
    out = shop.with_suffix(".json")
    told = run("replay", lines, "--shop", shop, "--json", out, *words)
    assert told.code == 0, told.err
    return json.loads(out.read_text())


def test_the_figures_of_a_replay(run, lines, tmp_path):
    got = figures(run, lines, tmp_path / "shop", "--program", POINTS, "--redeem", "greedy")
    assert {key: got[key] for key in ("baskets", "lines", "customers", "net_cents")} == {
        "baskets": 4,
        "lines": 5,
        "customers": 2,
        "net_cents": 12169,
    }
    # 105 points of the first of March; 100 of them pay 5.00 of 12.50, which earns 7; the other 5 end on 27 August
    # (180 days), the 7 on 3 September; 3 more come on 30 September.
    assert got["points"] == {
        "earned": 115,
        "redeemed": 100,
        "expired": 12,
        "outstanding": 3,
        "cost_cents": 500,
    }
    assert got["baskets_per_second"] > 0


def test_without_redeeming_points_only_end(run, lines, tmp_path):
    got = figures(run, lines, tmp_path / "shop", "--program", POINTS)
    assert got["points"] == {"earned": 120, "redeemed": 0, "expired": 117, "outstanding": 3, "cost_cents": 0}


def test_a_second_run_changes_nothing_and_says_the_same(run, lines, tmp_path):
    words = ("--program", POINTS, "--redeem", "greedy")
    first = figures(run, lines, tmp_path / "shop", *words)
    history = run("history", "7", "--json", "--shop", tmp_path / "shop").out
    second = figures(run, lines, tmp_path / "shop", *words)
    assert [first[key] for key in ("baskets", "lines", "net_cents", "points")] == [
        second[key] for key in ("baskets", "lines", "net_cents", "points")
    ]
    assert run("history", "7", "--json", "--shop", tmp_path / "shop").out == history
    assert run("doctor", "--shop", tmp_path / "shop").code == 0


def test_a_replay_that_was_broken_off_goes_on(run, lines, tmp_path):
    figures(run, lines, tmp_path / "shop", "--program", POINTS, "--redeem", "greedy", "--limit", "2")
    whole = figures(run, lines, tmp_path / "shop", "--program", POINTS, "--redeem", "greedy")
    assert whole["points"]["earned"] == 115
    assert run("doctor", "--shop", tmp_path / "shop").code == 0


def test_packed_files_and_names_of_products(run, lines, tmp_path):
    packed = tmp_path / "lines.csv.gz"
    packed.write_bytes(gzip.compress(lines.read_bytes()))
    products = tmp_path / "products.csv"
    products.write_text("product_id,name,department\n900,Ice,GROCERY\n")
    figures(run, packed, tmp_path / "shop", "--products", products)
    told = json.loads(run("history", "7", "--json", "--shop", tmp_path / "shop").out)
    assert [(row["number"], row["business_on"], row["total_minor"], row["lines"]) for row in told["receipts"]] == [
        ("01-000001", "2026-03-01", 10599, 2),
        ("01-000003", "2026-03-08", 1250, 1),
        ("01-000004", "2026-09-30", 320, 1),
    ]


def test_a_basket_of_nothing_is_a_receipt(run, lines, tmp_path):
    figures(run, lines, tmp_path / "shop")
    told = json.loads(run("history", "8", "--json", "--shop", tmp_path / "shop").out)
    assert [(row["total_minor"], row["tenders"]) for row in told["receipts"]] == [(0, [])]


def test_the_order_is_by_instant_and_then_by_number(run, tmp_path):
    path = tmp_path / "mixed.csv"
    path.write_text(
        HEAD + "7,20,2026-03-01T10:00:00-05:00,1,1,1,2.00,0\n"
        "7,9,2026-03-01T10:00:00-05:00,1,1,1,1.00,0\n"
        "7,30,2026-03-01T14:30:00+00:00,1,1,1,3.00,0\n"
    )
    figures(run, path, tmp_path / "shop")
    told = json.loads(run("history", "7", "--json", "--shop", tmp_path / "shop").out)
    assert [row["total_minor"] for row in told["receipts"]] == [300, 100, 200]


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (HEAD, 1, "no baskets"),
        ("basket_id\n1\n", 2, "no column household_id"),
        (HEAD + "7,1,2026-03-01,1,1,1,1.00,0\n", 1, "Line 2: 2026-03-01 is no time"),
        (HEAD + "7,1,2026-03-01T10:00:00-05:00,1,1,1,-1.00,0\n", 1, "Line 2: -1.00 is no amount"),
        (HEAD + "7,1,2026-03-01T10:00:00-05:00,1,1,1,1.005,0\n", 1, "is no amount"),
        (HEAD + "7,1\n", 1, "too few fields"),
        (HEAD + "7," + "9" * 200_000 + "\n", 1, "the row cannot be read"),
        (
            HEAD + "7,1,2026-03-01T10:00:00-05:00,1,1,1,1.00,0\n8,1,2026-03-01T10:00:00-05:00,1,2,1,1.00,0\n",
            1,
            "two households",
        ),
    ],
)
def test_what_cannot_be_sold_is_said_before_anything_is(run, tmp_path, text, code, said):
    path = tmp_path / "bad.csv"
    path.write_text(text)
    told = run("replay", path, "--shop", tmp_path / "shop")
    assert told.code == code
    assert said in told.err
    assert not (tmp_path / "shop").exists()


def test_a_file_that_is_not_packed_is_said(run, tmp_path):
    path = tmp_path / "lines.csv.gz"
    path.write_text(LINES)
    told = run("replay", path, "--shop", tmp_path / "shop")
    assert told.code == 2
    assert "cannot be read" in told.err
