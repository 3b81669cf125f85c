"""Comparing: what a case expects with what came out, figure by figure."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from app.loyalty.cases.reading import Raw


def failures(case: Raw, result: dict[str, Any]) -> list[str]:
    """All that differs between a case's expectations and its result; empty where it passes."""
    if result["error"]:
        return [f"error {result['error']['code']}: {result['error']['message']}"]
    tolerance = Decimal(str(case.get("tolerance", "0")))
    out = []
    for number, (step, done) in enumerate(zip(case["steps"], result["steps"], strict=True), 1):
        refused = bool(done and done.get("refused"))
        if step.get("expect_error") and not refused:
            out.append(f"step {number} should have been refused")
        elif refused and not step.get("expect_error"):
            out.append(f"step {number} was refused: {done['refused']['message']}")
    wanted = [step["check"] for step in case["steps"] if "check" in step]
    for number, (expect, actual) in enumerate(zip(wanted, result["checks"], strict=True), 1):
        out += _differences(expect, actual, tolerance, f"check {number}: ")
    expect = case.get("expect") or {}
    return out + _differences(expect, result["actual"], tolerance, "") + contradictions(result["actual"], tolerance)


def contradictions(actual: dict[str, Any], tolerance: Decimal) -> list[str]:
    """Figures of one answer that do not agree with each other, whatever was expected."""
    out = []
    total, untaxed, tax = (Decimal(actual[key]) for key in ("total", "untaxed", "tax"))
    if abs(untaxed + tax - total) > tolerance:
        out.append(f"untaxed {untaxed} + tax {tax} is not total {total}")
    lines = sum((Decimal(amount) for amount in actual["line_discounts"].values()), Decimal(0))
    if actual["line_discounts"] and abs(lines - Decimal(actual["discount"])) > tolerance:
        out.append(f"line discounts {lines} are not the discount {actual['discount']}")
    return out


def is_unsupported(result: dict[str, Any]) -> bool:
    """Whether the case asks for something that is not offered."""
    return bool(result["error"]) and result["error"]["code"] == "unsupported"


def _differences(expect: Raw, actual: dict[str, Any], tolerance: Decimal, where: str) -> list[str]:
    out = []
    for key, wanted in expect.items():
        found: Any = actual.get(key)
        if key == "free_items":
            same = _same(wanted, found, tolerance) and set(found) <= {name for name, n in wanted.items() if _number(n)}
        else:
            same = _same(wanted, found, tolerance)
        if key in {"points_earned", "points_spent"}:
            same = same and all(program in wanted for program, points in found.items() if _number(points))
        if not same:
            out.append(f"{where}{key}: expected {wanted}, got {found}")
    return out


def _number(value: object) -> Decimal | None:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _same(wanted: object, found: object, tolerance: Decimal) -> bool:
    if isinstance(wanted, dict):
        return isinstance(found, dict) and all(_same(v, found.get(k, "0"), tolerance) for k, v in wanted.items())
    if isinstance(wanted, list):
        return isinstance(found, list) and _same_list(wanted, found, tolerance)
    one, other = _number(wanted), _number(found)
    if one is not None and other is not None:
        return abs(one - other) <= tolerance
    return wanted == found


def _same_list(wanted: list[Any], found: list[Any], tolerance: Decimal) -> bool:
    if len(wanted) != len(found):
        return False
    numbers = [_number(value) for value in wanted]
    if wanted and all(number is not None for number in numbers):
        key = lambda value: _number(value) or Decimal(0)  # noqa: E731 - used twice, here only
        return all(_same(a, b, tolerance) for a, b in zip(sorted(wanted, key=key), sorted(found, key=key), strict=True))
    return sorted(map(str, wanted)) == sorted(map(str, found))
