"""Selectors of a case as selectors of the engine."""

from __future__ import annotations

from app.loyalty.cases.reading import Raw, known, minor
from app.loyalty.selector import EVERYTHING, Selector


def selector_of(raw: Raw | None) -> Selector:
    """One selector; absent or empty means all goods."""
    if not raw:
        return EVERYTHING
    known(raw, "skus categories tags min_price max_price exclude on_sale", "a selector")
    exclude = raw.get("exclude") or {}
    known(exclude, "skus on_sale categories tags", "an exclusion")
    on_sale = raw.get("on_sale")
    return Selector(
        skus=tuple(raw.get("skus", ())),
        categories=tuple(raw.get("categories", ())),
        tags=tuple(raw.get("tags", ())),
        min_price_minor=minor(raw["min_price"]) if raw.get("min_price") is not None else None,
        max_price_minor=minor(raw["max_price"]) if raw.get("max_price") is not None else None,
        on_sale=False if exclude.get("on_sale") else on_sale,
        exclude_skus=tuple(exclude.get("skus", ())),
        exclude_categories=tuple(exclude.get("categories", ())),
        exclude_tags=tuple(exclude.get("tags", ())),
    )
