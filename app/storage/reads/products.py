"""The price list: by barcode, by article number, page by page, and by words."""

from __future__ import annotations

import datetime as dt
from itertools import islice
from typing import Any

import msgspec

from app.facts.effects.goods import barcode_key
from app.sales.basket import Goods
from app.storage.reads.look import Look, current, stamp_of, visible
from app.storage.reads.words import find_rows
from app.values.folding import clean_code
from app.workflows.rows import ProductRow

_goods = msgspec.msgpack.Decoder(Goods)
_names = msgspec.msgpack.Decoder(dict[str, str])

LONGEST_CODE = 64
_SEEN = f"{visible('p')} AND {current('p', 'products', 'sku')} AND p.retired = 0"
_BY_BARCODE = (
    f"SELECT p.goods, p.names FROM products p WHERE p.barcode = ? AND p.barcode <> '' AND {_SEEN}"
    f" ORDER BY {stamp_of('p')} DESC LIMIT 1"
)
_BY_SKU = f"SELECT p.goods, p.names FROM products p WHERE p.sku = ? AND {_SEEN} LIMIT 1"
_BY_ROW = f"SELECT p.goods, p.names, p.folded FROM products p WHERE p.n = ? AND {_SEEN}"
_PAGE = f"SELECT p.goods, p.names FROM products p WHERE p.sku > ? AND {_SEEN} ORDER BY p.sku LIMIT ?"
_COUNT = f"SELECT count(*) FROM products p WHERE {_SEEN}"


_BEST = """
SELECT l.sku FROM receipts r JOIN receipt_lines l ON l.sale = r.sale
WHERE r.business_on >= ? AND NOT EXISTS (SELECT 1 FROM sale_voids v WHERE v.sale = r.sale)
GROUP BY l.sku ORDER BY count(DISTINCT r.sale) DESC, sum(l.total_minor) DESC, l.sku
"""


class ProductQueries:
    """Fulfils `ports.ProductReads`."""

    look: Look

    def product_by_code(self, code: str) -> ProductRow | None:
        code = code.strip()
        if not code or len(code) > LONGEST_CODE:
            return None
        row = self.look.one(_BY_BARCODE, barcode_key(code)) or self.look.one(_BY_SKU, code)
        return _product(row) if row else None

    def product(self, sku: str) -> ProductRow | None:
        row = self.look.one(_BY_SKU, sku)
        return _product(row) if row else None

    def search_products(self, text: str, limit: int = 9) -> tuple[ProductRow, ...]:
        exact = self.product_by_code(clean_code(text))
        found = [exact] if exact else []
        for row in find_rows(self.look, "product_words", text, limit=limit, fetch=self._product_at):
            product = _product(row)
            if exact is None or product.goods.sku != exact.goods.sku:
                found.append(product)
        return tuple(found[:limit])

    def product_page(self, after_sku: str, limit: int, text: str = "") -> tuple[ProductRow, ...]:
        if text.strip():
            found = sorted(self.search_products(text, 500), key=lambda row: row.goods.sku)
            return tuple([row for row in found if row.goods.sku > after_sku][:limit])
        return tuple(_product(row) for row in self.look.all(_PAGE, after_sku, limit))

    def count_products(self) -> int:
        return int(self.look.one(_COUNT)[0])

    def best_sellers(self, since: dt.date, limit: int) -> tuple[ProductRow, ...]:
        found = (self.product(sku) for (sku,) in self.look.all(_BEST, since.isoformat()))
        return tuple(islice((row for row in found if row is not None), limit))

    def _product_at(self, n: int) -> tuple[bytes, bytes, str] | None:
        row: tuple[bytes, bytes, str] | None = self.look.one(_BY_ROW, n)
        return row


def _product(row: tuple[Any, ...]) -> ProductRow:
    return ProductRow(goods=_goods.decode(row[0]), names=_names.decode(row[1]))
