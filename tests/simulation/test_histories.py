"""Tills and hub in a world where everything fails: nothing lost, doubled, diverged or overspent beyond its bound."""

from __future__ import annotations

import time

import pytest

from tests.simulation.__main__ import run_histories
from tests.simulation.safeguards import SAFEGUARDS, first_failure

QUICK = (
    "an entry is kept once, by its id",
    "what is lent to one till is available to no other",
    "the own limit is lowered before the hub is told",
    "an overtaken answer changes no lease",
    "a spending counts against its lease",
    "a new life has no leases",
    "what was not confirmed is issued again in the new life",
    "positions are given in the order of commits",
    "a page follows on the last",
    "a restored hub is noticed",
    "nothing is taken under an old epoch",
    "others' entries are offered to a restored hub",
    "who was erased stays erased",
)
"""Found within a second or two; the others take some hundred histories and are tried at night."""


def test_three_hundred_histories_hold() -> None:
    failures, happened = run_histories(1, 300)
    assert failures == []
    assert all(happened[what] > 20 for what in ("till restored", "hub restored", "till copied", "paired anew")), (
        happened
    )


@pytest.mark.parametrize("name", QUICK)
def test_a_safeguard_that_is_off_is_missed(name: str) -> None:
    assert first_failure(name, 1, histories=120) is not None


@pytest.mark.nightly
def test_ten_thousand_histories_hold() -> None:
    failures, _ = run_histories(1 + time.time_ns() % 1_000_000, 10_000)
    assert failures == []


@pytest.mark.nightly
@pytest.mark.parametrize("name", sorted(set(SAFEGUARDS) - set(QUICK)))
def test_every_other_safeguard_that_is_off_is_missed(name: str) -> None:
    assert first_failure(name, 1) is not None
