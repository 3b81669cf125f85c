"""Backups and restoring from the command line: what is said, and what stands afterwards."""

from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run


@pytest.fixture
def backed_up(stocked: Path, run: Run) -> Path:
    assert run("backup", "--shop", stocked).code == 0
    return stocked


def test_a_backup_goes_on_the_shelf_and_is_listed(backed_up: Path, run: Run) -> None:
    told = run("backup", "--list", "--shop", backed_up)
    assert told.code == 0
    assert "by hand" in told.out
    assert str(backed_up / "backups") in told.out


def test_a_shop_without_backups_says_so(stocked: Path, run: Run) -> None:
    told = run("backup", "--list", "--shop", stocked)
    assert (told.code, told.out) == (1, "There is no backup yet. Make one: regulars backup\n")


def test_a_second_disk_gets_its_copy_or_it_is_said(stocked: Path, run: Run, tmp_path: Path) -> None:
    (stocked / "till.toml").write_text(f'backup_folder = "{tmp_path / "usb"}"\n')
    told = run("backup", "--shop", stocked)
    assert told.code == 0
    assert "the same, read back" in told.out
    assert len(list((tmp_path / "usb").glob("shop-*.db"))) == 1
    (stocked / "till.toml").write_text(f'backup_folder = "{tmp_path / "no" / "usb"}"\n')
    told = run("backup", "--shop", stocked)
    assert told.code == 1
    assert "verified" in told.out
    assert "Is the disk plugged in?" in told.err


def test_the_newest_backup_is_restored_into_a_new_folder(backed_up: Path, run: Run, tmp_path: Path) -> None:
    told = run("restore", "--into", tmp_path / "new", "--shop", backed_up)
    assert told.code == 0, told.err
    assert "Receipts of this till go on as 01B-000001." in told.out
    assert run("doctor", "--shop", tmp_path / "new").code == 0


def test_never_over_a_shop_that_is_there(backed_up: Path, run: Run) -> None:
    told = run("restore", "--into", backed_up, "--shop", backed_up)
    assert told.code == 1
    assert "already holds a shop" in told.err


def test_instead_of_damaged_books(backed_up: Path, run: Run) -> None:
    with (backed_up / "shop.db").open("r+b") as raw:
        raw.seek(8192)
        raw.write(b"\xff" * 4096)
    told = run("restore", "--instead", "--shop", backed_up)
    assert told.code == 0, told.err
    assert "The old files were moved to" in told.out
    assert run("doctor", "--shop", backed_up).code == 0


def test_a_drill_only_tries(backed_up: Path, run: Run) -> None:
    before = sorted(path.name for path in backed_up.rglob("*.db"))
    told = run("restore", "--drill", "--shop", backed_up)
    assert told.code == 0
    assert "would come back whole" in told.out
    assert sorted(path.name for path in backed_up.rglob("*.db")) == before
    assert (backed_up / "backups" / "drills.json").exists()


def test_a_drill_of_a_spoilt_backup_fails_in_words(backed_up: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.db").write_bytes(b"x" * 5000)
    told = run("restore", tmp_path / "bad.db", "--drill", "--shop", backed_up)
    assert told.code == 1
    assert "would not come back whole" in told.out


@pytest.mark.parametrize("words", [(), ("--drill", "--instead")])
def test_where_to_has_to_be_said(backed_up: Path, run: Run, words: tuple[str, ...]) -> None:
    told = run("restore", *words, "--shop", backed_up)
    assert told.code == 2
    assert "Say where to" in told.err


def test_without_a_backup_there_is_nothing_to_restore(stocked: Path, run: Run, tmp_path: Path) -> None:
    told = run("restore", "--into", tmp_path / "new", "--shop", stocked)
    assert told.code == 1
    assert "There is no backup" in told.err


def test_the_deep_examination_reads_the_backups_too(backed_up: Path, run: Run) -> None:
    told = run("doctor", "--deep", "--shop", backed_up)
    assert told.code == 0
    assert "Every backup can be read to its end (1)" in told.out
    [copy] = (backed_up / "backups").glob("shop-*.db")
    copy.write_bytes(copy.read_bytes()[:20_480])
    told = run("doctor", "--deep", "--shop", backed_up)
    assert told.code == 1
    assert copy.name in told.out
