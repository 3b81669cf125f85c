"""Every kind of condition, accrual and reward has its module, its test and its words in both languages."""

import ast
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from app.loyalty.accruals.registry import ACCRUALS
from app.loyalty.conditions.registry import CONDITIONS
from app.loyalty.reasons import declared
from app.loyalty.rewards.registry import REWARDS

ROOT = Path(__file__).parents[3]
KINDS = [(room, kind) for room, kinds in (("conditions", CONDITIONS), ("accruals", ACCRUALS), ("rewards", REWARDS))
         for kind in kinds]  # fmt: skip
IDS = [f"{room}/{kind.__name__}" for room, kind in KINDS]


def module_of(kind):
    return kind.__module__.rsplit(".", 1)[1]


def messages(path):
    """English texts a module may say."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [call.args[0].value for call in calls if getattr(call.func, "id", "") in {"msg", "msgn"}]


@pytest.mark.parametrize(("room", "kind"), KINDS, ids=IDS)
def test_each_kind_has_a_module_and_a_test_of_its_own(room, kind):
    modules = [module_of(other) for place, other in KINDS if place == room]
    assert modules.count(module_of(kind)) == 1
    test = Path(__file__).parent / room / f"test_{module_of(kind)}.py"
    assert "def test_" in test.read_text(encoding="utf-8")


@pytest.mark.parametrize(("room", "kind"), KINDS, ids=IDS)
def test_each_kind_says_what_it_is_with_worked_numbers(room, kind):
    text = (ROOT / "app" / "loyalty" / room / f"{module_of(kind)}.py").read_text(encoding="utf-8")
    words = ast.get_docstring(ast.parse(text))
    assert words
    assert any(character.isdigit() for character in words) or room == "conditions"


def test_each_reason_a_condition_gives_has_words():
    given = {code for kind in CONDITIONS for code in kind.codes}
    assert given
    assert given <= set(declared())


@pytest.mark.parametrize("room", ["", "conditions", "accruals", "rewards"])
def test_what_the_engine_says_is_there_in_russian(room):
    with (ROOT / "resources" / "translations" / "ru.po").open("rb") as file:
        russian = {entry.id[0] if isinstance(entry.id, tuple) else entry.id: entry.string for entry in read_po(file)}
    said = [text for path in (ROOT / "app" / "loyalty" / room).glob("*.py") for text in messages(path)]
    missing = [text for text in said if not russian.get(text)]
    assert missing == []
