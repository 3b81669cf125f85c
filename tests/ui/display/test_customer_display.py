"""The customer's window: what it shows in each state, that nothing is cut off, and answers by touch."""

import dataclasses
import json
import os
import subprocess
import sys
from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.settings.colours import contrast
from app.settings.devices import DeviceSettings, DisplaySettings
from app.settings.shop import ShopSettings
from app.storage.shop_folder import ShopFolder
from app.ui.display.band import ShopBand
from app.ui.display.parts import FitLine, Pair, PointsBar, TouchButton
from app.ui.display.style import DisplayStyle
from app.ui.display.window import CustomerWindow
from app.workflows.display_feed import (
    DisplaySnapshot,
    ShownQuestion,
)
from tests.ui.counter_driver import Driver
from tests.ui.display.pictures import pictures
from tests.ui.shop import ANNA_CARD, ANNA_PHONE, COFFEE, MILK, TestShop

SIZES = [(1024, 600), (1366, 768), (1920, 1080), (800, 1280)]


@pytest.fixture
def window(qtbot: QtBot) -> CustomerWindow:
    made = CustomerWindow(DisplayStyle.of(ShopSettings(accent="#0E7C66"), "light"))
    made.is_still = True
    qtbot.addWidget(made)
    made.show()
    return made


def parts_of(page: QWidget) -> list[QWidget]:
    kinds = (FitLine, Pair, PointsBar, TouchButton, ShopBand)
    return [part for part in page.findChildren(QWidget) if isinstance(part, kinds) and part.isVisible()]


def problems(window: CustomerWindow) -> list[str]:
    """Whatever is cut off, sticks out or lies over something else."""
    found = []
    frames = []
    for part in parts_of(window.page):
        where = QRect(part.mapTo(window, QPoint(0, 0)), part.size())
        text = part.accessibleName()
        if not window.rect().contains(where):
            found.append(f"{text!r} sticks out: {where.getRect()}")
        if isinstance(part, FitLine | Pair) and part.is_cut:
            found.append(f"{text!r} is cut in {part.width()}")
        if part.height() < part.minimumSizeHint().height():
            found.append(f"{text!r} has {part.height()} of {part.minimumSizeHint().height()} px height")
        frames.append((text, where))
    for place, (one, first) in enumerate(frames):
        found += [f"{one!r} over {other!r}" for other, second in frames[place + 1 :] if first.intersects(second)]
    return found


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_nothing_is_cut_off_and_nothing_overlaps(window: CustomerWindow, qtbot: QtBot, size, language) -> None:
    window.resize(*size)
    for name, shown in pictures(language).items():
        window.show_snapshot(shown)
        qtbot.wait(1)
        window.grab()
        assert problems(window) == [], name


def test_the_check_above_sees_what_is_cut_off(window: CustomerWindow, qtbot: QtBot) -> None:
    window.resize(1024, 600)
    window.show_snapshot(msgspec.structs.replace(pictures("en")["done"], greeting="A" * 80))
    qtbot.wait(1)
    assert problems(window) != []


