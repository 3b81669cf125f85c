"""The first start: two ways, a shop in under a minute, refusals at their fields, and the shop it makes."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.settings.countries import all_zones, countries, country_name, currencies, settings_for, usual_in, zones_of
from app.settings.options import checked
from app.storage.store import Store
from app.ui.start import FirstChoice, first_start
from app.ui.start.draft import ShopDraft, beginning_of, wrong_fields
from app.ui.start.first import FirstStart
from app.values.clock import SetClock, instant
from app.values.errors import Trouble
from app.values.words import msg
from app.workflows.first_shop import Beginning, begin_shop, first_program
from app.workflows.shop_now import load_shop
from app.workflows.sign_in import Proof, sign_in

NOON = instant(dt.datetime(2026, 11, 21, 11, 0, tzinfo=dt.UTC))
GOOD = ShopDraft(name="Corner", country="DE", currency="EUR", zone="Europe/Berlin", owner="Anna", pin="4821")


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Callable[..., FirstStart]]:
    made: list[FirstStart] = []

    def make(work: Callable[[FirstChoice], None], **options: object) -> FirstStart:
        made.append(FirstStart(work, **options))  # type: ignore[arg-type]
        made[-1].show()
        QApplication.processEvents()
        return made[-1]

    yield make
    for each in made:
        each.close()
        each.deleteLater()
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))


# -- the shop it makes


def test_a_begun_shop_can_sell_with_points_at_once(tmp_path: Path) -> None:
    with Store.create(tmp_path / "shop", SetClock(NOON)) as books:
        begin_shop(books, beginning_of(GOOD), NOON)
        with books.reads() as reads:
            shop = load_shop(reads, NOON)
        assert sign_in(books, Proof(pin="4821"), NOON).person.name == "Anna"
    assert (shop.settings.name, shop.settings.currency, shop.settings.zone) == ("Corner", "EUR", "Europe/Berlin")
    assert [rate.percent for rate in shop.settings.taxes] == ["19", "7"]
    assert [program.id for program in shop.published] == [first_program().id]


def test_without_points_there_is_no_programme(tmp_path: Path) -> None:
    with Store.create(tmp_path / "shop", SetClock(NOON)) as books:
        beginning = beginning_of(ShopDraft(name="x", owner="y", pin="4821", with_points=False, with_taxes=False))
        begin_shop(books, beginning, NOON)
        with books.reads() as reads:
            shop = load_shop(reads, NOON)
    assert shop.published == ()
    assert shop.settings.taxes == ()


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (ShopDraft(owner="Anna", pin="4821"), "name"),
        (ShopDraft(name="x", pin="4821"), "owner"),
        (ShopDraft(name="x", owner="y", pin="12"), "pin"),
        (ShopDraft(name="x", owner="y", pin="1234"), "pin"),
    ],
)
def test_what_is_missing_is_said_at_its_field(draft: ShopDraft, field: str) -> None:
    assert list(wrong_fields(draft)) == [field]


# -- what is usual


def test_what_is_usual_anywhere_makes_settings_that_stand() -> None:
    assert len(countries()) > 200
    for country in countries():
        settings = checked(settings_for(country, "Shop"))
        assert settings.currency in currencies()
        assert settings.zone == zones_of(country)[0]


def test_known_countries() -> None:
    assert [rate.percent for rate in usual_in("NL").taxes] == ["21", "9"]
    assert usual_in("NL").cash_step_minor == 5
    assert usual_in("RU").fiscal_note
    assert usual_in("RU").language == "ru"
    assert not usual_in("US").prices_include_tax
    assert usual_in("US").taxes == ()
    assert country_name("DE", "ru") == "Германия"


def test_every_zone_is_one_that_clocks_know() -> None:
    from zoneinfo import ZoneInfo

    for zone in {*all_zones(), *(zone for country in countries() for zone in zones_of(country))}:
        ZoneInfo(zone)


# -- the window


def test_a_new_shop_by_keys(window: Callable[..., FirstStart], qtbot: QtBot) -> None:
    choices: list[FirstChoice] = []
    start = window(choices.append)
    QTest.keyClick(start, Qt.Key.Key_2)
    assert start.stack.currentIndex() == 1
    start.form.name.line.setText("Corner")
    start.form.owner.line.setText("Anna")
    start.form.pin.line.setText("4821")
    start.form.country.box.setCurrentIndex(start.form.country.box.findData("GB"))
    with qtbot.waitSignal(start.finished):
        QTest.keyClick(start, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    beginning = choices[0].beginning
    assert isinstance(beginning, Beginning)
    assert (beginning.settings.currency, beginning.settings.zone) == ("GBP", "Europe/London")
    assert (beginning.owner, beginning.pin, beginning.with_points) == ("Anna", "4821", True)


def test_wrong_fields_keep_the_form(window: Callable[..., FirstStart]) -> None:
    choices: list[FirstChoice] = []
    start = window(choices.append)
    start.show_form()
    start.found()
    assert all(field.is_wrong for field in start.form.fields.values())
    assert choices == []
    assert start.stack.currentIndex() == 1


def test_the_country_brings_currency_zone_and_taxes(window: Callable[..., FirstStart]) -> None:
    start = window(lambda choice: None)
    start.show_form()
    start.form.country.box.setCurrentIndex(start.form.country.box.findData("CH"))
    assert start.form.currency.value() == "CHF"
    assert start.form.zone.value() == "Europe/Zurich"
    assert "8.1%" in start.form.taxes.detail


def test_the_demo_tells_the_pins_before_it_opens(window: Callable[..., FirstStart], qtbot: QtBot) -> None:
    start = window(lambda choice: None, demo_pins={"Vera": "4826"})
    QTest.keyClick(start, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: start.is_made)
    assert start.busy.headline == "The demo shop is ready"
    with qtbot.waitSignal(start.finished):
        QTest.keyClick(start, Qt.Key.Key_Return)


def test_trouble_is_said_and_the_way_back_is_open(window: Callable[..., FirstStart], qtbot: QtBot) -> None:
    def fail(choice: FirstChoice) -> None:
        raise Trouble("folder.failed", msg("The folder {folder} cannot be used ({why}).", folder="/x", why="full"))

    start = window(fail)
    start.open_demo()
    qtbot.waitUntil(lambda: bool(start.banner.text))
    assert "cannot be used" in start.banner.text
    assert start.stack.currentIndex() == 0
    assert not start.is_made


def test_language_and_colours_are_chosen_here_and_kept(window: Callable[..., FirstStart], qtbot: QtBot) -> None:
    choices: list[FirstChoice] = []
    start = window(choices.append)
    start._next_language()
    start._next_theme()
    with qtbot.waitSignal(start.finished):
        start.open_demo()
    assert (choices[0].language, choices[0].theme) == ("ru", "dark")


def test_first_start_waits_until_there_is_a_shop(qtbot: QtBot) -> None:
    def press() -> None:
        window = next(
            each for each in QApplication.topLevelWidgets() if isinstance(each, FirstStart) and each.isVisible()
        )
        QTest.keyClick(window, Qt.Key.Key_1)

    QTimer.singleShot(0, press)
    assert first_start(lambda choice: None) is True


def test_closing_the_window_makes_no_shop(qtbot: QtBot) -> None:
    def close() -> None:
        window = next(
            each for each in QApplication.topLevelWidgets() if isinstance(each, FirstStart) and each.isVisible()
        )
        window.close()

    QTimer.singleShot(0, close)
    assert first_start(lambda choice: None) is False
