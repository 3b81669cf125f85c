"""Scans and typing in any order, on every screen, under five layouts: nothing lost, nothing pressed, nothing typed."""

from __future__ import annotations

import random
import time
from collections import Counter

import pytest
from PySide6.QtWidgets import QApplication

from app.devices.scanner.layouts import LAYOUTS
from app.values.barcodes import gs1_check_digit
from tests.gallery.entries import Entry, entries
from tests.gallery.stage import Stage
from tests.ui.fuzz.scanner_hands import ENDS, LETTERS, SIGNS, ScannerHands, nothing_pressed

SEQUENCES, BUDGET_S = 10_000, 20.0
AT_ONE_PLACE = 4


def places() -> list[Entry]:
    """Every state of every screen in which a cashier or the owner may stand."""
    return [each for each in entries() if each.shop == "full" and each.state not in {"loading", "error"}]


def code(draw: random.Random) -> str:
    """A code that nobody has scanned before: of goods, or of letters and signs."""
    if draw.random() < 0.6:
        body = f"46{draw.randrange(10**10):010d}"
        return body + gs1_check_digit(body)
    return "A1" + "".join(draw.choice(SIGNS) for _ in range(draw.randint(4, 16)))


def play(hands: ScannerHands, draw: random.Random) -> None:
    """One sequence: one to four scans and bits of typing."""
    for _ in range(draw.randint(1, 4)):
        if draw.random() < 0.3:
            hands.type("".join(draw.choice(LETTERS) for _ in range(draw.randint(1, 3))))
            continue
        scanned = code(draw)
        # without an end only digits are known for a scan
        end = draw.choice(ENDS if scanned.isdigit() else ENDS[:-1])
        with nothing_pressed(hands.stage.window, scanned):
            hands.scan(scanned, end)


def run(seed: int, most: int, budget_s: float) -> Counter[str]:
    """Sequences until one of the two is used up; returns how many there were at which screen."""
    draw, end, done = random.Random(seed), time.monotonic() + budget_s, Counter[str]()
    with Stage("full") as stage:
        todo: list[Entry] = []
        while done.total() < most and time.monotonic() < end:
            if not todo:
                todo = places()
                draw.shuffle(todo)
            entry = todo.pop()
            entry.make(stage)
            hands = ScannerHands(stage, draw.choice(LAYOUTS), caps=draw.random() < 0.2)
            for _ in range(AT_ONE_PLACE):
                play(hands, draw)
                done[entry.screen] += 1
            hands.close()
            seen = hands.seen
            where = (entry.name, hands.layout, hands.caps)
            assert seen.read == seen.made, where
            assert seen.torn == 0, where
            assert seen.replayed == seen.typed, where
            stage.reset()
    return done


def test_scans_and_typing_for_twenty_seconds(qapp: QApplication) -> None:
    done = run(7, SEQUENCES, BUDGET_S)
    print(f"{done.total()} sequences on {len(done)} screens")
    assert done.total() >= 20


@pytest.mark.nightly
def test_ten_thousand_sequences_on_every_screen(qapp: QApplication) -> None:
    seed = random.SystemRandom().randrange(10**9)
    print(f"seed {seed}")
    done = run(seed, SEQUENCES, 7200.0)
    assert done.total() >= SEQUENCES
    assert set(done) >= {entry.screen for entry in places()}
