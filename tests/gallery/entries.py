"""What is pictured: one entry for each state of each screen.

A new screen of the registry is here by itself: with what the shop has, in an empty shop, while it reads, and
where the books are silent. A state of its own is one line: `Entry("screen", "state", lambda stage: ...)`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from app.values.errors import Trouble
from app.values.words import msg
from tests.gallery.stage import Kind, Stage, menu_names
from tests.ui.display.pictures import pictures

UNKNOWN, STRANGE_CARD = "4601234567893", "2911111111114"
Make = Callable[[Stage], QWidget | None]
COFFEE, MILK, MUG, SOAP = "coffee-1", "milk-32", "mug-anna", "soap-500"


@dataclass(frozen=True)
class Entry:
    """One picture in every size, look and language.

    Attributes:
        make: Puts the stage into the state; may return another window, which is then what is pictured.
        is_quick: Whether the ordinary run looks at it too.
    """

    screen: str
    state: str
    make: Make
    shop: Kind = "full"
    is_quick: bool = True

    @property
    def name(self) -> str:
        """Stable name of the picture."""
        return f"{self.screen}--{self.state}".replace(" ", "-")


def entries() -> tuple[Entry, ...]:
    """All of them, the registry's screens with their four common states included."""
    common: list[Entry] = []
    for name in menu_names():
        about = "anna" if name == "member_history" else ""
        common += [
            Entry(name, "full", opened(name, about)),
            Entry(name, "empty", opened(name), "empty", is_quick=False),
            Entry(name, "loading", loading(name), is_quick=False),
            Entry(name, "error", silent(name), is_quick=False),
        ]
    return (*CHECKOUT, *PANELS, *AROUND, *common, *SCREENS_AT_WORK, *WINDOWS)


# -- short words for the entries


def keys(*names: str) -> Make:
    """Two goods and Anna, then these keys."""

    def make(stage: Stage) -> None:
        stage.goods(COFFEE, MILK)
        stage.card()
        stage.press(*names)

    return make


def steps(*makes: Make) -> Make:
    """One after the other."""

    def make(stage: Stage) -> None:
        for each in makes:
            each(stage)
        stage.settle()

    return make


def typed(text: str) -> Make:
    return lambda stage: stage.type(text)


def entered(text: str) -> Make:
    return lambda stage: stage.enter(text)


def pressed(*names: str) -> Make:
    return lambda stage: stage.press(*names)


def scanned(*codes: str) -> Make:
    return lambda stage: stage.scan(*codes)


def rung_up(*skus: str) -> Make:
    return lambda stage: stage.goods(*skus)


def opened(name: str, about: str = "", then: Callable[[Any, Stage], object] = lambda screen, stage: None) -> Make:
    """A screen, perhaps with something done on it."""

    def make(stage: Stage) -> None:
        then(stage.open(name, stage.anna if about == "anna" else about), stage)
        stage.settle()

    return make


def loading(name: str) -> Make:
    """A screen whose first question is not answered yet."""

    def make(stage: Stage) -> None:
        stage.hold_answers()
        stage.window.open_screen(name, stage.anna if name == "member_history" else "")

    return make


def silent(name: str) -> Make:
    """A screen in a shop whose disk does not answer."""

    def make(stage: Stage) -> None:
        stage.silence_books()
        stage.window.open_screen(name, stage.anna if name == "member_history" else "")
        stage.settle()

    return make


# -- the counter


def member_sale(stage: Stage) -> None:
    stage.goods(COFFEE, MILK, MILK, MUG, SOAP)
    stage.card()


def unknown_code(stage: Stage) -> None:
    stage.goods(COFFEE, MILK)
    stage.scan(UNKNOWN)
    stage.goods(SOAP)


def resolving(stage: Stage) -> None:
    unknown_code(stage)
    stage.press("Up", "Enter")


def open_item(stage: Stage) -> None:
    resolving(stage)
    stage.type("2")
    stage.type("4.50")


def two_hundred(stage: Stage) -> None:
    stage.fill(200)
    stage.card()


def found(stage: Stage) -> None:
    stage.goods(COFFEE)
    stage.type("ma")
    stage.settle()


def large_sums(stage: Stage) -> None:
    stage.desk.services["set_till"](large_quantity=9999)
    stage.enter(f"999*{stage.code(COFFEE)}")
    stage.enter(f"999*{stage.code('oil-05')}")
    stage.card()


def amount_mode(stage: Stage) -> None:
    stage.desk.services["set_till"](mode="amount")
    stage.settle()
    stage.enter("31.63")
    stage.enter("2*10")
    stage.card()


