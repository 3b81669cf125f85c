"""What is vendored is listed with its licence, is whole, and can say what a shop needs to say."""

import re
from fnmatch import fnmatch
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from fontTools.ttLib import TTFont

from tests.quality.project import ROOT, read, tracked

VENDORED = ("resources/fonts/", "resources/icons/")
NEEDED = "€₽₴₸№«»—–…×−·•₤$£abcxyzабвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯіїєґłøżąęßœéñçğı"
FONTS = sorted((ROOT / "resources/fonts").glob("*.ttf"))
ICONS = sorted((ROOT / "resources/icons").glob("*.svg"))


def rows(text: str) -> list[tuple[str, str]]:
    """Pattern of files and licence text of each row in the notices."""
    return re.findall(r"^\| `([^`]+)` \|.*\| `([^`]+)` \|$", text, re.MULTILINE)


def unlisted(paths: list[str], notices: list[tuple[str, str]]) -> list[str]:
    """Vendored files that no row speaks of; licence texts are not vendored works themselves."""
    works = [path for path in paths if not path.rsplit("/", 1)[-1].startswith("LICENSE")]
    return [path for path in works if not any(fnmatch(path, pattern) for pattern, _ in notices)]


def test_every_vendored_file_is_listed() -> None:
    vendored = [path for path in tracked() if path.startswith(VENDORED)]
    assert vendored
    assert unlisted(vendored, rows(read("packaging/NOTICES.md"))) == []


def test_every_row_speaks_of_files_and_shows_their_licence() -> None:
    listed = rows(read("packaging/NOTICES.md"))
    assert len(listed) >= 3
    for pattern, licence in listed:
        assert any(fnmatch(path, pattern) for path in tracked()), pattern
        assert len(read(licence)) > 500
        assert licence.rsplit("/", 1)[1] in read(licence.rsplit("/", 1)[0] + "/LICENSES")


def test_an_unlisted_file_would_be_noticed() -> None:
    listed = [("resources/fonts/Inter-*.ttf", "x")]
    paths = ["resources/fonts/Inter-Bold.ttf", "resources/fonts/Other.ttf", "resources/fonts/LICENSE-Other.txt"]
    assert unlisted(paths, listed) == ["resources/fonts/Other.ttf"]


def test_all_weights_are_there() -> None:
    assert {font.stem for font in FONTS} == {
        "DejaVuSansMono", "DejaVuSansMono-Bold", "Inter-Regular", "Inter-Medium", "Inter-SemiBold", "Inter-Bold",
    }  # fmt: skip


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_the_font_has_every_letter_and_sign(path: Path) -> None:
    with TTFont(path, lazy=True) as font:
        letters = font.getBestCmap()
        assert [letter for letter in NEEDED if ord(letter) not in letters] == []
        if path.stem.startswith("Inter"):
            features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
            assert "tnum" in features
        else:
            widths = {font["hmtx"][letters[ord(letter)]][0] for letter in NEEDED}
            assert len(widths) == 1


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_the_icon_takes_the_colour_of_the_text(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "currentColor" in text
    assert ET.fromstring(text).get("viewBox") == "0 0 24 24"


def test_there_are_icons_enough() -> None:
    assert len(ICONS) >= 60
