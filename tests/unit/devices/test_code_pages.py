"""Whatever a name holds, only characters of the printer's page come out."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.devices.paper.code_pages import code_page, page_for, printable, printable_words

WEST, CYRILLIC = code_page("cp858"), code_page("cp866")
pages = st.sampled_from([WEST, CYRILLIC])
COMMANDS = set(range(0x20)) | {0x7F}


@given(st.text(max_size=80), pages)
def test_anything_can_be_printed_and_nothing_reaches_the_printer_as_a_command(text, page):
    printed = printable(text, page)
    encoded = printed.encode(page.name)
    assert not COMMANDS & set(encoded)
    assert bool(printed.strip()) == bool(text.strip())


def test_every_character_of_the_first_planes_can_be_printed():
    for page in (WEST, CYRILLIC):
        for code in range(0x20000):
            assert page.characters.issuperset(printable(chr(code), page))


@given(st.text(max_size=80), pages)
def test_printing_twice_is_printing_once(text, page):
    assert printable(printable(text, page), page) == printable(text, page)


@pytest.mark.parametrize(
    ("text", "west", "cyrillic"),
    [
        ("Mug «Anna» — 5 €", "Mug «Anna» - 5 €", 'Mug "Anna" - 5 EUR'),
        ("10 ₽ за № 7…", "10 rub. za No. 7...", "10 руб. за № 7..."),
        ("Café Łódź Straße", "Café Lódz Straße", "Cafe Lodz Strasse"),
        ("Ёлка, щавель, Подъезд", "Yolka, shchavel, Podezd", "Ёлка, щавель, Подъезд"),
        ("½ л, 200 × 220", "½ l, 200 × 220", "1/2 л, 200 x 220"),
        ("a\x1b@\x1dV0\x00b", "a@V0b", "a@V0b"),
        ("line\nbreak\ttab", "line break tab", "line break tab"),
        ("\u202eevil\u200b", "evil", "evil"),
        ("🎁☕ set", "set", "set"),
        ("🍕", "?", "?"),
        ("抹茶", "??", "??"),
        ("ﬁne Ⅳ", "fine IV", "fine IV"),
        ("Cafe\u0301", "Café", "Cafe"),
        ("", "", ""),
    ],
)
def test_what_a_page_lacks_has_a_listed_stand_in(text, west, cyrillic):
    assert printable(text, WEST) == west
    assert printable(text, CYRILLIC) == cyrillic


def test_a_page_holds_no_control_characters_and_no_hard_space():
    for page in (WEST, CYRILLIC):
        assert not {c for c in page.characters if unicodedata.category(c)[0] == "C"}
        assert "\u00a0" not in page.characters
        assert " " in page.characters
    assert "€" in WEST.characters
    assert "€" not in CYRILLIC.characters
    assert "№" in CYRILLIC.characters


@pytest.mark.parametrize(
    ("language", "text", "page"),
    [
        ("en", "", "cp858"),
        ("en", "Coffee Café", "cp858"),
        ("en", "Кофе", "cp866"),
        ("en", "Кофе Café", "cp866"),
        ("en", "Кo één één één", "cp858"),
        ("ru", "Café één", "cp866"),
    ],
)
def test_the_page_suits_the_language_and_the_names(language, text, page):
    assert page_for(language, text).name == page


def test_a_hard_space_holds_a_word_together():
    assert printable_words("for 1\u00a0000 €  🎁 now", CYRILLIC) == ["for", "1 000", "EUR", "now"]
    assert printable_words("🎁 🍕", WEST) == ["?"]
    assert printable_words("  ", WEST) == []
