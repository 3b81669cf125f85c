"""A till on two screens; run as a program of its own, it prints on which screen the customer's window stands.

python -m tests.ui.display.two_screens FOLDER    # with QT_QPA_PLATFORM=offscreen:configfile=...
"""

import dataclasses
import json
import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.main import open_terminal
from app.settings.devices import DeviceSettings, DisplaySettings
from app.storage.shop_folder import ShopFolder
from tests.ui.shop import make_shop


def main(folder: Path) -> None:
    shop = make_shop(folder / "shop")
    settings = dataclasses.replace(DeviceSettings(), display=DisplaySettings(screen="second"))
    ShopFolder(shop.folder).save_devices(settings)
    terminal = open_terminal(shop.folder, clock=shop.clock)
    terminal.show()
    QTest.qWait(200)
    customer = terminal._equipment.customer
    assert customer.window is not None
    seen = {
        "screens": [screen.name() for screen in QGuiApplication.screens()],
        "till": terminal.window.screen().name(),
        "customer": customer.window.geometry().getRect(),
        "state": customer.state,
        "active": QGuiApplication.focusWindow() is not customer.window.windowHandle(),
    }
    customer.show_numbers()
    seen["numbers"] = [(window.idle.band.name, window.geometry().getRect()[:2]) for window in customer._numbers]
    elsewhere = dataclasses.replace(settings, display=DisplaySettings(screen="second", monitor=3))
    terminal._equipment.apply(elsewhere)
    seen["third"] = customer.state
    print(json.dumps(seen))
    terminal.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
