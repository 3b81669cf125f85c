"""A printed card is read by scanner and camera, from the picture and from the page, upright and turned."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.devices.cards.face import HEIGHT, WIDTH, CardFace, Lettering, paint, text_width
from app.devices.cards.page import LEFT, TOP, card_pdf, card_sheet_pdf
from app.devices.cards.picture import card_png
from app.people.cards import new_card_number
from app.settings.colours import WHITE, channels, contrast, mixed, readable_under_white
from tests.unit.devices.seeing import page_picture, page_sizes, page_text, picture, seen

AT = 1_795_284_240_000
NUMBER = "2912345678906"
ANNA = CardFace(NUMBER, "Anna K.", "Sunny Corner Shop", "Sunny Club")
BOTH = {("EAN13", NUMBER), ("QRCode", NUMBER)}
ODD = (
    CardFace(NUMBER, "Анна К.", "Магазин «Солнечный»", "Клуб «Солнечный»"),
    CardFace(NUMBER, "Wolfeschlegelsteinhausenbergerdorff H.", "The Extraordinarily Long Shop of Greater Utrecht", ""),
    CardFace(NUMBER, "🎉🎊 Zoë", "Café ☕", "抹茶"),
    CardFace(NUMBER, "", "", "Club only, of very many friendly regular people of one street"),
    CardFace(NUMBER, "\u202eAnna\x1b", "م", "", accent="#FFFFFF"),
)


@pytest.fixture(scope="module")
def anna():
    return picture(card_png(ANNA))


@pytest.fixture(scope="module")
def page():
    return page_picture(card_pdf(ANNA, AT), dpi=600)


@pytest.mark.parametrize("scale", [1.0, 0.5, 0.25, 0.2])
def test_both_codes_are_read_from_the_picture_at_any_size(anna, scale):
    assert seen(anna, scale=scale) == BOTH


@pytest.mark.parametrize("scale", [1.0, 0.5, 0.25, 0.15])
def test_both_codes_are_read_from_the_page_at_any_size(page, scale):
    assert seen(page, scale=scale) == BOTH


@pytest.mark.parametrize("turned", [7, 45, 90, 133, 180, 211, 270, 315])
def test_the_qr_is_read_however_the_card_is_held(anna, page, turned):
    assert ("QRCode", NUMBER) in seen(anna, turned=turned, scale=0.4)
    assert ("QRCode", NUMBER) in seen(page, turned=turned, scale=0.4)


@pytest.mark.parametrize("turned", [0, 3, -3, 90, 180, 270])
def test_the_bars_are_read_upright_and_upside_down(anna, page, turned):
    assert ("EAN13", NUMBER) in seen(anna, turned=turned, scale=0.4)
    assert ("EAN13", NUMBER) in seen(page, turned=turned, scale=0.4)


@pytest.mark.parametrize("dpi", [150, 300, 1200])
def test_a_card_is_read_at_every_resolution(dpi):
    assert seen(picture(card_png(ANNA, dpi=dpi))) == BOTH


@settings(max_examples=8)
@given(st.integers(0, 10**10 - 1))
def test_any_card_number_is_read_back(drawn):
    number = new_card_number(lambda _: False, draw=lambda limit: drawn % limit)
    card = CardFace(number, "Anna K.", "Shop")
    assert seen(picture(card_png(card, dpi=300))) == {("EAN13", number), ("QRCode", number)}


@pytest.mark.parametrize("card", ODD)
def test_odd_names_do_not_disturb_the_codes(card):
    assert seen(picture(card_png(card, dpi=300))) == BOTH
    assert seen(page_picture(card_pdf(card, AT), dpi=300)) == BOTH


def test_a_card_is_as_large_as_a_bank_card():
    image = Image.open(io.BytesIO(card_png(ANNA)))
    assert image.size == (2022, 1275)
    assert [round(dpi) for dpi in image.info["dpi"]] == [600, 600]
    assert image.getpixel((0, 0))[3] == 0
    assert image.getpixel((1000, 600))[3] == 255
    assert page_sizes(card_pdf(ANNA, AT)) == [(WIDTH, HEIGHT)]


def test_what_is_written_on_a_card_can_be_copied_from_its_page():
    text = " ".join(page_text(card_pdf(ANNA, AT)).split())
    assert text == "Sunny Corner Shop Sunny Club Anna K. 2 912345 678906"


def test_what_a_font_lacks_is_left_out_and_what_does_not_fit_is_cut():
    assert "Café" in page_text(card_pdf(ODD[2], AT))
    assert "Zoë" in page_text(card_pdf(ODD[2], AT))
    assert "The Extraordinarily" in page_text(card_pdf(ODD[1], AT))
    assert "Utrecht" not in page_text(card_pdf(ODD[1], AT))
    assert "…" in page_text(card_pdf(ODD[1], AT))


class Notes:
    """A painter that only writes down where texts end."""

    def __init__(self):
        self.ends = {}

    def polygon(self, corners, colour):
        assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in corners)

    def text(self, text, at, style):
        self.ends[text] = at[0] + text_width(text, style)

    def bars(self, modules, at, module, height):
        self.bars_end = at[0] + len(modules) * module

    def qr(self, modules, at, size):
        self.qr_start = at[0]


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_no_text_leaves_its_place(name, shop, club):
    notes = Notes()
    paint(CardFace(NUMBER, name, shop, club), notes)
    assert max(notes.ends.values()) <= 66.1
    assert notes.bars_end + 7 * 0.4 < notes.qr_start


def test_the_same_card_gives_the_same_bytes():
    assert card_png(ANNA, dpi=150) == card_png(ANNA, dpi=150)
    assert card_pdf(ANNA, AT) == card_pdf(ANNA, AT)
    assert card_sheet_pdf([ANNA], AT) == card_sheet_pdf([ANNA], AT)


def test_ten_cards_fill_a_sheet_and_the_eleventh_begins_another():
    numbers = [new_card_number(lambda _: False, draw=lambda _, n=n: n) for n in range(11)]
    sheet = card_sheet_pdf([CardFace(number, "", "Shop") for number in numbers], AT)
    assert page_sizes(sheet) == [(210.0, 297.0)] * 2
    first, second = (page_picture(sheet, 200, page) for page in (0, 1))
    assert {text for kind, text in seen(first) if kind == "QRCode"} == set(numbers[:10])
    assert {text for kind, text in seen(first) if kind == "EAN13"} == set(numbers[:10])
    assert seen(second) == {("EAN13", numbers[10]), ("QRCode", numbers[10])}


def test_cut_marks_stand_in_the_margins_where_cards_meet():
    image = page_picture(card_sheet_pdf([ANNA], AT), 254)
    for x in (LEFT, LEFT + WIDTH, LEFT + 2 * WIDTH):
        assert min(image.getpixel((round(x * 10) + off, round((TOP - 4) * 10)))[0] for off in (-1, 0, 1)) < 128
    for y in (TOP, TOP + HEIGHT, TOP + 5 * HEIGHT):
        assert min(image.getpixel((round((LEFT - 4) * 10), round(y * 10) + off))[0] for off in (-1, 0, 1)) < 128


@pytest.mark.parametrize("number", ["", "2912345678907", "4006381333931", "29123"])
@pytest.mark.parametrize("make", [card_png, lambda card: card_pdf(card, AT), lambda card: card_sheet_pdf([card], AT)])
def test_what_is_no_card_number_is_not_printed(make, number):
    with pytest.raises(ValueError, match="is not a card number"):
        make(CardFace(number, "Anna K.", "Shop"))


def test_no_cards_make_no_sheet_and_no_picture_is_absurdly_large():
    with pytest.raises(ValueError, match="no cards"):
        card_sheet_pdf([], AT)
    with pytest.raises(ValueError, match="resolution"):
        card_png(ANNA, dpi=5000)


@given(st.integers(0, 0xFFFFFF))
def test_white_letters_are_readable_on_any_colour_a_shop_chooses(value):
    colour = readable_under_white(f"#{value:06X}")
    assert contrast(colour, WHITE) >= 4.5


def test_a_colour_that_is_dark_enough_stays():
    assert readable_under_white("#0B5CAD") == "#0B5CAD"
    assert round(contrast("#000000", WHITE), 2) == 21
    assert round(contrast("#FFFFFF", WHITE), 2) == 1


def test_colours_are_mixed_by_share():
    assert mixed("#000000", "#FFFFFF", 0) == "#000000"
    assert mixed("#000000", "#FFFFFF", 1) == "#FFFFFF"
    assert mixed("#102030", "#FFFFFF", 0.5) == "#889098"
    assert channels("#102030") == (16, 32, 48)


@pytest.mark.parametrize("colour", ["", "red", "#12345", "#GGGGGG", "0B5CAD0"])
def test_what_is_no_colour_is_refused(colour):
    with pytest.raises(ValueError):  # noqa: PT011 - int() has its own words for hexadecimal digits
        channels(colour)


def test_texts_are_measured_in_millimetres():
    ten = text_width("0000000000", Lettering("Inter-Medium", 10, "#000000"))
    twenty = text_width("0000000000", Lettering("Inter-Medium", 20, "#000000"))
    assert twenty == pytest.approx(2 * ten)
    assert 20 < ten < 25
