"""How amounts stand on a receipt: the currency said once, signs shown, tax letters in a column of their own."""

from __future__ import annotations

from app.values.locales import Words
from app.values.words import Message, msg
from app.workflows.receipt_view import ReceiptView

_CURRENCIES: dict[str, Message] = {"RUB": msg("RUB")}


def currency_word(currency: str, words: Words) -> str:
    """The currency beside the total: its ISO code, or the word a language has for it."""
    return words.say(_CURRENCIES[currency]) if currency in _CURRENCIES else currency


def signed(amount: str, minor: int) -> str:
    """An amount with a plus where it is not negative: `+0.02`."""
    return amount if minor < 0 else f"+{amount}"


def tax_letters(view: ReceiptView) -> dict[str, str]:
    """The letter of each tax of the shop, by tax id."""
    return {tax.id: tax.label for tax in view.receipt.tax_profile.taxes}


def letter_room(view: ReceiptView) -> int:
    """Columns right of an amount that tax letters take, the space before them included; 0 without taxes."""
    letters = tax_letters(view)
    longest = max((len(_joined(line.goods.taxes, letters)) for line in view.receipt.lines), default=0)
    return longest + 1 if longest else 0


def with_letters(amount: str, taxes: tuple[str, ...], view: ReceiptView) -> str:
    """`23.80 B`, padded so that amounts stand under each other."""
    room = letter_room(view)
    return f"{amount} {_joined(taxes, tax_letters(view)):<{room - 1}}" if room else amount


def _joined(taxes: tuple[str, ...], letters: dict[str, str]) -> str:
    return "".join(letters.get(tax, "") for tax in taxes)
