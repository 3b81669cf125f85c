"""Scans as real key events under a real X server: five layouts, three kinds of focus, a busy window."""

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.devices.scanner.layouts import typed_under
from app.devices.scanner.scan_codes import strokes_of
from app.settings.devices import devices_from
from app.storage.shop_folder import ShopFolder
from tests.ui.shop import ANNA_CARD, COFFEE, MUG, make_shop

PROGRAMS = ("Xvfb", "xdotool", "setxkbmap")
pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, PROGRAMS)), reason="real keys need an X server: " + ", ".join(PROGRAMS)
)
LAYOUTS = ("us", "ru", "ru-typewriter", "fr", "de")
EAN, MIXED = "4609991234567", "LC1:K7QZ-90.5/w"
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def display():
    """An X server for these tests alone; it chooses a free display by itself."""
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1024x768x24", "-nolisten", "tcp"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as pipe:
        number = pipe.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(10)


def watch(display, layout, focus, *lines):
    """What a window saw of these keys."""
    return play(display, "real_keys.py", [layout, focus], lines)


def play(display, program, words, lines):
    """Run one of the programs beside this file under the X server; returns what it printed."""
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name(program)), *words],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        env=environment,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def under(layout, text):
    return "".join(typed_under(layout, key, shift=shift) for key, shift in strokes_of(text))


@pytest.mark.parametrize("layout", ["us", "ru-typewriter"])
def test_scans_and_typing_go_their_ways(display, layout):
    seen = watch(display, layout, "field", f"scan {EAN}", "type kofe1", f"scan {MIXED}", "type 12", f"scan {EAN}")
    assert seen["codes"] == [EAN, MIXED, EAN]
    assert seen["field"] == under(layout, "kofe112")
    assert (seen["pressed"], seen["shortcuts"], seen["torn"]) == (0, 0, 0)


def test_a_scan_presses_no_button_and_fires_no_shortcut(display):
    seen = watch(display, "us", "button", f"scan {EAN}", f"scan {MIXED}")
    assert seen["codes"] == [EAN, MIXED]
    assert (seen["pressed"], seen["shortcuts"], seen["field"]) == (0, 0, "")


def test_a_scan_closes_no_box_and_enter_still_does(display):
    seen = watch(display, "ru", "box", f"scan {EAN}")
    assert (seen["codes"], seen["box"]) == ([EAN], True)
    assert watch(display, "ru", "box", "enter")["box"] is False


def test_a_busy_window_reads_the_scan_whole(display):
    seen = watch(display, "us", "button", f"stall {EAN}", f"stall {MIXED}")
    assert (seen["codes"], seen["pressed"], seen["shortcuts"]) == ([EAN, MIXED], 0, 0)


@pytest.mark.parametrize("layout", ["us", "ru-typewriter"])
def test_a_whole_till_sells_what_is_scanned_in_every_panel(display, layout, tmp_path):
    folder = tmp_path / "shop"
    make_shop(folder)
    ShopFolder(folder).save_devices(devices_from({"scanner": {"gap_ms": 100}, "sound": {"enabled": False}}))
    lines = (f"scan {COFFEE}", "press F2", f"scan {ANNA_CARD}", f"scan {COFFEE}", "press F12", f"scan {MUG}")
    seen = play(display, "real_till.py", [str(folder), layout], lines)
    assert seen["lines"] == [["coffee", 2000]]
    assert (seen["member"], seen["unresolved"], seen["entry"]) == (True, 0, "")
    assert seen["mode"] in ("payment", "basket")


def mixed_lines(rng, count):
    """Scans and typing in any order, and what ought to come of them under us."""
    lines, codes, typed = [], [], ""
    for _ in range(count):
        if rng.random() < 0.6:
            code = "".join(rng.choice("0123456789ABCabc-_./:") for _ in range(rng.randint(6, 20)))
            lines.append(f"scan {code}")
            codes.append(code)
        else:
            text = "".join(rng.choice("abcxyz0123789*") for _ in range(rng.randint(1, 4)))
            lines.append(f"type {text}")
            typed += text
    return lines, codes, typed


@pytest.mark.nightly
@pytest.mark.parametrize("layout", LAYOUTS)
def test_two_hundred_sequences_of_real_keys(display, layout):
    lines, codes, typed = mixed_lines(random.SystemRandom(), 40)
    seen = watch(display, layout, "field", *lines)
    assert seen["codes"] == codes
    assert seen["field"] == under(layout, typed)
    assert (seen["pressed"], seen["torn"]) == (0, 0)
