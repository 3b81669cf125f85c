"""Staff, shift and programmes: who works here, what was sold, and what the shop promises."""

import datetime as dt
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QLineEdit

from app.loyalty.audience import Audience
from app.loyalty.program import read_program
from app.loyalty.program_shape import Program
from app.loyalty.schedule import Schedule, Window
from app.ui.programs.sentences import audience_words, schedule_words, sentences, state_of
from app.ui.staff.roles import FIELD_OF
from app.values.locales import Words
from app.workflows.programs import publish_program
from app.workflows.sign_in import Proof, sign_in
from tests.ui.forms.conftest import MakeBench
from tests.ui.forms.desk import settle, shown_keys
from tests.ui.forms.shop import CASHIER_PIN, TODAY, Shop

# -- staff


def test_somebody_is_added_and_can_sign_in(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("staff")
    at.press("Ctrl+N")
    at.type("Nora Lind")
    screen.form.role.row.pick(1)
    screen.form.pin.line.setText("8264")
    at.press("Ctrl+S")
    signed = sign_in(corner.books, Proof(pin="8264"), corner.clock.now())
    person = signed.person
    assert (person.name, person.role) == ("Nora Lind", "manager")
    assert signed.must_change
    assert at.till.shop.staff[person.id].name == "Nora Lind"


@pytest.mark.parametrize(("pin", "part"), [("12", "4 to 6"), ("1111", "guessed"), (CASHIER_PIN, "another")])
def test_a_pin_is_refused_at_the_pin(corner: Shop, bench: MakeBench, pin: str, part: str) -> None:
    at = bench(corner)
    screen = at.open("staff")
    screen.add()
    screen.form.name.line.setText("Nora")
    screen.form.pin.line.setText(pin)
    at.press("Ctrl+S")
    assert part in screen.form.pin.note
    assert screen.form.pin.line.echoMode() == QLineEdit.EchoMode.Password


def test_the_last_owner_stays_one(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("staff")
    place = [screen.list.table.row(n).id for n in range(3)].index(corner.owner)
    screen.list.table.go_to(place)
    screen.form.role.row.pick(0)
    at.press("Ctrl+S")
    assert "at least one owner" in screen.form.role.note
    assert corner.now().staff[corner.owner].role == "owner"


def test_somebody_who_left_cannot_sign_in(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("staff")
    place = [screen.list.table.row(n).id for n in range(3)].index(corner.cashier)
    screen.list.table.go_to(place)
    screen.form.active.click()
    at.press("Ctrl+S")
    assert not corner.now().staff[corner.cashier].active
    assert screen.list.table.row(2).id == corner.cashier


def test_an_empty_pin_keeps_the_old_one(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("staff")
    place = [screen.list.table.row(n).id for n in range(3)].index(corner.cashier)
    screen.list.table.go_to(place)
    screen.form.name.line.setText("Maria S")
    at.press("Ctrl+S")
    assert sign_in(corner.books, Proof(pin=CASHIER_PIN), corner.clock.now()).person.name == "Maria S"


def test_whoever_changes_themselves_works_on_with_the_new_name(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("staff")
    place = [screen.list.table.row(n).id for n in range(3)].index(corner.owner)
    screen.list.table.go_to(place)
    screen.form.name.line.setText("Olga P")
    at.press("Ctrl+S")
    assert at.till.staff is not None
    assert at.till.staff.name == "Olga P"


def test_refusals_have_fields() -> None:
    assert set(FIELD_OF.values()) == {"name", "role", "pin"}


# -- shift


def test_a_shift_shows_what_was_taken_and_closes_at_the_second_press(corner: Shop, bench: MakeBench) -> None:
    corner.sell("", "coffee-1")
    corner.sell("", "mug-anna")
    at = bench(corner)
    screen = at.open("shift")
    assert screen.shift is not None
    at.press("Ctrl+S")
    assert "cannot be undone" in screen.panel.banner.text
    with corner.books.reads() as reads:
        assert reads.open_shift() is not None
    at.press("Ctrl+S")
    with corner.books.reads() as reads:
        assert reads.open_shift() is None
    assert screen.closed is not None
    assert screen.closed[1].total_minor == 1190 + 850
    assert screen.panel.pill.text == "closed"
    assert at.till.shift is None
    assert not screen.close_button.isVisible()


def test_esc_takes_the_closing_back(corner: Shop, bench: MakeBench) -> None:
    corner.sell("", "coffee-1")
    at = bench(corner)
    screen = at.open("shift")
    at.press("Ctrl+S", "Esc")
    assert screen.panel.banner.text == ""
    assert at.window.screen_in_front is screen
    at.press("Ctrl+S")
    with corner.books.reads() as reads:
        assert reads.open_shift() is not None


def test_without_a_shift_it_says_so(corner: Shop, bench: MakeBench) -> None:
    screen = bench(corner).open("shift")
    assert screen.state.headline == "No shift is open"
    assert shown_keys(screen) == {"Esc"}


# -- programmes


def said(program: Program) -> dict[str, str]:
    words = Words("en")
    return {words.say(each.head): words.say(each.words) for each in sentences(program, "EUR", words.name)}


def test_the_first_programme_is_said_in_words() -> None:
    words = said(read_program(Path("resources/examples/points-100.json").read_bytes()))
    assert words["Earns"] == "1 points per €1.00"
    assert words["Gives"] == "5.00 off for 100 points"
    assert words["For"] == "everyone"
    assert words["When"] == "always"
    assert words["Points end"] == "180 days after they were earned"
    assert words["To spend"] == "the card is scanned"


@pytest.mark.parametrize(
    "path", sorted(Path("packaging/demo_data/programs").glob("*.json")), ids=lambda path: path.stem
)
def test_every_demo_programme_has_sentences(path: Path) -> None:
    words = said(read_program(path.read_bytes()))
    assert {"For", "When"} <= set(words)
    assert all(words.values())
    assert not any("{" in text for text in words.values())


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        (Schedule(), "always"),
        (Schedule(from_on=dt.date(2026, 12, 1)), "from 01.12.2026"),
        (Schedule(to_on=dt.date(2026, 12, 1)), "up to 01.12.2026"),
    ],
)
def test_when(schedule: Schedule, words: str) -> None:
    assert Words("en").say(schedule_words(schedule)) == words


def test_happy_hours_are_said_with_their_days() -> None:
    window = Window(weekdays=(1, 5), starts="17:00", ends="19:00")
    assert Words("en").say(schedule_words(Schedule(windows=(window,)))) == "Mon, Fri 17:00–19:00"


def test_an_audience_says_every_restriction() -> None:
    audience = Audience(who="members", staff="excluded", tiers={"club": ("Gold",)}, every_purchase=5)
    text = Words("en").say(audience_words(audience))
    for part in ("members", "Gold", "not staff", "5"):
        assert part in text


def test_states() -> None:
    program = read_program(Path("resources/examples/points-100.json").read_bytes())
    ended = msgspec.structs.replace(program, schedule=Schedule(to_on=TODAY - dt.timedelta(days=1)))
    soon = msgspec.structs.replace(program, schedule=Schedule(from_on=TODAY + dt.timedelta(days=1)))
    off = msgspec.structs.replace(program, enabled=False)
    assert [state_of(each, TODAY, is_planned=False) for each in (program, ended, soon, off)] == [
        "in_force", "ended", "not_yet", "off",
    ]  # fmt: skip
    assert state_of(program, TODAY, is_planned=True) == "later"


def test_the_list_has_what_is_in_force_and_what_comes(corner: Shop, bench: MakeBench) -> None:
    acting = corner.acting()
    changed = msgspec.structs.replace(corner.program, priority=3)
    publish_program(corner.books, changed, acting, valid_from=acting.at + 86_400_000)
    at = bench(corner)
    screen = at.open("programs")
    rows = [screen.list.table.row(place) for place in range(screen.list.table.rows_model.rowCount())]
    assert [(row.program.version, row.is_planned) for row in rows] == [(1, False), (2, True)]
    assert screen.panel.pill.text == "in force"
    screen.list.table.go_to(1)
    settle()
    assert screen.panel.pill.text == "planned"


def test_a_shop_without_programmes_says_how_to_get_one(tmp_path: Path, bench: MakeBench) -> None:
    shop = Shop(tmp_path / "none", past=False, with_program=False)
    screen = bench(shop).open("programs")
    assert screen.list.state.headline == "No programmes yet"
    shop.close()
