"""Words on the command line and in files that no person would mean: always an answer, never a defect."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli.parsing import language_of

EXAMPLES = Path(__file__).resolve().parents[3] / "resources" / "examples"
POINTS = EXAMPLES / "points-100.json"


@pytest.fixture(autouse=True)
def nothing_is_a_defect(monkeypatch):
    def kept(defect, _folder):
        raise AssertionError("a defect was reported") from defect

    monkeypatch.setattr("app.cli.keep_report", kept)


def test_a_member_named_in_broken_bytes_is_not_known(run, stocked):
    told = run("history", b"\xff\xfe".decode("utf-8", "surrogateescape"), "--shop", stocked)
    assert (told.code, "No member is known" in told.err) == (1, True)


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00"])
def test_a_moment_outside_the_calendar_is_misuse(run, stocked, tmp_path, moment):
    assert run("program", "publish", POINTS, "--from", moment, "--shop", stocked).code == 2
    basket = tmp_path / "basket.json"
    basket.write_text(json.dumps({"lines": [{"sku": "milk"}], "at": moment}))
    assert run("price", basket, "--shop", stocked).code == 2


def test_half_a_character_in_a_programme_is_named(run, tmp_path):
    broken = tmp_path / "broken.json"
    broken.write_text(POINTS.read_text().replace('"Points"', '"\\ud800"'))
    told = run("program", "check", broken)
    assert (told.code, "half a character" in told.err) == (1, True)


def test_a_field_that_is_there_twice_is_named_by_its_path(run, tmp_path):
    twice = tmp_path / "twice.json"
    twice.write_text('{"id": "a", "id": "b"}')
    assert "$.id: the field is there twice" in run("program", "check", twice).err


def test_a_check_says_what_is_suspicious_and_the_programme_stays_sound(run, tmp_path):
    generous = tmp_path / "generous.json"
    generous.write_text(POINTS.read_text().replace('"cost_milli": 100000', '"cost_milli": 1000'))
    told = run("program", "check", generous)
    assert told.code == 0
    assert "points give back 500 %" in told.out


def test_the_pictures_of_the_demo_need_a_folder_that_can_be_made(run, tmp_path):
    occupied = tmp_path / "file"
    occupied.write_text("")
    assert run("demo", "--headless", "--out", occupied).code == 2


def test_a_lowest_price_above_the_price_is_shown(run, shop, tmp_path):
    goods = tmp_path / "goods.csv"
    goods.write_text("sku,name,price,tax,min_price\nmug,Mug,2.00,standard,3.00\n")
    assert "“3.00”" in run("import", "products", goods, "--shop", shop).out


@pytest.mark.parametrize(("environment", "language"), [("ru_RU.UTF-8", "ru"), ("en_GB.UTF-8", "en"), ("C", "en")])
def test_the_language_of_the_shell_wins_over_the_tills(monkeypatch, run, tmp_path, environment, language):
    folder = tmp_path / "shop"
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", environment)
    assert run("new", "--shop", folder, "--language", "en").code == 0
    assert language_of(["doctor", "--shop", str(folder)]) == language


def test_the_doctor_says_why_a_shop_cannot_be_opened(run, stocked, monkeypatch):
    monkeypatch.setattr("app.storage.doctor.examination.inspect", lambda _database: 10**9)
    (stocked / "shop.db").rename(stocked / "away.db")
    (stocked / "shop.db").mkdir()
    told = run("doctor", "--shop", stocked)
    assert (told.code, "The disk failed" in told.err) == (1, True)


def test_a_terminal_without_the_letters_is_answered_all_the_same(stocked):
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "LC_ALL": "ru_RU.UTF-8"}
    said = subprocess.run(
        [sys.executable, "-m", "app", "staff", "list", "--shop", str(stocked)],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (said.returncode, "\\u0432" in said.stdout) == (0, True)


def test_a_file_is_no_shop_to_open(run, tmp_path, monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    occupied = tmp_path / "file"
    occupied.write_text("")
    told = run("--shop", occupied)
    assert (told.code, "is a file" in told.err) == (2, True)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_a_machine_without_a_screen_is_told_so(run, shop, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    told = run("--shop", shop)
    assert (told.code, "There is no screen here" in told.err) == (1, True)


def test_what_is_wrong_with_the_whole_file_is_said_in_russian(run, stocked, monkeypatch):
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
    (stocked / "shop.db").write_bytes(b"")
    told = run("doctor", "--shop", stocked)
    assert (told.code, "is cut short" in told.out) == (1, False)
    assert "shop.db" in told.out
    assert json.loads(run("doctor", "--json", "--shop", stocked).out)["checks"][0]["where"][0] in told.out


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"sku": "mug", "quantity": "1.234"}, "by the piece"),
        ({"sku": "cake", "name": "Cake", "price": "3.00", "quantity": "0.5"}, "by the piece"),
        ({"sku": "mug", "quantity": 10_000}, "more than a till can sell"),
        ({"sku": "mug", "quantity": "9" * 20}, "more than a till can sell"),
        ({"sku": "yacht", "name": "Yacht", "price": "9000000000", "quantity": 9000}, "would cost more"),
        ({"sku": "mug", "quantity": 0}, "more than 0"),
        ({"sku": "mug", "quantity": "NaN"}, "no figure"),
    ],
)
def test_what_no_till_can_sell_is_not_priced(run, shop, tmp_path, line, words):
    goods = tmp_path / "goods.csv"
    goods.write_text("sku,name,price,tax\nmug,Mug,2.00,standard\n")
    assert run("import", "products", goods, "--shop", shop).code == 0
    basket = tmp_path / "basket.json"
    basket.write_text(json.dumps({"lines": [line]}))
    told = run("price", basket, "--shop", shop)
    assert (told.code, told.out) == (2, "")
    assert words in told.err


def test_a_basket_of_too_many_lines_is_not_priced(run, stocked, tmp_path):
    basket = tmp_path / "basket.json"
    basket.write_text(json.dumps({"lines": [{"sku": "milk"}] * 2001}))
    told = run("price", basket, "--shop", stocked)
    assert told.code == 2
    assert "2,001 lines" in told.err
