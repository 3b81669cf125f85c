"""F1: the keys that work now and all others, to be searched; a second F1 prints them on a card."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.devices.paper.key_card import key_card_slip
from app.devices.paper.slips import keep_slip, slip_text
from app.settings.shop import ShopSettings
from app.ui.shell.key_map import KEY_MAP
from app.values.locales import Words
from tests.ui.counter_driver import Driver
from tests.ui.pace import until
from tests.ui.shop import COFFEE, TestShop


def listed(till: Driver) -> str:
    board = till.counter.mode.board()
    assert board is not None
    say = till.window.desk.face.say
    return "\n".join(f"{row.mark}: {say(row.title)}" for section in board.sections for row in section.choices)


def test_f1_lists_the_keys_of_this_moment_first(till: Driver) -> None:
    till.scan(COFFEE)
    till.press("F1")
    board = till.counter.mode.board()
    assert board is not None
    first = {row.mark for row in board.sections[0].choices}
    assert {"F2", "F4", "F6", "Ctrl+Z"} <= first
    assert "F5" not in first, "nobody is attached"
    assert "F12: pay" in listed(till)


@pytest.mark.parametrize("typed", ["discount", "reduce", "кувгсу", "f4"])
def test_what_is_typed_looks_among_them(till: Driver, typed: str) -> None:
    till.scan(COFFEE)
    till.press("F1")
    till.type(typed)
    if typed == "discount":
        assert "No key does" in till.words()
    else:
        assert "F4" in listed(till)
        assert "F12" not in listed(till)
    till.press("Esc", "Esc")
    assert till.mode == "basket"


def test_a_second_f1_writes_the_card(till: Driver, shop: TestShop) -> None:
    till.press("F1", "F1")
    card = shop.folder / "receipts" / "keys.pdf"
    until(card.exists, what="the card")
    until(lambda: "The key card lies in" in till.notice, what="the word of it")
    assert card.read_bytes().startswith(b"%PDF")
    assert till.mode == "basket"
    assert "F12" in card.with_suffix(".txt").read_text(encoding="utf-8")


def test_a_screen_of_the_office_has_its_keys_too(till: Driver) -> None:
    till.window.open_screen("products")
    till.settle()
    till.press("F1")
    help_ = till.window.help
    assert help_ is not None
    assert help_.isVisible()
    assert "Ctrl+F" in till.words(help_)
    till.type("back")
    assert "Back" in till.words(help_)
    assert "Ctrl+F" not in till.words(help_)
    till.press("Esc")
    assert not help_.isVisible()
    assert till.window.screen_in_front is not till.terminal.checkout, "only the help was closed"


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("columns", [32, 42, 48])
def test_the_card_fits_any_printer_and_says_every_key(tmp_path: Path, language: str, columns: int) -> None:
    paper = key_card_slip(ShopSettings(name="Corner"), 1_795_258_800_000, language, KEY_MAP)
    text = slip_text(paper, columns)
    assert max(map(len, text.splitlines())) <= columns
    for section in KEY_MAP:
        for line in section.lines:
            first = Words(language).say(line.words).split()[0]
            assert first in text, line.keys
    assert len(keep_slip(paper, tmp_path, columns=columns, with_pdf=True)) == 2
