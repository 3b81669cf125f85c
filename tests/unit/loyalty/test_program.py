"""Programmes as JSON: read strictly, with the place and the remedy; written canonically; examples that hold."""

import json
from pathlib import Path

import pytest

from app.loyalty import program_reading
from app.loyalty.program import Program, json_schema, read_program, write_program
from app.loyalty.rewards.registry import REWARDS
from app.values.errors import Refusal

EXAMPLES = sorted((Path(__file__).parents[3] / "resources" / "examples").glob("*.json"))
PERCENT = {"id": "r", "type": "percent_off", "percent": "10"}


def refusal(data):
    with pytest.raises(Refusal) as caught:
        read_program(data if isinstance(data, str | bytes) else json.dumps(data))
    assert caught.value.code == "program.invalid"
    return caught.value.message.english()


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_the_examples_are_read_and_written_the_same(path):
    program = read_program(path.read_bytes())
    assert program.names["en"]
    assert program.names["ru"]
    assert read_program(write_program(program)) == program
    assert write_program(read_program(write_program(program))) == write_program(program)


def test_there_is_an_example_of_each_reward():
    shown = {reward.kind for path in EXAMPLES for reward in read_program(path.read_bytes()).rewards}
    assert shown == {kind.kind for kind in REWARDS}


def test_what_is_written_names_its_schema_and_leaves_defaults_out():
    assert json.loads(write_program(Program(id="p"))) == {"id": "p", "schema": 1}


@pytest.mark.parametrize(("data", "message"), [
    ({"id": "p", "colour": 1}, "$.colour: no such field here: check its spelling or take it out."),
    ({}, "$.id: the field is missing: add it."),
    ({"id": "p", "priority": "high"}, "$.priority: Expected `int`, got `str`: write it as the examples do."),
    ({"id": "p", "rewards": [{"type": "percent_off", "percent": "10"}]}, "$.rewards[0].id: the field is missing"),
    ({"id": "p", "rewards": [{"id": "r", "type": "gold"}]}, "$.rewards[0].type: Invalid value 'gold'"),
    ({"id": "p", "rewards": [PERCENT, PERCENT]}, "$.rewards[1].id: used twice"),
    ({"id": "p", "rewards": [{**PERCENT, "percent": "101"}]}, "$.rewards[0].percent: 0 to 100 percent"),
    ({"id": "p", "rewards": [{**PERCENT, "percent": "NaN"}]}, "$.rewards[0].percent: 0 to 100 percent"),
    ({"id": "p", "rewards": [{**PERCENT, "max_units": -1}]}, "$.rewards[0].max_units: below zero"),
    ({"id": "p", "rewards": [{**PERCENT, "max_amount_minor": 10**13}]}, "$.rewards[0].max_amount_minor: too large"),
    ({"id": "a b"}, "$.id: 1 to 64 letters"),
    ({"id": "p", "trigger": "code", "code": " "}, "$.code: a programme with trigger code needs the code"),
    ({"id": "p", "proof": "live"}, "$.proof: live codes come with the phone card"),
    ({"id": "p", "schedule": {"from_on": "2026-03-02", "to_on": "2026-03-01"}}, "$.schedule.to_on: ends before"),
    ({"id": "p", "schedule": {"windows": [{"weekdays": [0]}]}}, "$.schedule.windows[0].weekdays: days are 1"),
    ({"id": "p", "schedule": {"windows": [{"starts": "9:00"}]}}, "$.schedule.windows[0].starts: a time of day"),
    ({"id": "p", "kind": "points", "points": {"digits": 4}}, "$.points.digits: 0 to 3"),
    ({"id": "p", "kind": "points", "points": {"expiry": {"yearly": ["02-29"]}}}, "$.points.expiry.yearly[0]: a day"),
    ({"id": "p", "rewards": [{**PERCENT, "cost_milli": 1}]}, "$.kind: a programme that earns or spends points"),
    ({"id": "p", "kind": "points_boost"}, "$.boost: a boost needs its target"),
    ({"id": "p", "tiers": [{"name": "B", "min_spent_minor": 5}, {"name": "A", "min_spent_minor": 5}]}, "$.tiers: "),
    ({"id": "p", "kind": "points", "rules": [{"earn": {"type": "per_money", "points_milli": 1, "per_minor": 0}}]},
     "$.rules[0].earn.per_minor: above zero"),
    ({"id": "p", "kind": "points", "rules": [{"earn": {"type": "per_unit", "points_milli": 1, "decimals": 4}}]},
     "$.rules[0].earn.decimals: 0 to 3"),
    ({"id": "p", "rules": [{"requires": [{"products": {"min_price_minor": 5, "max_price_minor": 4}}]}]},
     "$.rules[0].requires[0].products.max_price_minor: below the lowest"),
    ({"id": "p", "kind": "points", "rewards": [{"id": "r", "type": "points_payment", "value_minor": 0}]},
     "$.rewards[0].value_minor: above zero"),
    ({"id": "p", "kind": "points", "rewards": [{"id": "r", "type": "points_payment", "cap_percent": "200"}]},
     "$.rewards[0].cap_percent: 0 to 100"),
    ({"id": "p", "rewards": [{"id": "r", "type": "bundle_price", "value_minor": 1, "group_size": 0}]},
     "$.rewards[0].group_size: a bundle has"),
    ({"id": "p", "schema": 99}, "$.schema: version 99 is not known here: use 1"),
    ({"id": "p", "schema": "1"}, "$.schema: version 1 is not known"),
    ([], "$: a programme is a JSON object"),
    ("{", "$: not JSON at line 1, column 2"),
    ('{"id": "p", "id": "q"}', "$.id: the field is there twice"),
    ('{"id": "p", "priority": NaN}', "$: NaN is not a number"),
    (b"\xff\xfe{}", "$: the file is not UTF-8"),
    ("[" * 100_000, "$: nested too deeply"),
    (" " * 1_000_001, "$: the file is too large"),
])  # fmt: skip
def test_what_is_wrong_names_the_place_and_the_remedy(data, message):
    assert refusal(data).startswith(message)


