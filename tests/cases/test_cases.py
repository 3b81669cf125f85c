"""Examples of other engines, one test each: what the engine computes is what their sources have.

The figures come from public test suites and documentation (each case names its source; the format is in
FORMAT.md). Expectations are taken out before the engine sees a case.
"""

import copy
import json
from pathlib import Path

import pytest

from app.loyalty.cases import failures, run_case, run_cases

HERE = Path(__file__).parent
CASES = [case for file in sorted(HERE.glob("*.json")) for case in json.loads(file.read_text(encoding="utf-8"))]


def without_expectations(case):
    bare = copy.deepcopy(case)
    for key in ("expect", "derived", "tags", "note", "source", "peer", "tolerance"):
        bare.pop(key, None)
    for step in bare["steps"]:
        step.pop("expect_error", None)
        if "check" in step:
            step["check"] = {}
    return bare


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case):
    assert failures(case, run_case(without_expectations(case))) == []


def test_all_sources_are_here():
    assert len(CASES) == 441
    assert len({case["source"].split("::")[0] for case in CASES}) > 20


def test_a_wrong_expectation_fails():
    case = copy.deepcopy(next(case for case in CASES if case["id"] == "solidus-split-03"))
    case["expect"]["line_discounts"]["P1"] = "3.34"
    assert failures(case, run_case(case)) == ["line_discounts: expected " + str(case["expect"]["line_discounts"])
                                              + ", got {'P1': '3.33', 'P2': '3.33', 'P3': '3.34'}"]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"steps": [{"dance": 1}]}, "unsupported"),
        ({"steps": [], "moon": "full"}, "unsupported"),
        ({"steps": [], "policies": {"percent_stacking": "sideways"}}, "unsupported"),
        ({"steps": [], "products": [{"sku": "A", "price": "1.005", "taxes": []}]}, "unsupported"),
        ({"steps": [], "products": [{"sku": "A", "price": "dear", "taxes": []}]}, "malformed"),
        ({"steps": None}, "defect"),
    ],
)
def test_what_is_wrong_with_a_case_is_said_and_the_others_go_on(change, code):
    good = next(case for case in CASES if case["id"] == "docs-earn-02")
    bad, fine = run_cases([{**good, **change, "id": "bad"}, good])
    assert (bad["id"], bad["error"]["code"], bad["actual"]) == ("bad", code, None)
    assert fine["error"] is None
    assert failures(good, fine) == []


def test_every_key_of_an_expectation_is_answered_always():
    empty = {"id": "e", "products": [], "programs": [], "steps": [], "currency": "EUR"}
    assert run_case(empty)["actual"] == {
        "total": "0.00", "due": "0.00", "untaxed": "0.00", "tax": "0.00", "discount": "0.00", "line_totals": {},
        "line_discounts": {}, "unit_discounts": {}, "points_earned": {}, "points_spent": {}, "balances": {},
        "free_items": {}, "applied": [], "issued": {}, "tier": None,
    }  # fmt: skip
