"""The first start: a folder without a shop gets one, the demo's or the owner's own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QLocale

from app.storage.demo_shop import DEMO_PINS, demo_folder, open_demo_shop
from app.storage.shop_folder import default_folder
from app.storage.store import Store
from app.ui.start import FirstChoice, first_start
from app.values.clock import SystemClock
from app.workflows.first_shop import begin_shop


def ask_first(folder: Path) -> Path | None:
    """Ask what kind of shop to make, and make it; None where the window was closed instead.

    The demo shop never takes the place of the real one: it lies beside the platform's folder.
    """
    clock = SystemClock()
    made: list[Path] = []

    def make(choice: FirstChoice) -> None:
        if choice.beginning is None:
            place = demo_folder() if folder == default_folder().root else folder
            store = open_demo_shop(place, clock)
        else:
            store = Store.create(folder, clock)
        try:
            if choice.beginning is not None:
                begin_shop(store, choice.beginning, clock.now())
            settings = store.folder.load_till().settings
            store.folder.save_till(replace(settings, language=choice.language, theme=choice.theme))
        finally:
            store.close()
        made.append(store.folder.root)

    language = "ru" if QLocale.system().language() == QLocale.Language.Russian else "en"
    return made[-1] if first_start(make, language=language, demo_pins=DEMO_PINS) else None
