"""Expected failures carry a code for tests and words for people."""

import pytest

from app.values.errors import Expected, Refusal, Trouble
from app.values.words import msg, plain


@pytest.mark.parametrize("kind", [Refusal, Trouble])
def test_a_failure_has_a_code_and_words(kind):
    failure = kind("card.unknown", msg("Card {number} is not ours.", number="29"), msg("Card"))
    assert isinstance(failure, Expected)
    assert failure.code == "card.unknown"
    assert failure.title == msg("Card")
    assert str(failure) == "card.unknown: Card 29 is not ours."


def test_somebodys_own_words_are_taken_as_they_are():
    failure = Refusal("x", "Soup of the day: {tomato}")
    assert failure.message == plain("Soup of the day: {tomato}")
    assert str(failure) == "x: Soup of the day: {tomato}"
    assert failure.title == plain("")
