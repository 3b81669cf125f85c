"""Reading bodies: of today, of an older version, and of a newer program."""

import msgspec
import pytest

from app.facts import upcast
from app.facts.bodies import BODIES, SCHEMAS, ShiftOpened, encode
from app.facts.envelope import Fact
from app.values.errors import Refusal
from tests.random_days import random_day
from tests.samples import DAY, NOON


def fact(kind: str, schema: int, body: bytes) -> Fact:
    return Fact("f", kind, schema, "shop", 1, 1, 1, b"", 1, NOON, DAY, "", body)


@pytest.mark.parametrize("seed", range(3))
def test_what_was_encoded_is_read_back(seed: int) -> None:
    for happening in random_day(seed):
        assert upcast.read_body(happening.fact) == happening.body


def test_fields_of_a_newer_program_are_passed_over() -> None:
    body = msgspec.msgpack.encode({"shift": "s", "business_on": "2026-09-21", "weather": "rain"})
    assert upcast.read_body(fact("ShiftOpened", 1, body)) == ShiftOpened("s", DAY)


@pytest.mark.parametrize(("kind", "schema"), [("TillPaired", 1), ("ShiftOpened", 2)])
def test_a_newer_kind_or_version_is_refused_in_words(kind: str, schema: int) -> None:
    with pytest.raises(Refusal, match="newer program"):
        upcast.read_body(fact(kind, schema, b"\x80"))


def test_garbage_is_not_read_as_a_body() -> None:
    with pytest.raises(msgspec.MsgspecError):
        upcast.read_body(fact("ShiftOpened", 1, b"\xc1garbage"))


def test_an_old_version_goes_through_every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SCHEMAS, "ShiftOpened", 3)
    monkeypatch.setitem(upcast.STEPS, ("ShiftOpened", 1), lambda plain: {**plain, "shift": plain.pop("name")})
    monkeypatch.setitem(upcast.STEPS, ("ShiftOpened", 2), lambda plain: {**plain, "float_minor": 100})
    old = msgspec.msgpack.encode({"name": "s", "business_on": "2026-09-21"})
    assert upcast.read_body(fact("ShiftOpened", 1, old)) == ShiftOpened("s", DAY, 100)
    assert upcast.read_body(fact("ShiftOpened", 3, encode(ShiftOpened("t", DAY)))) == ShiftOpened("t", DAY)


def test_every_version_below_todays_has_a_step() -> None:
    assert set(upcast.STEPS) == {(kind, version) for kind in BODIES for version in range(1, SCHEMAS[kind])}
