"""Staff, shift and programmes: who works here, what was sold, and what the shop promises."""

import datetime as dt
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QLineEdit

from app.facts.upcast import read_body
from app.loyalty.audience import Audience
from app.loyalty.program import read_program
from app.loyalty.program_shape import Program
from app.loyalty.schedule import Schedule, Window
from app.people.staff import StaffMember
from app.ui.forms.approval import ApprovalPanel
from app.ui.programs.sentences import audience_words, schedule_words, sentences, state_of
from app.ui.shift.screen import ShiftScreen
from app.ui.staff.roles import FIELD_OF
from app.values.errors import Refusal
from app.values.locales import Words
from app.workflows.programs import publish_program
from app.workflows.sign_in import Proof, sign_in
from app.workflows.staff import save_staff
from tests.ui.forms.conftest import MakeBench
from tests.ui.forms.desk import settle
from tests.ui.forms.shop import CASHIER_PIN, MANAGER_PIN, TODAY, Shop
from tests.ui.visible import visible_texts

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


def count(screen: ShiftScreen, sum_text: str) -> None:
    screen.count.total.line.setText(sum_text)
    screen.count.total.changed.emit()


def test_a_shift_is_counted_blind_and_closes_with_a_z_report(corner: Shop, bench: MakeBench) -> None:
    corner.sell("", "coffee-1")
    corner.sell("", "mug-anna")
    at = bench(corner)
    screen = at.open("shift")
    assert screen.shift is not None
    assert "20.40" not in "".join(visible_texts(screen))
    at.press("Ctrl+S")
    count(screen, "18.40")
    at.press("Ctrl+S")
    assert screen.stage == "result"
    assert [row.amount.text() for row in (screen.result.counted, screen.result.expected, screen.result.difference)] == [
        "€18.40", "€20.40", "-€2.00",
    ]  # fmt: skip
    at.press("Ctrl+S")
    assert "Say why" in screen.result.banner.text
    screen.result.reason.row.pick(0)
    at.press("Ctrl+S")
    assert screen.done is not None
    assert (screen.done.end.number, screen.done.end.difference_minor, screen.done.end.reason) == (
        1,
        -200,
        "wrong_change",
    )
    assert at.till.shift is None
    assert "Z REPORT" in screen.reports.paper.paper.text
    with corner.books.reads() as reads:
        assert reads.open_shift() is None
        [closed] = reads.closed_shifts()
    assert closed.shift.id == screen.done.shift.id


def test_both_counts_are_kept_and_there_is_no_third(corner: Shop, bench: MakeBench) -> None:
    corner.sell("", "coffee-1")
    at = bench(corner)
    screen = at.open("shift")
    at.press("Ctrl+S")
    count(screen, "10.00")
    at.press("Ctrl+S", "Ctrl+R")
    assert screen.stage == "count"
    count(screen, "11.90")
    at.press("Ctrl+S")
    assert screen.result.recount.isHidden()
    at.press("Esc", "Ctrl+S")
    assert screen.stage == "result"
    at.press("Ctrl+S")
    assert [each.counted_minor for each in screen.done.end.counts] == [1000, 1190]
    assert screen.done.end.difference_minor == 0


def test_a_blank_line_is_asked_for_and_enter_on_it_means_none(corner: Shop, bench: MakeBench) -> None:
    corner.sell("", "coffee-1")
    at = bench(corner)
    screen = at.open("shift")
    at.press("Ctrl+S")
    at.type("1")
    at.press("Ctrl+S")
    assert "blank line" in screen.count.banner.text
    for _ in range(14):
        at.press("Enter")
    at.press("Ctrl+S")
    assert screen.result.counted.amount.text() == "€500.00"


def test_a_cashier_counts_but_reads_no_report_before(corner: Shop, bench: MakeBench) -> None:
    corner.sell("", "coffee-1")
    at = bench(corner, staff=corner.cashier)
    screen = at.open("shift")
    assert "x" not in screen.overview.offered
    assert screen.reports.isHidden()
    assert "11.90" not in "".join(visible_texts(screen))


