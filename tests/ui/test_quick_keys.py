"""Quick keys at the counter: by touch, by Alt and digits, with quantities and prices typed before them."""

import dataclasses
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.settings.quick_keys import MOST_KEYS, MOST_PAGES, QuickKey, QuickPage, checked_pages
from app.settings.shop import ShopSettings
from app.ui.checkout.views.quick_grid import QuickGrid
from app.values.errors import Refusal
from app.workflows.acting import Acting
from app.workflows.settings import save_shop_settings
from tests.ui.counter_driver import Driver
from tests.ui.shop import ANNA_CARD, COFFEE, SETTINGS, TestShop, make_shop
from tests.ui.test_geometry import cut_off, outside, overlaps

PAGES = (
    QuickPage(
        "Morning",
        (
            QuickKey("goods", "croissant", colour="warn"),
            QuickKey("goods", "coffee", label="Beans"),
            QuickKey("goods", "apples"),
            QuickKey("department", "Bakery", colour="ok", tax="food"),
            QuickKey("function", "hold", colour="primary"),
            QuickKey("goods", "gone", label="Old cake"),
        ),
    ),
    QuickPage("Evening", tuple(QuickKey("goods", sku) for sku in ("wine", "choc", "oil"))),
)


@pytest.fixture
def quick_till(tmp_path, open_till: Callable[..., Driver]) -> Driver:
    shop = make_shop(tmp_path / "quick", settings=dataclasses.replace(SETTINGS, quick_keys=PAGES))
    till = open_till(shop)
    till.settle()
    return till


def grid(till: Driver) -> QuickGrid:
    found = till.terminal.checkout.quick.grid
    assert found is not None
    return found


def touch(till: Driver, place: int) -> None:
    QTest.mouseClick(grid(till).buttons[place], Qt.MouseButton.LeftButton)
    till.settle()


def shown(till: Driver) -> list[str]:
    return [button.face_shown.words for button in grid(till).buttons if button.isVisible()]


def test_the_keys_show_names_prices_and_what_is_gone(quick_till: Driver) -> None:
    assert shown(quick_till) == ["Butter croissant", "Beans", "Apples Gala", "Bakery", "Hold", "Old cake"]
    faces = [button.face_shown for button in grid(quick_till).buttons]
    assert [face.detail for face in faces[:4]] == ["1.65", "11.90", "2.49 / kg", "by price"]
    assert not grid(quick_till).buttons[5].isEnabled()


def test_a_touch_sells_and_a_quantity_before_it_counts(quick_till: Driver) -> None:
    touch(quick_till, 0)
    assert quick_till.names == ["Butter croissant"]
    quick_till.type("3*")
    touch(quick_till, 1)
    assert [line.units for line in quick_till.counter.session.basket.lines] == [1, 3]
    assert quick_till.entry == ""
    quick_till.type("1.235*")
    touch(quick_till, 2)
    assert quick_till.counter.session.basket.lines[-1].quantity_milli == 1235
    quick_till.type("12")
    touch(quick_till, 1)
    assert "3*" in quick_till.notice
    assert quick_till.counter.session.basket.lines[1].units == 3


def test_a_department_sells_a_typed_price_with_its_own_tax(quick_till: Driver) -> None:
    quick_till.type("4.50")
    touch(quick_till, 3)
    line = quick_till.counter.session.basket.lines[0]
    assert (line.goods.name, line.price_minor, line.goods.taxes, line.goods.category) == (
        "Bakery",
        450,
        ("food",),
        "Bakery",
    )
    touch(quick_till, 3)
    assert quick_till.mode == "department"
    quick_till.enter("x")
    assert quick_till.mode == "department"
    quick_till.press("Esc")
    quick_till.enter("2")
    assert quick_till.mode == "basket"
    assert quick_till.due == 650


def test_alt_and_digits_press_the_same_keys(quick_till: Driver) -> None:
    quick_till.press("Alt+2")
    assert quick_till.mode == "quick"
    quick_till.press("2")
    assert quick_till.names == ["Dark chocolate 70 %"]
    assert quick_till.mode == "basket"
    quick_till.press("Alt+2", "Alt+1")
    assert "Beans" in quick_till.words()
    quick_till.press("Down", "Enter")
    assert quick_till.names == ["Dark chocolate 70 %", "Coffee beans 1 kg"]
    quick_till.press("Alt+1", "5")
    assert quick_till.counter.session.basket.is_empty
    quick_till.press("Alt+1", "Esc")
    assert quick_till.mode == "basket"


