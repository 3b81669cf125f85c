"""Whoever changes the file of a shop is seen: by the chain, by the signature, and by the witness beside it.

An attacker here knows the program: after a change they make the chain fit again. What they do not have is the
till's key and the witness, which lie outside the shop's folder.
"""

from __future__ import annotations

import itertools
import random
import shutil
from pathlib import Path

import msgspec
import pytest

from app.facts import signing
from app.facts.bodies import ChainSigned, encode
from app.facts.envelope import GENESIS, sealed
from app.storage.connection import Connection, open_raw
from app.storage.doctor import doctor
from app.storage.doctor.signatures import check_signatures, witness_of
from app.storage.reads.history import FACT_COLUMNS, fact_of
from app.storage.store import Store
from app.values.clock import SetClock
from app.workflows.shifts import Closing, end_shift
from tests.unit.workflows.conftest import NOON, Counter
from tests.unit.workflows.selling import Till

OPS = 200


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop that made two Z reports and sold a little more."""
    folder = tmp_path_factory.mktemp("tampering") / "shop"
    clock = SetClock(NOON)
    with Store.create(folder, clock, till=2) as books:
        till = Till(Counter(books, clock))
        for _ in range(2):
            for _ in range(4):
                till.sell(("coffee", 1))
            end_shift(books, till.cashier, Closing())
            clock.advance(24 * 3_600_000)
        till.sell(("mug", 1))
    return folder


def opened(shop: Path, folder: Path) -> Connection:
    """A copy to do evil to, its guards taken off."""
    shutil.copy(shop / "shop.db", folder / "shop.db")
    connection = open_raw(folder / "shop.db")
    for name in ("facts_stay", "facts_are_kept", "facts_once"):
        connection.execute(f"DROP TRIGGER {name}")
    return connection


def facts_in(connection: Connection) -> list:
    return [fact_of(row) for row in connection.execute(f"SELECT {FACT_COLUMNS} FROM facts ORDER BY till, epoch, seq")]


def rewrite(connection: Connection, facts: list) -> None:
    """Put these facts in place of all that are there, the chain made to fit."""
    connection.execute("BEGIN")
    connection.execute("DELETE FROM facts")
    prev = GENESIS
    for seq, fact in enumerate(facts, 1):
        fixed = sealed(msgspec.structs.replace(fact, seq=seq, prev=prev))
        prev = fixed.chain_hash
        values = list(msgspec.structs.astuple(fixed))
        values[10] = fixed.business_on.isoformat()
        connection.execute(
            "INSERT INTO facts (id, kind, schema, shop, till, epoch, seq, prev, hlc, at, business_on, staff, body,"
            " entry_hash, chain_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            values,
        )
    connection.execute("COMMIT")


def places(connection: Connection, shop: Path) -> tuple:
    """What the check of signatures finds in a copy, with the machine's witness of the real shop."""
    connection.execute("ATTACH DATABASE ? AS live", (connection.execute("PRAGMA database_list").fetchone()[2],))
    try:
        return check_signatures(connection, witness_of(shop))[0]
    finally:
        connection.execute("DETACH DATABASE live")


def edited(draw: random.Random, facts: list) -> list:
    """Something done to facts that lie before the last signature."""
    last = max(n for n, fact in enumerate(facts) if fact.kind == "ChainSigned")
    place = draw.randrange(last)
    kind = draw.choice(("edit", "delete", "swap", "double", "time", "staff", "cut"))
    if kind == "cut":
        return facts[: place + 1]
    if kind == "delete":
        return facts[:place] + facts[place + 1 :]
    if kind == "swap":
        other = (place + 1) % last
        facts[place], facts[other] = facts[other], facts[place]
        return facts
    if kind == "double":
        copy = msgspec.structs.replace(facts[place], id=f"{draw.getrandbits(96):024x}")
        return [*facts[: place + 1], copy, *facts[place + 1 :]]
    change = {"time": {"at": facts[place].at + 1}, "staff": {"staff": "somebody-else"}}.get(kind)
    if change is None:
        body = bytearray(facts[place].body)
        body[-1] ^= 1
        change = {"body": bytes(body)}
    facts[place] = msgspec.structs.replace(facts[place], **change)
    return facts