def cannot_save(stage: Stage) -> None:
    stage.goods(COFFEE, MILK)
    why = msg("Cannot save. Do not take money. Free space on {place} ({free} MB left).", place="C:", free=12)
    stage.desk.show_data(Trouble("disk.full", why))


def paid_partly(stage: Stage) -> None:
    keys("F12")(stage)
    stage.wait_for_guard()
    stage.type("5+")
    stage.type("20")


def goods_while_paying(stage: Stage) -> None:
    keys("F12")(stage)
    stage.goods(MUG)


def done(stage: Stage) -> None:
    member_sale(stage)
    stage.pay(amount="50")


def paper(stage: Stage) -> None:
    done(stage)
    stage.press("F9")


def late(stage: Stage) -> None:
    stage.goods(COFFEE)
    stage.pay()
    stage.press("F2")


CHECKOUT = (
    Entry("settings", "codes", opened("settings", "codes"), is_quick=False),
    Entry("settings", "changes", opened("settings", "changes"), is_quick=False),
    Entry("settings", "file", opened("settings", "file"), is_quick=False),
    Entry("devices", "report", opened("devices", then=lambda screen, _stage: screen.show_section("")), is_quick=False),
    *(
        Entry("setup", name, opened("setup", then=lambda screen, _stage, at=at: screen.show_step(at)), is_quick=False)
        for at, name in enumerate(("printer", "scanner", "offers", "lists", "staff"))
    ),
    Entry("checkout", "empty", lambda stage: None),
    Entry("checkout", "with a member", member_sale),
    Entry("checkout", "without a member", lambda stage: stage.goods(COFFEE, MILK)),
    Entry("checkout", "unknown code", unknown_code),
    Entry("checkout", "200 lines, long names", two_hundred),
    Entry("checkout", "large sums", large_sums),
    Entry("checkout", "found while typing", found),
    Entry("checkout", "selling by amount", amount_mode),
    Entry("checkout", "cannot save", cannot_save),
    Entry("checkout", "a strange card", steps(rung_up(COFFEE), scanned(STRANGE_CARD))),
    Entry("checkout", "nothing to pay", lambda stage: stage.press("F12")),
    Entry("checkout", "empty shop", lambda stage: None, "empty"),
)


def held_two(stage: Stage) -> None:
    stage.goods(COFFEE, MILK)
    stage.card()
    stage.press("F6")
    stage.fill(4)
    stage.press("F6", "F7")


def returned_one(stage: Stage) -> None:
    stage.sell(COFFEE, MILK, MUG)
    stage.press("Esc", "F8")
    stage.type("1")
    stage.settle()
    stage.type("1")
    stage.settle()


def returned(stage: Stage) -> None:
    returned_one(stage)
    stage.press("F12")
    stage.settle()


def joining(stage: Stage) -> None:
    keys("F2")(stage)
    stage.type("0687654321 Eva")
    stage.settle()


def points_asked(stage: Stage) -> None:
    keys("F12")(stage)
    stage.type("*")


def coupons(stage: Stage) -> None:
    keys("F5", "F11")(stage)


PANELS = (
    Entry("help", "in the basket", keys("F1")),
    Entry("help", "in a payment", keys("F12", "F1")),
    Entry("member", "find", keys("F2")),
    Entry("member", "several found", steps(keys("F2"), typed("ma"))),
    Entry("member", "nobody found", steps(keys("F2"), entered("9999"))),
    Entry("member", "too short", steps(keys("F2"), entered("12"))),
    Entry("member", "joining", joining),
    Entry("member", "after the sale", late),
    Entry("find goods", "blank", keys("F3")),
    Entry("find goods", "found", steps(keys("F3"), typed("milk"))),
    Entry("find goods", "price", steps(keys("F3"), rung_up(MUG))),
    Entry("find goods", "nothing", steps(keys("F3"), entered("zzzzqq"))),
    Entry("reduce", "how much", keys("F4")),
    Entry("reduce", "reason", steps(keys("F4"), entered("10%"))),
    Entry("rewards", "all kinds", keys("F5")),
    Entry("rewards", "coupons", coupons),
    Entry("resolve", "what is it", resolving),
    Entry("resolve", "open item", open_item),
    Entry("payment", "first", keys("F12")),
    Entry("payment", "typed", steps(keys("F12"), typed("50"))),
    Entry("payment", "partly paid", paid_partly),
    Entry("payment", "goods scanned", goods_while_paying),
    Entry("payment", "points", points_asked),
    Entry("payment", "large sums", steps(large_sums, pressed("F12"))),
    Entry("payment", "at the other till", steps(amount_mode, pressed("F12"))),
    Entry("done", "with a member", done),
    Entry("done", "without a member", lambda stage: stage.sell(COFFEE)),
    Entry("done", "receipt", paper),
    Entry("held", "nothing", lambda stage: stage.press("F7"), "empty"),
    Entry("held", "two", held_two),
    Entry("return", "nothing sold", lambda stage: stage.press("F8"), "empty"),
    Entry("return", "find", lambda stage: stage.press("F8")),
    Entry("return", "one line", returned_one),
    Entry("return", "kept", returned),
    Entry("menu", "owner", lambda stage: stage.press("F10")),
)


