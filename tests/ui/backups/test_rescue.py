"""The way out of books that cannot be opened: the page says what happened, and a backup brings the shop back."""

from pathlib import Path

import pytest

from app.main import terminal as module
from app.main.terminal import start_terminal
from app.storage.backups.making import make_backup
from app.storage.doctor import doctor
from app.storage.store import Store
from app.ui.backups.rescue import RescueScreen
from app.ui.widgets.text import TextLabel
from app.values.clock import SetClock
from tests.samples import NOON, make_store, sell
from tests.ui.pace import until


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A shop with a backup and a sale after it, closed."""
    folder = tmp_path / "shop"
    with make_store(folder) as store:
        for number in range(5):
            sell(store, f"s{number}")
        make_backup(store, "close", NOON)
        sell(store, "after")
    return folder


@pytest.fixture
def start(qtbot):
    """Start the terminal on a folder; everything is closed at the end."""
    made = []

    def begin(folder: Path):
        terminal = start_terminal(folder, clock=SetClock(NOON + 3_600_000))
        made.append(terminal)
        until(lambda: terminal.desk.is_open or isinstance(front(terminal), RescueScreen), what="the start")
        return terminal

    yield begin
    for terminal in made:
        terminal.close()
        terminal.window.deleteLater()


def front(terminal):
    return terminal.window.screen_in_front


def words(terminal) -> str:
    return "\n".join(label.text() for label in front(terminal).findChildren(TextLabel) if not label.isHidden())


def spoil(shop: Path) -> None:
    with (shop / "shop.db").open("r+b") as raw:
        raw.seek(4096)
        raw.write(b"\xff" * 8192)


def test_damaged_books_come_back_from_the_newest_backup(shop, start):
    (shop / "shop.db").write_bytes((shop / "shop.db").read_bytes()[:60_000])
    terminal = start(shop)
    assert "cut short" in words(terminal)
    assert "The damaged files are kept." in words(terminal)
    [button] = front(terminal).buttons
    assert "Restore the backup of" in button.text()
    button.click()
    until(lambda: terminal.desk.is_open, what="the opening")
    assert front(terminal) is terminal.checkout
    assert "The shop came back: 5 receipts" in terminal.window.messages._words.text()
    assert len(list(shop.glob("damaged-*/shop.db"))) == 1
    terminal.close()
    assert doctor(shop).ok


def test_a_database_that_is_gone_is_no_reason_for_a_new_shop(shop, start, monkeypatch):
    for file in shop.glob("shop.db*"):
        file.unlink()
    asked = []
    monkeypatch.setattr("app.main.first.ask_first", asked.append)
    assert module._can_come_back(shop)
    terminal = start(shop)
    assert "There is no shop in" in words(terminal)
    front(terminal).buttons[0].click()
    until(lambda: terminal.desk.is_open, what="the opening")
    assert asked == []


def test_a_backup_that_does_not_do_is_said_and_another_can_be_taken(shop, start):
    with Store.open(shop, SetClock(NOON)) as store:
        made = make_backup(store, "asked", NOON + 1_000_000)
    Path(made.done.file).write_bytes(b"x" * 5000)
    (shop / "shop.db").write_bytes(b"y" * 5000)
    terminal = start(shop)
    newer, older = front(terminal).buttons
    newer.click()
    assert "is no backup" in words(terminal)
    older.click()
    until(lambda: terminal.desk.is_open, what="the opening")


def test_another_program_in_the_shop_is_waited_for(shop, start):
    with Store.open(shop, SetClock(NOON)):
        terminal = start(shop)
        assert "another window" in words(terminal)
        assert front(terminal).buttons == []
    front(terminal).again.click()
    until(lambda: terminal.desk.is_open, what="the opening")


def test_without_any_backup_it_is_said_what_to_do(tmp_path, start):
    with make_store(tmp_path / "shop"):
        pass
    (tmp_path / "shop" / "shop.db").write_bytes(b"y" * 5000)
    terminal = start(tmp_path / "shop")
    assert "Plug in the disk with the backups" in words(terminal)


def test_an_exchange_that_was_interrupted_is_finished_at_the_start(shop, start):
    from app.storage.backups.restoring import Restoring, restore
    from app.storage.backups.shelf import Shelf
    from app.storage.backups.swap import READY

    newest = Path(Shelf(shop / "backups").kept()[0].file)
    restore(Restoring(newest, shop / READY, old_shop=shop), SetClock(NOON))
    for file in shop.glob("shop.db*"):
        file.unlink()
    assert module._can_come_back(shop)
    terminal = start(shop)
    assert terminal.desk.is_open
    assert not (shop / READY).exists()
