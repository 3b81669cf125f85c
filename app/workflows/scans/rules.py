"""The rules by which a code is read: a table that the owner can edit, first match wins.

One rule is one line of text, so that it fits a settings form and a file:

    own                                        our receipts, gift cards, coupons and badges (71-75)
    card                                       our members' cards (29 and an EAN check)
    gs1                                        GS1 element strings
    weight 21.....{NNDDD}                      goods whose label carries a weight: 2 digits kg, 3 decimals
    price 23.....{NNNDD}                       goods whose label carries a price
    other_card length=16 prefix=6014 check=luhn name=Partner
    goods                                      article numbers: GTIN-8, -12, -13, -14
    link                                       web addresses: our card page, GS1 Digital Link
"""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from app.values.barcodes import gs1_check_digit, is_digits, is_gtin, is_mod97
from app.values.errors import Refusal
from app.values.words import Message, msg

RuleKind = Literal["own", "card", "gs1", "weight", "price", "other_card", "goods", "link"]
CheckKind = Literal["none", "luhn", "ean", "mod97"]
LABEL_LENGTH = 13
DEFAULT_RULES: tuple[str, ...] = (
    "own",
    "card",
    "gs1",
    "weight 21.....{NNDDD}",
    "price 23.....{NNNDD}",
    "goods",
    "link",
)


class ScanRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One rule.

    Attributes:
        pattern: Of labels with a weight or price: digits to match, `.` for the article's, `{NNDDD}` for the
            value (N whole digits, D decimals); the thirteenth digit is the check.
        prefix, length, check, name: Of another shop's cards; length 0 is any.
    """

    kind: RuleKind
    pattern: str = ""
    prefix: str = ""
    length: int = 0
    check: CheckKind = "none"
    name: str = ""


class Label(msgspec.Struct, frozen=True):
    """What a label with a weight or price carries.

    Attributes:
        base: Its 13 digits with the value as zeros and the check made anew: how price lists name the article.
        article: The digits the pattern's points stand for.
        value, decimals: The number, and how many of its digits are decimals.
    """

    base: str
    article: str
    value: int
    decimals: int


def read_rules(lines: tuple[str, ...]) -> tuple[ScanRule, ...]:
    """The rules of a settings list, in order; raises `Refusal` `scan_rule.unreadable`, which quotes the line."""
    return tuple(_rule(line) for line in lines if line.strip())


def rule_line(rule: ScanRule) -> str:
    """The line of a settings list that gives this rule back; a space of a name is written as `_`."""
    if rule.kind in ("weight", "price"):
        return f"{rule.kind} {rule.pattern}"
    if rule.kind != "other_card":
        return rule.kind
    options = {
        "length": rule.length or "",
        "prefix": rule.prefix,
        "check": rule.check,
        "name": rule.name.replace(" ", "_"),
    }
    if rule.check == "none":
        del options["check"]
    return " ".join(["other_card", *(f"{name}={value}" for name, value in options.items() if value != "")])


def read_label(rule: ScanRule, code: str) -> Label | None:
    """What a label says under this rule; None where it does not match or its check digit is wrong."""
    before, _, rest = rule.pattern.partition("{")
    value_format = rest.rstrip("}")
    start, end = len(before), len(before) + len(value_format)
    if len(code) != LABEL_LENGTH or not is_gtin(code):
        return None
    if any(sign not in (".", digit) for sign, digit in zip(before, code, strict=False)):
        return None
    article = "".join(digit for sign, digit in zip(before, code, strict=False) if sign == ".")
    body = code[:start] + "0" * (end - start) + code[end:-1]
    return Label(body + gs1_check_digit(body), article, int(code[start:end]), value_format.count("D"))


def fits_other_card(rule: ScanRule, code: str) -> bool:
    """Whether a code is a card under a rule for another shop's cards."""
    return (
        is_digits(code)
        and code.startswith(rule.prefix)
        and (not rule.length or len(code) == rule.length)
        and _CHECKS[rule.check](code)
    )


def luhn(code: str) -> bool:
    """The check of bank and many loyalty cards (ISO/IEC 7812)."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(code)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _ean(code: str) -> bool:
    return len(code) > 1 and gs1_check_digit(code[:-1]) == code[-1]


_CHECKS = {"none": lambda _: True, "luhn": luhn, "ean": _ean, "mod97": is_mod97}


def _rule(line: str) -> ScanRule:
    kind, *parts = line.split()
    if kind not in get_args(RuleKind):
        raise _unreadable(line, msg("it begins with none of {kinds}", kinds=", ".join(get_args(RuleKind))))
    try:
        if kind in ("weight", "price"):
            (pattern,) = parts
            return _label_rule(line, ScanRule(kind, pattern))  # type: ignore[arg-type]
        options = dict(part.split("=", 1) for part in parts)
        options["name"] = options.get("name", "").replace("_", " ")
        return msgspec.convert({"kind": kind, **options}, ScanRule, strict=False)
    except (ValueError, msgspec.ValidationError) as wrong:
        raise _unreadable(line, msg("its options are not understood")) from wrong


def _label_rule(line: str, rule: ScanRule) -> ScanRule:
    before, brace, value = rule.pattern.partition("{")
    digits = value.removesuffix("}")
    whole = digits.rstrip("D")
    is_right = brace and value.endswith("}") and digits and set(whole) <= {"N"} and set(before) <= set(".0123456789")
    if not is_right or len(before) + len(digits) != LABEL_LENGTH - 1 or not is_digits(before[:2]):
        raise _unreadable(line, msg("a label is two digits, points for the article and a value, 12 in all"))
    return rule


def _unreadable(line: str, why: Message) -> Refusal:
    return Refusal("scan_rule.unreadable", msg("The scan rule “{line}” cannot be used: {why}.", line=line, why=why))
