"""The shop's own style on paper: logo, colours, first lines; on receipts, in the printer and on cards."""

import dataclasses
import io

import msgspec
import pytest
from PIL import Image, ImageDraw

from app.devices.cards.face import card_face
from app.devices.cards.page import card_pdf
from app.devices.cards.picture import card_png
from app.devices.paper.logo import fitted, logo_rows, picture_shape, receipt_logo
from app.devices.paper.receipt_pdf import receipt_pdf
from app.devices.paper.receipt_text import receipt_lines
from app.devices.printers.escpos_bytes import forbidden
from app.devices.printers.profiles import PROFILES
from app.devices.printers.render import render
from app.devices.printers.slip import Slip, receipt_slip
from app.settings.colours import contrast
from app.settings.logo import logo_text
from app.settings.shop import ShopSettings
from app.values.locales import Words
from tests.golden import samples
from tests.unit.devices.seeing import page_picture, page_sizes, picture, seen

AT = 1_795_284_240_000
CARD = "2912345678906"


def drawn(size=(200, 100), colour=(200, 20, 20, 255)) -> bytes:
    made = Image.new("RGBA", size, (0, 0, 0, 0))
    ImageDraw.Draw(made).rectangle((4, 4, size[0] - 5, size[1] - 5), fill=colour)
    out = io.BytesIO()
    made.save(out, "PNG")
    return out.getvalue()


LOGO = drawn()


def styled(**options) -> ShopSettings:
    shop = samples.english().shop
    return dataclasses.replace(shop, logo=logo_text(LOGO), **options)


def view_with(shop: ShopSettings):
    return msgspec.structs.replace(samples.english(), shop=shop)


def test_the_first_lines_of_the_shop_stand_under_its_tax_number():
    shop = dataclasses.replace(samples.english().shop, receipt_head="Open 9 to 21\nwww and more")
    lines = [line.strip() for line in receipt_lines(view_with(shop), Words("en", shop.zone), 42)]
    place = lines.index("VAT NL001234567B01")
    assert lines[place + 1 : place + 3] == ["Open 9 to 21", "www and more"]


def test_the_logo_makes_the_page_longer_and_is_on_it():
    words = Words("en", "UTC")
    without = receipt_pdf(view_with(styled(receipt_logo=False)), words, 42)
    with_logo = receipt_pdf(view_with(styled()), words, 42)
    (before,), (after,) = page_sizes(without), page_sizes(with_logo)
    assert after[0] == before[0]
    assert after[1] - before[1] > 15
    top = page_picture(with_logo, 150).crop((0, 0, 400, 260)).convert("RGB")
    assert any(red > 150 and green < 60 for _, (red, green, _blue) in top.getcolors(1_000_000))


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_a_receipt_without_a_logo_is_what_it_was(columns):
    words = Words("en", "UTC")
    plain = samples.english()
    assert receipt_pdf(plain, words, columns) == receipt_pdf(plain, words, columns)
    assert receipt_logo(plain.shop) == b""


@pytest.mark.parametrize("name", ["generic-80", "generic-58", "epson-tm-t20"])
def test_a_printer_that_draws_puts_the_logo_over_the_first_line(name):
    profile = PROFILES[name]
    plain = render(receipt_slip(view_with(styled(receipt_logo=False)), profile), profile)
    data = render(receipt_slip(view_with(styled()), profile), profile)
    assert len(data) > len(plain) + 1000
    assert data.index(b"\x1dv0\x00") < data.index(b"Receipt" if profile.columns > 40 else b"No.")
    assert forbidden(data) == []


def test_a_printer_that_draws_nothing_prints_the_same_without_it():
    profile = msgspec.structs.replace(PROFILES["generic-80"], draws_missing=False)
    with_logo = render(receipt_slip(view_with(styled()), profile), profile)
    assert with_logo == render(receipt_slip(view_with(styled(receipt_logo=False)), profile), profile)


def test_a_job_that_waited_since_an_older_version_is_still_printed():
    old = {"name": "02-000481", "rows": [{"text": "Hello"}]}
    assert msgspec.json.decode(msgspec.json.encode(old), type=Slip).logo == b""
    slip = receipt_slip(view_with(styled()), PROFILES["generic-80"])
    assert msgspec.json.decode(msgspec.json.encode(slip), type=Slip) == slip


@pytest.mark.parametrize("dots", [384, 512, 576])
def test_the_dots_are_whole_bytes_of_the_papers_width_and_not_too_high(dots):
    rows = logo_rows(LOGO, dots)
    assert {len(row) for row in rows} == {(dots + 7) // 8}
    assert 50 < len(rows) <= 192
    assert any(any(row) for row in rows)


@pytest.mark.parametrize("png", [b"", b"no picture", LOGO[:80]])
def test_what_is_no_picture_is_no_logo(png):
    assert logo_rows(png, 512) == []
    assert picture_shape(b"rubbish") is None
    assert fitted(b"", (1, 1)) is None


@pytest.mark.parametrize("look", ["band", "full", "plain", "unheard of"])
@pytest.mark.parametrize("logo", [b"", LOGO], ids=["star", "logo"])
@pytest.mark.parametrize("accent", ["#0B5CAD", "#FFE600"])
def test_a_card_of_every_look_is_read_by_the_scanner(look, logo, accent):
    shop = ShopSettings(
        name="Sunny Corner", club="Corner Club", accent=accent, card_look=look, logo=logo_text(logo) if logo else ""
    )
    face = card_face(CARD, "Anna K.", shop)
    assert {code for _kind, code in seen(picture(card_png(face)))} == {CARD}
    assert {code for _kind, code in seen(page_picture(card_pdf(face, AT), 300))} == {CARD}


@pytest.mark.parametrize("accent", ["#FFE600", "#FFFFFF", "#7FFFD4"])
def test_white_names_can_be_read_on_a_card_that_is_coloured_all_over(accent):
    face = card_face(CARD, "", ShopSettings(accent=accent, card_look="full"))
    image = Image.open(io.BytesIO(card_png(face, dpi=150))).convert("RGB")
    red, green, blue = image.getpixel((round(image.width * 0.3), round(image.height * 0.45)))
    assert contrast(f"#{red:02X}{green:02X}{blue:02X}", "#FFFFFF") >= 4.5


@pytest.mark.parametrize("sample", [samples.english, samples.russian])
@pytest.mark.parametrize("columns", [32, 42, 48])
def test_no_code_on_a_receipt_leads_to_a_page(sample, columns):
    view = sample()
    codes = {code for _kind, code in seen(page_picture(receipt_pdf(view, Words(view.language, "UTC"), columns), 300))}
    assert codes
    assert all(code.isdigit() for code in codes)
    assert "http" not in "\n".join(receipt_lines(view, Words(view.language, "UTC"), columns)).lower()
