"""Bars and dots are the standard's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.devices.paper.symbols import code128_bars, dark_runs, ean13_bars, qr_modules


def test_an_ean_13_has_95_modules_with_its_guards():
    bars = ean13_bars("4006381333931")
    assert len(bars) == 95
    assert bars[:3] == bars[-3:] == "101"
    assert bars[45:50] == "01010"
    # GS1 General Specifications, the published pattern of this number
    assert bars == "10100011010100111010111101111010001001011001101010100001010000101000010111010010000101100110101"


def test_pairs_of_digits_take_one_symbol_of_a_code_128():
    bars = code128_bars("7200201000048133")
    # start, eight pairs, check and stop
    assert len(bars) == 11 * (1 + 8 + 1) + 13
    assert bars.startswith("11010011100")
    assert bars.endswith("1100011101011")


def test_a_qr_code_of_thirteen_digits_is_the_smallest_there_is():
    rows = qr_modules("2912345678906")
    assert len(rows) == 21
    assert {len(row) for row in rows} == {21}
    assert rows[0].startswith("1111111")
    assert rows[0].endswith("1111111")


@given(st.text("01", max_size=60))
def test_runs_hold_every_dark_module_once(modules):
    drawn = ["0"] * len(modules)
    for start, length in dark_runs(modules):
        assert drawn[start : start + length] == ["0"] * length
        assert start == 0 or modules[start - 1] == "0"
        drawn[start : start + length] = "1" * length
    assert "".join(drawn) == modules


@pytest.mark.parametrize(("modules", "runs"), [("", []), ("000", []), ("1", [(0, 1)]), ("0110001", [(1, 2), (6, 1)])])
def test_runs_are_told_by_start_and_length(modules, runs):
    assert list(dark_runs(modules)) == runs
