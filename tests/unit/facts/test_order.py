"""The law of projection: any order of the same facts gives the same tables."""

import random

from hypothesis import given
from hypothesis import strategies as st

from tests.random_days import random_day
from tests.unit.facts.row_model import Tables, apply


@given(st.integers(0, 2**32), st.integers(0, 2**32))
def test_any_order_of_facts_gives_the_same_tables(seed: int, shuffle: int) -> None:
    day = random_day(seed, 40)
    in_order: Tables = {}
    for happening in day:
        apply(in_order, happening.changes())
    random.Random(shuffle).shuffle(day)
    shuffled: Tables = {}
    for happening in day:
        apply(shuffled, happening.changes())
    assert shuffled == in_order


def test_a_rule_that_lets_the_last_to_arrive_win_would_be_seen() -> None:
    """The control: the same comparison with the stamps left out."""
    import msgspec

    from app.facts.effects import Settle

    def as_it_comes(happenings: list) -> Tables:
        tables: Tables = {}
        for place, happening in enumerate(happenings):
            changes = [
                msgspec.structs.replace(change, stamp=f"{place:09d}") if isinstance(change, Settle) else change
                for change in happening.changes()
            ]
            apply(tables, changes)
        return {name: {key: _unstamped(row) for key, row in rows.items()} for name, rows in tables.items()}

    day = random_day(7, 60)
    assert as_it_comes(day) != as_it_comes(day[::-1])


def _unstamped(row: dict) -> dict:
    return {name: value for name, value in row.items() if not name.endswith("stamp")}
