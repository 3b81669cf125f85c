"""What follows from keeping a product by hand."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from app.facts.bodies import ProductSaved
from app.facts.effects.changes import Effect, Row, Settle
from app.facts.envelope import Fact
from app.sales.basket import Goods
from app.values.barcodes import gtin14, is_gtin
from app.values.folding import fold, tokens


def product_fields(goods: Goods, names: dict[str, str], *, retired: bool = False) -> Row:
    """The columns of a product; its barcode as 14 digits, so that every length of the same number meets."""
    return {
        "barcode": barcode_key(goods.barcode),
        "retired": int(retired),
        "goods": msgspec.msgpack.encode(goods),
        "names": msgspec.msgpack.encode(dict(sorted(names.items()))),
        "folded": " ".join(product_words(goods, names)),
    }


def barcode_key(code: str) -> str:
    """The form under which a barcode is kept and looked up."""
    return gtin14(code) if is_gtin(code) else code


def product_words(goods: Goods, names: dict[str, str]) -> list[str]:
    """What a product is found by, each word once: names in every language, article number in parts and as one."""
    words = tokens(" ".join((goods.name, *names.values(), goods.category, goods.sku, goods.barcode)))
    words.append("".join(tokens(fold(goods.sku))))
    return list(dict.fromkeys(word for word in words if word))


def product_saved(fact: Fact, body: ProductSaved) -> Iterator[Effect]:
    """The product as it is from now on; a retired one stays, so that an older list does not bring it back."""
    fields = product_fields(body.goods, body.names, retired=body.retired)
    yield Settle("products", {"sku": body.goods.sku, "list": ""}, fields, fact.stamp)
