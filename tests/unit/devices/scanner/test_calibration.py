"""A few test scans say what to expect of a scanner."""

import pytest

from app.devices.scanner.calibration import DIGITS, GS1_TEST, SIGNS, Calibration, calibrate
from app.workflows.scans.classify import classify
from tests.unit.devices.scanner.keyboard import Desk


def measured(desk, end="cr", gap=9, codes=(DIGITS, SIGNS, GS1_TEST)):
    for code in codes:
        desk.wait(500)
        desk.scan(code, end, gap)
    desk.wait(500)
    return calibrate(tuple(desk.scans))


@pytest.mark.parametrize("layout", ["us", "ru", "ru-typewriter", "fr", "de"])
def test_a_good_scanner_is_ready_under_every_layout(layout):
    found = measured(Desk(layout))
    assert found == Calibration(
        20, 9, "enter", reads_digits=True, reads_signs=True, sends_separator=True, sees_keys=True, layout=layout
    )
    assert found.is_ready


@pytest.mark.parametrize(("gap", "expected"), [(5, 20), (16, 32), (30, 60)])
def test_the_gap_is_twice_what_was_measured(gap, expected):
    assert measured(Desk(), gap=gap).gap_ms == expected


def test_a_scanner_without_a_separator_is_told():
    found = measured(Desk(), codes=(DIGITS, SIGNS, GS1_TEST.replace("\x1d", "")))
    assert found.is_ready
    assert not found.sends_separator


@pytest.mark.parametrize(("end", "ending"), [("cr", "enter"), ("lf", "enter"), ("tab", "tab"), ("none", "none")])
def test_the_end_is_found(end, ending):
    assert measured(Desk(), end, codes=(DIGITS,)).ending == ending


def test_without_scan_codes_the_layout_shows():
    found = measured(Desk("ru", tells_keys=False))
    assert found.reads_digits
    assert not found.reads_signs
    assert not found.sees_keys


def test_nothing_scanned_is_not_ready():
    assert not calibrate(()).is_ready


def test_the_gs1_test_is_a_gs1_code():
    reading = classify(GS1_TEST)
    assert reading.kind == "gs1"
    assert (reading.gs1.value("10"), reading.gs1.value("21")) == ("LOT1", "A1")
