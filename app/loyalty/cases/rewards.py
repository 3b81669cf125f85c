"""Rewards of a case as rewards of the engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.loyalty.cases.reading import Raw, Unsupported, count, decimal, known, milli, minor
from app.loyalty.cases.selectors import selector_of
from app.loyalty.rewards.amount_off import AmountOff
from app.loyalty.rewards.amount_off_each import AmountOffEach
from app.loyalty.rewards.amount_off_graduated import AmountOffGraduated
from app.loyalty.rewards.amount_off_line import AmountOffLine, AmountStep
from app.loyalty.rewards.base import Scope
from app.loyalty.rewards.bundle_price import BundlePrice
from app.loyalty.rewards.fixed_price import FixedPrice
from app.loyalty.rewards.free_product import FreeProduct
from app.loyalty.rewards.free_units import FreeUnits
from app.loyalty.rewards.percent_off import PercentOff, PercentStep
from app.loyalty.rewards.registry import AnyReward

_COMMON = (
    "id cost_points type scope value products max_units per_line_max_units unit_order group_size max_amount "
    "value_includes_tax tiers every quantity value_per first additional delivery choices name"
)


def reward_of(raw: Raw) -> AnyReward:
    """One reward."""
    known(raw, _COMMON, "a reward")
    maker = _MAKERS.get(raw["type"])
    if maker is None:
        raise Unsupported(f"reward {raw['type']}")
    return maker(raw)


def _base(raw: Raw) -> dict[str, Any]:
    return {"id": str(raw["id"]), "cost_milli": milli(raw.get("cost_points", "0"))}


def _units(raw: Raw) -> dict[str, Any]:
    return {
        **_base(raw),
        "products": selector_of(raw.get("products")),
        "max_units": count(raw.get("max_units", 0)),
        "per_line_max_units": count(raw.get("per_line_max_units", 0)),
        "group_size": count(raw.get("group_size", 0)),
        "unit_order": raw.get("unit_order"),
        "every_units": _every(raw),
        "max_amount_minor": minor(raw.get("max_amount", "0")),
    }


def _scope(raw: Raw, default: Scope = "order") -> Scope:
    scope: Scope = raw.get("scope", default)
    if scope not in {"order", "lines", "cheapest"}:
        raise Unsupported(f"scope {scope}")
    return scope


def _gross(raw: Raw) -> bool | None:
    return bool(raw["value_includes_tax"]) if "value_includes_tax" in raw else None


def _percent(raw: Raw) -> AnyReward:
    steps = tuple(
        PercentStep(
            percent=decimal(step["value"]),
            from_amount_minor=minor(step.get("from_amount", 0)),
            from_quantity_milli=milli(step.get("from_quantity", 0)),
        )
        for step in raw.get("tiers", ())
    )
    return PercentOff(percent=decimal(raw.get("value", 0)), scope=_scope(raw), steps=steps, **_units(raw))


def _amount(raw: Raw) -> AnyReward:
    per_point = raw.get("value_per") == "point"
    value = decimal(raw["value"]) * (decimal(raw["cost_points"]) if per_point else 1)
    return AmountOff(
        value_minor=minor(value),
        scope=_scope(raw),
        gross=_gross(raw),
        per_point=per_point,
        **_units(raw),
    )


def _one_of_the_cheapest(raw: Raw) -> dict[str, Any]:
    """Units of the scope: one of the cheapest, where it says so."""
    units = _units(raw)
    if _scope(raw, "lines") == "cheapest":
        units.update(max_units=1, unit_order="cheapest_first")
    return units


def _each(raw: Raw) -> AnyReward:
    return AmountOffEach(value_minor=minor(raw["value"]), gross=_gross(raw), **_one_of_the_cheapest(raw))


def _line(raw: Raw) -> AnyReward:
    steps = tuple(
        AmountStep(
            value_minor=minor(step["value"]),
            from_amount_minor=minor(step.get("from_amount", 0)),
            from_quantity_milli=milli(step.get("from_quantity", 0)),
        )
        for step in raw.get("tiers", ())
    )
    return AmountOffLine(value_minor=minor(raw.get("value", 0)), steps=steps, **_units(raw))


def _graduated(raw: Raw) -> AnyReward:
    return AmountOffGraduated(first_minor=minor(raw["first"]), additional_minor=minor(raw["additional"]), **_units(raw))


def _fixed(raw: Raw) -> AnyReward:
    scope = _scope(raw, "lines")
    if scope == "cheapest":
        raise Unsupported("fixed_price of the cheapest")
    return FixedPrice(value_minor=minor(raw["value"]), scope=scope, **_units(raw))


def _bundle(raw: Raw) -> AnyReward:
    return BundlePrice(value_minor=minor(raw["value"]), **_units(raw))


def _every(raw: Raw) -> int:
    return count(raw["every"]["quantity"]) if raw.get("every") else 0


def _free_units(raw: Raw) -> AnyReward:
    return FreeUnits(quantity=count(raw.get("quantity", 1)), **_units(raw))


def _free_product(raw: Raw) -> AnyReward:
    skus = tuple((raw.get("products") or {}).get("skus", ()))
    choices = tuple(raw.get("choices", ()))
    if len(skus) > 1 and raw.get("delivery") == "in_cart":
        return _free_units(raw)
    return FreeProduct(
        sku=skus[0] if skus else "",
        choices=choices,
        quantity=count(raw.get("quantity", 1)),
        every_units=_every(raw),
        delivery=raw.get("delivery", "add"),
        **_base(raw),
    )


_MAKERS: dict[str, Callable[[Raw], AnyReward]] = {
    "percent_off": _percent,
    "amount_off": _amount,
    "amount_off_each": _each,
    "amount_off_line": _line,
    "amount_off_graduated": _graduated,
    "fixed_price": _fixed,
    "bundle_price": _bundle,
    "free_units": _free_units,
    "free_product": _free_product,
}
