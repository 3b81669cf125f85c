"""mypy is content with the program in strict mode, and would notice what it must."""

from pathlib import Path

import pytest

from tests.quality.project import tool


def test_the_types_hold() -> None:
    code, said = tool("mypy", "--no-error-summary", "--no-pretty")
    assert code == 0, said


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("x: int = ''\n", "Incompatible types"),
        ("def f(x):\n    return x\n", "missing a type annotation"),
        ("def f(x: list) -> None: ...\n", "Missing type arguments"),
        ("x = 1  # type: ignore\n", "ignore"),
    ],
)
def test_mypy_would_notice(source: str, complaint: str, tmp_path: Path) -> None:
    file = tmp_path / "snippet.py"
    file.write_text(source, "utf-8")
    code, said = tool("mypy", "--no-error-summary", "--no-incremental", str(file))
    assert code == 1
    assert complaint in said
