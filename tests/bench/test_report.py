"""The benchmarks' verdicts: what holds, what is broken, and which way is better."""

import pytest

from tests.bench.report import table, within
from tests.bench.runner import NAMES, measure


def row(**told):
    return {
        "name": "x",
        "unit": "ms",
        "ours": 10.0,
        "floor": 5.0,
        "ratio": 2.0,
        "limit": None,
        "limit_ours": None,
    } | told


@pytest.mark.parametrize(
    ("told", "holds"),
    [
        ({}, True),
        ({"limit": 2.0}, True),
        ({"limit": 1.9}, False),
        ({"limit_ours": 10.0}, True),
        ({"limit_ours": 9.9}, False),
        ({"unit": "baskets/s", "limit_ours": 9.9}, True),
        ({"unit": "baskets/s", "limit_ours": 10.1}, False),
    ],
)
def test_a_promise_holds_or_is_broken(told, holds):
    assert within(row(**told)) is holds
    assert ("BROKEN" in table([row(**told)])) is not holds


def test_a_benchmark_without_a_module_says_so():
    assert measure("nonsense")[0] == []
    assert "nonsense" in measure("nonsense")[1]


def test_the_promised_names_are_there():
    assert set(NAMES) >= {"scan", "lookup", "search", "commit", "start", "replay"}
