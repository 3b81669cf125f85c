"""A code that came as text under the wrong layout is mended only where one reading proves itself."""

import pytest

from app.devices.scanner.repair import Mended, candidates, known_by, mend
from tests.unit.devices.scanner.keyboard import ALL_LAYOUTS, Desk

EAN = "4600682000013"
CARD = "2912345678906"
RECEIPT = "7200201000048133"


@pytest.mark.parametrize("layout", ALL_LAYOUTS)
@pytest.mark.parametrize("code", [EAN, CARD, RECEIPT])
def test_codes_with_a_check_are_mended_under_every_layout(layout, code):
    desk = Desk(layout, tells_keys=False)
    desk.scan(code)
    mended = mend(desk.codes[0])
    assert mended.code == code
    assert mended.layout == ("" if desk.codes[0] == code else layout)


@pytest.mark.parametrize("layout", ["ru", "ru-typewriter"])
def test_a_code_of_the_catalogue_is_mended(layout):
    desk = Desk(layout, tells_keys=False)
    desk.scan("MUG-0012")
    assert mend(desk.codes[0], {"MUG-0012"}.__contains__) == Mended("MUG-0012", layout)


def test_nobody_guesses_between_two():
    text = "фис-1"
    readings = [code for _, code in candidates(text)]
    assert len(readings) > 2
    assert mend(text, lambda code: True) == Mended(text)
    assert mend(text) == Mended(text)


def test_a_right_code_stays_as_it_is():
    assert mend(EAN) == Mended(EAN)
    assert mend("MUG-0012", {"MUG-0012"}.__contains__) == Mended("MUG-0012")


def test_prefixes_of_the_owners_rules_count_as_a_proof():
    assert mend("ДС12345", known_by(("LC",))) == Mended("LC12345", "ru")
    assert not known_by(())("LC1")
