"""The smaller commands on a real shop."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from PIL import Image

EXAMPLES = Path(__file__).resolve().parents[3] / "resources" / "examples"


def test_a_new_shop_is_made_once(run, shop):
    told = run("new", "--shop", shop)
    assert told.code == 1
    assert "already holds a shop" in told.err


@pytest.mark.parametrize(
    "words",
    [
        ["--currency", "XYZ"],
        ["--country", "QQ"],
        ["--zone", "Nowhere/Else"],
        ["--tax", "standard"],
        ["--tax", "x=many"],
        ["--till", "100"],
    ],
)
def test_terms_that_do_not_exist_make_no_shop(run, tmp_path, words):
    assert run("new", "--shop", tmp_path / "shop", *words).code == 2
    assert not (tmp_path / "shop" / "shop.db").exists()


def test_programmes_are_checked_published_and_listed(run, shop, tmp_path):
    points = EXAMPLES / "points-100.json"
    assert "points-100 is sound" in run("program", "check", points).out
    assert run("program", "publish", points, "--shop", shop).code == 0
    newer = tmp_path / "newer.json"
    newer.write_text(points.read_text().replace('"value_minor": 500', '"value_minor": 400'))
    assert "version 2" in run("program", "publish", newer, "--shop", shop, "--from", "2099-01-01").out
    rows = [line.split() for line in run("program", "list", "--shop", shop).out.splitlines()]
    assert [(row[0], row[1]) for row in rows] == [("points-100", "1"), ("points-100", "2")]
    assert "in force" in run("program", "list", "--shop", shop).out
    assert "01.01.2099 00:00  to come" in run("program", "list", "--shop", shop).out


def test_the_same_programme_again_changes_nothing(run, shop):
    points = EXAMPLES / "points-100.json"
    run("program", "publish", points, "--shop", shop)
    assert "version 1" in run("program", "publish", points, "--shop", shop).out


@pytest.mark.parametrize(
    ("text", "said"),
    [("{", "not JSON"), ('{"id": "x", "colour": 1}', "$.colour"), ('{"id": "x y"}', "$.id")],
)
def test_a_programme_that_is_wrong_names_file_and_place(run, tmp_path, text, said):
    path = tmp_path / "wrong.json"
    path.write_text(text)
    told = run("program", "check", path)
    assert told.code == 1
    assert str(path) in told.err
    assert said in told.err


@pytest.mark.parametrize("words", [["check"], ["publish"], ["check", "nowhere.json"]])
def test_programme_misuse(run, shop, words):
    assert run("program", *words, "--shop", shop).code == 2


def test_a_moment_that_is_none(run, shop):
    told = run("program", "publish", EXAMPLES / "points-100.json", "--shop", shop, "--from", "soon")
    assert told.code == 2
    assert "soon is no moment" in told.err


def test_a_programme_cannot_begin_in_the_past(run, shop):
    told = run("program", "publish", EXAMPLES / "points-100.json", "--shop", shop, "--from", "2020-01-01")
    assert told.code == 1


def test_history_as_promised(run, stocked):
    told = json.loads(run("history", "+31 6 12344471", "--json", "--shop", stocked).out)
    assert set(told) == {"member", "receipts", "statement"}
    assert told["receipts"] == []
    statement = told["statement"]["points-100"]
    assert (statement["opening"], statement["closing"]) == ("0", "250")
    entry = statement["entries"][0]
    assert set(entry) == {"at", "kind", "points", "receipt", "last_valid_on", "balance"}
    assert (entry["kind"], entry["points"], entry["receipt"], entry["balance"]) == ("opening", "250", None, "250")


@pytest.mark.parametrize("who", ["2900000000018", "0612344471", "+31612344471"])
def test_a_member_is_found_by_card_or_phone(run, stocked, who):
    assert json.loads(run("history", who, "--json", "--shop", stocked).out)["member"]


def price(run, shop, tmp_path, **basket):
    path = tmp_path / "basket.json"
    path.write_text(json.dumps(basket))
    told = run("price", path, "--shop", shop)
    return json.loads(told.out) if told.code == 0 else told


def test_a_basket_is_priced_with_all_reasons(run, stocked, tmp_path):
    quote = price(
        run,
        stocked,
        tmp_path,
        lines=[{"sku": "2000000000015", "quantity": 3}, {"sku": "apples", "quantity": "1.235"}],
        member="2900000000018",
        rewards=[{"program": "points-100", "reward": "five-off"}],
    )
    assert [line["base_minor"] for line in quote["lines"]] == [357, 308]
    assert (quote["discount_minor"], quote["due_minor"]) == (500, 165)
    assert quote["points"][0]["spent"] == "100"
    assert [offer["state"] for offer in quote["offers"]] == ["acts", "acts"]


def test_a_reward_that_does_not_fit_says_why(run, stocked, tmp_path):
    lines = [{"sku": "Own", "price": "2.00", "quantity": 1}]
    quote = price(run, stocked, tmp_path, lines=lines, member="0612344471", proof="phone")
    claim = next(offer for offer in quote["offers"] if offer["reward"] == "five-off")
    assert claim["state"] != "acts"
    assert claim["reasons"]
    assert all(reason["code"] and reason["message"] for reason in claim["reasons"])


@pytest.mark.parametrize(
    "basket",
    [
        {},
        {"lines": [{"sku": "nothing"}]},
        {"lines": [{"sku": "milk", "quantity": 0}]},
        {"lines": [{"sku": "milk", "quantity": "many"}]},
        {"lines": [{"sku": "x", "price": "1", "taxes": ["luxury"]}]},
        {"lines": [], "at": "soon"},
        {"lines": [], "colour": 1},
    ],
)
def test_a_basket_that_cannot_be_meant_is_misuse(run, stocked, tmp_path, basket):
    assert price(run, stocked, tmp_path, **basket).code == 2


def test_the_schema_is_a_schema(run):
    schema = json.loads(run("schema", "program").out)
    assert schema["$schema"].startswith("https://json-schema.org/")


def test_cards_as_pictures_pages_and_sheets(run, stocked, tmp_path):
    told = run("card", "2900000000018", "--shop", stocked, "--out", tmp_path, "--dpi", 150)
    picture = tmp_path / "card-2900000000018.png"
    assert told.out.strip() == str(picture)
    assert Image.open(io.BytesIO(picture.read_bytes())).format == "PNG"
    run("card", "2900000000018", "--shop", stocked, "--out", tmp_path, "--format", "pdf")
    assert (tmp_path / "card-2900000000018.pdf").read_bytes().startswith(b"%PDF")
    run("card", "2900000000018", "0612344471", "--shop", stocked, "--sheet", tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


def test_a_card_that_cannot_be_drawn(run, stocked):
    assert run("card", "nobody", "--shop", stocked).code == 1
    assert run("card", "2900000000018", "--shop", stocked, "--dpi", 10).code == 2


def test_a_backup_is_a_shop_of_its_own(run, stocked, tmp_path):
    copy = tmp_path / "copy" / "shop.db"
    copy.parent.mkdir()
    told = run("backup", copy, "--shop", stocked)
    assert told.code == 0, told.err
    assert "verified" in told.out
    assert run("doctor", "--shop", copy.parent).code == 0


def test_the_doctor_in_json(run, stocked):
    told = run("doctor", "--json", "--shop", stocked)
    report = json.loads(told.out)
    assert (told.code, report["ok"]) == (0, True)
    assert {"chain", "views", "balances"} & {check["code"].split(".")[0] for check in report["checks"]}


def test_the_doctor_finds_what_was_changed_behind_its_back(run, stocked):
    from app.storage.connection import open_raw

    connection = open_raw(stocked / "shop.db")
    connection.execute("UPDATE products SET retired = 1 WHERE sku = 'milk'")
    connection.close()
    told = run("doctor", "--json", "--shop", stocked)
    report = json.loads(told.out)
    assert (told.code, report["ok"]) == (1, False)
    assert any("milk" in place for check in report["checks"] for place in check["where"])
    assert "WRONG" in run("doctor", "--shop", stocked).out


def test_staff_come_and_go(run, shop, monkeypatch):
    monkeypatch.setenv("REGULARS_PIN", "5937")
    assert run("staff", "add", "Maria", "--role", "manager", "--shop", shop).code == 0
    assert "Maria" in run("staff", "list", "--shop", shop).out
    monkeypatch.setenv("REGULARS_PIN", "1234")
    easy = run("staff", "add", "Jan", "--shop", shop)
    assert easy.code == 1
    assert "guessed first" in easy.err
    assert run("staff", "retire", "Maria", "--shop", shop).code == 0
    assert "Maria" not in run("staff", "list", "--shop", shop).out
    assert run("staff", "retire", "Nobody", "--shop", shop).code == 1
    assert run("staff", "add", "--shop", shop).code == 2


def test_a_shift_is_closed_once(run, tmp_path):
    lines = tmp_path / "lines.csv"
    lines.write_text(
        "household_id,basket_id,timestamp,product_id,sales_value\n7,1,2026-03-01T09:00:00-05:00,900,60.00\n"
    )
    run("replay", lines, "--shop", tmp_path / "shop")
    shown = run("shift", "show", "--shop", tmp_path / "shop").out
    assert "01.03.2026: 1 receipt, 60.00 USD." in shown
    assert run("shift", "close", "--shop", tmp_path / "shop").out == shown
    assert run("shift", "close", "--shop", tmp_path / "shop").code == 1


def test_cases_are_played_and_compared(run, tmp_path):
    case = {
        "id": "ten-percent",
        "currency": "EUR",
        "steps": [],
        "expect": {"total": "0.00"},
    }
    path = tmp_path / "cases.json"
    path.write_text(json.dumps([case]))
    out = tmp_path / "actual.json"
    assert run("cases", "run", path, "--actual", out).code == 0
    actual = json.loads(out.read_text())
    assert [result["id"] for result in actual] == ["ten-percent"]
    told = run("cases", "run", path)
    assert told.out.splitlines()[-1].endswith(" skipped")


@pytest.mark.parametrize("text", ["[", "{}", "[1]"])
def test_what_is_no_cases_is_misuse(run, tmp_path, text):
    path = tmp_path / "cases.json"
    path.write_text(text)
    assert run("cases", "run", path).code == 2
