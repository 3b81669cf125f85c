"""The two hashes: what each covers, and what it leaves free."""

import datetime as dt

import msgspec
import pytest

from app.facts.envelope import GENESIS, Fact, chain_hash, entry_hash, next_hlc, sealed
from tests.samples import DAY, NOON

FACT = Fact(
    id="01a0c450-0000-7000-8000-000000000001",
    kind="ShiftOpened",
    schema=1,
    shop="shop",
    till=2,
    epoch=1,
    seq=7,
    prev=GENESIS,
    hlc=NOON << 16,
    at=NOON,
    business_on=DAY,
    staff="kim",
    body=b"\x80",
)
CONTENT = {
    "id": "01a0c450-0000-7000-8000-000000000002",
    "kind": "ShiftClosed",
    "schema": 2,
    "hlc": (NOON << 16) + 1,
    "at": NOON + 1,
    "business_on": DAY + dt.timedelta(1),
    "staff": "",
    "body": b"\x81",
}
PLACE = {"till": 3, "epoch": 2, "seq": 8, "prev": b"\x01" * 32}


@pytest.mark.parametrize("field", CONTENT)
def test_the_entry_hash_covers_what_happened(field: str) -> None:
    assert entry_hash(msgspec.structs.replace(FACT, **{field: CONTENT[field]})) != entry_hash(FACT)


@pytest.mark.parametrize("field", PLACE)
def test_the_entry_hash_stays_when_a_fact_is_issued_again(field: str) -> None:
    moved = msgspec.structs.replace(FACT, **{field: PLACE[field]})
    assert entry_hash(moved) == entry_hash(FACT)
    assert chain_hash(moved, entry_hash(moved)) != chain_hash(FACT, entry_hash(FACT))


def test_the_chain_hash_covers_the_entry() -> None:
    assert chain_hash(FACT, b"\x01" * 32) != chain_hash(FACT, b"\x02" * 32)


def test_head_and_body_cannot_be_moved_into_each_other() -> None:
    longer = msgspec.structs.replace(FACT, staff="kim\x80", body=b"")
    assert entry_hash(longer) != entry_hash(FACT)


def test_a_sealed_fact_has_both_hashes() -> None:
    fact = sealed(FACT)
    assert (fact.entry_hash, fact.chain_hash) == (entry_hash(FACT), chain_hash(FACT, entry_hash(FACT)))


@pytest.mark.parametrize(("last", "now"), [(0, NOON), (NOON << 16, NOON), (NOON << 16, NOON - 5000), (0, -5)])
def test_the_clock_of_facts_only_rises(last: int, now: int) -> None:
    following = next_hlc(last, now)
    assert following > last
    assert following >= max(now, 0) << 16


def test_the_stamp_sorts_as_the_canonical_order() -> None:
    facts = [msgspec.structs.replace(FACT, hlc=hlc, id=id_) for hlc in (9, 1 << 40) for id_ in ("b", "a")]
    assert sorted(facts, key=lambda fact: fact.stamp) == sorted(facts, key=lambda fact: (fact.hlc, fact.id))
