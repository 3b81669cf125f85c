"""The till's own switches: light or dark, language, way of selling; kept in its settings, live at once."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, cast

from PySide6.QtCore import QObject

from app.settings.till import LANGUAGES, THEMES, TillSettings
from app.ui.shell.window import TerminalWindow
from app.ui.theme.colours import ThemeName
from app.values.locales import Words

ZOOMS = (75, 85, 100, 115, 130, 150, 175, 200)
"""Steps of Ctrl+Plus and Ctrl+Minus, in percent."""


class TillSwitches(QObject):
    """Turns the top bar's buttons into settings, and settings into looks and words."""

    def __init__(self, window: TerminalWindow, keep: Callable[[TillSettings], None]) -> None:
        super().__init__(window)
        self._window, self._keep = window, keep
        self._desk = window.desk
        window.top_bar.theme_wanted.connect(self.next_theme)
        window.top_bar.language_wanted.connect(self.next_language)
        self._desk.till.changed.connect(self.follow)
        self._desk.services["set_till"] = self.change
        window.router.everywhere |= {
            "Ctrl++": lambda: self.zoom(1),
            "Ctrl+=": lambda: self.zoom(1),
            "Ctrl+-": lambda: self.zoom(-1),
            "Ctrl+0": lambda: self.change(scale_percent=100),
        }

    def zoom(self, step: int) -> None:
        """Text and buttons one step larger or smaller; they stay so."""
        percent = self._desk.till.settings.scale_percent
        larger = [each for each in ZOOMS if each > percent]
        smaller = [each for each in ZOOMS if each < percent]
        if larger if step > 0 else smaller:
            self.change(scale_percent=larger[0] if step > 0 else smaller[-1])

    def next_theme(self) -> None:
        """Light, dark, high contrast, and from the beginning."""
        place = THEMES.index(self._desk.face.look.name)
        self.change(theme=THEMES[(place + 1) % len(THEMES)])

    def next_language(self) -> None:
        """To the next language."""
        place = LANGUAGES.index(self._desk.till.settings.language)
        self.change(language=LANGUAGES[(place + 1) % len(LANGUAGES)])

    def change(self, **options: Any) -> None:
        """Change options of the till and keep them."""
        settings = dataclasses.replace(self._desk.till.settings, **options)
        self._desk.till.take(settings=settings)
        self._keep(settings)

    def follow(self) -> None:
        """Wear and speak what the settings say."""
        face, till = self._desk.face, self._desk.till
        shop = till.shop.settings
        if face.look.name != till.settings.theme:
            face.wear(cast("ThemeName", till.settings.theme))
        if (face.words.language, face.words.zone, face.currency) != (till.settings.language, shop.zone, shop.currency):
            face.speak(Words(till.settings.language, shop.zone), shop.currency)
        face.look.percent = till.settings.scale_percent
        self._window.fit()
