"""Rows of the menu that switch the till itself: colours, language, way of selling, lock."""

from __future__ import annotations

from collections.abc import Callable

from app.people.staff import Permission
from app.ui.checkout.boards import Choice
from app.ui.shell.screen import Desk
from app.values.words import Message, msg

_COLOURS = (
    ("light", msg("Light colours"), "sun"),
    ("dark", msg("Dark colours"), "moon"),
    ("contrast", msg("High contrast"), "contrast"),
)


def till_commands(desk: Desk) -> list[Choice]:
    """The rows, as the till is set now."""
    settings = desk.till.settings
    russian, amount = settings.language == "ru", settings.mode == "amount"
    rows = [
        *(_row(desk, words, icon, theme=theme) for theme, words, icon in _COLOURS if theme != settings.theme),
        _row(desk, msg("English") if russian else msg("Russian"), "languages", language="en" if russian else "ru"),
    ]  # fmt: skip
    if desk.till.may(Permission.SETTINGS):
        words = msg("Sell by items") if amount else msg("Sell by amount (bill from another till)")
        rows.append(
            _row(desk, words, "shopping-basket" if amount else "receipt", mode="basket" if amount else "amount")
        )
    lock = desk.services.get("lock")
    if lock is not None and any(person.pin_hash for person in desk.till.shop.staff.values()):
        rows.append(Choice(msg("Lock the till"), icon="lock", run=_then_home(desk, lock)))
    return rows


def _row(desk: Desk, words: Message, icon: str, **options: str) -> Choice:
    change = desk.services["set_till"]
    return Choice(words, icon=icon, run=_then_home(desk, lambda: change(**options)))


def _then_home(desk: Desk, act: Callable[..., object]) -> Callable[[], None]:
    def run() -> None:
        desk.services["close_panels"]()
        act()

    return run
