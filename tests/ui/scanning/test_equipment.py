"""Devices and screens together: scans are sold, receipts are printed after the sale, the customer sees the total."""

import threading
import time

import pytest

from app.devices.scanner.inbox import ScannedCode
from app.main.equipment import Equipment
from app.sales.basket import Goods
from app.settings.devices import devices_from
from app.storage.shop_folder import ShopFolder
from app.storage.store import Store
from app.values.barcodes import gs1_check_digit
from app.workflows.acting import Acting
from app.workflows.products import save_product
from app.workflows.receipt_making import receipt_view
from app.workflows.scans.keys import Scan
from app.workflows.shop_now import load_shop
from tests.ui.pace import until
from tests.ui.shop import ANNA_CARD, MILK

CHEESE = Goods(sku="12345", name="Cheese", price_minor=1590, unit="kg")
QUIET = {"sound": {"enabled": False}}


def label(prefix, article, value):
    body = f"{prefix}{article:05d}{value:05d}"
    return body + gs1_check_digit(body)


@pytest.fixture
def till(shop, open_till):
    """A till of a shop that also sells cheese by weight."""
    with Store.open(shop.folder, shop.clock) as books:
        with books.reads() as reads:
            acting = Acting(load_shop(reads, shop.clock.now()), shop.owner, shop.clock.now())
        save_product(books, CHEESE, {"en": "Cheese"}, acting)
    return open_till(shop)


@pytest.fixture
def equip(till, shop):
    """Equipment with these device settings, on the till."""
    made = []

    def equip(**tables):
        folder = ShopFolder(shop.folder)
        folder.save_devices(devices_from({**QUIET, **tables}))
        equipment = Equipment(till.terminal.desk, till.window, folder)
        equipment.follow(till.terminal.checkout)
        made.append(equipment)
        return equipment

    yield equip
    for equipment in made:
        equipment.stop()


def read(till, equipment, *codes, source="serial"):
    for code in codes:
        time.sleep(0.001)
        equipment.on_code_read(ScannedCode(code, source, at_ms=time.monotonic() * 1000))
        till.qtbot.waitUntil(lambda: len(equipment.inbox) == 0)
        till.settle()


def test_goods_and_a_card_are_sold_from_a_serial_scanner(till, equip):
    equipment = equip()
    read(till, equipment, "2000000000015", ANNA_CARD)
    assert len(till.rows) == 1
    assert till.counter.session.member is not None
    assert till.entry == ""


def test_a_quantity_that_was_typed_counts_for_the_scan(till, equip):
    equipment = equip()
    till.type("3*")
    read(till, equipment, "2000000000015")
    assert till.counter.session.basket.lines[0].quantity_milli == 3000


def test_a_code_with_a_symbology_mark_is_the_same_code(till, equip):
    read(till, equip(), "]E02000000000015")
    assert len(till.rows) == 1


def test_a_weight_label_is_sold_by_its_weight_and_a_price_label_at_its_price(till, equip):
    equipment = equip()
    read(till, equipment, label(21, 12345, 1500))
    (line,) = till.counter.session.basket.lines
    assert (line.goods.sku, line.quantity_milli) == ("12345", 1500)
    read(till, equipment, label(23, 12345, 777))
    assert [line.price_minor for line in till.counter.session.basket.lines] == [1590, 777]
    assert till.counter.session.quote.total_minor == 2385 + 777


def test_an_unknown_label_is_a_red_line(till, equip):
    read(till, equip(), label(21, 99999, 1500))
    assert len(till.counter.session.basket.unresolved) == 1


@pytest.mark.parametrize(
    ("code", "words"), [(";4111111111111111=2512", "bank card"), ("46\x0000", "Not a code"), ("٣٤٥", "Not a code")]
)
def test_what_is_no_code_is_said_and_changes_nothing(till, equip, code, words):
    read(till, equip(), code)
    assert words in till.notice
    assert till.counter.session.basket.is_empty
    assert till.entry == ""


def test_two_hundred_scans_at_once_are_sold_or_counted(till, equip):
    equipment = equip(scanner={"duplicate_ms": 0})
    for number in range(200):
        equipment.on_code_read(ScannedCode("2000000000015", "serial", at_ms=float(number)))
    till.qtbot.waitUntil(lambda: len(equipment.inbox) == 0)
    till.settle()
    assert "168" in till.notice
    assert till.counter.session.basket.lines[0].quantity_milli == 32_000


