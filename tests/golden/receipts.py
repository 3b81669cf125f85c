"""The golden receipts: which there are, and how they are written anew after a wanted change.

`python -m tests.golden.receipts` writes the files; the difference is then read like a customer would.
"""

from pathlib import Path

from app.devices.paper.receipt_text import receipt_lines
from app.values.locales import Words
from app.workflows.receipt_view import ReceiptView
from tests.golden import samples

FOLDER = Path(__file__).parent
UNUSUAL = (samples.anonymous, samples.amount_mode, samples.points_tender, samples.stored_value, samples.long_names)


def printed(view: ReceiptView, columns: int, language: str = "") -> str:
    """The receipt as its file holds it."""
    words = Words(language or view.language, view.shop.zone)
    return "\n".join(receipt_lines(view, words, columns)) + "\n"


def golden_receipts() -> dict[str, str]:
    """File name to text of every golden receipt, as the program prints them now."""
    found = {}
    for language, view in (("en", samples.english()), ("ru", samples.russian())):
        for columns in (32, 42, 48):
            found[f"receipt_{language}_{columns}.txt"] = printed(view, columns)
    for sample in UNUSUAL:
        for language, columns in (("en", 32), ("en", 42), ("ru", 42)):
            found[f"receipt_{sample.__name__}_{language}_{columns}.txt"] = printed(sample(), columns, language)
    return found


if __name__ == "__main__":
    for name, text in golden_receipts().items():
        (FOLDER / name).write_text(text, "utf-8")
