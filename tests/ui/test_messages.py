"""What the till says when something is not as it should be: what happened, what is safe, what to do; in two languages.

The table of messages that can come up at this counter. Live codes of phone cards, integrated card terminals and
the age gate are not part of it yet.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.devices.printers.queue import QueueView
from app.main import open_terminal
from app.people.cards import new_card_number
from app.people.codes import receipt_code
from app.values.errors import Trouble
from app.values.locales import Words
from app.values.watched_clock import WatchedClock
from app.workflows.shift_words import DRAWER_WORDS
from tests.ui.counter_driver import Driver
from tests.ui.shop import ANNA_CARD, COFFEE, MILK, MUG, UNKNOWN, TestShop, make_shop

OWNER_PIN, CASHIER_PIN = "4821", "5937"
DAY_MS = 86_400_000


@dataclass(frozen=True)
class Said:
    """One row of the table: the situation, how it comes about, and what both languages say."""

    situation: str
    happens: Callable[[Driver], object]
    english: str
    russian: str


def pay_blocked(till: Driver) -> None:
    till.scan(UNKNOWN)
    till.press("F12")


def disk(till: Driver) -> None:
    till.window.desk.show_data(Trouble("disk.full", "Cannot save. Do not take money. Free space on the disk."))


def printer(till: Driver) -> None:
    equipment = till.terminal._equipment
    assert equipment is not None
    equipment.on_queue_moved(QueueView((), (), "no answer"))


MESSAGES = (
    Said("unknown scan", lambda till: till.scan(UNKNOWN),
         "Not in the catalogue: 4601234567893. Marked in red, keep scanning. Enter on the line to fix.",
         "Нет в каталоге: 4601234567893. Отмечено красным, сканируйте дальше. Enter на строке — исправить."),
    Said("pay blocked", pay_blocked, "Line 1 is not identified. Press Enter to fix it, then F12.",
         "Строка 1 не опознана. Нажмите Enter, исправьте, затем F12."),
    Said("card unknown", lambda till: till.scan(new_card_number(lambda _number: False, lambda _below: 4_711_000_099)),
         "This card is not one of ours. F2: find by phone or join.",
         "Карта не наша. F2 — найти по телефону или вступить."),
    Said("nothing to pay", lambda till: till.press("F12"),
         "Nothing to pay yet. Scan an item first.", "Сначала отсканируйте товар."),
    Said("no amount", lambda till: (till.scan(COFFEE), till.press("F12"), till.wait_for_guard(), till.enter("abc")),
         "Type an amount, for example 20 or 31.63.", "20"),
    Said("printer", printer, "The receipt waits: the printer is not answering (no answer). Sales go on.",
         "Чек ждёт: принтер не отвечает (no answer). Продажи идут дальше."),
    Said("held by mistake", lambda till: (till.scan(COFFEE), till.type("-")),
         "Press − again to take the line out (Ctrl+Z brings it back).", "Ctrl+Z"),
)  # fmt: skip


@pytest.mark.parametrize("said", MESSAGES, ids=lambda said: said.situation.replace(" ", "-"))
def test_a_situation_is_said_in_both_languages(till: Driver, said: Said) -> None:
    said.happens(till)
    till.settle()
    notice = till.window.messages.notice
    assert notice is not None, said.situation
    assert Words("en").say(notice.words) == said.english
    russian = Words("ru").say(notice.words)
    assert said.russian in russian
    assert re.search("[а-яё]", russian), "it is translated"


def test_a_disk_that_cannot_save_stops_payment_and_says_what_to_do(till: Driver) -> None:
    till.scan(COFFEE)
    disk(till)
    assert "Do not take money" in till.notice
    assert "Cannot save" in till.words(till.window.top_bar)


def test_a_reward_that_stops_fitting_is_said(till: Driver) -> None:
    till.scan(MILK, COFFEE, ANNA_CARD)
    till.press("F5")
    till.type("1")
    till.press("Esc", "Del")
    notice = till.window.messages.notice
    assert notice is not None
    assert "no longer fits" in Words("en").say(notice.words)
    assert "больше не подходит" in Words("ru").say(notice.words)


def test_a_wrong_pin_says_how_many_tries_are_left(tmp_path: Path, open_till: Callable[..., Driver]) -> None:
    till = open_till(make_shop(tmp_path / "pins", pin="4821"))
    till.type("7391")
    till.settle()
    words = till.words()
    assert re.search(r"Wrong PIN\. \d tries left", words)
    till.window.desk.services["set_till"](language="ru")
    till.settle()
    assert "Неверный PIN" in till.words()


# -- what a second person, another till, the drawer and the clock make necessary


@pytest.fixture
def marias(tmp_path: Path, open_till: Callable[..., Driver]) -> Driver:
    """A till at which Maria, a cashier, is signed in."""
    shop = make_shop(tmp_path / "marias", pin=OWNER_PIN)
    till = open_till(shop)
    till.shop = shop  # type: ignore[attr-defined]
    till.sign_in(CASHIER_PIN)
    return till


def speak(till: Driver, language: str) -> str:
    """Everything that is on the window, in this language."""
    till.window.desk.services["set_till"](language=language)
    till.settle()
    return till.words().replace("\u00a0", " ")


def test_a_reduction_beyond_the_limit_says_who_may_allow_it_and_that_esc_is_safe(marias: Driver) -> None:
    marias.scan(MUG)
    marias.press("F4")
    marias.enter("30")
    marias.type("1")
    for language, asks in (
        ("en", ("Ask somebody to approve", "PIN or badge of somebody who may allow it", "Not now")),
        ("ru", ("Нужно разрешение", "PIN или бейдж", "Не сейчас")),
    ):
        said = speak(marias, language)
        assert [part for part in asks if part not in said] == []
        assert "30" in said
    marias.press("Esc")
    assert (marias.mode, marias.due) == ("reduce", 850)


def test_a_return_that_comes_late_says_which_day_it_is_and_who_may_allow_it(marias: Driver) -> None:
    marias.scan(MUG)
    receipt = marias.pay()
    marias.shop.clock.advance(15 * DAY_MS)  # type: ignore[attr-defined]
    marias.scan(receipt_code(receipt.till, receipt.epoch, receipt.sequence))
    marias.type("1")
    assert "Day 15 of 14: a manager may still take it back." in speak(marias, "en")
    assert "15-й день из 14" in speak(marias, "ru")


def test_a_receipt_of_another_till_says_where_it_is_and_what_can_be_done(till: Driver) -> None:
    till.scan(receipt_code(1, 1, 7))
    notice = till.window.messages.notice
    assert notice is not None
    assert "Receipt 01-000007 is not on this till: it is from till 01" in Words("en").say(notice.words)
    assert "with a manager" in Words("en").say(notice.words)
    assert re.search("Чек.* 01-000007", Words("ru").say(notice.words))


def test_a_drawer_that_cannot_open_says_that_all_is_kept_and_where_the_key_helps(till: Driver) -> None:
    till.window.open_screen("shift")
    screen = till.window.screen_in_front
    screen.begin("drawer")  # type: ignore[union-attr]
    reasons = screen.move_panel.reason  # type: ignore[union-attr]
    reasons.put(next(iter(DRAWER_WORDS)))
    till.press("Ctrl+S")
    notice = till.window.messages.notice
    assert notice is not None
    assert re.search(r"Drawer opened .* is kept\. Open the drawer with its key\.", Words("en").say(notice.words))
    assert "ключом" in Words("ru").say(notice.words)


def test_a_clock_that_leaps_says_what_the_till_does_meanwhile(shop: TestShop, qtbot: QtBot) -> None:
    terminal = open_terminal(shop.folder, clock=WatchedClock(shop.clock, lambda: 0))
    try:
        terminal.show()
        till = Driver(terminal, qtbot)
        till.settle()
        shop.clock.advance(-3 * DAY_MS)
        assert terminal._housekeeping is not None
        terminal._housekeeping.clock.look()
        till.settle()
        notice = till.window.messages.notice
        assert notice is not None
        english, russian = Words("en").say(notice.words), Words("ru").say(notice.words)
        assert "nothing is lost, no points expire. Correct the clock of the machine." in english
        assert "баллы не сгорают" in russian
        assert "Time suspect" in till.words(till.window.top_bar)
        assert "Time suspect" not in speak(till, "ru")
    finally:
        terminal.close()
        terminal.window.deleteLater()


def test_no_message_is_a_bare_word(shop: TestShop) -> None:
    """Neither "Error" nor "OK" alone is ever said: every text of the catalogue that speaks says something."""
    catalogue = Path("resources/translations/ru.po").read_text(encoding="utf-8")
    texts = set(re.findall(r'^msgid "(.*)"$', catalogue, re.MULTILINE))
    assert len(texts) > 1000
    assert not texts & {"Error", "Error!", "OK", "Ok", "Failed", "Invalid", "Are you sure?"}
