"""Badges, recovery codes, reports and the audit from the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

from app.storage.store import Store
from app.values.clock import SystemClock
from app.workflows.secrets import PEPPER
from app.workflows.sign_in import Proof, sign_in
from tests.unit.cli.conftest import Run


def sold(run: Run, tmp_path: Path) -> Path:
    """A shop that sold one basket."""
    lines = tmp_path / "lines.csv"
    lines.write_text(
        "household_id,basket_id,timestamp,product_id,sales_value\n7,1,2026-03-01T09:00:00-05:00,900,60.00\n"
    )
    assert run("replay", lines, "--shop", tmp_path / "shop").code == 0
    return tmp_path / "shop"


def test_a_badge_from_the_command_line_signs_in(run: Run, shop: Path, monkeypatch) -> None:
    monkeypatch.setenv("REGULARS_PIN", "5937")
    run("staff", "add", "Maria", "--shop", shop)
    said = run("staff", "badge", "Maria", "--shop", shop).out
    code = "".join(re.findall(r"[\d ]{20,}", said)[0].split())
    with Store.open(shop, SystemClock()) as books:
        assert sign_in(books, Proof(badge=code), books.clock.now()).person.name == "Maria"
    assert run("staff", "badge", "Nobody", "--shop", shop).code == 1


def test_lost_keys_are_made_anew_and_the_owner_gets_a_pin(run: Run, shop: Path, monkeypatch) -> None:
    monkeypatch.setenv("REGULARS_PIN", "5937")
    run("staff", "add", "Vera", "--role", "owner", "--shop", shop)
    assert re.search(r"[A-Z2-9]{4}(-[A-Z2-9]{4}){4}", run("staff", "recovery", "Vera", "--shop", shop).out)
    whole = run("staff", "keys", "--shop", shop)
    assert whole.code == 1
    assert "keys of this machine are whole" in whole.err
    with Store.open(shop, SystemClock()) as books:
        books.secrets.forget(PEPPER)
    assert run("staff", "add", "Vera", "--role", "owner", "--shop", shop).code == 1
    assert run("staff", "keys", "--shop", shop).code == 0
    assert run("staff", "add", "Vera", "--role", "owner", "--shop", shop).code == 0
    with Store.open(shop, SystemClock()) as books:
        assert sign_in(books, Proof(pin="5937"), books.clock.now()).person.name == "Vera"


def test_x_and_z_reports_as_they_are_printed(run: Run, tmp_path: Path) -> None:
    shop = sold(run, tmp_path)
    assert "X REPORT" in run("shift", "x", "--shop", shop).out
    assert run("shift", "z", "--shop", shop).code == 1
    run("shift", "close", "--shop", shop)
    first = run("shift", "z", "--shop", shop).out
    assert "Z REPORT" in first
    assert "60.00" in first
    assert run("shift", "z", "1", "--shop", shop).code == 0
    assert run("shift", "z", "7", "--shop", shop).code == 1


def test_the_audit_in_words_and_as_json(run: Run, tmp_path: Path) -> None:
    shop = sold(run, tmp_path)
    run("shift", "close", "--shop", shop)
    days = ("--from", "2026-03-01", "--to", "2026-03-01")
    assert "Shift closed, Z 1, nobody counted" in run("audit", *days, "--shop", shop).out
    told = json.loads(run("audit", *days, "--kind", "shift", "--json", "--shop", shop).out)
    assert [row["said"] for row in told][:1] == ["Shift closed, Z 1, nobody counted"]
    assert {row["kind"] for row in told} == {"shift"}
    assert set(told[0]) == {
        "at", "business_on", "till", "kind", "staff", "name", "approved_by", "approver", "receipt", "said", "fact",
    }  # fmt: skip
    assert run("audit", "--kind", "weather", "--shop", shop).code == 2
    assert run("audit", "--from", "yesterday", "--shop", shop).code == 2
    assert run("audit", "--name", "Nobody", "--shop", shop).code == 1