def test_a_scan_on_the_list_still_sells(quick_till: Driver) -> None:
    quick_till.press("Alt+1")
    quick_till.scan(COFFEE)
    assert "Coffee beans 1 kg" in quick_till.names


def test_a_page_is_turned_by_touch(quick_till: Driver) -> None:
    QTest.mouseClick(grid(quick_till)._tabs[1], Qt.MouseButton.LeftButton)
    assert shown(quick_till)[0].startswith("Red wine")


def test_after_a_sale_a_quick_key_begins_the_next(quick_till: Driver) -> None:
    quick_till.scan(COFFEE)
    quick_till.pay()
    touch(quick_till, 0)
    assert quick_till.names == ["Butter croissant"]
    assert quick_till.receipts() == 1


def test_keys_do_nothing_while_money_is_taken(quick_till: Driver) -> None:
    quick_till.scan(COFFEE)
    quick_till.press("F12", "Alt+1")
    assert quick_till.mode == "payment"
    assert not grid(quick_till).isVisible()


def test_a_shop_without_quick_keys_has_no_grid(till: Driver) -> None:
    assert till.terminal.checkout.quick.grid is None
    till.press("Alt+1")
    assert till.mode == "basket"


def test_keys_that_the_owner_changes_are_there_at_once(till: Driver) -> None:
    desk = till.terminal.desk
    settings = dataclasses.replace(desk.till.shop.settings, quick_keys=PAGES)
    acting = Acting(desk.till.shop, desk.till.staff.id, desk.till.now())
    desk.tasks.run(lambda books: save_shop_settings(books, settings, acting), lambda kept: None, desk.refuse)
    till.settle()
    till.counter.renew()
    till.settle()
    till.settle()
    assert shown(till)[:2] == ["Butter croissant", "Beans"]


def test_in_amount_mode_a_department_is_one_of_the_other_tills(tmp_path, open_till: Callable[..., Driver]) -> None:
    shop = make_shop(tmp_path / "amount", settings=dataclasses.replace(SETTINGS, quick_keys=PAGES))
    till = open_till(shop, mode="amount")
    till.type("31.63")
    touch(till, 3)
    line = till.counter.session.basket.lines[0]
    assert (line.goods.kind, line.goods.category, line.price_minor) == ("bill", "Bakery", 3163)


@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("ru", "dark")])
@pytest.mark.parametrize("size", [(1366, 768), (1024, 600), (1920, 1080)])
def test_the_grid_fits_where_there_is_room(tmp_path, open_till: Callable[..., Driver], size, language, theme) -> None:
    shop = make_shop(tmp_path / "room", settings=dataclasses.replace(SETTINGS, quick_keys=PAGES))
    till = open_till(shop, size=size, language=language, theme=theme)
    for code in ("", COFFEE, ANNA_CARD):
        if code:
            till.scan(code)
        till.settle()
        till.qtbot.wait(60)
        till.window.grab()
        assert cut_off(till.window) + outside(till.window) + overlaps(till.window) == [], code
    if size[0] >= 1366:
        assert grid(till).isVisible()


def test_pages_are_kept_as_settings_and_have_their_limits() -> None:
    with pytest.raises(Refusal):
        checked_pages((QuickPage(),) * (MOST_PAGES + 1))
    with pytest.raises(Refusal):
        checked_pages((QuickPage("x", (QuickKey("goods", "a"),) * (MOST_KEYS + 1)),))
    assert checked_pages(PAGES) == PAGES


def test_a_shop_reads_its_quick_keys_back(tmp_path) -> None:
    from app.storage.store import Store

    shop: TestShop = make_shop(tmp_path / "kept", settings=dataclasses.replace(SETTINGS, quick_keys=PAGES))
    with Store.open(shop.folder, shop.clock) as books, books.reads() as reads:
        kept: ShopSettings = reads.shop_settings()
    assert kept.quick_keys == PAGES


@pytest.mark.parametrize("size", [(1366, 768), (1024, 600)])
def test_the_member_over_the_grid_keeps_the_room_they_need(tmp_path, open_till: Callable[..., Driver], size) -> None:
    shop = make_shop(tmp_path / "room", settings=dataclasses.replace(SETTINGS, quick_keys=PAGES))
    till = open_till(shop, size=size, language="ru")
    till.scan(COFFEE, ANNA_CARD)
    till.qtbot.wait(60)
    page = till.terminal.checkout.member.somebody
    assert page.points.height() >= page.points.minimumSizeHint().height()
    parts = [page.avatar, page.points, page.earns, page.hint, page.rewards]
    frames = [part.geometry() for part in parts if part.isVisible()]
    assert not any(one.intersects(other) for place, one in enumerate(frames) for other in frames[place + 1 :])
