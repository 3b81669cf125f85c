"""The shop's own scan rules at the real counter: partners' cards are bound and found, labels and GS1 codes are sold."""

import itertools

import pytest

from app.devices.scanner.inbox import ScannedCode
from app.sales.basket import Goods
from app.settings.devices import devices_from
from app.settings.shop import ShopSettings
from app.storage.shop_folder import ShopFolder
from app.storage.store import Store
from app.values.barcodes import gs1_check_digit
from app.workflows.acting import Acting
from app.workflows.products import save_product
from app.workflows.scans.rules import DEFAULT_RULES, luhn
from app.workflows.settings import save_shop_settings
from app.workflows.shop_now import load_shop
from tests.ui.pace import until
from tests.ui.shop import ANNA_CARD, IVAN_PHONE, MILK, SETTINGS

PARTNER = "other_card length=16 prefix=6014 check=luhn name=Lucky_Club"
PARTNER_CARD = next(f"601435000000000{digit}" for digit in range(10) if luhn(f"601435000000000{digit}"))
CHEESE = Goods(sku="12345", name="Cheese", price_minor=1590, unit="kg")
WINE = Goods(sku="777", name="Wine", price_minor=900)
RULES = ("weight 22.....{NNDDD}", *DEFAULT_RULES, PARTNER)


AT = itertools.count(1_000, 1_000)


def checked(body):
    return body + gs1_check_digit(body)


@pytest.fixture
def till(shop, open_till):
    from dataclasses import replace

    with Store.open(shop.folder, shop.clock) as books:
        with books.reads() as reads:
            acting = Acting(load_shop(reads, shop.clock.now()), shop.owner, shop.clock.now())
        for goods in (CHEESE, WINE):
            save_product(books, goods, {}, acting)
        save_shop_settings(books, replace(SETTINGS, scan_rules=RULES), acting)
    ShopFolder(shop.folder).save_devices(devices_from({"sound": {"enabled": False}}))
    return open_till(shop)


def read(till, *codes):
    equipment = till.terminal._equipment
    for code in codes:
        equipment.on_code_read(ScannedCode(code, "serial", at_ms=next(AT)))
        until(lambda: len(equipment.inbox) == 0)
        till.settle()


def test_a_partners_card_of_nobody_says_what_to_do(till):
    read(till, PARTNER_CARD)
    assert "Lucky Club" in till.notice
    assert "F2" in till.notice
    assert till.counter.session.basket.is_empty


def test_a_partners_card_is_bound_with_one_key_and_found_from_then_on(till):
    read(till, MILK, ANNA_CARD, PARTNER_CARD)
    assert till.mode == "other_card"
    assert "Lucky Club" in till.words()
    till.type("1")
    assert till.mode == "basket"
    assert "bound" in till.notice
    till.pay()
    till.press("Esc")
    read(till, MILK, PARTNER_CARD)
    member = till.counter.session.member
    assert member is not None
    assert member.view.person.name.startswith("Anna")
    assert till.counter.session.standing.proof == "card"


def test_esc_leaves_a_partners_card_alone(till):
    read(till, ANNA_CARD, PARTNER_CARD)
    till.press("Esc")
    assert till.mode == "basket"
    read(till, PARTNER_CARD)
    assert till.mode == "other_card"


def test_a_partners_card_shown_a_moment_late_earns_the_points(till, shop):
    read(till, ANNA_CARD, PARTNER_CARD)
    till.type("1")
    till.press("Esc")
    till.counter.start_sale()
    read(till, MILK)
    till.pay()
    read(till, PARTNER_CARD)
    with till.terminal.store.reads() as reads:
        assert reads.receipt_member(till.receipt().sale) == shop.anna


def test_a_partners_card_is_typed_into_the_member_panel(till, shop):
    read(till, ANNA_CARD, PARTNER_CARD)
    till.type("1")
    till.counter.session.detach()
    till.press("F2")
    till.enter(PARTNER_CARD)
    assert till.counter.session.member.view.id == shop.anna


def test_a_bound_card_belongs_to_one_member(till):
    read(till, ANNA_CARD, PARTNER_CARD)
    till.type("1")
    till.counter.session.detach()
    till.press("F2")
    till.enter(IVAN_PHONE)
    read(till, PARTNER_CARD)
    assert till.counter.session.member.view.person.name.startswith("Anna")


def test_labels_are_read_by_the_shops_own_rules(till):
    read(till, checked("221234501500"))
    (line,) = till.counter.session.basket.lines
    assert (line.goods.sku, line.quantity_milli) == ("12345", 1500)


@pytest.mark.parametrize(
    "code",
    [f"]C1010{MILK}10LOT1\x1d21A1", f"]d2010{MILK}17270131", f"010{MILK}10LOT1", f"]E0{MILK}", f"]Q3010{MILK}",
     f"\x1d010{MILK}10A\x1d21B", f"010{MILK}10A^]21B", f"010{MILK}10A{{GS}}21B", f"https://id.example/01/0{MILK}"],
)  # fmt: skip
def test_gs1_codes_with_their_marks_are_sold(till, code):
    read(till, code)
    assert [line.goods.sku for line in till.counter.session.basket.lines] == ["milk"]


def test_an_empty_table_is_the_usual_one():
    assert ShopSettings().scan_rules == ()
