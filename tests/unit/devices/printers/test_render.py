"""What goes to a printer: only letters and a short list of commands, whatever the data; large totals; drawn lines."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.devices.paper.code_pages import code_page
from app.devices.printers import escpos_bytes as esc
from app.devices.printers.drawing import bars_rows, qr_rows, text_rows
from app.devices.printers.profiles import CANDIDATES, PROFILES, PrinterProfile
from app.devices.printers.render import TEST_CODE, drawer_bytes, render, render_test_page
from app.devices.printers.slip import Slip, SlipRow, marked_as_copy, receipt_slip
from app.devices.printers.status import is_status, offline_status, paper_status
from tests.golden import samples
from tests.unit.devices.receipts import views

SAMPLES = {"en": samples.english(), "ru": samples.russian()}
NOON = 1_790_000_000_000
RU = PROFILES["generic-80-ru"]


def with_goods(view, name):
    line = view.receipt.lines[0]
    line = msgspec.structs.replace(line, goods=msgspec.structs.replace(line.goods, name=name))
    receipt = msgspec.structs.replace(view.receipt, lines=(line, *view.receipt.lines[1:]))
    return msgspec.structs.replace(view, receipt=receipt)


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_profile_prints_every_sample(name, language):
    profile = PROFILES[name]
    data = render(receipt_slip(SAMPLES[language], profile), profile)
    assert data.startswith(esc.RESET)
    assert data.endswith(esc.CUT if profile.cuts else b"\n")
    assert esc.forbidden(data) == []


@pytest.mark.parametrize("evil", ["\x1bp\x00\x32\xfa", "\x1dV\x00", "\x10\x04\x01", "a\x00b\x1b@", "\x1d(k\x03\x00"])
def test_no_name_can_command_the_printer(evil):
    for profile in (PROFILES["generic-80"], RU, PROFILES["drawn"]):
        data = render(receipt_slip(with_goods(SAMPLES["en"], f"Mug {evil} x"), profile), profile)
        assert esc.forbidden(data) == []
        assert drawer_bytes(profile) not in data
        assert data.count(b"\x1dV") == (1 if profile.cuts else 0)


@given(views(), st.sampled_from(sorted(PROFILES)))
def test_any_receipt_is_only_letters_and_known_commands(view, name):
    profile = PROFILES[name]
    assert esc.forbidden(render(receipt_slip(view, profile), profile)) == []


def test_the_grammar_notices_commands_that_are_not_ours():
    for bad in (b"\x1b=\x01", b"\x1dI\x01", b"\x1c", b"\x07", b"\x00", b"\x1dk\x04A\x00", b"\x1b"):
        assert esc.forbidden(b"abc" + bad)


def test_total_and_change_are_twice_as_large():
    data = render(receipt_slip(SAMPLES["en"], PrinterProfile(columns=48)), PrinterProfile(columns=48))
    large = [part.split(b"\n")[0].decode("cp858") for part in data.split(esc.DOUBLE)[1:]]
    assert any(text.startswith("TOTAL EUR") for text in large)
    assert any(text.startswith("CHANGE") for text in large)
    assert all(len(text) <= 24 for text in large)


def test_a_long_total_is_at_least_tall():
    row = SlipRow("TOTAL EUR        1 234 567 890.00"[:32], "big", "TOTAL EUR", "1 234 567 890.00")
    data = render(Slip("x", (row,)), PrinterProfile(columns=32))
    assert esc.TALL in data
    assert esc.DOUBLE not in data


def test_a_slip_of_wider_paper_is_drawn_whole_in_smaller_letters():
    wide = Slip("x", (SlipRow("Bread".ljust(40) + "9.99"), SlipRow("Milk")))
    data = render(wide, PrinterProfile(columns=32, dots=384))
    assert data.count(b"\x1dv0\x00") == 2
    assert b"Milk" not in data
    assert b"Milk" in render(Slip("x", wide.rows[1:]), PrinterProfile(columns=32, dots=384))


def test_a_page_the_printer_has_is_used_and_what_it_lacks_is_drawn():
    slip = Slip("x", (SlipRow("Привет"), SlipRow("Цена 5 €")))
    data = render(slip, RU)
    assert esc.page(17) in data
    assert "Привет\n".encode("cp866") in data
    assert data.count(b"\x1dv0\x00") == 1
    spelt = render(slip, msgspec.structs.replace(RU, draws_missing=False))
    assert "Цена 5 EUR\n".encode("cp866") in spelt
    assert b"\x1dv0\x00" not in spelt


def test_a_printer_without_a_right_page_draws_every_line():
    data = render(Slip("x", (SlipRow("Привет", "big"), SlipRow(""), SlipRow("Hi"))), PROFILES["drawn"])
    assert b"\x1bt" not in data
    assert data.count(b"\x1dv0\x00") >= 2


def test_drawn_lines_have_ink_and_fit_the_paper():
    for text, scale in (("Привет 12,50", 1), ("ИТОГО", 2)):
        rows = text_rows(text, 42, 512, scale=scale)
        assert {len(row) for row in rows} == {64}
        assert 8 < len(rows) < 80
        assert 50 < sum(row.bit_count() for row in (int.from_bytes(row) for row in rows)) < len(rows) * 200


@pytest.mark.parametrize("dots", [384, 512, 576])
def test_drawn_symbols_can_be_read(dots):
    import zxingcpp
    from PIL import Image

    for rows in (bars_rows(TEST_CODE, dots), qr_rows(TEST_CODE, dots)):
        data = b"".join(bytes(byte ^ 0xFF for byte in row) for row in rows)
        picture = Image.frombytes("1", (dots, len(rows)), data).convert("L")
        framed = Image.new("L", (dots + 80, len(rows) + 80), 255)
        framed.paste(picture, (40, 40))
        assert [found.text for found in zxingcpp.read_barcodes(framed)] == [TEST_CODE]


def test_native_symbols_follow_the_manual():
    assert esc.code128("1234").endswith(b"\x1dk\x49\x04{C\x0c\x22")
    data = esc.qr("7200201000048133")
    assert b"\x1d(k\x13\x00\x31\x50\x307200201000048133" in data
    assert data.endswith(b"\x1d(k\x03\x00\x31\x51\x30")
    with pytest.raises(ValueError, match="pairs"):
        esc.code128("123")


def test_large_pictures_come_in_bands():
    data = esc.raster([b"\xff" * 8] * 300)
    assert data.count(b"\x1dv0\x00") == 3
    assert esc.forbidden(data) == []


def test_the_test_page_names_every_page_with_its_number():
    data = render_test_page(RU, "Till 2 кухня \x1bp\x00")
    assert esc.forbidden(data) == []
    for name, numbers in CANDIDATES.items():
        for number in numbers:
            assert esc.page(number) + f"{name} {number:>3}".encode() in data
    assert "Привет".encode("cp866") in data
    assert "Привет".encode("cp1251") in data
    assert len(code_page("cp866").characters) > 200


def test_a_copy_says_so_once():
    slip = receipt_slip(SAMPLES["ru"], RU)
    copy = marked_as_copy(slip, NOON, 42)
    assert "КОПИЯ" in copy.rows[0].text
    assert marked_as_copy(copy, NOON, 42) == copy
    assert slip.rows == copy.rows[1:]


def test_no_drawer_no_pulse():
    assert drawer_bytes(PrinterProfile(drawer_pin=1)) == b"\x1bp\x01\x32\xfa"
    assert drawer_bytes(PrinterProfile(drawer_pin=-1)) == b""


@pytest.mark.parametrize(
    ("answer", "paper", "cover"),
    [
        (b"\x12", "ready", "ready"),
        (b"\x72", "no_paper", "no_paper"),
        (b"\x16", "ready", "cover_open"),
        (b"", "unknown", "unknown"),
        (b"\xff\x00garbage", "unknown", "unknown"),
        (b"\xff\x12", "unknown", "unknown"),
        (b"\x72\x12", "ready", "ready"),
    ],
)
def test_status_bytes_are_read_and_garbage_is_ignored(answer, paper, cover):
    assert paper_status(answer) == paper
    assert offline_status(answer) == cover


@given(st.binary(max_size=16))
def test_any_answer_is_survived(answer):
    assert paper_status(answer) in ("ready", "no_paper", "unknown")
    assert (offline_status(answer) == "unknown") == (not answer or not all(map(is_status, answer)))
