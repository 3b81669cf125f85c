"""The tokens: contrast of every declared pair, sizes that fit, and the figures that stand still."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from app.ui.theme.colours import PAIRS, PALETTES, STRONG_RATIO, TEXT_RATIO, ThemeName, contrast
from app.ui.theme.fonts import font, load_fonts
from app.ui.theme.icons import goods_icon, icon_pixmap, is_icon
from app.ui.theme.sheet import style_sheet
from app.ui.theme.sizes import metrics_for


@pytest.mark.parametrize("theme", list(PALETTES))
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_every_pair_can_be_read(theme: ThemeName, ink: str, ground: str, least: float) -> None:
    palette = PALETTES[theme]
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= least


@pytest.mark.parametrize(("ink", "ground"), [(ink, ground) for ink, ground, least in PAIRS if least >= TEXT_RATIO])
def test_words_in_high_contrast_are_more_than_twice_as_strong_as_they_must(ink: str, ground: str) -> None:
    palette = PALETTES["contrast"]
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= STRONG_RATIO


def test_contrast_is_the_formula_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#FFFFFF", "#FFFFFF") == pytest.approx(1.0)
    assert contrast("#47525E", "#FFFFFF") == pytest.approx(7.97, abs=0.01)


def test_every_colour_that_words_are_written_in_stands_in_a_pair() -> None:
    inks = {ink for ink, _ground, least in PAIRS if least >= TEXT_RATIO}
    assert {"text", "text2", "primary", "ok", "warn", "err", "points", "onprimary", "onok", "oncard"} <= inks


@pytest.mark.parametrize("theme", list(PALETTES))
def test_every_colour_is_six_digits(theme: ThemeName) -> None:
    for value in dataclasses.asdict(PALETTES[theme]).values():
        assert len(value) == 7
        assert int(value[1:], 16) >= 0


@pytest.mark.parametrize("theme", list(PALETTES))
def test_the_style_sheet_is_filled_completely(theme: ThemeName) -> None:
    assert "$" not in style_sheet(PALETTES[theme], metrics_for(1366, 768))


def test_small_windows_are_compact_and_larger_ones_larger() -> None:
    small, usual, large = metrics_for(1024, 600), metrics_for(1366, 768), metrics_for(1920, 1080, 141)
    assert (small.density, usual.density, large.density) == ("compact", "regular", "regular")
    assert small.base < usual.base < large.base


def test_sizes_follow_the_panel_and_the_tills_own_setting() -> None:
    assert metrics_for(1920, 1080, 96).base < metrics_for(1920, 1080, 141).base
    assert metrics_for(1366, 768, 96, 125).base > metrics_for(1366, 768, 96).base
    assert metrics_for(1366, 768, 5).base == metrics_for(1366, 768, 96).base, "a virtual screen's size is no size"


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1024, 600), (1920, 1080)])
def test_money_keys_are_twenty_millimetres_where_the_panel_allows_it(width: int, height: int) -> None:
    metrics = metrics_for(width, height)
    assert metrics.pay >= 3.5 * metrics.base
    assert metrics.key >= 40
    assert metrics.row >= 40


def test_figures_have_one_width(qtbot: QtBot) -> None:
    load_fonts()
    metrics = QFontMetrics(font(20))
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_an_icon_takes_the_colour_it_is_given(qtbot: QtBot) -> None:
    image = icon_pixmap("check", "#FF0000", 24).toImage()
    seen = {image.pixelColor(x, y).name() for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() > 200}
    assert seen == {"#ff0000"}


def test_goods_without_an_icon_of_their_own_get_a_parcel() -> None:
    assert goods_icon("Coffee and tea") == "coffee"
    assert goods_icon("Кофе") == "package"
    assert is_icon("package")
    assert not is_icon("no-such-icon")