def test_the_float_opens_a_shift(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("shift")
    assert "No shift is open" in "".join(visible_texts(screen))
    at.press("Ctrl+O")
    screen.float.total.line.setText("100")
    screen.float.total.changed.emit()
    at.press("Ctrl+S")
    assert screen.shift is not None
    assert screen.shift.float_minor == 10_000
    assert at.till.shift is not None


def test_much_cash_out_asks_a_second_person(corner: Shop, bench: MakeBench) -> None:
    corner.sell("", "coffee-1")
    at = bench(corner, staff=corner.cashier)
    screen = at.open("shift")
    at.press("Ctrl+U")
    screen.move_panel.amount.line.setText("150")
    screen.move_panel.reason.row.pick(0)
    at.press("Ctrl+S")
    panel = at.window.findChild(ApprovalPanel)
    assert panel.is_open
    at.type(MANAGER_PIN)
    assert not panel.is_open
    with corner.books.reads() as reads:
        facts = reads.facts_of(("CashMoved",), TODAY, TODAY)
    body = read_body(facts[0])
    assert (body.amount_minor, body.reason, body.approved_by) == (-15_000, "bank", corner.manager)


def test_the_x_report_is_shown_and_a_z_report_is_printed_again(corner: Shop, bench: MakeBench) -> None:
    corner.sell("", "coffee-1")
    at = bench(corner)
    screen = at.open("shift")
    at.press("Ctrl+T")
    assert "X REPORT" in screen.reports.paper.paper.text
    at.press("Esc", "Ctrl+S")
    count(screen, "11.90")
    at.press("Ctrl+S", "Ctrl+S", "Ctrl+P")
    copies = list((corner.books.folder.receipts / "copies").glob("Z-*"))
    assert sorted(path.suffix for path in copies) == [".pdf", ".txt"]
    assert "COPY" in next(path for path in copies if path.suffix == ".txt").read_text("utf-8")


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


# -- badges and recovery codes


def test_a_new_badge_is_shown_once_and_lies_on_paper(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("staff")
    place = [screen.list.table.row(n).id for n in range(3)].index(corner.cashier)
    screen.list.table.go_to(place)
    screen.form.badge.click()
    settle()
    code = screen.form.secret.text().replace(" ", "")
    signed = sign_in(corner.books, Proof(badge=code), corner.clock.now())
    assert signed.person.id == corner.cashier
    [file] = (corner.books.folder.root / "cards").glob("badge-*.pdf")
    assert code not in file.name
    screen.list.table.go_to((place + 1) % 3)
    assert screen.form.secret.isHidden()
    screen.list.table.go_to(place)
    screen.form.no_badge.click()
    settle()
    with pytest.raises(Refusal, match=r"badge\.unknown"):
        sign_in(corner.books, Proof(badge=code), corner.clock.now())


def test_only_owners_get_a_recovery_code(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("staff")
    ids = [screen.list.table.row(n).id for n in range(3)]
    screen.list.table.go_to(ids.index(corner.cashier))
    assert screen.form.recovery.isHidden()
    screen.list.table.go_to(ids.index(corner.owner))
    screen.form.recovery.click()
    settle()
    assert len(screen.form.secret.text()) == 24


def test_nobody_lowers_themselves(corner: Shop, bench: MakeBench) -> None:
    second = StaffMember("", "Ivo Smit", "owner")
    save_staff(corner.books, second, corner.acting())
    at = bench(corner)
    screen = at.open("staff")
    place = [screen.list.table.row(n).id for n in range(4)].index(corner.owner)
    screen.list.table.go_to(place)
    screen.form.role.row.pick(0)
    at.press("Ctrl+S")
    assert "their own rights" in screen.form.role.note
