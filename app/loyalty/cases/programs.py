"""Programs of a case as programs of the engine: other words for the same things."""

from __future__ import annotations

from typing import Any, cast

from app.loyalty.accruals.base import PointsRounding
from app.loyalty.accruals.per_money import PerMoney
from app.loyalty.accruals.per_receipt import PerReceipt
from app.loyalty.accruals.per_unit import PerUnit
from app.loyalty.accruals.registry import AnyAccrual
from app.loyalty.audience import EVERYONE, Audience
from app.loyalty.cases.reading import Malformed, Raw, Unsupported, count, day, decimal, known, milli, minor
from app.loyalty.cases.rewards import reward_of
from app.loyalty.cases.selectors import selector_of
from app.loyalty.conditions.amounts import TaxBasis
from app.loyalty.conditions.code_entered import CodeEntered
from app.loyalty.conditions.forbids import Forbids
from app.loyalty.conditions.line_min_quantity import LineMinQuantity
from app.loyalty.conditions.max_amount import MaxAmount
from app.loyalty.conditions.min_amount import MinAmount
from app.loyalty.conditions.min_quantity import MinQuantity
from app.loyalty.conditions.registry import AnyCondition
from app.loyalty.points_options import Expiry, PointsOptions
from app.loyalty.program_limits import Limits
from app.loyalty.program_shape import Boost, Combination, Program, Rule, TierStep
from app.loyalty.schedule import Schedule

_PROGRAM = (
    "id kind trigger applies enabled priority exclusive code rules rewards max_uses uses_so_far max_uses_per_customer "
    "cancel_frees_use max_applications valid_from valid_to per_card points_expire tiers tier_basis target multiplier "
    "extra_points name"
)
_RULE = (
    "products min_quantity line_min_quantity min_amount min_amount_op max_amount max_amount_op amount_includes_tax "
    "requires forbids customer code earn"
)


def program_of(raw: Raw) -> Program:
    """One program."""
    known(raw, _PROGRAM, "a program")
    if raw.get("tier_basis", "spent") != "spent":
        raise Unsupported(f"tier_basis {raw['tier_basis']}")
    return Program(
        id=str(raw["id"]),
        names={"en": str(raw.get("name", raw["id"]))},
        kind=raw.get("kind", "promotion"),
        trigger=raw.get("trigger", "automatic"),
        applies=raw.get("applies", "current"),
        enabled=raw.get("enabled", True),
        priority=count(raw.get("priority", 0)),
        code=str(raw.get("code", "")),
        schedule=Schedule(
            from_on=day(raw["valid_from"]) if raw.get("valid_from") else None,
            to_on=day(raw["valid_to"]) if raw.get("valid_to") else None,
        ),
        rules=_rules_of(raw),
        rewards=tuple(reward_of(reward) for reward in raw.get("rewards", ())),
        limits=Limits(
            per_receipt=count(raw.get("max_applications", 0)),
            per_member=count(raw.get("max_uses_per_customer", 0)),
            total=count(raw.get("max_uses", 0)),
            used_before=count(raw.get("uses_so_far", 0)),
        ),
        combination=Combination(exclusive=raw.get("exclusive", False)),
        points=_points_of(raw),
        boost=_boost_of(raw),
        tiers=tuple(TierStep(name=str(t["name"]), min_spent_minor=minor(t["min_spent"])) for t in raw.get("tiers", ())),
        proof="none",
        cancel_frees_use=raw.get("cancel_frees_use", True),
        per_card=raw.get("per_card", False),
    )


def _rules_of(raw: Raw) -> tuple[Rule, ...]:
    """Alternatives; only empty ones are the same as none."""
    rules = raw.get("rules") or ()
    return tuple(rule_of(rule) for rule in rules) if any(rules) else ()


def _points_of(raw: Raw) -> PointsOptions | None:
    expire = raw.get("points_expire")
    if raw.get("kind") != "points" and not expire:
        return None
    known(expire or {}, "after_days after_months round_to inactive_months", "points_expire")
    expiry = Expiry()
    if expire:
        if expire.get("round_to", "month_end") != "month_end":
            raise Unsupported(f"round_to {expire['round_to']}")
        expiry = Expiry(
            after_days=count(expire.get("after_days", 0)),
            after_months=count(expire.get("after_months", 0)),
            month_end="round_to" in expire,
            inactive_months=count(expire.get("inactive_months", 0)),
        )
    return PointsOptions(digits=3, expiry=expiry)


def _boost_of(raw: Raw) -> Boost | None:
    if raw.get("kind") != "points_boost":
        return None
    percent = decimal(raw.get("multiplier", "1")) * 100
    if percent != percent.to_integral_value():
        raise Unsupported(f"multiplier {raw['multiplier']}")
    return Boost(target=str(raw["target"]), percent=int(percent), extra_milli=milli(raw.get("extra_points", 0)))


def rule_of(raw: Raw) -> Rule:
    """One rule."""
    known(raw, _RULE, "a rule")
    return Rule(
        products=selector_of(raw.get("products")),
        conditions=tuple(_conditions_of(raw)),
        requires=tuple(rule_of(rule) for rule in raw.get("requires", ())),
        audience=_audience_of(raw["customer"]) if raw.get("customer") else EVERYONE,
        earn=earn_of(raw["earn"]) if raw.get("earn") else None,
    )


def _conditions_of(raw: Raw) -> list[AnyCondition]:
    out: list[AnyCondition] = []
    tax: TaxBasis = "default"
    if "amount_includes_tax" in raw:
        tax = "gross" if raw["amount_includes_tax"] else "net"
    if "min_quantity" in raw:
        out.append(MinQuantity(quantity_milli=milli(raw["min_quantity"])))
    if "line_min_quantity" in raw:
        out.append(LineMinQuantity(quantity_milli=milli(raw["line_min_quantity"])))
    if "min_amount" in raw:
        strict = _op(raw.get("min_amount_op", "gte"), "gte", "gt")
        out.append(MinAmount(amount_minor=minor(raw["min_amount"]), strict=strict, tax=tax))
    if "max_amount" in raw:
        strict = _op(raw.get("max_amount_op", "lte"), "lte", "lt")
        out.append(MaxAmount(amount_minor=minor(raw["max_amount"]), strict=strict, tax=tax))
    if "forbids" in raw:
        out.append(Forbids(products=selector_of(raw["forbids"])))
    if "code" in raw:
        out.append(CodeEntered(code=str(raw["code"])))
    return out


def _op(found: str, plain: str, strict: str) -> bool:
    if found not in {plain, strict}:
        raise Malformed(f"operator {found}")
    return found == strict


def _audience_of(raw: Raw) -> Audience:
    known(raw, "segments_any order_number", "a rule's customer")
    return Audience(segments_any=tuple(raw.get("segments_any", ())), purchase=count(raw.get("order_number", 0)))


def earn_of(raw: Raw) -> AnyAccrual:
    """How a rule earns."""
    known(raw, "points per per_amount rounding decimals", "earn")
    common: dict[str, Any] = {
        "points_milli": milli(raw["points"]),
        "rounding": cast(PointsRounding, raw.get("rounding", "none")),
        "decimals": count(raw.get("decimals", 0)),
    }
    match raw.get("per"):
        case "order":
            return PerReceipt(**common)
        case "unit":
            return PerUnit(**common)
        case "money":
            return PerMoney(per_minor=minor(raw.get("per_amount", "1")), **common)
        case other:
            raise Unsupported(f"earn per {other}")
