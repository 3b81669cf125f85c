"""The projector on a real database: any order, the same tables, and the same as the effects' plain meaning."""

import random
from pathlib import Path

import pytest

from app.facts.effects import Put, Settle
from app.storage import projector
from tests.random_days import random_day
from tests.unit.facts.row_model import Tables, apply
from tests.unit.storage.databases import empty_database, project, views


@pytest.mark.parametrize("seed", range(6))
def test_any_order_of_facts_gives_the_same_tables(tmp_path: Path, seed: int) -> None:
    day = random_day(seed, 120)
    first = empty_database(tmp_path / "first.db")
    project(first, day)
    expected = views(first)
    assert any(expected.values())
    for shuffle in range(3):
        random.Random(seed * 100 + shuffle).shuffle(day)
        other = empty_database(tmp_path / f"other{shuffle}.db")
        project(other, day)
        assert views(other) == expected
        other.close()
    first.close()


@pytest.mark.parametrize("seed", range(6, 10))
def test_the_tables_hold_what_the_effects_mean(tmp_path: Path, seed: int) -> None:
    day = random_day(seed, 120)
    connection = empty_database(tmp_path / "shop.db")
    project(connection, day)
    model: Tables = {}
    for happening in day:
        apply(model, happening.changes())
    for name, rows in views(connection).items():
        expected = model.get(name, {})
        assert rows.keys() == expected.keys()
        for key, row in rows.items():
            assert {column: row[column] for column in expected[key]} == expected[key]
    connection.close()


def test_what_a_word_index_finds_does_not_depend_on_the_order(tmp_path: Path) -> None:
    day = random_day(3, 150)
    found = []
    for place in range(2):
        connection = empty_database(tmp_path / f"{place}.db")
        project(connection, day)
        connection.execute("INSERT INTO member_words (member_words, rank) VALUES ('integrity-check', 1)")
        query = (
            "SELECT m.id, m.list FROM member_words w JOIN members m ON m.n = w.rowid WHERE member_words MATCH '\"na\"*'"
        )
        found.append(sorted(connection.execute(query).fetchall()))
        connection.close()
        day.reverse()
    assert found[0] == found[1] != []


def test_effects_write_only_declared_views_by_their_whole_key() -> None:
    with pytest.raises(KeyError):
        projector.statement(Put("receipt_lies", {"a": 1}))
    with pytest.raises(KeyError):
        projector.statement(Put("drafts", {"id": 1}))
    with pytest.raises(KeyError):
        projector.statement(Settle("members", {"id": "m"}, {"external": "7"}, "s", "person_stamp"))
