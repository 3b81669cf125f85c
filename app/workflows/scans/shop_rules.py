"""The shop's own scan rules: which table is in force, what may stand in it, and what one code is under it.

The table is a setting of the shop, kept as a fact, so that a partner's card is read alike at every till. An
empty table is the usual one. A rule for another shop's cards may never take a code of ours: it is refused.
"""

from __future__ import annotations

from functools import lru_cache

from app.people.cards import CARD_LENGTH, CARD_PREFIX
from app.people.codes import LENGTHS, LIVE_LENGTHS, PREFIXES
from app.settings.shop import ShopSettings
from app.values.errors import Refusal
from app.values.words import Message, msg
from app.workflows.scans.classify import Reading, classify
from app.workflows.scans.rules import DEFAULT_RULES, ScanRule, fits_other_card, read_rules

SHORTEST_OTHER = 5
"""Digits of another shop's card: shorter numbers are typed by mistake too easily."""
MOST_RULES = 60
_OWN_LENGTHS: dict[str, range] = {
    CARD_PREFIX: range(CARD_LENGTH, CARD_LENGTH + 1),
    **{
        prefix: LIVE_LENGTHS if kind == "live" else range(LENGTHS[kind], LENGTHS[kind] + 1)
        for prefix, kind in PREFIXES.items()
    },
}
"""Where codes of ours begin, and how long they are."""


@lru_cache(maxsize=16)
def rules_of(lines: tuple[str, ...]) -> tuple[ScanRule, ...]:
    """The rules of a shop's setting, in order; the usual ones where it is empty.

    Raises:
        Refusal: `scan_rule.unreadable`.
    """
    return read_rules(lines or DEFAULT_RULES)


def check_rules(lines: tuple[str, ...]) -> None:
    """Refuse a table that would read our own codes as somebody else's, or that says something twice.

    Raises:
        Refusal: `scan_rule.unreadable`, `scan_rule.overlap`, `scan_rule.wide`, `scan_rule.ours`, `scan_rule.twice`,
            `scan_rule.many`; each quotes the line.
    """
    if not lines:
        return
    if len(lines) > MOST_RULES:
        raise Refusal(
            "scan_rule.many", msg("That are {count} rules; {most} are enough.", count=len(lines), most=MOST_RULES)
        )
    rules = rules_of(lines)
    kinds = [rule.kind for rule in rules]
    for kind in ("own", "card"):
        if kind not in kinds:
            raise Refusal(
                "scan_rule.ours",
                msg("The rule “{line}” must stay: without it our own cards and receipts are not read.", line=kind),
            )
    for line, rule in zip((line for line in lines if line.strip()), rules, strict=True):
        if lines.count(line) > 1:
            raise Refusal("scan_rule.twice", msg("The rule “{line}” stands there twice.", line=line))
        if rule.kind == "other_card":
            _check_other_card(line, rule)
        if rule.kind in ("weight", "price") and rule.pattern.startswith(CARD_PREFIX):
            raise _overlap(line, msg("labels that begin with 29 are our members' cards"))


def other_card(code: str, settings: ShopSettings) -> ScanRule | None:
    """The rule by which a code is another shop's card, wherever it stands in the table; None for none."""
    for rule in rules_of(settings.scan_rules):
        if rule.kind == "other_card" and len(code) >= SHORTEST_OTHER and fits_other_card(rule, code):
            return rule
    return None


def reading_of(code: str, settings: ShopSettings) -> Reading:
    """What a code is by the shop's rules, first match wins."""
    return classify(code, rules_of(settings.scan_rules))


def _check_other_card(line: str, rule: ScanRule) -> None:
    if not rule.prefix.isdigit() and rule.prefix:
        raise _overlap(line, msg("a card begins with digits"))
    if rule.length and rule.length < SHORTEST_OTHER:
        raise Refusal(
            "scan_rule.wide",
            msg("The rule “{line}” is too wide: a card has at least {least} digits.", line=line, least=SHORTEST_OTHER),
        )
    if not rule.length and len(rule.prefix) < 3:
        raise Refusal(
            "scan_rule.wide",
            msg("The rule “{line}” would take nearly every number: give a length, or three first digits.", line=line),
        )
    for prefix, lengths in _OWN_LENGTHS.items():
        begins_alike = prefix.startswith(rule.prefix) or rule.prefix.startswith(prefix)
        if begins_alike and (not rule.length or rule.length in lengths):
            raise _overlap(line, msg("numbers that begin with {prefix} are ours", prefix=prefix))


def _overlap(line: str, why: Message) -> Refusal:
    return Refusal("scan_rule.overlap", msg("The rule “{line}” cannot be used: {why}.", line=line, why=why))
