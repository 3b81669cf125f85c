"""ruff is content with everything, in both of its roles, and would notice what it must."""

import pytest

from tests.quality.project import tool

EVERYTHING = ("app", "db", "resources", "packaging", "tests")


def test_ruff_finds_nothing() -> None:
    code, said = tool("ruff", "check", "--quiet", "--output-format=concise", *EVERYTHING)
    assert code == 0, said


def test_everything_is_formatted() -> None:
    code, said = tool("ruff", "format", "--check", "--quiet", *EVERYTHING)
    assert code == 0, said


@pytest.mark.parametrize(
    ("rule", "path", "source"),
    [
        ("D100", "app/sales/basket.py", "x = 1\n"),
        ("D101", "app/sales/basket.py", '"""Doc."""\n\n\nclass Basket:\n    pass\n'),
        ("T201", "app/sales/basket.py", '"""Doc."""\n\nprint(1)\n'),
        ("DTZ005", "app/sales/basket.py", '"""Doc."""\n\nimport datetime\n\nx = datetime.datetime.now()\n'),
        ("BLE001", "app/sync/push.py", '"""Doc."""\n\ntry:\n    x = 1\nexcept Exception:\n    x = 2\n'),
        ("S311", "app/people/cards.py", '"""Doc."""\n\nimport random\n\nx = random.random()\n'),
        ("TID252", "app/sales/basket.py", '"""Doc."""\n\nfrom . import tax\n\nx = tax\n'),
        ("N802", "app/sales/basket.py", '"""Doc."""\n\n\ndef Price():\n    return 1\n'),
    ],
)
def test_ruff_would_notice(rule: str, path: str, source: str) -> None:
    arguments = ("--quiet", "--no-cache", "--output-format=json", "--stdin-filename", path, "-")
    code, said = tool("ruff", "check", *arguments, stdin=source)
    assert code == 1
    assert f'"{rule}"' in said
