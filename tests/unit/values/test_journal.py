"""The journal never grows without end, says nothing twice a minute, and keeps secrets."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.values import journal
from app.values.clock import SetClock
from app.values.journal import FILES, harmless, note, start_journal, stop_journal


@pytest.fixture
def clock() -> SetClock:
    return SetClock(1_795_258_800_000)


@pytest.fixture
def folder(tmp_path: Path, clock: SetClock) -> Iterator[Path]:
    made = start_journal(tmp_path / "logs", clock)
    yield tmp_path / "logs"
    stop_journal(made)


def lines(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "regulars.log").read_text("utf-8").splitlines()]


def test_a_line_is_json_with_its_time(folder: Path) -> None:
    note("printer silent", printer="till-2", tries=3)
    assert lines(folder) == [
        {"at": "2026-11-21T11:00:00.000Z", "level": "info", "event": "printer silent", "printer": "till-2", "tries": 3}
    ]


def test_96_a_gigabyte_of_errors_in_a_loop_is_five_files(
    folder: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "QUIET_MS", 0)
    handler = next(each for each in journal.LOG.handlers if isinstance(each, journal.Journal))
    handler._file.maxBytes = 20_000
    for number in range(3000):
        note(f"error {number}", why="x" * 50)
    files = sorted(folder.iterdir())
    assert len(files) == FILES
    assert all(file.stat().st_size <= 20_000 for file in files)


def test_96_the_same_message_is_written_once_a_minute_with_its_count(folder: Path, clock: SetClock) -> None:
    for _ in range(1000):
        note("disk slow")
    clock.advance(60_000)
    note("disk slow")
    assert [line.get("again") for line in lines(folder)] == [None, 999]


def test_names_pins_and_card_numbers_are_not_written(folder: Path) -> None:
    note("sign-in", pin="4821", phone="+31612344471", why="typed 4111 1111 1111 1111", name="Anna")
    text = (folder / "regulars.log").read_text("utf-8")
    assert not any(secret in text for secret in ("4821", "612344471", "4111", "Anna"))
    assert "**** 1111" in text


@pytest.mark.parametrize("trick", ["\x1b[2J", "\x00", '\r\n{"level": "info"}', "\u202e", "\u2028", "\u200b"])
def test_control_signs_are_spelt_out(folder: Path, trick: str) -> None:
    note(f"a{trick}b")
    (line,) = lines(folder)
    assert trick not in str(line["event"])
    assert harmless(f"a{trick}b").isprintable()


def test_the_file_is_its_owners_alone(folder: Path) -> None:
    note("x")
    assert (folder / "regulars.log").stat().st_mode & 0o077 == 0


def test_a_disk_that_says_no_loses_lines_and_nothing_else(tmp_path: Path, clock: SetClock) -> None:
    (tmp_path / "logs").write_text("in the way")
    made = start_journal(tmp_path / "logs", clock)
    note("x")
    stop_journal(made)


def test_an_exception_is_named_and_not_quoted(folder: Path) -> None:
    try:
        raise ValueError("Anna Kuznetsova +31612344471")
    except ValueError:
        journal.LOG.log(logging.ERROR, "%s", "defect", exc_info=True)
    (line,) = lines(folder)
    assert (line["event"], line["kind"]) == ("defect", "ValueError")
    assert "Anna" not in str(line)