def test_text_of_a_wrong_layout_is_mended(till, equip):
    equipment = equip()
    equipment.on_keys_scanned(Scan("№ёёёёёёёёё", from_keys=False))
    till.settle()
    equipment.on_keys_scanned(Scan("éààààààààà&(", from_keys=False))
    till.qtbot.waitUntil(lambda: len(equipment.inbox) == 0)
    till.settle()
    assert till.counter.session.basket.unresolved


def test_the_receipt_is_printed_and_the_drawer_opens_after_the_sale(till, equip, tmp_path):
    paper = tmp_path / "lp0"
    equipment = equip(printer={"connection": "file", "target": str(paper)})
    read(till, equipment, "2000000000015")
    assert not paper.exists()
    receipt = till.pay()
    with till.terminal.store.reads() as reads:
        view = receipt_view(reads, till.terminal.desk.till.shop, receipt.sale)
    equipment.print_receipt(view)
    till.qtbot.waitUntil(lambda: paper.exists() and paper.read_bytes().endswith(b"\x1dV\x42\x03"))
    assert paper.read_bytes().startswith(b"\x1bp\x00")
    assert receipt.number.encode() in paper.read_bytes()


def test_paying_at_the_counter_prints_on_the_printer_of_the_settings(shop, open_till, tmp_path):
    paper = tmp_path / "lp0"
    printer = {"connection": "file", "target": str(paper)}
    ShopFolder(shop.folder).save_devices(devices_from({**QUIET, "printer": printer}))
    till = open_till(shop)
    till.scan("2000000000015")
    receipt = till.pay()
    till.qtbot.waitUntil(lambda: paper.exists() and paper.read_bytes().endswith(b"\x1dV\x42\x03"))
    assert receipt.number.encode() in paper.read_bytes()
    assert paper.read_bytes().count(b"\x1bp\x00") == 1


def test_a_silent_printer_is_said_once_and_sales_go_on(till, equip, tmp_path):
    equipment = equip(printer={"connection": "file", "target": str(tmp_path / "gone" / "lp0")})
    read(till, equipment, "2000000000015")
    receipt = till.pay()
    with till.terminal.store.reads() as reads:
        view = receipt_view(reads, till.terminal.desk.till.shop, receipt.sale)
    equipment.print_receipt(view)
    till.qtbot.waitUntil(lambda: "printer" in till.notice)
    read(till, equipment, MILK)  # another code: the same one at once would be taken for a bounce
    until(lambda: till.mode == "basket", what="the next sale")


def test_the_customer_sees_the_total_and_nothing_private(till, equip, tmp_path):
    equipment = equip(display={"pole_port": str(tmp_path / "no-such-line")})
    shown = []
    equipment.feed.shown.connect(shown.append)
    read(till, equipment, "2000000000015", ANNA_CARD)
    till.qtbot.waitUntil(lambda: bool(shown) and shown[-1].state == "identified", timeout=2000)
    assert shown[-1].greeting == "Anna K."
    assert shown[-1].total_minor == till.due
    assert "Kuznetsova" not in repr(shown)


def test_messages_have_their_tones(till, equip, monkeypatch):
    equipment = equip()
    played = []
    monkeypatch.setattr(equipment.station, "play", played.append)
    read(till, equipment, "2000000000015")
    read(till, equipment, ";4111111111111111=2512")
    equipment.on_scan_torn()
    assert played[0] == "ok"
    assert played[-1] == "warn"


def test_a_scan_from_another_thread_arrives(till, equip):
    equipment = equip()
    code = ScannedCode("2000000000015", "serial", at_ms=1.0)
    thread = threading.Thread(target=lambda: equipment._code_read.emit(code))
    thread.start()
    thread.join()
    till.qtbot.waitUntil(lambda: len(till.rows) == 1)


def test_broken_device_settings_are_said_and_the_till_works(till, shop):
    folder = ShopFolder(shop.folder)
    folder.devices_file.write_text("[printer\n")
    equipment = Equipment(till.terminal.desk, till.window, folder)
    assert "devices.toml" in till.notice
    equipment.stop()
