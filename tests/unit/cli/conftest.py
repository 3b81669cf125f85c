"""Commands run in this process, on shops of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.cli import main


@dataclass
class Ran:
    """What a command left behind: its exit code and what it said."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*words: object) -> Ran:
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return command


@pytest.fixture
def shop(tmp_path: Path, run: Run) -> Path:
    """An empty shop in euros with two taxes."""
    folder = tmp_path / "shop"
    made = run("new", "--shop", folder, "--name", "Corner", "--tax", "standard=21", "--tax", "food=9")
    assert made.code == 0, made.err
    return folder


@pytest.fixture
def stocked(shop: Path, run: Run, tmp_path: Path) -> Path:
    """A shop with three products, a points programme and a member."""
    goods = tmp_path / "goods.csv"
    goods.write_text(
        "sku,name,price,barcode,category,tax,unit\n"
        "milk,Milk 1 l,1.19,2000000000015,Dairy,food,pc\n"
        "mug,Mug,8.50,2000000000022,Home,standard,pc\n"
        "apples,Apples,2.49,,Fruit,food,kg\n"
    )
    people = tmp_path / "people.csv"
    people.write_text("number,name,phone,points\n2900000000018,Anna Kuznetsova,0612344471,250\n")
    points = Path(__file__).resolve().parents[3] / "resources" / "examples" / "points-100.json"
    assert run("import", "products", goods, "--shop", shop).code == 0
    assert run("program", "publish", points, "--shop", shop).code == 0
    imported = run("import", "members", people, "--shop", shop)
    assert imported.code == 0, imported.out
    return shop
