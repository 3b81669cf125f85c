"""Screens beside the checkout, on a real store in a folder of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.ui.screens import SCREENS
from tests.ui.forms.desk import Bench
from tests.ui.forms.shop import Shop

MakeBench = Callable[..., Bench]


@pytest.fixture
def corner(tmp_path: Path) -> Iterator[Shop]:
    """A shop without sales."""
    made = Shop(tmp_path / "corner", past=False)
    yield made
    made.close()


@pytest.fixture(scope="module")
def old_corner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A shop with a past, shared by tests that only look."""
    made = Shop(tmp_path_factory.mktemp("old") / "corner")
    yield made
    made.close()


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[MakeBench]:
    """Make a window on a shop, for somebody of its staff (the owner by default)."""
    made: list[Bench] = []

    def make(shop: Shop, staff: str = "") -> Bench:
        made.append(Bench(shop, SCREENS, staff=staff))
        return made[-1]

    yield make
    for each in made:
        each.close()
        assert each.defects == []
