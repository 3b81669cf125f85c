"""The registry of screens: what F10 lists and how each screen is made, imported only when first opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from app.people.staff import Permission
from app.ui.shell.screen import Desk, Screen
from app.values.words import Message


@dataclass(frozen=True, slots=True)
class ScreenEntry:
    """One screen of the menu.

    Attributes:
        name: Stable name, as `desk.open_screen(name, about)` takes it.
        module, factory: Where the class is; imported on first use, so that the start stays quick.
        permission: Who may open it; None for everybody who is signed in.
        in_menu: False for screens that are opened from others only.
    """

    name: str
    title: Message
    icon: str
    module: str
    factory: str
    permission: Permission | None = None
    in_menu: bool = True

    def make(self, desk: Desk) -> Screen:
        """Import and build it."""
        made = cast("Callable[[Desk], Screen]", getattr(import_module(self.module), self.factory))
        return made(desk)
