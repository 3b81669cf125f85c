"""Rows 1-18 of the bad-input table: what a scanner may send and no till may fall for, at the real counter."""

import json
import time

import pytest

from app.devices.scanner.inbox import MOST_WAITING
from app.devices.scanner.repair import candidates
from app.people.codes import new_code
from app.sales.basket import Goods
from app.values.barcodes import gs1_check_digit, with_mod97
from app.values.errors import Refusal
from app.workflows.imports.codes import read_barcode
from app.workflows.products import save_product
from app.workflows.scans.classify import LONGEST_SHOWN, classify
from tests.bad_input.conftest import BLOCKED_CARD, LOST_CARD, UNKNOWN_GIFT
from tests.ui.shop import ANNA_CARD, COFFEE, IVAN_CARD, MILK

VCARD = "BEGIN:VCARD\r\nFN:Nobody\r\nTEL:+31612344471\r\nEND:VCARD" * 100
LONG = {
    "url": "https://shop.example/" + "x" * 4075,
    "vcard": VCARD[:4096],
    "wifi": "WIFI:T:WPA;S:Free;P:" + "y" * 4074 + ";;",
    "digits": "7" * 4096,
    "gs1": "01" + "9" * 4094,
}


def label(prefix, article, value):
    body = f"{prefix}{article:05d}{value:05d}"
    return body + gs1_check_digit(body)


@pytest.mark.parametrize("code", ["", "\r", "\r\n", " ", "\x00" * 0, "\u00a0\ufeff"], ids=lambda code: f"row1-{code!r}")
def test_an_empty_scan_is_ignored_without_a_sound(bad_till, monkeypatch, code):
    played = []
    monkeypatch.setattr(bad_till.equipment.station, "play", played.append)
    bad_till.read(code)
    assert bad_till.is_untouched
    assert (played, bad_till.notice) == ([], "")


@pytest.mark.parametrize("what", LONG, ids=lambda what: f"row2-{what}")
def test_a_huge_code_is_not_ours_and_shown_short(bad_till, what):
    bad_till.read(LONG[what])
    session = bad_till.counter.session
    assert not session.basket.lines
    assert session.member is None
    assert all(len(row.code) <= LONGEST_SHOWN for row in session.basket.unresolved)
    assert 0 < len(bad_till.notice) < 250


@pytest.mark.parametrize("what", LONG, ids=lambda what: f"row2-speed-{what}")
def test_a_huge_code_costs_no_more_than_its_length(what):
    """The work is linear: ten times the text is not a hundred times the time (counted, so that no clock decides)."""
    counted = []
    for times in (1, 4):
        begin = time.process_time()
        for _ in range(3):
            classify(LONG[what] * times)
        counted.append(time.process_time() - begin)
    assert counted[1] < counted[0] * 40 + 0.05


def test_row3_a_wrong_check_digit_is_refused_and_a_search_is_offered(bad_till):
    bad_till.read("4600123000023")
    assert bad_till.is_untouched
    assert "misread" in bad_till.notice
    assert "F3" in bad_till.notice


def test_row4_a_bounce_is_one_line_and_a_second_piece_is_two(bad_till):
    bad_till.read(MILK, MILK, apart_ms=80)
    assert bad_till.counter.session.basket.lines[0].quantity_milli == 1000
    bad_till.fresh()
    bad_till.read(MILK, MILK, apart_ms=400)
    assert bad_till.counter.session.basket.lines[0].quantity_milli == 2000


def test_row5_two_glued_scans_are_split_only_if_both_are_whole(bad_till):
    bad_till.read(MILK + COFFEE)
    assert [line.goods.sku for line in bad_till.counter.session.basket.lines] == ["milk", "coffee"]
    bad_till.fresh()
    bad_till.read(MILK + "2000000000016")
    assert bad_till.is_untouched
    assert "misread" in bad_till.notice


@pytest.mark.parametrize("layout", ["ru", "ru-typewriter", "fr"], ids=lambda layout: f"row6-{layout}")
def test_a_code_typed_under_another_layout_is_mended(bad_till, layout):
    from app.devices.scanner.layouts import typed_under
    from app.devices.scanner.scan_codes import strokes_of

    typed = "".join(typed_under(layout, key, shift=shift) for key, shift in strokes_of(MILK))
    bad_till.read(typed, from_keys=False)
    assert [line.goods.sku for line in bad_till.counter.session.basket.lines] == ["milk"]


def test_row6_what_cannot_be_mended_says_which_layout_is_wanted(bad_till):
    text = "Д1юфы"
    assert len(candidates(text)) > 1
    bad_till.read(text, from_keys=False)
    assert len(bad_till.counter.session.basket.unresolved) == 1
    assert "English" in bad_till.notice


def test_row7_a_gs1_code_is_sold_and_its_separator_never_reaches_paper(bad_till):
    bad_till.read(f"]C1010{MILK}10LOT1\x1d21A1")
    assert [line.goods.sku for line in bad_till.counter.session.basket.lines] == ["milk"]
    receipt = bad_till.pay()
    files = list(bad_till.shop.folder.glob(f"receipts/{receipt.number}*.txt"))
    until_written(bad_till, receipt.number)
    files = list(bad_till.shop.folder.glob(f"receipts/{receipt.number}*.txt"))
    assert files
    assert all(b"\x1d" not in file.read_bytes() for file in files)


UNKNOWN_CARD = "299999999999" + gs1_check_digit("299999999999")


def until_written(till, number):
    till.qtbot.waitUntil(lambda: bool(list(till.shop.folder.glob(f"receipts/{number}*.txt"))), timeout=5000)


