"""What the tests of conditions share."""

import pytest

from app.loyalty.reasons import words_of
from tests.unit.loyalty.judging import judged


@pytest.fixture
def said():
    """The words of the reason a condition gives."""

    def say(condition, what, **terms):
        return words_of(judged(condition, what, **terms), "EUR").english()

    return say
