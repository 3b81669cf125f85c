"""Settings: every declared option has its place and editor, is refused where it stands, and previews live."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from app.settings.options import declared_options
from app.settings.shop import ShopSettings, TaxRate
from app.settings.till import TillSettings
from app.ui.forms.picks import PickField
from app.ui.settings.sections import ELSEWHERE, SHOP, TILL, refused, sections
from app.values.locales import Words
from tests.ui.forms.conftest import MakeBench
from tests.ui.forms.desk import settle
from tests.ui.forms.shop import Shop


def test_every_declared_option_stands_in_exactly_one_section() -> None:
    placed = [(section.group, option) for section in sections() for option in section.options]
    wanted = [(TILL, name) for name in declared_options(TillSettings)]
    wanted += [(SHOP, name) for name in declared_options(ShopSettings) if name not in ELSEWHERE]
    assert sorted(placed) == sorted(wanted)


@pytest.mark.parametrize("section", [section.name for section in sections()])
def test_every_option_is_shown_with_the_value_it_has(old_corner: Shop, bench: MakeBench, section: str) -> None:
    at = bench(old_corner)
    screen = at.open("settings", section)
    assert screen.editors
    for (group, option), editor in screen.editors.items():
        settings = at.till.settings if group == TILL else at.till.shop.settings
        assert editor.read() == getattr(settings, option), option
    assert screen._typed == {}


@pytest.mark.parametrize(
    ("group", "option", "value"),
    [(TILL, "scale_percent", 50), (TILL, "theme", "pink"), (SHOP, "return_days", -1), (SHOP, "name", "x" * 61),
     (SHOP, "reduce_percent_limit", 101), (SHOP, "cash_step_minor", 10_001)],
)  # fmt: skip
def test_each_option_is_judged_by_its_own_declaration(group: str, option: str, value: object) -> None:
    assert refused(group, option, value) is not None


def test_colours_language_and_size_work_at_once(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("settings", "till")

    def pick(option: str, value: str) -> None:
        field = screen.editors[TILL, option].widget
        assert isinstance(field, PickField)
        field.row.pick([each.value for each in field.row.picks].index(value))
        settle()

    before = at.face.metrics.base
    pick("theme", "dark")
    pick("language", "ru")
    pick("scale_percent", "130")
    assert at.face.look.name == "dark"
    assert at.face.words.language == "ru"
    assert at.face.metrics.base > before
    assert at.kept[-1] == TillSettings(theme="dark", language="ru", scale_percent=130)


def test_a_till_number_that_cannot_stand_is_refused_there_and_not_kept(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("settings", "till")
    editor = screen.editors[TILL, "large_quantity"]
    editor.widget.line.setText("1")
    editor.widget.line.textEdited.emit("1")
    assert editor.widget.is_wrong
    assert "least is 2" in editor.widget.note
    assert at.kept == []


def test_shop_settings_are_kept_with_ctrl_s(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("settings", "shop")
    line = screen.editors[SHOP, "address"].widget.line
    line.setFocus()
    line.selectAll()
    at.type("Nevsky 14")
    assert screen.save_button.isVisible()
    at.press("Ctrl+S")
    assert corner.now().settings.address == "Nevsky 14"
    assert at.till.shop.settings.address == "Nevsky 14"
    assert not screen.save_button.isVisible()


def test_a_refusal_stands_at_its_option(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("settings", "receipt")
    editor = screen.editors[SHOP, "return_days"]
    editor.widget.line.setText("9999")
    editor.widget.line.textEdited.emit("9999")
    at.press("Ctrl+S")
    assert editor.widget.is_wrong
    assert corner.now().settings.return_days == 14


def test_the_currency_stays_once_something_was_sold(corner: Shop, bench: MakeBench) -> None:
    corner.sell("", "coffee-1")
    at = bench(corner)
    screen = at.open("settings", "money")
    editor = screen.editors[SHOP, "currency"]
    editor.widget.box.setCurrentIndex(editor.widget.box.findData("USD"))
    settle()
    at.press("Ctrl+S")
    assert corner.now().settings.currency == "EUR"
    assert editor.widget.is_wrong


def test_taxes_are_added_changed_and_removed(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("settings", "money")
    taxes = screen.editors[SHOP, "taxes"].widget
    taxes.add()
    row = taxes.rows[-1]
    row.code.setText("zero")
    row.percent.setText("0")
    row.english.setText("Zero")
    taxes.rows[0].percent.setText("21,5")
    taxes.changed.emit()
    at.press("Ctrl+S")
    kept = corner.now().settings.taxes
    assert kept[2] == TaxRate("zero", "C", "0", names={"en": "Zero"})
    assert kept[0].percent == "21.5"
    taxes = screen.editors[SHOP, "taxes"].widget
    taxes.remove(taxes.rows[-1])
    at.press("Ctrl+S")
    assert len(corner.now().settings.taxes) == 2


@pytest.mark.parametrize(
    ("percent", "unit", "code"),
    [
        ("", "", "x"),
        ("21", "0.10", "x"),
        ("many", "", "x"),
        ("101", "", "x"),
        ("5", "", ""),
        ("5", "", "food"),
        ("-1", "", "x"),
    ],
)
def test_a_tax_that_is_none_is_refused(corner: Shop, bench: MakeBench, percent: str, unit: str, code: str) -> None:
    at = bench(corner)
    screen = at.open("settings", "money")
    taxes = screen.editors[SHOP, "taxes"].widget
    taxes.add()
    row = taxes.rows[-1]
    row.code.setText(code)
    row.percent.setText(percent)
    row.unit_sum.setText(unit)
    taxes.changed.emit()
    at.press("Ctrl+S")
    assert len(corner.now().settings.taxes) == 2
    assert taxes._note.isVisible()


def test_a_setting_is_found_by_its_words_in_any_language(old_corner: Shop, bench: MakeBench) -> None:
    at = bench(old_corner)
    screen = at.open("settings")
    at.press("Ctrl+F")
    at.type("round")
    assert {option for _, option in screen.editors} == {"tax_rounding", "cash_step_minor", "cash_rounding"}
    screen.search.setText("no such thing")
    screen._build()
    assert screen.editors == {}


def test_leaving_says_that_nothing_was_kept(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("settings", "shop")
    editor = screen.editors[SHOP, "name"]
    editor.widget.line.setText("Other")
    editor.widget.line.textEdited.emit("Other")
    at.press("Esc")
    assert "not saved" in at.said
    bring_back = at.window.messages.notice.action[2]
    at.open("settings", "shop")
    assert screen.editors[SHOP, "name"].read() == "Sunny Corner"
    bring_back()
    settle()
    assert screen.editors[SHOP, "name"].read() == "Other"
    at.press("Ctrl+S")
    assert corner.now().settings.name == "Other"


def test_countries_have_names_in_the_language_of_the_screens(old_corner: Shop, bench: MakeBench) -> None:
    at = bench(old_corner)
    screen = at.open("settings", "shop")
    assert screen.editors[SHOP, "country"].widget.box.currentText() == "Netherlands"
    at.speak("ru")
    assert screen.editors[SHOP, "country"].widget.box.currentText() == "Нидерланды"
    assert screen.editors[SHOP, "country"].read() == "NL"
    at.desk.services["set_till"](language="en")
    assert Words("en").language == at.face.words.language


def test_a_section_that_did_not_change_is_shown_again_as_it_was_built(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    built = dict(at.open("settings", "till").editors)
    at.press("Esc")
    assert at.open("settings", "till").editors == built
    at.press("Esc")
    at.desk.services["set_till"](language="ru")
    screen = at.open("settings", "till")
    assert screen.editors != built
    assert screen.editors[TILL, "language"].read() == "ru"


@pytest.mark.parametrize(
    ("section", "group", "option", "typed"),
    [("receipt", SHOP, "footer", "Come again"), ("shop", SHOP, "name", ""), ("till", TILL, "lock_minutes", "abc")],
)
def test_what_was_typed_and_not_kept_is_gone_when_the_section_is_opened_again(
    corner: Shop, bench: MakeBench, section: str, group: str, option: str, typed: str
) -> None:
    at = bench(corner)
    screen = at.open("settings", section)
    kept = screen.editors[group, option].read()
    field = screen.editors[group, option].widget
    line = field.findChild(QLineEdit) or field.findChild(QPlainTextEdit)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, typed) if typed else QTest.keyClick(line, Qt.Key.Key_Delete)
    settle()
    at.window.go_home()
    assert at.open("settings", section).editors[group, option].read() == kept
