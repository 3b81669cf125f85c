"""The style screen: what is typed is seen at once, a bad picture is refused in words, and colours stay readable."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.settings.logo import logo_bytes
from app.settings.shop import ShopSettings
from app.ui.style.colour_field import SWATCHES, correction, typed_colour
from app.ui.style.drawn_logo import logo_from
from app.ui.style.screen import StyleScreen
from app.values.errors import Refusal
from tests.ui.counter_driver import Driver
from tests.ui.shop import COFFEE, TestShop
from tests.ui.test_geometry import cut_off, outside, overlaps

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#0a7"/></svg>'


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    made = Image.new("RGBA", (300, 150), (0, 0, 0, 0))
    ImageDraw.Draw(made).ellipse((0, 0, 299, 149), fill=(200, 30, 30, 255))
    out = io.BytesIO()
    made.save(out, "PNG")
    path = tmp_path / "logo.png"
    path.write_bytes(out.getvalue())
    return path


def opened(till: Driver) -> StyleScreen:
    till.window.open_screen("style")
    screen = till.window.screen_in_front
    assert isinstance(screen, StyleScreen)
    seen(till, screen)
    return screen


def seen(till: Driver, screen: StyleScreen) -> None:
    """Wait until the pictures show what is typed."""
    till.qtbot.waitUntil(lambda: not screen._soon.isActive(), timeout=5000)
    till.settle()
    assert not screen.preview.card.picture.isNull()


def put(field, value) -> None:
    """Change a field as a person does."""
    field.put(value)
    field.changed.emit()


def test_everything_typed_is_seen_before_it_is_kept(till: Driver, logo: Path) -> None:
    till.scan(COFFEE)
    till.pay()
    screen = opened(till)
    card, paper = screen.preview.card.picture.toImage(), screen.preview.paper.sheet.text
    assert "SUNNY CORNER" in paper
    put(screen.name, "Moonlight")
    put(screen.head, "Open 9 to 21")
    put(screen.accent, "#B3161B")
    screen.take_file(logo)
    till.settle()
    seen(till, screen)
    assert "MOONLIGHT" in screen.preview.paper.sheet.text
    assert "Open 9 to 21" in screen.preview.paper.sheet.text
    assert screen.preview.card.picture.toImage() != card
    assert not screen.preview.paper.logo.isNull()
    assert till.terminal.desk.till.shop.settings.name == "Sunny Corner"
    screen.save()
    till.settle()
    kept = till.terminal.desk.till.shop.settings
    assert (kept.name, kept.accent, kept.receipt_head) == ("Moonlight", "#B3161B", "Open 9 to 21")
    assert logo_bytes(kept).startswith(b"\x89PNG")
    assert not screen.is_changed


def test_as_it_was_and_bring_it_back(till: Driver) -> None:
    screen = opened(till)
    put(screen.name, "Moonlight")
    screen.forget()
    assert screen.name.text() == "Sunny Corner"
    put(screen.name, "Moonlight")
    till.press("Esc")
    assert "not saved" in till.notice
    till.window.messages.notice.action[2]()
    till.settle()
    assert screen.name.text() == "Moonlight"
    assert till.terminal.desk.till.shop.settings.name == "Sunny Corner"


@pytest.mark.parametrize("data", [b"no picture", b"", b"<svg><script/></svg>"])
def test_a_bad_file_is_refused_in_words_and_changes_nothing(till: Driver, tmp_path: Path, data: bytes) -> None:
    screen = opened(till)
    path = tmp_path / "bad.png"
    path.write_bytes(data)
    screen.take_file(path)
    till.settle()
    assert len(screen.logo_note.text()) > 20
    assert not screen.is_changed
    screen.take_file(tmp_path / "nowhere.png")
    till.settle()
    assert "read" in screen.logo_note.text()


def test_a_drawn_logo_becomes_a_picture() -> None:
    made = logo_from(SVG)
    image = Image.open(io.BytesIO(made.png))
    assert (made.width, made.height) == (640, 320)
    assert image.convert("RGBA").getpixel((320, 160)) == (0, 170, 119, 255)
    with pytest.raises(Refusal):
        logo_from(SVG.replace(b"40 20", b"4000 20").replace(b'width="40"', b'width="4000"'))


def test_an_endless_strip_and_an_empty_drawing_are_refused() -> None:
    for data in (SVG.replace(b"<rect", b"<g><rect").replace(b"/></svg>", b' opacity="0"/></g></svg>'), b"<svg/>"):
        with pytest.raises(Refusal):
            logo_from(data)


@pytest.mark.parametrize("colour", SWATCHES)
def test_every_swatch_says_its_contrast(colour: str) -> None:
    assert "to 1" in correction(colour).english()


def test_a_colour_that_cannot_be_read_is_corrected_and_the_correction_said(till: Driver) -> None:
    screen = opened(till)
    put(screen.accent, "#FFE600")
    assert "#857800" in screen.accent.note or "4." in screen.accent.note
    assert "at least 4.5" in screen.accent.note
    put(screen.accent, "rubbish")
    assert screen.accent.is_wrong
    screen.save()
    till.settle()
    assert till.terminal.desk.till.shop.settings.accent == ShopSettings().accent


@pytest.mark.parametrize(
    ("text", "colour"),
    [("#0b5cad", "#0B5CAD"), ("0b5cad", "#0B5CAD"), (" #0B5CAD ", "#0B5CAD"), ("#fff", ""), ("red", ""), ("", "")],
)
def test_colours_as_people_type_them(text: str, colour: str) -> None:
    assert typed_colour(text) == colour


def test_swatches_are_picked_by_keys(till: Driver) -> None:
    screen = opened(till)
    swatches = screen.accent.swatches
    swatches.setFocus()
    QTest.keyClick(swatches, Qt.Key.Key_Right)
    QTest.keyClick(swatches, Qt.Key.Key_Space)
    assert screen.accent.colour() == SWATCHES[1]
    assert screen.is_changed


def test_a_shop_without_a_name_is_not_kept(till: Driver) -> None:
    screen = opened(till)
    put(screen.name, "  ")
    screen.save()
    till.settle()
    assert screen.name.is_wrong
    assert till.terminal.desk.till.shop.settings.name == "Sunny Corner"


@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("ru", "dark")])
@pytest.mark.parametrize("size", [(1366, 768), (1024, 600)])
def test_nothing_is_cut_off(
    shop: TestShop, open_till: Callable[..., Driver], logo: Path, size, language, theme
) -> None:
    till = open_till(shop, size=size, language=language, theme=theme)
    screen = opened(till)
    put(screen.accent, "#FFE600")
    screen.take_file(logo)
    till.settle()
    seen(till, screen)
    till.window.grab()
    assert cut_off(till.window) + outside(till.window) + overlaps(till.window) == []
