"""Shops that earlier versions of the program really wrote: each is brought up to date with all it holds."""

import lzma
import random
from pathlib import Path

import pytest

from app.storage.backups.restoring import Restoring, restore
from app.storage.doctor import doctor
from app.storage.doctor.replay import said
from app.storage.store import Store
from app.values.clock import SetClock
from tests.counter import Counter
from tests.old_shops import FIXTURES, fixture_versions

LATER = 1_790_010_000_000


@pytest.fixture(params=fixture_versions())
def file(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    made = tmp_path / "old.db"
    made.write_bytes(lzma.decompress((FIXTURES / f"v{request.param:02d}.db.xz").read_bytes()))
    return made


def sales(folder: Path) -> list[str]:
    with Store.look(folder, SetClock(LATER)) as store, store.reads() as reads:
        return sorted(row.sale for row in reads.recent_receipts(100))


def test_it_is_opened_and_sells_on(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    file.rename(folder / "shop.db")
    with Store.open(folder, SetClock(LATER)) as store:
        with store.reads() as reads:
            assert reads.draft() is not None
        counter = Counter(store, random.Random(9), members=4, products=8)
        assert counter.sell(counter.ring_up("now", 2)).receipt.number == "01-000007"
    assert sales(folder) == ["now", *(f"old-{number}" for number in range(6))]
    assert doctor(folder).ok
    assert len(list((folder / "backups").glob("before-version-*.db"))) == 1


def test_it_is_restored_as_a_backup(file: Path, tmp_path: Path) -> None:
    restored = restore(Restoring(file, tmp_path / "new"), SetClock(LATER))
    assert (restored.who.epoch, restored.taken.receipts) == (2, 6)
    assert doctor(tmp_path / "new").ok


def test_there_are_some() -> None:
    """Version 3 was never the newest for long enough that a program of it could make a shop."""
    assert set(fixture_versions()) >= {1, 2, 4}


def test_a_blob_says_the_same_however_it_is_encoded() -> None:
    """Found by a shop of version 1: its products were written when an article had fewer fields."""
    assert said(b"\x81\xa3sku\xa1A") == said(b"\xde\x00\x01\xa3sku\xa1A")
    assert said(b"\x81\xa3sku\xa1A") != said(b"\x81\xa3sku\xa1B")
    assert said(b"\xff\xff\xc1") == b"\xff\xff\xc1"
    assert said("text") == "text"
