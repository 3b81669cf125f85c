"""A shop, its terminal and a driver for every test of the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from app.main import Terminal, open_terminal
from app.settings.till import TillSettings
from app.storage.shop_folder import ShopFolder
from tests.ui.counter_driver import Driver
from tests.ui.shop import TestShop, make_shop


@pytest.fixture
def shop(tmp_path: Path) -> TestShop:
    """A shop whose only owner has no PIN: the till opens unlocked."""
    return make_shop(tmp_path / "shop")


@pytest.fixture
def open_till(qtbot: QtBot) -> Iterator[Callable[..., Driver]]:
    """Opens the window on a shop, with till settings by name; closes what is left open."""
    opened: list[Terminal] = []

    def open_one(shop: TestShop, *, size: tuple[int, int] = (1366, 768), **settings: object) -> Driver:
        if settings:
            ShopFolder(shop.folder).save_till(TillSettings(**settings))  # type: ignore[arg-type]
        terminal = open_terminal(shop.folder, clock=shop.clock)
        opened.append(terminal)
        terminal.show()
        terminal.window.resize(*size)
        qtbot.waitExposed(terminal.window)
        driver = Driver(terminal, qtbot)
        driver.settle()
        return driver

    yield open_one
    for terminal in opened:
        terminal.close()
        terminal.window.deleteLater()
    # A window that only waits for its deletion would be polished and painted with every later one.
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))


@pytest.fixture
def till(shop: TestShop, open_till: Callable[..., Driver]) -> Driver:
    """The window on that shop."""
    return open_till(shop)
