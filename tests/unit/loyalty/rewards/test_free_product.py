"""Free product: on top of the basket or out of it; choices; every so many units."""

import msgspec

from app.loyalty.rewards.free_product import FreeProduct
from tests.unit.loyalty.shop import NEUTRAL, ask, basket, goods, offer, program, quote

COFFEE, BISCUIT = goods("coffee", 300), goods("biscuit", 100)


def added(found):
    return {line.goods.sku: line.quantity_milli // 1000 for line in found.lines if line.free_by}


def test_on_top_it_is_a_line_at_nothing():
    gift = offer("free_product", sku="biscuit", every_units=2, kind="buy_x_get_y")
    found = quote(basket((COFFEE, "5")), gift, goods_known={"biscuit": BISCUIT})
    assert (added(found), found.total_minor, found.discount_minor) == ({"biscuit": 2}, 1500, 0)
    assert found.lines[-1].goods == BISCUIT
    assert found.lines[-1].key == "+2"
    assert found.uses[0].program == "free_product"


def test_goods_not_known_are_called_by_their_sku():
    gift = offer("free_product", sku="pin", kind="buy_x_get_y")
    assert quote(basket((COFFEE, "1")), gift).lines[-1].goods.name == "pin"
    assert (
        quote(basket((COFFEE, "1")), offer("free_product", sku="coffee", kind="buy_x_get_y")).lines[-1].goods == COFFEE
    )


def test_out_of_the_basket_units_become_free():
    gift = offer("free_product", sku="biscuit", delivery="in_cart", kind="buy_x_get_y")
    found = quote(basket((COFFEE, "1"), (BISCUIT, "2")), gift)
    assert (added(found), found.discount_minor) == ({}, 100)
    assert quote(basket((COFFEE, "1")), gift).uses == ()


def test_the_shop_may_want_all_gifts_in_the_basket():
    policies = msgspec.structs.replace(NEUTRAL, free_delivery="in_cart")
    gift = offer("free_product", sku="biscuit", kind="buy_x_get_y")
    assert quote(basket((BISCUIT, "1")), gift, policies=policies).discount_minor == 100


def test_a_choice_waits_until_it_is_made():
    gift = program(id="g", kind="buy_x_get_y", trigger="claim",
                   rewards=[{"id": "r", "type": "free_product", "choices": ["biscuit", "pin"]}])  # fmt: skip
    assert added(quote(basket((COFFEE, "1"), asked=[ask("r", "g", choice="pin")]), gift)) == {"pin": 1}
    none = quote(basket((COFFEE, "1"), asked=[ask("r", "g", choice="gold")]), gift)
    assert (added(none), none.notices[0].code) == ({}, "reward.nothing")


def test_limits_count_applications():
    gift = offer("free_product", sku="biscuit", every_units=1, kind="buy_x_get_y", limits={"per_receipt": 2})
    assert added(quote(basket((COFFEE, "5")), gift)) == {"biscuit": 2}


def test_what_it_says():
    assert FreeProduct(id="r", sku="pin", title="Pin").effect("EUR").english() == "1 Pin free"
    assert FreeProduct(id="r", choices=("a", "b")).effect("EUR").english() == "1 a, b free"
    assert FreeProduct(id="r", sku="pin").divisible
