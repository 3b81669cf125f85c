"""Everything in a shop's folder is for its owner alone: 0700 and 0600, whatever the umask of the machine says."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.cli import main
from app.storage.store import Store
from app.values.clock import SetClock
from app.workflows.secrets import PEPPER
from app.workflows.shifts import close_shift
from tests.ui.counter_driver import Driver
from tests.ui.shop import COFFEE, NOON, make_shop

OPEN_TO_ALL = 0o000


@pytest.fixture(autouse=True)
def careless_machine() -> Iterator[None]:
    """A machine on which new files are everybody's."""
    before = os.umask(OPEN_TO_ALL)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> list[str]:
    """What others could read or enter, with its mode."""
    found = []
    for path in (folder, *folder.rglob("*")):
        mode = stat.S_IMODE(path.lstat().st_mode)
        if mode & 0o077:
            found.append(f"{path.relative_to(folder.parent)} {mode:o}")
    return found


def test_a_till_that_sold_closed_and_failed_leaves_nothing_to_others(
    tmp_path: Path, open_till: Callable[..., Driver]
) -> None:
    shop = make_shop(tmp_path / "shop", pin="4826")
    till = open_till(shop)
    till.sign_in("4826")
    till.scan(COFFEE)
    till.pay()
    till.press("Enter")

    def broken(_reads: object) -> None:
        raise ZeroDivisionError("a defect")

    till.terminal.tasks.read(broken, lambda _rows: None)
    till.settle()
    till.window.open_screen("shift", "close")
    till.settle()
    screen = till.window.screen_in_front
    screen.count.total.line.setText("11.90")
    screen.count.total.changed.emit()
    till.press("Ctrl+S", "Ctrl+S")
    till.window.open_screen("audit")
    till.settle()
    till.window.screen_in_front.export()
    till.settle()
    door = till.window.desk.services["badge_paper"]
    from app.workflows.badge_paper import BadgePaper

    door(BadgePaper(till.window.desk.till.shop.settings, "Maria", "75123412341234123497", NOON))
    till.terminal.close()
    names = {path.name for path in shop.folder.rglob("*")}
    assert {"shop.db", "logs", "receipts", "reports", "exports", "cards"} <= names
    assert any(name.startswith("defect-") for name in names)
    assert any(name.startswith("Z-02-0001") for name in names)
    found = open_to_others(shop.folder)
    assert found == [], found


def test_backups_and_keys_are_private_too(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop", pin="4826")
    with Store.open(shop.folder, SetClock(NOON)) as books:
        assert books.secrets.get(PEPPER) is not None
        with books.unit_of_work() as unit:
            import datetime as dt

            from app.workflows.shifts import open_on

            open_on(unit, dt.date(2026, 11, 21), NOON, "")
        close_shift(books, "", NOON)
        with books.reads() as reads:
            keys = Path(os.environ["REGULARS_KEYS"]) / reads.identity().shop
    assert main(["backup", "--shop", str(shop.folder)]) == 0
    assert list((shop.folder / "backups").rglob("*.db"))
    found = open_to_others(shop.folder)
    assert found == [], found
    assert {file.name for file in keys.iterdir()} == {"pepper.key", "till-key.key", "witness-2.key"}
    assert open_to_others(keys) == []


def test_no_secret_is_written_to_a_log(tmp_path: Path, open_till: Callable[..., Driver]) -> None:
    shop = make_shop(tmp_path / "shop", pin="4826")
    till = open_till(shop)
    till.type("0001")
    till.settle()
    till.sign_in("4826")
    pepper = till.terminal.store.secrets.get(PEPPER)
    till.terminal.close()
    assert pepper is not None
    for file in (path for path in shop.folder.rglob("*") if path.is_file() and path.name != "shop.db"):
        data = file.read_bytes()
        assert pepper not in data, file
        assert pepper.hex().encode() not in data, file
        if file.parent.name == "logs":
            assert b"4826" not in data, file
