"""Text is kept clean, found however it is typed, and read under the wrong layout."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.folding import LONGEST_NAME, clean, fold, layout_twins, tokens

anything = st.text(max_size=300)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Anna \t\n Kuznetsova ", "Anna Kuznetsova"),
        ("Bread\x00\x1b@\u202ewhite\u200b", "Bread@white"),
        ("Cafe\u0301", "Café"),
        ("👨‍👩‍👧 set", "👨👩👧 set"),
        ("Z" + "\u0323" * 9, "Ẓ̣̣̣"),
        ("\u2028line\u2029", "line"),
        ("", ""),
    ],
)
def test_text_is_cleaned_for_keeping(text, kept):
    assert clean(text) == kept


@given(anything)
def test_clean_text_is_one_short_line_without_anything_unseen(text):
    kept = clean(text)
    assert len(kept) <= LONGEST_NAME
    assert not any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} for c in kept)
    assert kept == kept.strip()
    assert "  " not in kept


@given(anything)
def test_cleaning_twice_is_cleaning_once(text):
    assert clean(clean(text)) == clean(text)


def test_five_thousand_characters_are_cut():
    assert len(clean("x" * 5000)) == LONGEST_NAME
    assert clean("abc", longest=2) == "ab"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ёлка Łódź CAFÉ", "елка lodz cafe"),
        ("Straße ØRE Œuvre Đ", "strasse ore oeuvre d"),
        ("İstanbul ILI ı", "istanbul ili i"),
        ("ﬁ Ⅳ", "fi iv"),
        ("  two   words ", "two words"),
    ],
)
def test_text_is_folded_for_finding(text, folded):
    assert fold(text) == folded


@given(anything)
def test_folding_does_not_depend_on_case_or_composition(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text("абвгдеёжзйіАБВЁЙabcéøłŁ ", max_size=30))
def test_folded_text_stays_folded(text):
    assert fold(fold(text)) == fold(text)
    assert fold(text.upper()) == fold(text.lower())


def test_tokens_are_the_folded_words():
    assert tokens("Café «Ёлка», 2-in-1_set") == ["cafe", "елка", "2", "in", "1", "set"]
    assert tokens("-- «»") == []


@pytest.mark.parametrize(
    ("typed", "meant"), [("rjat", "кофе"), ("сщаауу", "coffee"), ("`krf", "ёлка"), ("RJAT", "кофе")]
)
def test_the_wrong_layout_is_read(typed, meant):
    assert meant in layout_twins(typed)


def test_digits_have_no_other_layout():
    assert layout_twins("4006381") == []