def test_rules_within_rules_within_rules():
    rule = {}
    for _ in range(12):
        rule = {"requires": [rule]}
    assert "nested too deeply" in refusal({"id": "p", "rules": [rule]})


def test_a_file_with_a_byte_order_mark_is_fine():
    assert read_program(b"\xef\xbb\xbf" + b'{"id": "p"}').id == "p"


def test_older_shapes_are_taken_up(monkeypatch):
    monkeypatch.setitem(program_reading.UPCASTS, 1, lambda raw: {"id": raw["name"]})
    found = program_reading.read_strictly('{"schema": 1, "name": "p"}', Program, 2, lambda _program: ())
    assert (found.id, found.schema) == ("p", 2)


def test_the_schema_describes_it():
    schema = json_schema()
    assert schema["$ref"] == "#/$defs/Program"
    assert set(schema["$defs"]["Program"]["properties"]) >= {"id", "rules", "rewards", "limits", "schedule"}
    assert json.loads(json.dumps(schema)) == schema


def test_a_programme_of_many_parts_comes_back_as_it_was():
    text = {
        "id": "many", "version": 3, "names": {"en": "Many", "ru": "Много"}, "kind": "points", "trigger": "code",
        "code": "X", "priority": -2, "audience": {"who": "members", "tiers": {"club": ["Gold"]}},
        "schedule": {"from_on": "2026-03-01", "windows": [{"weekdays": [5], "starts": "17:00", "ends": "19:00"}]},
        "rules": [{"products": {"categories": ["tea"]}, "conditions": [{"type": "min_amount", "amount_minor": 100}],
                   "requires": [{"conditions": [{"type": "forbids", "products": {"on_sale": True}}]}],
                   "earn": {"type": "per_money", "points_milli": 1000}}],
        "rewards": [{**PERCENT, "steps": [{"percent": "5", "from_amount_minor": 100}]}],
        "limits": {"per_member_day": 1, "budget_minor": 5}, "combination": {"not_with": ["x"]},
        "points": {"expiry": {"after_months": 12, "month_end": True, "yearly": ["12-31"]}, "active_after_days": 1},
        "words": {"how": {"en": "so"}},
    }  # fmt: skip
    program = read_program(json.dumps(text))
    assert json.loads(write_program(program)) == {**text, "schema": 1}
