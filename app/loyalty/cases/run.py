"""Running cases: each by itself; a defect in one is that case's error and the others go on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.loyalty.cases.outcome import actual_of
from app.loyalty.cases.reading import Malformed, Raw, Unsupported
from app.loyalty.cases.shop import shop_of
from app.loyalty.cases.stepper import Stepper
from app.values.errors import Refusal

DEFECTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
"""What a mistake of ours, or a case that is no case, raises: it must not hide the other cases."""


def run_cases(cases: Sequence[Raw]) -> list[dict[str, Any]]:
    """Play cases.

    Args:
        cases: In the format of `FORMAT.md`; expectations are neither needed nor looked at.

    Returns:
        One object a case, in order: `id`, `actual`, `steps` (what was refused), `checks`, `error`.
    """
    return [run_case(case) for case in cases]


def run_case(case: Raw) -> dict[str, Any]:
    """Play one case."""
    result: dict[str, Any] = {"id": None, "actual": None, "steps": [], "checks": [], "error": None}
    try:
        result["id"] = case.get("id")
        _play(case, result)
    except (Unsupported, Malformed) as refusal:
        result["error"] = {"code": refusal.code, "message": refusal.message.english()}
    except DEFECTS as defect:
        result["error"] = {"code": "defect", "message": f"{type(defect).__name__}: {defect}"}
    return result


def _play(case: Raw, result: dict[str, Any]) -> None:
    stepper = Stepper(shop_of(case))
    for step in case["steps"]:
        try:
            stepper.play(step)
        except (Unsupported, Malformed):
            raise
        except Refusal as refusal:
            result["steps"].append({"refused": {"code": refusal.code, "message": refusal.message.english()}})
            continue
        result["steps"].append(None)
        if "check" in step:
            result["checks"].append(actual_of(stepper))
    result["actual"] = actual_of(stepper)
