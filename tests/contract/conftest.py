"""Books in every way a till comes to them: just made, closed and opened again, and put back from a backup."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.storage.backup import backup
from app.storage.doctor import doctor
from app.storage.store import Store
from app.values.clock import SetClock
from tests.samples import clock, make_store


class Till:
    """The books under test, and what happens to them between two steps of a test."""

    def __init__(self, folder: Path, between: Callable[[Store, Path], Store]) -> None:
        self.clock: SetClock = clock()
        self.books = make_store(folder, at=self.clock)
        self._folder = folder
        self._between = between

    def step(self) -> Store:
        """The books after whatever this way does between two steps."""
        self.books = self._between(self.books, self._folder)
        return self.books


def _stay(store: Store, folder: Path) -> Store:
    return store


def _reopen(store: Store, folder: Path) -> Store:
    store.close()
    return Store.open(folder, store.clock)


def _restore(store: Store, folder: Path) -> Store:
    copy = folder.parent / "backup.db"
    backup(store, copy)
    store.close()
    for file in folder.glob("shop.db*"):
        file.unlink()
    copy.rename(folder / "shop.db")
    return Store.open(folder, store.clock)


@pytest.fixture(params=[_stay, _reopen, _restore], ids=["just made", "opened again", "from a backup"])
def till(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Till]:
    """A till; at the end of every test its doctor must find nothing."""
    found = Till(tmp_path / "shop", request.param)
    yield found
    found.books.close()
    report = doctor(tmp_path / "shop")
    assert report.ok, [(check.code, check.where) for check in report.checks if not check.ok]
