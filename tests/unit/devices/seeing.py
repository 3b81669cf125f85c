"""Eyes for the tests: a PDF page as a picture, and the codes a camera would read in a picture."""

import io

import pypdfium2
import zxingcpp
from PIL import Image


def page_picture(pdf, dpi, page=0):
    """A page as it is printed at so many dots an inch."""
    document = pypdfium2.PdfDocument(pdf)
    return document[page].render(scale=dpi / 72).to_pil().convert("RGB")


def page_text(pdf, page=0):
    """The text of a page as it would be copied."""
    return pypdfium2.PdfDocument(pdf)[page].get_textpage().get_text_range().replace("\r", "")


def page_sizes(pdf):
    """Width and height of every page in mm, rounded to hundredths."""
    return [tuple(round(side / 72 * 25.4, 2) for side in page.get_size()) for page in pypdfium2.PdfDocument(pdf)]


def picture(png):
    """A PNG on a white table."""
    card = Image.open(io.BytesIO(png)).convert("RGBA")
    table = Image.new("RGBA", (card.width + 80, card.height + 80), "#FFFFFF")
    table.alpha_composite(card, (40, 40))
    return table.convert("RGB")


def seen(image, *, turned=0, scale=1.0):
    """The codes seen in a picture that is turned by degrees and scaled, as (format, digits)."""
    if scale != 1.0:
        image = image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.LANCZOS)
    if turned:
        image = image.rotate(turned, expand=True, fillcolor="#FFFFFF", resample=Image.Resampling.BICUBIC)
    formats = (zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.EAN13, zxingcpp.BarcodeFormat.Code128)
    return {(result.format.name, result.text) for result in zxingcpp.read_barcodes(image, formats=formats)}
