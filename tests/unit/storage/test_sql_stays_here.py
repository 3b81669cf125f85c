"""Outside storage and the hub's own store nobody speaks SQL; the rule is tried on code that does."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[3]
SQL = re.compile(
    r"\s*(SELECT\s.+\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|PRAGMA|CREATE\s+(TABLE|INDEX|TRIGGER|VIRTUAL))\b"
)
CALLS = {"execute", "executemany", "executescript"}
SPEAKERS = ("app/storage/", "db/", "app/hub/postgres.py", "app/hub/founding.py", "app/hub/migrating.py")


def spoken(source: str) -> Iterator[str]:
    """Every place where a source speaks SQL."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value):
            yield f"line {node.lineno}: {node.value.strip()[:40]}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CALLS:
            yield f"line {node.lineno}: .{node.func.attr}()"


def test_sql_is_spoken_in_storage_alone() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {place}"
        for room in ("app", "db", "resources")
        for path in (ROOT / room).rglob("*.py")
        if not str(path.relative_to(ROOT)).startswith(SPEAKERS)
        for place in spoken(path.read_text("utf-8"))
    ]
    assert found == []


def test_the_rule_hears_it() -> None:
    for source in ("q = 'SELECT a FROM b'", "q = f'DELETE FROM {t}'", "c.execute(q)", "db.conn.executemany(q, [])"):
        assert list(spoken(source)), source
    assert not list(spoken("'Select a member from the list'; 'Update the till.'"))
