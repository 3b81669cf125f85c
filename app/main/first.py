"""The first start: a folder without a shop gets one, the demo's or the owner's own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QLocale

from app.storage.backups.restoring import Restoring, restore
from app.storage.backups.shelf import KeptBackup, Shelf
from app.storage.demo_shop import DEMO_PINS, demo_folder, open_demo_shop
from app.storage.shop_folder import ShopFolder, default_folder
from app.storage.store import Store
from app.ui.start import FirstChoice, first_start
from app.values.clock import SystemClock
from app.values.locales import Words
from app.values.words import Message, msg
from app.workflows.first_shop import begin_shop


def ask_first(folder: Path) -> Path | None:
    """Ask what kind of shop to make, and make it; None where the window was closed instead.

    Where backups lie but no shop, the newest is offered first, so that nobody begins anew by mistake.
    The demo shop never takes the place of the real one: it lies beside the platform's folder.
    """
    clock = SystemClock()
    made: list[Path] = []
    backups = Shelf(ShopFolder(folder).backups).kept()

    def make(choice: FirstChoice) -> None:
        if choice.kind == "restore":
            restore(Restoring(Path(backups[0].file), folder), clock)
            store = Store.open(folder, clock)
        elif choice.beginning is None:
            place = demo_folder() if folder == default_folder().root else folder
            store = open_demo_shop(place, clock)
        else:
            store = Store.create(folder, clock)
        try:
            if choice.beginning is not None:
                begin_shop(store, choice.beginning, clock.now())
            settings = store.folder.load_till().settings
            is_new = choice.beginning is not None
            looks = replace(settings, language=choice.language, theme=choice.theme)
            store.folder.save_till(replace(looks, setup_at_start=is_new))
        finally:
            store.close()
        made.append(store.folder.root)

    language = "ru" if QLocale.system().language() == QLocale.Language.Russian else "en"
    newest = newest_words(backups[0], language) if backups else None
    return made[-1] if first_start(make, language=language, demo_pins=DEMO_PINS, backup=newest) else None


def newest_words(backup: KeptBackup, language: str) -> Message:
    """A backup as the first start offers it: when it was made, by UTC, and how large it is."""
    at = Words(language).date_time(backup.made_at)
    return msg("{at} UTC, {size} KB", at=at, size=backup.size // 1024)