def test_an_untouched_shop_is_sound(shop: Path) -> None:
    report = doctor(shop)
    assert report.ok, [check.where for check in report.checks if not check.ok]
    [check] = [check for check in report.checks if check.code == "signatures"]
    assert check.count == 3


def tamper(shop: Path, folder: Path, count: int, seed: int) -> int:
    """How many of so many ways of tampering, each with the chain made to fit again, were seen."""
    draw, found = random.Random(seed), 0
    connection = opened(shop, folder)
    good = facts_in(connection)
    for _ in range(count):
        rewrite(connection, edited(draw, list(good)))
        found += bool(places(connection, shop))
    connection.close()
    return found


def test_every_change_before_the_last_signature_is_seen(shop: Path, tmp_path: Path) -> None:
    assert tamper(shop, tmp_path, OPS, 1) == OPS


@pytest.mark.nightly
def test_a_thousand_changes_are_seen(shop: Path, tmp_path: Path) -> None:
    assert tamper(shop, tmp_path, 1000, 2) == 1000


def test_a_chain_that_is_signed_with_another_key_is_seen(shop: Path, tmp_path: Path) -> None:
    connection = opened(shop, tmp_path)
    facts, key = facts_in(connection), signing.new_key()
    facts = [fact for fact in facts if fact.kind != "CashMoved"]
    prev, made = GENESIS, []
    for seq, fact in enumerate(facts, 1):
        if fact.kind == "ChainSigned":
            head = signing.Head(fact.shop, fact.till, fact.epoch, seq - 1, prev)
            mine = msgspec.structs.replace(fact, body=encode(signing.sign(key, head)), seq=seq, prev=prev)
        else:
            mine = msgspec.structs.replace(fact, seq=seq, prev=prev)
        made.append(sealed(mine))
        prev = made[-1].chain_hash
    rewrite(connection, made)
    assert places(connection, shop)
    connection.close()


def test_an_older_copy_in_the_place_of_the_books_is_seen(shop: Path, tmp_path: Path) -> None:
    connection = opened(shop, tmp_path)
    facts = facts_in(connection)
    first = next(n for n, fact in enumerate(facts) if fact.kind == "ChainSigned")
    rewrite(connection, facts[: first + 1])
    assert "older copy" in places(connection, shop)[0].english()
    connection.close()


def test_without_the_signature_check_a_change_that_fits_the_chain_would_pass(shop: Path, tmp_path: Path) -> None:
    """The sabotage: the same tampering, judged by the chain alone, is not seen."""
    connection = opened(shop, tmp_path)
    facts = facts_in(connection)
    facts[3] = msgspec.structs.replace(facts[3], staff="somebody-else")
    rewrite(connection, facts)
    chained = facts_in(connection)
    assert all(sealed(fact).chain_hash == fact.chain_hash for fact in chained)
    assert all(b.prev == a.chain_hash for a, b in itertools.pairwise(chained))
    assert places(connection, shop)
    connection.close()


def test_a_signature_of_one_till_says_nothing_of_another(shop: Path) -> None:
    with Store.look(shop, SetClock(NOON)) as books, books.reads() as reads:
        fact = reads.last_of(ChainSigned.__name__)
    body = msgspec.msgpack.decode(fact.body, type=ChainSigned)
    assert signing.is_signed(fact, body)
    for other in ({"till": 3}, {"epoch": 2}, {"shop": "another"}):
        assert not signing.is_signed(msgspec.structs.replace(fact, **other), body)
    assert not signing.is_signed(fact, msgspec.structs.replace(body, seq=body.seq + 1))
