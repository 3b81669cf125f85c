"""The shelf: names that say when and why, which copies stay, a second disk, and the ballast."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from app.storage import ballast
from app.storage.backups import shelf as module
from app.storage.backups.making import make_backup
from app.storage.backups.retention import kept
from app.storage.backups.shelf import Shelf
from app.storage.store import Store
from app.values.clock import instant
from app.values.errors import Trouble
from tests.samples import NOON, make_store, sell

DAY_MS = 86_400_000


def days(*numbers: float) -> list[int]:
    return [NOON + round(number * DAY_MS) for number in numbers]


def test_seven_days_five_weeks_and_twelve_months_stay() -> None:
    stay = kept(days(*range(800)))
    assert len(stay) <= 7 + 5 + 12
    assert set(days(*range(793, 800))) <= stay
    moments = sorted(dt.datetime.fromtimestamp(at / 1000, dt.UTC) for at in stay)
    assert (moments[-1] - moments[0]).days > 330
    assert len({(moment.year, moment.month) for moment in moments}) == 12


def test_of_one_day_the_last_stays_and_always_the_last_three() -> None:
    times = days(0, 0.1, 0.2, 1, 1.1, 1.2, 1.3)
    assert kept(times) == {times[2], *times[-3:]}


def test_a_clock_that_jumped_ahead_clears_nothing() -> None:
    before = kept(days(*range(20)))
    after = kept([*days(*range(20)), NOON + 3650 * DAY_MS])
    assert len(before - after) <= 2


def test_a_day_is_the_shops_day() -> None:
    evening = instant(dt.datetime(2026, 9, 21, 22, 30, tzinfo=dt.UTC))
    later = [evening + minutes * 60_000 for minutes in range(5)]
    assert evening in kept([evening - 3_600_000, evening, *[at + DAY_MS for at in later]], "UTC")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = make_store(tmp_path / "shop")
    sell(made, "s")
    return made


def test_a_name_says_when_and_why(store: Store) -> None:
    with store:
        first, second = (Path(make_backup(store, "close", NOON).done.file) for _ in range(2))
        assert first.name == "shop-20260921T141320Z-close.db"
        assert second.name == "shop-20260921T141320Z-close-2.db"
        (store.folder.backups / "mine.db").write_text("mine")
        (store.folder.backups / "shop-99999999T999999Z-close.db").write_text("odd")
        assert [(each.made_at, each.why) for each in Shelf(store.folder.backups).kept()] == [(NOON, "close")] * 2


def test_the_shelf_is_tidied_and_what_is_not_ours_is_left_alone(store: Store) -> None:
    with store:
        mine = store.folder.backups / "mine.db"
        mine.write_text("mine")
        for number in range(12):
            made = make_backup(store, "scheduled", NOON + number * 3_600_000)
        assert made.dropped
        assert len(Shelf(store.folder.backups).kept()) <= 5
        assert mine.exists()


def test_a_second_disk_gets_a_copy_and_is_tidied_too(store: Store, tmp_path: Path) -> None:
    with store:
        for number in range(12):
            made = make_backup(store, "scheduled", NOON + number * 3_600_000, second=str(tmp_path / "usb"))
        assert Path(made.copied_to).read_bytes() == Path(made.done.file).read_bytes()
        assert Path(made.copied_to).stat().st_mode & 0o777 == 0o600
        assert len(Shelf(tmp_path / "usb").kept()) == len(Shelf(store.folder.backups).kept())


def test_a_second_disk_that_is_not_there_is_said_and_the_backup_stands(store: Store, tmp_path: Path) -> None:
    with store:
        made = make_backup(store, "asked", NOON, second=str(tmp_path / "no" / "usb"))
        assert Path(made.done.file).exists()
        assert made.copied_to == ""
        assert made.copy_trouble.code == "backup.folder"


def test_a_copy_that_reads_back_otherwise_gets_no_name(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digests = iter((b"one", b"other"))
    monkeypatch.setattr(module, "file_digest", lambda _file: next(digests))
    with store:
        made = make_backup(store, "asked", NOON, second=str(tmp_path / "usb"))
    assert made.copy_trouble.code == "backup.not_copied"
    assert list((tmp_path / "usb").iterdir()) == []


def test_a_folder_where_a_file_lies_is_said(tmp_path: Path) -> None:
    (tmp_path / "usb").write_text("a file")
    with pytest.raises(Trouble) as caught:
        Shelf(tmp_path / "usb").prepare()
    assert caught.value.code == "backup.folder"


def test_the_ballast_takes_real_room_and_gives_it_back(tmp_path: Path) -> None:
    size = 4 << 20
    assert ballast.make(tmp_path, size)
    assert (tmp_path / "ballast").stat().st_blocks * 512 >= size
    assert (tmp_path / "ballast").stat().st_mode & 0o777 == 0o600
    assert ballast.make(tmp_path, size)
    assert ballast.throw_overboard(tmp_path)
    assert not ballast.is_there(tmp_path, size)
    assert not ballast.throw_overboard(tmp_path)


def test_no_ballast_where_the_disk_is_nearly_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(100, 0, 10 << 20))
    assert not ballast.make(tmp_path, 4 << 20)
    assert list(tmp_path.iterdir()) == []
