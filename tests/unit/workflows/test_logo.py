"""A logo from any file: what is taken, what is done to it, and what is refused with what to do instead."""

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from app.settings.logo import logo_bytes, logo_text
from app.settings.shop import LONGEST_LOGO, ShopSettings
from app.values.errors import Refusal
from app.workflows.logo import KEPT, MOST_KEPT_BYTES, accepted_logo, checked_svg, is_svg

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#0a7"/></svg>'


def picture(size=(200, 100), *, kind="PNG", mode="RGBA", colour=(10, 120, 90, 255)) -> bytes:
    made = Image.new(mode, size, (0, 0, 0, 0) if mode == "RGBA" else 255)
    ImageDraw.Draw(made).ellipse((0, 0, size[0] - 1, size[1] - 1), fill=colour if mode == "RGBA" else 40)
    out = io.BytesIO()
    made.convert("RGB" if kind == "JPEG" else mode).save(out, kind)
    return out.getvalue()


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png), formats=["PNG"])


def test_a_png_and_a_jpeg_become_a_png_with_its_own_transparency():
    kept = accepted_logo(picture())
    assert (kept.width, kept.height) == (200, 100)
    assert opened(kept.png).mode == "RGBA"
    assert kept.notes == ()
    assert accepted_logo(picture(kind="JPEG")).width == 200
    assert accepted_logo(picture(mode="L")).width == 200


def test_an_empty_margin_is_cut_off_and_a_large_picture_made_smaller_and_both_are_said():
    wide = Image.new("RGBA", (3000, 3000), (0, 0, 0, 0))
    wide.paste((200, 0, 0, 255), (500, 1000, 2500, 2000))
    out = io.BytesIO()
    wide.save(out, "PNG")
    kept = accepted_logo(out.getvalue())
    assert (kept.width, kept.height) == KEPT
    assert len(kept.notes) == 2


def test_what_else_was_in_the_file_is_left_behind():
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("comment", "SECRET-SIGN")
    out = io.BytesIO()
    Image.new("RGBA", (64, 64), (1, 2, 3, 255)).save(out, "PNG", pnginfo=info)
    kept = accepted_logo(out.getvalue() + b"<?php SECRET-SIGN ?>")
    assert b"SECRET-SIGN" not in kept.png


def test_even_noise_fits_where_it_is_kept():
    noise = Image.effect_noise((1200, 600), 120).convert("RGBA")
    out = io.BytesIO()
    noise.save(out, "PNG")
    kept = accepted_logo(out.getvalue())
    assert len(kept.png) <= MOST_KEPT_BYTES
    assert len(logo_text(kept.png)) <= LONGEST_LOGO
    assert logo_bytes(ShopSettings(logo=logo_text(kept.png))) == kept.png


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "logo.unreadable"),
        (b"hello, I am no picture", "logo.unreadable"),
        (b"GIF89a" + b"\0" * 200, "logo.unreadable"),
        (b"%PDF-1.7", "logo.unreadable"),
        (picture()[:300], "logo.unreadable"),
        (b"\x89PNG\r\n\x1a\n" + b"\xff" * 400, "logo.unreadable"),
        (picture((8, 8)), "logo.shape"),
        (picture((900, 30)), "logo.shape"),
        (picture(colour=(0, 0, 0, 0)), "logo.empty"),
        (b"\x89PNG" + b"\0" * 9_000_000, "logo.size"),
    ],
    ids=["empty", "text", "gif", "pdf", "torn", "rubbish", "tiny", "strip", "nothing to see", "huge file"],
)
def test_what_is_no_logo_is_refused_with_what_to_do(data, code):
    with pytest.raises(Refusal) as refused:
        accepted_logo(data)
    assert refused.value.code == code


def test_a_bomb_is_refused_by_its_head_before_any_memory_is_taken():
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(b"\0" * 1000)), chunk(b"IEND", b""))
    bomb = b"\x89PNG\r\n\x1a\n" + b"".join(parts)
    with pytest.raises(Refusal) as refused:
        accepted_logo(bomb)
    assert refused.value.code in {"logo.size", "logo.unreadable"}


@given(st.binary(max_size=600), st.integers(0, 500))
@settings(max_examples=60, deadline=None)
def test_no_damage_to_a_file_is_more_than_a_refusal(damage, place):
    data = bytearray(picture((60, 40)))
    data[place : place + len(damage)] = damage
    codes = []
    try:
        accepted_logo(bytes(data))
    except Refusal as refused:
        codes.append(refused.code)
    assert all(code.startswith("logo.") for code in codes)


def test_a_plain_svg_is_taken_and_told_from_a_picture():
    assert is_svg(SVG)
    assert is_svg(b'\xef\xbb\xbf<?xml version="1.0"?>\n' + SVG)
    assert not is_svg(picture())
    assert checked_svg(SVG) == SVG
    editor = SVG.replace(b"<rect", b'<sodipodi:namedview xmlns:sodipodi="s" /><rect style="stroke-dasharray:none"', 1)
    assert checked_svg(editor) == editor


def _with(inside: str) -> bytes:
    return SVG.replace(b"</svg>", inside.encode() + b"</svg>")


@pytest.mark.parametrize(
    "data",
    [
        _with("<script>alert(1)</script>"),
        _with('<image href="file:///etc/passwd"/>'),
        _with('<use href="#a"/>'),
        _with("<foreignObject/>"),
        _with('<rect onclick="x()"/>'),
        _with('<rect style="fill:url(http://example.org/a)"/>'),
        _with("<style>@import url(http://example.org)</style>"),
        _with('<path d="M0 0L9 9" stroke-dasharray="0.00001"/>'),
        _with('<path d="M0 0L9 9" style="stroke-dasharray:0.00001"/>'),
        _with('<rect xlink:href="http://example.org/x"/>').replace(b"<svg", b'<svg xmlns:xlink="x"'),
        _with('<linearGradient href="data:x"/>'),
        _with("<animate/>"),
        _with("<pattern/>"),
        _with("<filter/>"),
        b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + _with("<text>&b;</text>"),
        b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + _with("<text>&x;</text>"),
        _with("<g>" * 60 + "</g>" * 60),
        _with("<g/>" * 5000),
    ],
)
def test_a_svg_that_holds_more_than_shapes_is_refused(data):
    with pytest.raises(Refusal) as refused:
        checked_svg(data)
    assert refused.value.code == "logo.svg"


@pytest.mark.parametrize("data", [b"<svg", b"<svg></g></svg>", b"<svg>\xff\xfe</svg>", SVG + b"<svg/>"])
def test_a_svg_that_cannot_be_read_is_refused(data):
    with pytest.raises(Refusal) as refused:
        checked_svg(data)
    assert refused.value.code == "logo.unreadable"


def test_a_svg_of_a_megabyte_is_too_large():
    with pytest.raises(Refusal) as refused:
        checked_svg(_with(" " * 500_000))
    assert refused.value.code == "logo.size"