@pytest.mark.parametrize(
    "code", ["٤٦٠٠١٢٣٠٠٠٠٢٢", "４６００１２３００００２２", "46001230000²2"], ids=lambda code: f"row8-{code}"
)
def test_digits_of_another_script_are_refused(bad_till, code):
    bad_till.read(code)
    assert bad_till.is_untouched
    assert "Not a code" in bad_till.notice


@pytest.mark.parametrize("code", [f" {MILK}", f"{MILK} ", f"\u00a0{MILK}\u00a0", f"\ufeff{MILK}", f"\t{MILK}\r\n"],
                         ids=lambda code: f"row9-{code!r}")  # fmt: skip
def test_blanks_around_a_code_go(bad_till, code):
    bad_till.read(code)
    assert [line.goods.sku for line in bad_till.counter.session.basket.lines] == ["milk"]


@pytest.mark.parametrize("code", ["46\x0000123", "\x1bp\x00", "\x10\x04\x01", "4600\x1b@123000022", "ok\x7f"],
                         ids=lambda code: f"row10-{code!r}")  # fmt: skip
def test_control_characters_are_refused(bad_till, code):
    bad_till.read(code)
    assert bad_till.is_untouched
    assert "Not a code" in bad_till.notice
    assert bad_till.notice.isprintable()


def test_row11_a_label_that_says_nothing_is_refused_and_a_heavy_one_asks(bad_till):
    bad_till.read(label(21, 12345, 0))
    assert bad_till.is_untouched
    assert "says 0" in bad_till.notice
    bad_till.read(label(21, 12345, 99_999))
    assert bad_till.counter.session.basket.is_empty
    assert "Enter again" in bad_till.notice
    bad_till.press("Enter")
    bad_till.settle()
    (line,) = bad_till.counter.session.basket.lines
    assert (line.goods.sku, line.quantity_milli) == ("12345", 99_999)


def test_row12_a_card_is_attached_while_payment_is_open(bad_till):
    bad_till.read(MILK)
    bad_till.press("F12")
    bad_till.read(ANNA_CARD)
    assert bad_till.mode == "payment"
    assert bad_till.counter.session.member is not None


def flipped(code):
    return code[:-1] + str((int(code[-1]) + 1) % 10)


TOKENS = {
    "flipped": (flipped(UNKNOWN_GIFT), "misread"),
    "unknown": (UNKNOWN_GIFT, "not one of our codes"),
    "phone_card": (with_mod97("71" + "1" * 100), "phone cards are not read yet"),
    "badge": (new_code("badge", draw=lambda _: 5), ""),
}


@pytest.mark.parametrize("what", TOKENS, ids=lambda what: f"row13-{what}")
def test_a_token_that_is_not_good_is_refused_with_its_own_reason(bad_till, what):
    code, words = TOKENS[what]
    bad_till.read(code)
    session = bad_till.counter.session
    assert not session.basket.lines
    assert not session.basket.unresolved
    assert not session.basket.intents.asked
    assert words in bad_till.notice
    assert bad_till.notice


@pytest.mark.parametrize(("card", "words"), [(BLOCKED_CARD, "blocked"), (LOST_CARD, "lost"),
                                             (IVAN_CARD[:-1] + "9", "misread"),
                                             (UNKNOWN_CARD, "not one of ours")],
                         ids=lambda value: f"row15-{value}")  # fmt: skip
def test_a_card_that_may_not_be_used_is_refused(bad_till, card, words):
    bad_till.read(card)
    assert bad_till.is_untouched
    assert words in bad_till.notice


def test_row16_a_card_wins_over_goods_and_such_goods_are_never_taken_in(bad_till):
    acting, goods = bad_till.acting(), Goods(sku="x", name="X", price_minor=1, barcode=ANNA_CARD)
    with pytest.raises(Refusal, match="29"):
        bad_till.work(lambda books: save_product(books, goods, {}, acting))
    with pytest.raises(Refusal, match="29"):
        read_barcode(ANNA_CARD)
    bad_till.read(ANNA_CARD)
    assert bad_till.counter.session.member is not None
    assert not bad_till.counter.session.basket.lines


STRIPES = [
    "%B4111111111111111^DOE/JOHN^251210100000?",
    ";4111111111111111=25121010000?",
    "B4111111111111111^DOE/J^2512",
]


@pytest.mark.parametrize("code", STRIPES, ids=lambda code: f"row17-{code[:3]}")
def test_a_bank_cards_stripe_is_dropped_unread(bad_till, code):
    bad_till.read(code)
    assert bad_till.is_untouched
    assert "bank card" in bad_till.notice
    assert "4111" not in bad_till.notice
    assert "4111111111111111" not in json.dumps([str(file) for file in bad_till.shop.folder.rglob("*")])
    kept = [
        file for file in bad_till.shop.folder.rglob("*") if file.is_file() and b"4111111111111111" in file.read_bytes()
    ]
    assert kept == []


def test_row18_a_thousand_scans_at_once_are_sold_or_counted(bad_till):
    bad_till.equipment.apply(bad_till.equipment.settings)
    begin = time.monotonic() * 1000
    from app.devices.scanner.inbox import ScannedCode

    for place in range(1000):
        code = MILK if place % 2 else COFFEE
        bad_till.equipment.on_code_read(ScannedCode(code, "serial", at_ms=begin + 300 * place))
    assert len(bad_till.equipment.inbox) <= MOST_WAITING
    bad_till.read()
    sold = sum(line.quantity_milli for line in bad_till.counter.session.basket.lines) // 1000
    assert sold == MOST_WAITING
    assert str(1000 - MOST_WAITING) in bad_till.notice
