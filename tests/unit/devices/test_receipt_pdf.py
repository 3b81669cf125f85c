"""The page says what the paper says, its codes are read by a scanner, and its bytes follow from the view alone."""

import msgspec
import pytest

from app.devices.paper.fonts import font_page
from app.devices.paper.receipt_pdf import paper_for, receipt_pdf
from app.devices.paper.receipt_text import receipt_lines, return_code
from app.values.locales import Words
from tests.golden import samples
from tests.unit.devices.seeing import page_picture, page_sizes, page_text, seen

SAMPLES = [
    samples.english,
    samples.russian,
    samples.anonymous,
    samples.amount_mode,
    samples.points_tender,
    samples.stored_value,
    samples.long_names,
]


def pdf_of(view, columns):
    return receipt_pdf(view, Words(view.language, view.shop.zone), columns)


@pytest.mark.parametrize("columns", [32, 42, 48])
@pytest.mark.parametrize("sample", SAMPLES)
def test_the_text_of_the_page_is_that_of_the_receipt(sample, columns):
    view = sample()
    words = Words(view.language, view.shop.zone)
    text = page_text(pdf_of(view, columns)).split()
    lines = receipt_lines(view, words, columns, font_page("DejaVuSansMono"))
    printed = [line for line in lines if set(line) - {"-", "="}]
    assert sorted(text) == sorted(" ".join(printed).split())


@pytest.mark.parametrize(("columns", "width"), [(32, 58), (42, 80), (48, 80)])
def test_there_is_one_page_as_wide_as_the_roll_and_as_long_as_needed(columns, width):
    ((short_width, short),) = page_sizes(pdf_of(samples.anonymous(), columns))
    ((long_width, long),) = page_sizes(pdf_of(samples.points_tender(), columns))
    assert short_width == long_width == width
    assert long > short + 30


@pytest.mark.parametrize("columns", [32, 42])
@pytest.mark.parametrize("sample", [samples.english, samples.russian])
def test_the_receipt_code_is_read_back_from_the_printed_page(sample, columns):
    view = sample()
    image = page_picture(pdf_of(view, columns), dpi=203)
    assert seen(image) == {("QRCode", return_code(view)), ("Code128", return_code(view))}
    assert ("QRCode", return_code(view)) in seen(image, turned=30)


def test_the_same_view_gives_the_same_bytes_and_another_view_others():
    view = samples.russian()
    assert pdf_of(view, 42) == pdf_of(view, 42)
    assert pdf_of(view, 42) != pdf_of(msgspec.structs.replace(view, at=view.at + 60_000), 42)


def test_the_total_and_the_change_are_the_largest_letters():
    """The ink of the page: its two tallest rows are the total and the change."""
    image = page_picture(pdf_of(samples.english(), 42), dpi=144).convert("L")
    left = image.crop((0, 0, image.width // 2, image.height)).point(lambda value: 255 if value < 128 else 0)
    rows = [left.crop((0, y, left.width, y + 1)).getbbox() is not None for y in range(left.height)]
    runs, start = [], None
    for y, ink in enumerate([*rows, False]):
        if ink and start is None:
            start = y
        elif not ink and start is not None:
            runs.append(y - start)
            start = None
    ordinary = sorted(runs)[len(runs) // 2]
    assert len([run for run in runs if 1.6 * ordinary <= run < 40]) >= 2


def test_nothing_is_drawn_outside_what_the_roll_can_print():
    for columns in (32, 42, 48):
        paper = paper_for(columns)
        for sample in SAMPLES:
            image = page_picture(pdf_of(sample(), columns), dpi=144).convert("L").point(lambda v: 255 if v < 250 else 0)
            left, top, right, bottom = (side / 144 * 25.4 for side in image.getbbox())
            assert left >= paper.margin - 0.4
            assert right <= paper.width - paper.margin + 0.4
            assert top > 1
            assert bottom < image.height / 144 * 25.4 - 1
