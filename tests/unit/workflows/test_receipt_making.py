"""The receipt speaks the member's language, down to the names of the goods."""

from __future__ import annotations

from app.devices.paper.receipt_text import receipt_lines
from app.sales.basket import Goods
from app.values.locales import Words
from app.workflows import members
from app.workflows.members import Joining
from app.workflows.products import save_product
from app.workflows.receipt_making import receipt_view
from tests.unit.workflows.test_complete_sale import Sale, cash


def printed(counter, sale: str) -> list[str]:
    with counter.books.reads() as reads:
        view = receipt_view(reads, counter.acting().shop, sale)
    assert view is not None
    return receipt_lines(view, Words(view.language), 42)


def test_goods_are_named_in_the_language_of_the_member(counter):
    tea = Goods(sku="tea", name="Green tea", price_minor=399, taxes=("food",))
    save_product(counter.books, tea, {"ru": "Чай зелёный"}, counter.acting())
    ivan = members.enrol_member(counter.books, Joining(phone="0612344471", language="ru"), counter.acting()).id
    russian = printed(counter, Sale(counter, ivan).add("tea").add("mug").pay(cash(1250)).receipt.sale)
    assert "Чай зелёный" in russian
    assert "Mug" in russian
    assert "Green tea" in printed(counter, Sale(counter).add("tea").pay(cash(400)).receipt.sale)
