"""Bank card numbers are found in any spelling, and nothing else is."""

import random

import pytest

from app.values.bank_cards import holds_bank_card, is_bank_card, without_bank_cards
from app.values.barcodes import gs1_check_digit, with_mod97
from app.values.folding import clean, clean_code

TEST_NUMBERS = (
    "4111111111111111", "4012888888881881", "4222222222222", "5555555555554444", "5105105105105100", "2223003122003222",
    "378282246310005", "371449635398431", "30569309025904", "38520000023237", "3530111333300000", "6011111111111117",
    "6200000000000005", "2200000000000053", "6304000000000000", "5018000000000009",
)  # fmt: skip


def luhn_number(prefix: str, length: int, draw: random.Random) -> str:
    """A made-up card number that its check digit calls right."""
    body = prefix + "".join(str(draw.randrange(10)) for _ in range(length - 1 - len(prefix)))
    total = sum(
        value - 9 if (value := int(digit) * (1 if place % 2 else 2)) > 9 else value
        for place, digit in enumerate(reversed(body))
    )
    return body + str(-total % 10)


def made_up(count: int, seed: int = 1) -> list[str]:
    """So many card numbers of every brand."""
    draw = random.Random(seed)
    brands = (("4", 16), ("51", 16), ("2221", 16), ("37", 15), ("2202", 16), ("6011", 16), ("62", 17), ("3530", 16))
    return [luhn_number(*brands[number % len(brands)], draw) for number in range(count)]


@pytest.mark.parametrize("number", TEST_NUMBERS)
def test_every_brand_is_known(number: str) -> None:
    assert is_bank_card(number)
    assert without_bank_cards(f"card {number} of Anna") == f"card **** {number[-4:]} of Anna"


@pytest.mark.parametrize(
    "written",
    [
        "4111 1111 1111 1111", "4111-1111-1111-1111", "4111.1111.1111.1111", "4111\u00a01111\u00a01111\u00a01111",
        "4111  1111  1111  1111", "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
        "４１１１１１１１１１１１１１１１", "411111 1111111111",
    ],
)  # fmt: skip
def test_however_it_is_written(written: str) -> None:
    assert without_bank_cards(f"a {written} b") == "a **** 1111 b"


def test_what_stands_behind_the_number_without_a_space_goes_with_it() -> None:
    assert without_bank_cards("41111111111111111226123") == "**** 1111"


def test_a_magnetic_stripe_goes_wholly() -> None:
    assert without_bank_cards("x %B4111111111111111^K/ANNA^2612101?") == "x "
    assert without_bank_cards(";4111111111111111=2612101000?") == ""


def test_zero_width_signs_do_not_hide_it() -> None:
    assert clean("4111\u200b1111\u200b1111\u200b1111") == "**** 1111"


def test_cutting_never_leaves_most_of_a_number() -> None:
    assert "41111111" not in clean("note " * 22 + "4111111111111111", 120)


def test_codes_are_left_as_they_were_scanned() -> None:
    assert clean_code("4111111111111111") == "4111111111111111"


def eans(count: int, draw: random.Random, prefix: str = "") -> list[str]:
    bodies = (f"{prefix}{draw.randrange(10 ** (12 - len(prefix))):0{12 - len(prefix)}d}" for _ in range(count))
    return [body + gs1_check_digit(body) for body in bodies]


def test_goods_phones_and_our_own_codes_are_no_bank_cards() -> None:
    """The promise is at most 0.1 %; it is none at all."""
    draw = random.Random(5)
    told = eans(40_000, draw) + eans(20_000, draw, "46") + eans(20_000, draw, "29")
    told += [
        f"+7 9{draw.randrange(100):02d} {draw.randrange(1000):03d}-{draw.randrange(10_000):04d}" for _ in range(9000)
    ]
    told += [f"00316{draw.randrange(10**8):08d}" for _ in range(3000)]
    told += [with_mod97(f"{kind}{draw.randrange(10**12):012d}") for kind in ("72", "74") for _ in range(2000)]
    told += [with_mod97(f"{kind}{draw.randrange(10**16):016d}") for kind in ("73", "75") for _ in range(2000)]
    assert len(told) == 100_000
    assert [text for text in told if holds_bank_card(text)] == []


def test_a_thousand_made_up_numbers_are_all_found() -> None:
    assert [number for number in made_up(1000) if not holds_bank_card(f"n{number}")] == []


def test_a_bank_account_on_the_receipt_stays() -> None:
    assert not holds_bank_card("р/с 40702810400000012345")
