"""Selector: which goods an offer means, by article, category or tag, narrowed by price and exclusions.

`skus`, `categories` and `tags` are a union (a shoe by category *or* the one named article); the price range
and the exclusions narrow it. An empty selector means all goods. Example: categories (tea), max price 5.00,
exclude on sale: every tea of at most 5.00 that is not already reduced.
"""

from __future__ import annotations

import msgspec

from app.sales.basket import Goods


class Selector(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, cache_hash=True
):
    """Which goods.

    Attributes:
        min_price_minor, max_price_minor: Unit price as charged, both inclusive; None is no bound.
        on_sale: True only reduced goods, False only others, None both.
        exclude_skus, exclude_categories, exclude_tags: Never these.
    """

    skus: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    min_price_minor: int | None = None
    max_price_minor: int | None = None
    on_sale: bool | None = None
    exclude_skus: tuple[str, ...] = ()
    exclude_categories: tuple[str, ...] = ()
    exclude_tags: tuple[str, ...] = ()

    @property
    def names_goods(self) -> bool:
        """Whether it names articles, categories or tags, and so can be found by index."""
        return bool(self.skus or self.categories or self.tags)

    @property
    def narrows(self) -> bool:
        """Whether anything beyond the names must be looked at."""
        return (
            self.min_price_minor is not None
            or self.max_price_minor is not None
            or self.on_sale is not None
            or bool(self.exclude_skus or self.exclude_categories or self.exclude_tags)
        )

    def index_keys(self) -> list[tuple[str, str]]:
        """Index keys: a line without any of them cannot match."""
        return (
            [("sku", sku) for sku in self.skus]
            + [("category", category) for category in self.categories]
            + [("tag", tag) for tag in self.tags]
        )

    def within(self, goods: Goods, price_minor: int) -> bool:
        """Whether price range and exclusions let the goods through."""
        return not (
            (self.min_price_minor is not None and price_minor < self.min_price_minor)
            or (self.max_price_minor is not None and price_minor > self.max_price_minor)
            or (self.on_sale is not None and goods.on_sale is not self.on_sale)
            or goods.sku in self.exclude_skus
            or (goods.category and goods.category in self.exclude_categories)
            or any(tag in self.exclude_tags for tag in goods.tags)
        )

    def matches(self, goods: Goods, price_minor: int) -> bool:
        """Whether the goods at this unit price are meant."""
        named = (
            not self.names_goods
            or goods.sku in self.skus
            or bool(goods.category and goods.category in self.categories)
            or any(tag in self.tags for tag in goods.tags)
        )
        return named and self.within(goods, price_minor)


EVERYTHING = Selector()