@pytest.mark.parametrize("accent", ["#0B5CAD", "#FFE600", "#FFFFFF", "#000000", "#7FFFD4", "#FF0000"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_colour_of_a_shop_can_be_read(accent, theme) -> None:
    style = DisplayStyle.of(ShopSettings(accent=accent), theme)
    assert contrast(style.accent, "#FFFFFF") >= 4.5
    assert contrast(style.band_light.name(), "#FFFFFF") >= 4.5
    for ground in (style.surface, style.ground):
        assert contrast(style.accent_ink, ground) >= 4.5


def test_a_logo_that_is_no_picture_leaves_the_name_alone() -> None:
    for logo in ("not base64 !", "aGVsbG8="):
        assert DisplayStyle.of(ShopSettings(logo=logo), "light").picture.isNull()


def test_the_points_moment_grows_to_what_was_earned_and_stands_still_where_motion_is_unwanted(window, qtbot) -> None:
    shown = pictures("en")["done"]
    window.show_snapshot(shown)
    assert window.done.earned.text == "+31"
    assert round(window.done.bar.share, 3) == 0.771
    assert not window.done.bar.is_moving
    window.is_still = False
    window.show_snapshot(msgspec.structs.replace(shown, change_minor=1))
    assert window.done.bar.is_moving
    assert window.done.earned.text == "+0"
    assert round(window.done.bar.share, 3) == 0.74
    qtbot.waitUntil(lambda: not window.done.bar.is_moving, timeout=3000)
    assert window.done.earned.text == "+31"


def test_a_question_has_no_tick_beforehand_and_answers_by_touch(window: CustomerWindow, qtbot: QtBot) -> None:
    heard = []
    window.answered.connect(lambda *said: heard.append(said))
    window.show_snapshot(pictures("en")["consent"])
    ticks = window.question.ticks
    assert not any(tick.isChecked() for tick in ticks.values())
    QTest.mouseClick(ticks["messages"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(window.question.yes, Qt.MouseButton.LeftButton)
    assert heard == [(1, True, frozenset({"messages"}))]
    window.show_snapshot(msgspec.structs.replace(pictures("en")["consent"], question=ShownQuestion("consent", 9)))
    assert not any(tick.isChecked() for tick in ticks.values())
    QTest.mouseClick(ticks["profiling"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(window.question.no, Qt.MouseButton.LeftButton)
    assert heard[1] == (9, False, frozenset())


def test_no_key_does_anything_on_it(window: CustomerWindow, qtbot: QtBot) -> None:
    heard = []
    window.answered.connect(lambda *said: heard.append(said))
    window.show_snapshot(pictures("en")["consent"])
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_F12, Qt.Key.Key_Escape, Qt.Key.Key_1):
        QTest.keyClick(window, key)
    assert heard == []
    assert window.page is window.question


# -- with a till


@pytest.fixture
def shown_till(shop: TestShop, open_till: Callable[..., Driver]) -> Driver:
    """A till whose customer sees a window that can be touched, and a pole."""
    display = DisplaySettings(screen="window", touch=True, pole_port="loop://", done_seconds=2)
    ShopFolder(shop.folder).save_devices(dataclasses.replace(DeviceSettings(), display=display))
    return open_till(shop)


def equipment(till: Driver):
    return till.terminal._equipment


def customer(till: Driver) -> DisplaySnapshot:
    """What the customer sees, once the till has come to rest."""
    till.settle()
    made = equipment(till)
    made.feed.look()
    assert made.customer.window.shown == made.feed.now
    return made.feed.now


def pole(till: Driver) -> str:
    customer(till)
    return equipment(till).station._pole._wanted.decode("cp858")


def test_the_customer_follows_a_sale_from_the_first_line_to_the_thanks(shown_till: Driver) -> None:
    till = shown_till
    assert customer(till).state == "idle"
    assert "Sunny Corner" in pole(till)
    till.scan(COFFEE, MILK)
    assert customer(till).state == "selling"
    assert customer(till).total_minor == till.due
    assert "TOTAL" in pole(till)
    till.scan(ANNA_CARD)
    assert (customer(till).state, customer(till).greeting) == ("identified", "Anna K.")
    assert customer(till).points[0].balance_milli is not None
    till.press("F12")
    assert customer(till).state == "paying"
    assert "TO PAY" in pole(till)
    till.press("Esc")
    receipt = till.pay(amount="20")
    assert customer(till).state == "done"
    assert customer(till).change_minor == receipt.change_minor > 0
    assert customer(till).points[0].goal is not None
    assert "CHANGE" in pole(till)
    assert "POINTS" in pole(till)
    till.qtbot.waitUntil(lambda: equipment(till).feed.now.state == "idle", timeout=4000)
    till.scan(MILK)
    assert customer(till).state == "selling"


def test_a_part_that_was_paid_is_shown_as_given(shown_till: Driver) -> None:
    till = shown_till
    till.scan(COFFEE)
    till.press("F12")
    till.wait_for_guard()
    till.type("5+")
    shown = customer(till)
    assert (shown.state, shown.to_pay_minor, shown.given_minor) == ("paying", 1190, 500)
    assert "GIVEN" in pole(till)


def test_a_member_found_by_phone_is_greeted_without_a_balance(shown_till: Driver) -> None:
    till = shown_till
    till.scan(COFFEE)
    till.press("F2")
    till.enter(ANNA_PHONE)
    shown = customer(till)
    assert (shown.greeting, shown.points) == ("Anna K.", ())
    assert ANNA_PHONE[-4:] not in repr(shown)


def test_f11_hides_the_sale_and_shows_it_again(shown_till: Driver) -> None:
    till = shown_till
    till.scan(COFFEE)
    till.press("F11")
    assert customer(till).state == "paused"
    assert customer(till).lines == ()
    till.press("F11")
    assert customer(till).state == "selling"


def test_a_locked_till_shows_nothing_of_the_sale(shown_till: Driver) -> None:
    till = shown_till
    till.scan(COFFEE)
    till.terminal.desk.till.sign(None)
    assert customer(till).state == "idle"
    assert customer(till).lines == ()


def _touch(till: Driver, button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    till.settle()


def test_the_customer_joins_on_their_own_screen(shown_till: Driver) -> None:
    till = shown_till
    till.scan(COFFEE)
    till.press("F2")
    till.type("0687654321")
    assert customer(till).question.kind == "consent"
    page = equipment(till).customer.window.question
    _touch(till, page.ticks["messages"])
    _touch(till, page.yes)
    assert customer(till).question is None
    member = till.counter.session.member
    assert member is not None
    with till.terminal.store.reads() as reads:
        view = reads.member(member.id)
    assert view.consents["terms"]
    assert view.consents["messages"]
    assert not view.consents["profiling"]
    assert till.mode == "basket"


def test_a_no_joins_nobody_and_the_cashier_goes_on(shown_till: Driver) -> None:
    till = shown_till
    till.press("F2")
    till.type("0687654321")
    _touch(till, equipment(till).customer.window.question.no)
    assert till.counter.session.member is None
    assert "no" in till.notice
    till.press("Esc", "Esc")
    till.scan(COFFEE)
    assert customer(till).question is None


def test_a_question_ends_with_the_panel_that_asked_it(shown_till: Driver) -> None:
    till = shown_till
    till.press("F2")
    till.type("0687654321")
    asked = customer(till).question
    till.press("Esc", "Esc")
    assert customer(till).question is None
    equipment(till).feed.on_answered(asked.serial, True, frozenset())
    till.settle()
    assert till.counter.session.member is None


def test_nobody_is_asked_where_nobody_can_touch(shop: TestShop, open_till: Callable[..., Driver]) -> None:
    display = DisplaySettings(screen="window", touch=False)
    ShopFolder(shop.folder).save_devices(dataclasses.replace(DeviceSettings(), display=display))
    till = open_till(shop)
    till.press("F2")
    till.type("0687654321")
    assert customer(till).question is None


def test_a_second_screen_that_is_not_there_is_a_state_and_no_fault(shop, open_till) -> None:
    display = DisplaySettings(screen="second")
    ShopFolder(shop.folder).save_devices(dataclasses.replace(DeviceSettings(), display=display))
    till = open_till(shop)
    assert equipment(till).customer.state == "missing"
    till.scan(COFFEE)
    assert till.names


def test_settings_work_while_the_till_runs(shown_till: Driver) -> None:
    made = equipment(shown_till)
    settings = made.settings
    off = dataclasses.replace(settings, display=dataclasses.replace(settings.display, screen="off"))
    made.apply(off)
    assert made.customer.window is None
    assert "customer_ask" not in shown_till.terminal.desk.services
    made.apply(settings)
    assert made.customer.state == "ready"
    made.customer.window.close()
    assert made.customer.state == "missing"


def test_each_screen_shows_its_number(shown_till: Driver) -> None:
    made = equipment(shown_till).customer
    made.show_numbers()
    assert [window.idle.band.name for window in made._numbers] == ["1"]
    made._hide_numbers()
    assert made._numbers == []


DPI = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}


def test_on_two_screens_the_customers_window_fills_the_second(tmp_path) -> None:
    screens = [
        {"name": name, "x": x, "y": 0, "width": width, "height": height} | DPI
        for name, x, width, height in (("till", 0, 1366, 768), ("customer", 1366, 1024, 600))
    ]
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": screens}), "utf-8")
    environment = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}"}
    ran = subprocess.run(
        [sys.executable, "-m", "tests.ui.display.two_screens", str(tmp_path)],
        env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    seen = json.loads(ran.stdout.splitlines()[-1])
    assert seen["till"] == "till"
    assert seen["customer"] == [1366, 0, 1024, 600]
    assert (seen["state"], seen["third"]) == ("ready", "missing")
    assert seen["active"]
    assert seen["numbers"] == [["1", [0, 0]], ["2", [1366, 0]]]
