"""Card numbers that somebody guesses: they wait, and the owner gets one case."""

import pytest

from app.people.cards import new_card_number
from app.settings.review_limits import Limits
from app.values.ids import seeded
from app.workflows.review.guessing import Guesses, is_guessable

NOON = 1_795_258_800_000
DRAW = seeded(4)
CARDS = [new_card_number(lambda _: False, DRAW.randrange) for _ in range(40)]


def after(count: int, guesses: Guesses) -> int:
    """So many unknown cards, one a second; returns the instant of the last."""
    for number in range(count):
        guesses.unknown(CARDS[number], till=1, staff="kim", at=NOON + number * 1000)
    return NOON + (count - 1) * 1000


def test_nine_are_free_and_the_tenth_is_a_case() -> None:
    guesses = Guesses(Limits())
    cases = [guesses.unknown(card, till=1, staff="kim", at=NOON) for card in CARDS[:12]]
    assert [case is not None for case in cases] == [False] * 9 + [True, False, False]
    assert cases[9] is not None
    assert (cases[9].rule, cases[9].subject) == ("F21", "kim")


def test_then_one_look_up_every_five_seconds() -> None:
    guesses = Guesses(Limits())
    last = after(10, guesses)
    assert guesses.wait_ms(CARDS[20], last + 1000) == 4000
    assert guesses.wait_ms(CARDS[20], last + 5000) == 0
    assert guesses.wait_ms(CARDS[21], last + 5001) == 4999


def test_goods_never_wait() -> None:
    guesses = Guesses(Limits())
    last = after(15, guesses)
    assert guesses.wait_ms("4006381333931", last) == 0
    assert not is_guessable("4006381333931")


def test_a_misread_card_is_no_guess() -> None:
    assert is_guessable(CARDS[0])
    assert not is_guessable(CARDS[0][:-1] + str((int(CARDS[0][-1]) + 1) % 10))


def test_after_ten_minutes_all_is_well() -> None:
    guesses = Guesses(Limits())
    last = after(10, guesses)
    assert guesses.wait_ms(CARDS[20], last + 600_001) == 0


@pytest.mark.parametrize("changed", [{"F21.count": 0}, {"F21.count": 30}])
def test_the_shop_may_think_otherwise(changed: dict[str, int]) -> None:
    guesses = Guesses(Limits(changed))
    assert guesses.wait_ms(CARDS[30], after(20, guesses)) == 0