# -- around the counter


def long_message(stage: Stage) -> None:
    stage.goods(COFFEE, MILK)
    words = msg(
        "Something went wrong in the program. What was sold is saved and the basket is kept. "
        "Go on; if it happens again, restart. Report: {file}",
        file="defect-2026-11-21T190400Z.txt",
    )
    stage.say(words, "err")


def locked(stage: Stage) -> None:
    stage.window.lock()
    stage.settle()


def wrong_pin(stage: Stage) -> None:
    locked(stage)
    stage.type("9998")
    stage.settle()
    stage.press("Enter")


AROUND = (
    Entry("message", "long error", long_message),
    Entry("lock", "locked", locked),
    Entry("lock", "wrong PIN", wrong_pin),
)


# -- screens at work


def _new_product(screen: Any, stage: Stage) -> None:
    screen.add()
    screen.save()


def _lost_card(screen: Any, stage: Stage) -> None:
    screen.panel.show_tab("cards")
    screen.panel.cards.ask_for_card(screen.panel.cards.tiles[0].card.number)


def _yellow(screen: Any, stage: Stage) -> None:
    screen.accent.put("#FFD400")
    screen.accent.changed.emit()
    screen.card_look.put("full")
    screen.card_look.changed.emit()
    screen.look()


def _proposed(screen: Any, stage: Stage) -> None:
    screen.propose()
    stage.settle()
    screen.choose(0)


SCREENS_AT_WORK = (
    Entry("products", "one open", opened("products", then=lambda screen, stage: screen.list.table.go_to(2))),
    Entry("products", "new and wrong", opened("products", then=_new_product)),
    Entry("members", "one open", opened("members", "anna")),
    Entry("members", "cards, one lost", opened("members", "anna", _lost_card)),
    Entry("members", "consents", opened("members", "anna", lambda screen, stage: screen.panel.show_tab("consents"))),
    Entry("members", "joining", opened("members", then=lambda screen, stage: screen.join("+31612000"))),
    Entry("staff", "one open", opened("staff", then=lambda screen, stage: screen.list.table.go_to(1))),
    *(
        Entry("settings", name, opened("settings", name))
        for name in ("till", "shop", "receipt", "money", "offers")
    ),
    Entry("style", "another colour", opened("style", then=_yellow)),
    Entry("quick_keys", "best-sellers", opened("quick_keys", then=_proposed)),
    *(
        Entry("devices", name, opened("devices", name))
        for name in ("scanner", "printer", "display", "mail", "sound")
    ),
)  # fmt: skip


# -- windows of their own


def first_start(then: Callable[[Any], None] = lambda start: None) -> Make:
    def make(stage: Stage) -> QWidget:
        from app.ui.start.first import FirstStart

        settings = stage.desk.till.settings
        start = FirstStart(lambda choice: None, language=settings.language, theme=settings.theme)
        stage.guest(start)
        then(start)
        return start

    return make


def _wrong_form(start: Any) -> None:
    start.show_form()
    start.found()


def customer(name: str) -> Make:
    def make(stage: Stage) -> QWidget:
        from app.ui.display.style import DisplayStyle
        from app.ui.display.window import CustomerWindow

        settings = stage.desk.till.settings
        window = CustomerWindow(DisplayStyle.of(stage.desk.till.shop.settings, settings.theme))
        window.is_still = True
        stage.guest(window)
        window.show_snapshot(pictures(settings.language)[name])
        return window

    return make


CUSTOMER = tuple(
    Entry("customer display", name, customer(name), is_quick=name in {"identified", "paying", "done", "consent"})
    for name in pictures("en")
)

WINDOWS = (
    *CUSTOMER,
    Entry("first start", "two ways", first_start()),
    Entry("first start", "form", first_start(lambda start: start.show_form())),
    Entry("first start", "wrong", first_start(_wrong_form)),
)
