"""An import that is given up leaves no byte of anybody: not in the tables, the search index, free pages or the log."""

import random
from pathlib import Path

import pytest

from app.storage.doctor import doctor
from app.storage.store import Store
from app.values.clock import SystemClock
from app.workflows.acting import Acting
from app.workflows.imports.bring_in import Doing, ImportOrder, import_list
from app.workflows.shop_now import load_shop
from tests.counter import Counter, found

ROWS = 3000


@pytest.fixture
def given_up(tmp_path: Path) -> Path:
    """A shop in which an import of members was given up near its end, still open."""
    folder = tmp_path / "shop"
    people = "".join(f"Zebulon{n:05d} Quixote{n:05d},+3162{n:07d}\n" for n in range(ROWS))

    def cancel(doing: Doing, done: int, _of: int) -> None:
        if doing == "writing" and done > ROWS * 0.9:
            raise KeyboardInterrupt

    with Store.create(folder, SystemClock()) as store:
        found(store)
        at = store.clock.now()
        with store.reads() as reads:
            acting = Acting(load_shop(reads, at), "", at)
        with pytest.raises(KeyboardInterrupt):
            import_list(store, ImportOrder("members", f"name,phone\n{people}".encode()), acting, cancel)
        counter = Counter(store, random.Random(1))
        counter.sell(counter.ring_up("after", 3))
        (tmp_path / "bytes").write_bytes(b"".join(path.read_bytes() for path in sorted(folder.glob("shop.db*"))))
    return folder


@pytest.mark.parametrize("word", [b"zebulon", b"quixote", b"3162000", b"0002613"])
def test_no_byte_is_left(given_up: Path, word: bytes) -> None:
    assert word not in (given_up.parent / "bytes").read_bytes().lower()


def test_the_shop_is_whole(given_up: Path) -> None:
    assert doctor(given_up).ok
