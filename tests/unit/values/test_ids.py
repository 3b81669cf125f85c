"""Ids rise, never repeat, and say when they were made."""

import itertools
import uuid

from hypothesis import given
from hypothesis import strategies as st

from app.values.clock import SetClock
from app.values.ids import IdMaker, named_id, new_salt, seeded


class Always:
    """Entropy that always gives the same: the worst case."""

    def __init__(self, bit):
        self.bit = bit

    def getrandbits(self, count):
        return (1 << count) - 1 if self.bit else 0


steps = st.lists(st.integers(-5000, 5000), max_size=60)


@given(st.integers(-(10**6), 2**47), steps, st.booleans())
def test_ids_of_one_maker_always_rise_whatever_the_clock_does(start, moves, bit):
    clock = SetClock(start)
    maker = IdMaker(clock, Always(bit))
    made = [maker.new()]
    for move in moves:
        clock.advance(move)
        made.append(maker.new())
    assert all(one < two for one, two in itertools.pairwise(made))


def test_a_whole_counter_within_one_millisecond_still_rises():
    maker = IdMaker(SetClock(1_795_284_240_000), Always(1))
    made = [maker.new() for _ in range(9000)]
    assert made == sorted(set(made))


def test_an_id_is_a_uuid_of_version_7_with_its_time():
    made = IdMaker(SetClock(1_795_284_240_123)).new()
    as_uuid = uuid.UUID(made)
    assert as_uuid.version == 7
    assert as_uuid.variant == uuid.RFC_4122
    assert as_uuid.int >> 80 == 1_795_284_240_123
    assert made == str(as_uuid)


def test_two_makers_at_the_same_instant_differ():
    clock = SetClock(5)
    assert IdMaker(clock).new() != IdMaker(clock).new()


def test_a_seed_makes_a_repeatable_source():
    first, again = (IdMaker(SetClock(5), seeded(7)).new() for _ in range(2))
    assert first == again


def test_salts_are_random():
    assert len({new_salt() for _ in range(100)}) == 100
    assert len(new_salt()) == 16


def test_a_named_id_follows_from_its_parts_alone():
    assert named_id("member", "17") == named_id("member", "17")
    assert named_id("member", "17") != named_id("member1", "7")
    as_uuid = uuid.UUID(named_id("a"))
    assert as_uuid.version == 8
    assert as_uuid.variant == uuid.RFC_4122
