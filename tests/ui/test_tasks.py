"""The bridge between threads: what comes back, in which order, and what is dropped."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.ui.tasks import Changes, Tasks, Work
from app.values.errors import Refusal


class ByHand:
    """An executor whose work is done when the test says so."""

    def __init__(self) -> None:
        self.waiting: SimpleQueue[Work] = SimpleQueue()

    def submit(self, work: Work) -> None:
        self.waiting.put(work)

    def step(self) -> None:
        """Do the next piece on a thread of its own."""
        thread = threading.Thread(target=self.waiting.get())
        thread.start()
        thread.join()


class Books:
    """Books that count how often they were read."""

    def __init__(self) -> None:
        self.looked = 0

    @contextmanager
    def reads(self) -> Iterator[Any]:
        self.looked += 1
        yield self


@pytest.fixture
def bridge(qtbot: QtBot) -> tuple[Tasks, ByHand, ByHand, Books]:
    writer, reader, books = ByHand(), ByHand(), Books()
    return Tasks(writer, reader, books), writer, reader, books  # type: ignore[arg-type]


Bridge = tuple[Tasks, ByHand, ByHand, Books]


def test_a_result_comes_back_on_the_screens_own_thread(bridge: Bridge, qtbot: QtBot) -> None:
    tasks, writer, _reader, _books = bridge
    seen: list[tuple[int, threading.Thread]] = []
    tasks.run(lambda _books: 7, lambda value: seen.append((value, threading.current_thread())), pytest.fail)
    assert not tasks.is_idle
    writer.step()
    qtbot.waitUntil(lambda: tasks.is_idle)
    assert seen == [(7, threading.main_thread())]


def test_a_change_is_broadcast_once_and_after_the_result(bridge: Bridge, qtbot: QtBot) -> None:
    tasks, writer, _reader, _books = bridge
    order: list[str] = []
    tasks.changed.connect(lambda changes: order.append(",".join(sorted(changes.kinds))))
    tasks.run(
        lambda _books: None, lambda _none: order.append("done"), pytest.fail, changes=Changes.of("sales", "members")
    )
    writer.step()
    qtbot.waitUntil(lambda: tasks.is_idle)
    assert order == ["done", "members,sales"]


def test_a_refusal_is_no_defect_and_changes_nothing(bridge: Bridge, qtbot: QtBot) -> None:
    tasks, writer, _reader, _books = bridge
    refused: list[str] = []
    tasks.changed.connect(pytest.fail)
    tasks.failed.connect(pytest.fail)

    def refuse(_books: object) -> None:
        raise Refusal("no.way", "No.")

    tasks.run(refuse, pytest.fail, lambda why: refused.append(why.code), changes=Changes.of("sales"))
    writer.step()
    qtbot.waitUntil(lambda: tasks.is_idle)
    assert refused == ["no.way"]


def test_a_defect_goes_to_the_crash_handler(bridge: Bridge, qtbot: QtBot) -> None:
    tasks, writer, reader, _books = bridge
    failed: list[BaseException] = []
    tasks.failed.connect(failed.append)
    tasks.run(lambda _books: 1 // 0, pytest.fail, pytest.fail)
    tasks.read(lambda _reads: int("x"), pytest.fail)
    writer.step()
    reader.step()
    qtbot.waitUntil(lambda: tasks.is_idle)
    assert [type(defect) for defect in failed] == [ZeroDivisionError, ValueError]


def test_a_newer_read_with_the_same_key_supersedes_an_older_one(bridge: Bridge, qtbot: QtBot) -> None:
    tasks, _writer, reader, books = bridge
    rows: list[str] = []
    for text in ("k", "ko", "kof"):
        tasks.read(lambda _reads, text=text: text, rows.append, key="search")  # type: ignore[misc]
    for _ in range(3):
        reader.step()
    qtbot.waitUntil(lambda: tasks.is_idle)
    assert rows == ["kof"]
    assert books.looked == 1, "a read that is out of date does not even look"


def test_a_read_that_is_overtaken_while_it_runs_is_dropped(bridge: Bridge, qtbot: QtBot) -> None:
    tasks, _writer, reader, _books = bridge
    rows: list[str] = []

    def slow(_reads: object) -> str:
        tasks.read(lambda _reads: "new", rows.append, key="search")
        return "old"

    tasks.read(slow, rows.append, key="search")
    reader.step()
    reader.step()
    qtbot.waitUntil(lambda: tasks.is_idle)
    assert rows == ["new"]


def test_reads_without_a_key_are_all_answered_in_order(bridge: Bridge, qtbot: QtBot) -> None:
    tasks, _writer, reader, _books = bridge
    rows: list[int] = []
    for number in range(5):
        tasks.read(lambda _reads, number=number: number, rows.append)  # type: ignore[misc]
    for _ in range(5):
        reader.step()
    qtbot.waitUntil(lambda: tasks.is_idle)
    assert rows == [0, 1, 2, 3, 4]


def test_nothing_reaches_a_screen_that_was_closed(bridge: Bridge, qtbot: QtBot) -> None:
    tasks, _writer, reader, _books = bridge
    tasks.read(lambda _reads: 1, pytest.fail)
    reader.step()
    tasks.close()
    qtbot.wait(20)


def test_changes_know_what_they_touch() -> None:
    changes = Changes.of("sales", "members", member="m")
    assert changes.touches("members", "staff")
    assert not changes.touches("programs")
    assert changes.member == "m"


def test_a_screen_of_a_closed_till_begins_nothing(bridge: Bridge) -> None:
    tasks, writer, reader, _books = bridge
    tasks.close()
    tasks.read(lambda _reads: 7, lambda _rows: pytest.fail("nobody is there"))
    tasks.run(lambda _books: 7, lambda _value: pytest.fail("nobody is there"), pytest.fail)
    assert writer.waiting.empty()
    assert reader.waiting.empty()
    assert tasks.is_idle
