"""Every text of the program is in the catalogue, whole and with the same fields; and the tool for it works."""

import importlib.util
import re
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

ROOT = Path(__file__).parents[3]


def _tool():
    """`packaging/` is no package, so its tool is loaded by its path."""
    spec = importlib.util.spec_from_file_location("texts_tool", ROOT / "packaging" / "texts.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


texts = _tool()


def found(source):
    return [(each.text, each.plural) for each in texts.texts_in(source, "app/x.py")]


def russian(**entries):
    catalogue = Catalog(locale="ru")
    for text, strings in entries.items():
        catalogue.add(text, strings)
    return catalogue


def test_the_russian_catalogue_is_whole_and_in_step_with_the_program():
    program = texts.template(texts.collect())
    catalogue = texts.read(texts.TRANSLATIONS / "ru.po", "ru")
    now = texts.merged(program, catalogue, language="ru")
    assert texts.faults(now) == []
    assert texts.written(now) == (texts.TRANSLATIONS / "ru.po").read_bytes()
    assert len(now) > 100


def test_russian_is_written_in_russian():
    """A sentence copied over from English would pass every other check."""
    catalogue = texts.read(texts.TRANSLATIONS / "ru.po", "ru")
    copied = [entry.id for entry in catalogue if entry.id and entry.string == entry.id]
    words = {text: re.findall(r"[a-z]{2,}", re.sub(r"\{\w+\}", "", str(text))) for text in copied}
    assert [text for text, found in words.items() if len(found) > 1] == []


def test_marked_texts_are_collected_wherever_they_stand():
    source = """
a = msg("One {x}", x=1)
b = words.msg("Two")
c = msgn("{n} day", "{n} days", 3)
d = message("No"), msg("")
e = msg("Three" if x else "Four")
"""
    assert found(source) == [("One {x}", ""), ("Two", ""), ("{n} day", "{n} days"), ("Three", ""), ("Four", "")]


NO_LITERALS = (
    "msg(text)",
    'msg(f"a {b}")',
    'msg("a" if b else c)',
    'msg("a" + b)',
    "msg(1)",
    "msg()",
    'msgn("a")',
    'msgn("a", many, 2)',
)


@pytest.mark.parametrize("source", NO_LITERALS)
def test_a_text_that_is_no_literal_is_an_error(source):
    with pytest.raises(texts.Unreadable, match=r"app/x.py:1"):
        found(source)


def test_one_text_is_counted_everywhere_or_nowhere():
    with pytest.raises(texts.Unreadable, match="counted in one place"):
        texts.template([texts.Text("day", "days", "a"), texts.Text("day", "", "b")])


def test_translations_are_kept_and_gone_texts_leave():
    program = texts.template([texts.Text("Pay", "", "app/b.py"), texts.Text("Cash", "", "app/a.py")])
    now = texts.merged(
        program, russian(Pay="Оплата", Old="Старое"), russian(Pay="Другое", Cash="Наличные"), language="ru"
    )
    assert [(entry.id, entry.string) for entry in now if entry.id] == [("Cash", "Наличные"), ("Pay", "Оплата")]


def test_the_same_sources_give_the_same_file_without_dates_or_places():
    program = [texts.Text("Pay", "", "app/b.py"), texts.Text("{n} day", "{n} days", "app/a.py")]
    once = texts.written(texts.merged(texts.template(program), language="ru"))
    again = texts.written(texts.merged(texts.template(reversed(program)), language="ru"))
    assert once == again
    assert b"POT-Creation" not in once
    assert str(ROOT).encode() not in once
    assert b"nplurals=3" in once


@pytest.mark.parametrize(
    ("text", "strings", "fault"),
    [
        ("Pay {sum}", "", "not translated"),
        ("Pay {sum}", "Оплатить", "fields differ"),
        ("Pay {sum}", "Оплатить {sum} {more}", "fields differ"),
        (("{n} day", "{n} days"), ("{n} день", "{n} дня", ""), "not translated"),
        (("{n} day", "{n} days"), ("{n} день", "{n} дня"), "not translated"),
        (("{n} of {x}", "{n} of {x}"), ("{n} {x}", "{n}", "{n} {x}"), "fields differ"),
    ],
)
def test_what_is_wrong_with_a_translation_is_found(text, strings, fault):
    catalogue = Catalog(locale="ru")
    catalogue.add(text, strings)
    assert [each.split(":")[0] for each in texts.faults(catalogue)] == [fault] * len(texts.faults(catalogue))
    assert texts.faults(catalogue)


def test_a_good_translation_has_no_fault_and_may_leave_the_number_out():
    catalogue = Catalog(locale="ru")
    catalogue.add(("{n} day", "{n} days"), ("один день", "{n} дня", "{n} дней"))
    catalogue.add("Pay {sum}", "К оплате {sum}")
    assert texts.faults(catalogue) == []


def test_a_translation_of_the_wrong_kind_is_not_taken():
    counted = texts.template([texts.Text("{n} day", "{n} days", "app/a.py")])
    now = texts.merged(counted, russian(**{"{n} day": "день"}), language="ru")
    assert texts.faults(now) == ["not translated: '{n} day'"]


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A program of one text."""
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "pay.py").write_text('msg("Pay")', "utf-8")
    monkeypatch.setattr(texts, "ROOT", tmp_path)
    monkeypatch.setattr(texts, "TRANSLATIONS", tmp_path / "translations")
    collect = texts.collect
    monkeypatch.setattr(texts, "collect", lambda: collect(tmp_path / "app"))
    return tmp_path


def test_the_tool_merges_takes_and_checks(small, capsys):
    assert texts.main(["--check"]) == 1
    assert not (small / "translations").exists()
    assert texts.main([]) == 1
    assert "not translated: 'Pay'" in capsys.readouterr().out
    taken = small / "taken.po"
    taken.write_bytes(texts.written(russian(Pay="Оплата")))
    assert texts.main(["--take", str(taken)]) == 0
    assert texts.main(["--check"]) == 0
    (small / "app" / "cash.py").write_text('msg("Cash")', "utf-8")
    assert texts.main(["--check"]) == 1
    assert "not in step" in capsys.readouterr().out
