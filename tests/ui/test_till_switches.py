"""Zoom, colours and stillness: one key away on every screen, kept on the till, and nothing is lost by them."""

from __future__ import annotations

import pytest

from app.settings.till import THEMES
from app.storage.shop_folder import ShopFolder
from app.ui.shell.till_switches import ZOOMS
from tests.ui.counter_driver import Driver
from tests.ui.shop import COFFEE, TestShop


def test_ctrl_plus_and_minus_zoom_and_ctrl_0_goes_back(till: Driver, shop: TestShop) -> None:
    base = till.window.desk.face.metrics.base
    till.press("Ctrl++", "Ctrl++")
    assert till.window.desk.till.settings.scale_percent == 130
    assert till.window.desk.face.metrics.base > base
    assert ShopFolder(shop.folder).load_till().settings.scale_percent == 130
    till.press("Ctrl+-")
    assert till.window.desk.till.settings.scale_percent == 115
    till.press("Ctrl+0")
    assert till.window.desk.face.metrics.base == base


def test_zoom_ends_where_it_ends(till: Driver) -> None:
    till.press(*["Ctrl++"] * 12)
    assert till.window.desk.till.settings.scale_percent == ZOOMS[-1] == 200
    till.press(*["Ctrl+-"] * 12)
    assert till.window.desk.till.settings.scale_percent == ZOOMS[0]


def test_zoom_works_on_every_screen_and_in_a_field(till: Driver) -> None:
    till.window.open_screen("products")
    till.settle()
    screen = till.window.screen_in_front
    screen.list.search.setFocus()  # type: ignore[union-attr]
    till.press("Ctrl++")
    assert till.window.desk.till.settings.scale_percent == 115
    assert screen.list.search.text() == ""  # type: ignore[union-attr]


def test_the_zoom_keys_type_nothing_at_the_counter(till: Driver) -> None:
    till.scan(COFFEE)
    till.press("Ctrl++", "Ctrl+-")
    assert (till.entry, till.rows[0].quantity) == ("", "1")


def test_the_colours_go_round(till: Driver) -> None:
    seen = []
    for _ in THEMES:
        seen.append(till.window.desk.face.look.name)
        till.window.top_bar.theme_wanted.emit()
        till.settle()
    assert seen == list(THEMES)
    assert till.window.desk.face.look.name == THEMES[0]


@pytest.mark.parametrize("theme", THEMES)
def test_the_menu_names_the_other_colours(till: Driver, theme: str) -> None:
    till.window.desk.services["set_till"](theme=theme)
    till.press("F10")
    words = till.words()
    named = {"light": "Light colours", "dark": "Dark colours", "contrast": "High contrast"}
    assert [name for name, each in named.items() if each in words] == [name for name in THEMES if name != theme]
