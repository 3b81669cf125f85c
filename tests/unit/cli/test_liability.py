"""`regulars liability` and `regulars statement` on a real shop."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from app.facts.bodies import PointsGranted
from app.values.clock import SystemClock
from app.workflows.acting import Acting
from app.workflows.members import Joining, enrol_member
from app.workflows.shop_now import load_shop


@pytest.fixture
def member(shop, run) -> str:
    """Somebody with 120 points until the end of 2030."""
    from pathlib import Path

    from app.storage.store import Store

    points = Path(__file__).resolve().parents[3] / "resources" / "examples" / "points-100.json"
    assert run("program", "publish", points, "--shop", shop).code == 0
    with Store.open(shop, SystemClock()) as books:
        with books.reads() as reads:
            acting = Acting(load_shop(reads, books.clock.now()), "", books.clock.now())
        found = enrol_member(books, Joining(phone="+31612344471", name="Anna K"), acting).id
        with books.unit_of_work() as unit:
            gift = PointsGranted(found, "points-100", 120_000, "faulty", last_valid_on=dt.date(2030, 12, 31))
            unit.record(gift, business_on=dt.date(2026, 1, 5))
    return found


def test_liability_counts_what_happened_before_the_day(run, shop, member):
    before = json.loads(run("liability", "--as-of", "2026-01-05", "--json", "--shop", shop).out)
    after = json.loads(run("liability", "--as-of", "2026-01-06", "--json", "--shop", shop).out)
    ended = json.loads(run("liability", "--as-of", "2031-01-01", "--json", "--shop", shop).out)
    assert before["programs"] == {}
    assert (after["programs"]["points-100"]["outstanding"], after["total_minor"]) == ("120", 600)
    assert (ended["programs"]["points-100"]["outstanding"], ended["programs"]["points-100"]["expired"]) == ("0", "120")


def test_a_day_that_is_none_is_misuse(run, shop):
    told = run("liability", "--as-of", "tomorrow", "--shop", shop)
    assert told.code == 2
    assert "no date" in told.err


def test_a_statement_says_why_in_words_and_in_json(run, shop, member, tmp_path):
    told = json.loads(run("statement", "+31612344471", "--json", "--shop", shop).out)["statement"]["points-100"]
    assert [(entry["points"], entry["why"]) for entry in told["entries"]] == [("120", "a gift: something was faulty")]
    assert told["closing"] == "120"
    assert "Points statement" in run("statement", member, "--shop", shop).out
    page = tmp_path / "page.pdf"
    assert run("statement", member, "--pdf", page, "--shop", shop).code == 0
    assert page.read_bytes().startswith(b"%PDF")
