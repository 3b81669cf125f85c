"""Codes that somebody made up: none is ever taken for one that a phone signed."""

from __future__ import annotations

import random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.people.codes import own_kind
from app.people.live_codes import (
    LENGTH,
    SLOT_MS,
    LiveCode,
    NotLive,
    PublicKeys,
    live_code,
    read_live_code,
    slot_of,
)
from app.values.barcodes import with_mod97

SHOP, OTHER_SHOP = "01a0c450-0000-7000-8000-00000000aaaa", "01a0c450-0000-7000-8000-00000000bbbb"
ANNA, BORIS = "01a0c450-0000-7000-8000-000000000001", "01a0c450-0000-7000-8000-000000000002"
NOON = 1_795_258_800_000
KEYS = {name: Ed25519PrivateKey.from_private_bytes(bytes([n] * 32)) for n, name in enumerate((ANNA, BORIS), 1)}
PUBLIC: PublicKeys = {(name, 7): key.public_key().public_bytes_raw() for name, key in KEYS.items()}


def code(member: str = ANNA, *, at: int = NOON, shop: str = SHOP, signer: str = "", key: int = 7) -> str:
    return live_code(KEYS[signer or member], shop, member, key=key, at=at)


def why(text: str, **how: object) -> str:
    found = read_live_code(text, SHOP, PUBLIC, **{"at": NOON, **how})
    return found.why if isinstance(found, NotLive) else "live"


def test_a_code_is_digits_of_no_goods_length_and_reads_back() -> None:
    made = code()
    assert (len(made), made.isdigit(), own_kind(made)) == (LENGTH, True, "live")
    assert read_live_code(made, SHOP, PUBLIC, at=NOON) == LiveCode(ANNA, 7, slot_of(NOON))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "shape"),
        ("71", "shape"),
        (code()[:-1], "shape"),
        (with_mod97("72" + code()[2:-2]), "shape"),
        (code(shop=OTHER_SHOP), "forged"),
        (code(ANNA, signer=BORIS), "forged"),
        (code(key=8), "unknown_key"),
        (code(at=NOON - 3 * SLOT_MS), "expired"),
        (code(at=NOON + 2 * SLOT_MS), "early"),
    ],
)
def test_each_wrong_code_has_its_reason(text: str, reason: str) -> None:
    assert why(text) == reason


def test_13_spending_wants_a_younger_code_and_takes_each_once() -> None:
    old = code(at=NOON - 2 * SLOT_MS)
    assert (why(old), why(old, purpose="spend")) == ("live", "expired")
    assert why(code(), purpose="spend", is_used=lambda _member, _slot: True) == "replayed"


def test_13_one_digit_changed_is_never_another_code() -> None:
    made = code()
    for place in range(len(made)):
        for other in "0123456789":
            if other != made[place]:
                assert why(made[:place] + other + made[place + 1 :]) != "live"


def forge(draw: random.Random) -> str:
    """A made-up code: every part of a good one changed in some way, its check digits made right again."""
    member, signer = draw.choice((ANNA, BORIS)), draw.choice((ANNA, BORIS))
    at = NOON + draw.randrange(-3, 4) * SLOT_MS
    body = code(member, at=at, shop=draw.choice((SHOP, OTHER_SHOP)), signer=signer)[:-2]
    for _ in range(draw.randrange(1, 5)):
        place = draw.randrange(2, len(body))
        match draw.randrange(4):
            case 0:
                body = body[:place] + str((int(body[place]) + draw.randrange(1, 10)) % 10) + body[place + 1 :]
            case 1:
                body = body[:57] + f"{draw.randrange(10**154):0155d}"
            case 2:
                slot = slot_of(NOON) + draw.randrange(-2, 3)
                body = body[:46] + f"{slot:011d}" + body[57:]
            case _:
                other = draw.randrange(2, len(body))
                low, high = sorted((place, other))
                body = body[:low] + body[low:high][::-1] + body[high:]
    return with_mod97(body)


def accepted(count: int, seed: int) -> list[str]:
    """Forged codes that are taken for real ones: those that a phone of ours never signed."""
    draw = random.Random(seed)
    real = {code(member, at=NOON + n * SLOT_MS) for member in (ANNA, BORIS) for n in range(-3, 4)}
    forged = (forge(draw) for _ in range(count))
    return [made for made in forged if made not in real and why(made) == "live"]


def test_thousands_of_forged_codes() -> None:
    assert accepted(3000, seed=1) == []


@pytest.mark.nightly
def test_a_million_forged_codes() -> None:
    for seed in range(20):
        assert accepted(50_000, seed=100 + seed) == []


def test_the_test_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sabotage: where signatures are not looked at, forged codes get through."""

    class Trusting:
        @staticmethod
        def from_public_bytes(_data: bytes) -> Trusting:
            return Trusting()

        def verify(self, *_: bytes) -> None:
            return

    monkeypatch.setattr("app.people.live_codes.Ed25519PublicKey", Trusting)
    assert accepted(300, seed=2) != []
