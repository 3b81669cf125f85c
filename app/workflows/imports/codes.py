"""Barcodes and numbers from a file, with an explanation for what spreadsheets do to them."""

from __future__ import annotations

from app.people.cards import CARD_LENGTH, CARD_PREFIX, is_card_number, looks_like_card
from app.values.bank_cards import BANK_CARD, holds_bank_card
from app.values.barcodes import GTIN_LENGTHS, gs1_check_digit, is_digits, is_gtin
from app.values.errors import Refusal
from app.values.words import msg
from app.workflows.imports.figures import is_excel_damage

LONGEST_CODE = 40


def text_mark_off(text: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from turning digits into a number."""
    return text.strip().removeprefix("'").strip()


def read_barcode(text: str) -> str:
    """A product's barcode as it is scanned; empty for none.

    Raises:
        Refusal: eaten by a spreadsheet, zeros lost, wrong check digit, a member card's number, or no code at all.
    """
    code = text_mark_off(text)
    if not code:
        return ""
    _refuse_damage(code)
    if looks_like_card(code):
        raise Refusal(
            "barcode.card",
            msg(
                "{length} digits that begin with {prefix} are a member's card: a scan would find the member, not the "
                "product. Print another barcode for it.",
                length=CARD_LENGTH,
                prefix=CARD_PREFIX,
            ),
        )
    if not is_gtin(code):
        _refuse_wrong_digits(code)
        raise Refusal(
            "barcode.length",
            msg("A barcode has 8, 12, 13 or 14 digits. A number of your own belongs into the column sku."),
        )
    return code


def _refuse_wrong_digits(code: str) -> None:
    if not is_digits(code):
        return
    for length in GTIN_LENGTHS:
        if 6 <= len(code) < length and is_gtin(code.zfill(length)):
            raise Refusal(
                "barcode.zeros_lost",
                msg(
                    "Zeros in front are lost: it was probably {code}. Make the column text in the spreadsheet and "
                    "export it again.",
                    code=code.zfill(length),
                ),
            )
    if len(code) in GTIN_LENGTHS:
        raise Refusal(
            "barcode.check",
            msg(
                "The last digit does not fit: after {body} it must be {right}. Scan the product again.",
                body=code[:-1],
                right=gs1_check_digit(code[:-1]),
            ),
        )


def read_number(text: str) -> tuple[str, str]:
    """A member's number, as (card, external number); one of them or both are empty.

    Ours are cards; any other number is kept as the one under which another system knew the member.
    """
    number = text_mark_off(text)
    if not number:
        return "", ""
    _refuse_damage(number)
    _refuse_strange(number)
    if holds_bank_card(number):
        raise Refusal("number.bank_card", BANK_CARD)
    if is_card_number(number):
        return number, ""
    if looks_like_card(number):
        raise Refusal(
            "card.check",
            msg(
                "The card number is misread: after {body} the last digit must be {right}.",
                body=number[:-1],
                right=gs1_check_digit(number[:-1]),
            ),
        )
    return "", number


def _refuse_damage(code: str) -> None:
    if is_excel_damage(code):
        raise Refusal(
            "code.spreadsheet",
            msg(
                "A spreadsheet turned the number into {code}: its last digits are gone. Make the column text, type or "
                "export it again.",
                code=code,
            ),
        )


def _refuse_strange(code: str) -> None:
    if len(code) > LONGEST_CODE:
        raise Refusal("code.long", msg("The code is longer than {most} characters.", most=LONGEST_CODE))
    if not code.isascii() or not code.isprintable() or " " in code:
        raise Refusal("code.characters", msg("A code has only digits, Latin letters and signs, and no spaces."))
