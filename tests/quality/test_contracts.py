"""The walls between the rooms stand, and each of them notices who climbs over it."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.quality.project import ROOT, read, run_python

ROOMS = (
    "channels", "devices", "facts", "hub", "insight", "ledger", "loyalty", "people", "sales", "settings", "storage",
    "sync", "ui", "values", "workflows",
)  # fmt: skip

# One import for each wall that may not be.
CLIMBERS = {
    "a room imports only rooms below it": ("app/sales/climber.py", "import app.loyalty"),
    "screens never reach for adapters": ("app/ui/climber.py", "import app.storage"),
    "the hub stands on no counter: neither devices nor channels": ("app/hub/climber.py", "import app.devices"),
    "Qt only in ui and main": ("app/workflows/climber.py", "import PySide6.QtCore"),
    "SQLite only in storage, db and main": ("app/insight/climber.py", "import sqlite_utils"),
    "the system's SQLite nowhere: it carries a bug in its write-ahead log": (
        "app/storage/climber.py",
        "import sqlite3",
    ),
    "PostgreSQL only in the hub": ("app/sync/climber.py", "import psycopg"),
    "migrations are frozen and never call today's code": ("db/climber.py", "import app.values"),
    "no cycles inside a room": ("app/people/climber.py", "import app.people.holder"),
}


def lint(folder: Path) -> dict[str, str]:
    """Every contract by name with `KEPT` or `BROKEN`, and all that was said under `said`."""
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    arguments = ["--no-cache", "--config", str(folder / "pyproject.toml")]
    _, said = run_python("-c", code, *arguments, cwd=folder)
    return {**dict(re.findall(r"^(.+?) (KEPT|BROKEN)", said, re.MULTILINE)), "said": said}


@pytest.fixture
def small_project(tmp_path: Path) -> Path:
    """Every room, empty, under the real contracts."""
    (tmp_path / "pyproject.toml").write_text(read("pyproject.toml"), "utf-8")
    for package in ("app", "db", "db/terminal", "resources", *(f"app/{room}" for room in ROOMS)):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").touch()
    for name in ("main", "cli", "people/holder"):
        (tmp_path / "app" / f"{name}.py").touch()
    (tmp_path / "app/__main__.py").write_text("import app.cli", "utf-8")
    return tmp_path


def contract_names() -> set[str]:
    return {contract["name"] for contract in tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"]}


def broken(outcome: dict[str, str]) -> str:
    """What was said if any contract is not kept, empty if all are."""
    kept = all(outcome.get(name) == "KEPT" for name in contract_names())
    return "" if kept else outcome["said"]


def test_every_wall_stands() -> None:
    assert broken(lint(ROOT)) == ""


def test_empty_rooms_break_nothing(small_project: Path) -> None:
    assert broken(lint(small_project)) == ""


def test_every_wall_notices_its_climber(small_project: Path) -> None:
    assert set(CLIMBERS) == contract_names()
    for path, source in CLIMBERS.values():
        (small_project / path).write_text(source, "utf-8")
    (small_project / "app/people/holder.py").write_text("import app.people.climber", "utf-8")
    outcome = lint(small_project)
    assert {name: outcome.get(name) for name in CLIMBERS} == dict.fromkeys(CLIMBERS, "BROKEN"), outcome["said"]


def test_a_room_outside_the_plan_is_noticed(small_project: Path) -> None:
    (small_project / "app/attic").mkdir()
    (small_project / "app/attic/__init__.py").touch()
    assert "attic" in lint(small_project)["said"]
