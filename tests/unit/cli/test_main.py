"""The command line itself: help, languages, exit codes, and what happens when something goes wrong."""

from __future__ import annotations

import subprocess
import sys

import pytest

from app.cli import doctor, main
from app.cli.parsing import COMMANDS, language_of


def test_help_names_every_command(run):
    told = run("--help")
    assert told.code == 0
    assert all(name in told.out for name in COMMANDS)
    assert "--shop DIR" in told.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(run, name):
    told = run(name, "--help")
    assert told.code == 0
    assert told.out.startswith(f"usage: regulars {name}")


def test_help_loads_nothing_heavy():
    program = (
        "import sys, app.cli; app.cli.main(['--help']); "
        "heavy = {'PySide6', 'babel', 'sqlcipher3', 'phonenumbers', 'fpdf', 'PIL', 'msgspec'} & set(sys.modules); "
        "sys.exit(','.join(sorted(heavy)) or None)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_version(run):
    assert run("--version").out.startswith("regulars ")


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["import"],
        ["import", "products"],
        ["history"],
        ["--nonsense"],
        ["replay", "x", "--redeem", "some"],
    ],
)
def test_misuse_says_how_and_ends_with_2(run, words):
    told = run(*words)
    assert told.code == 2
    assert "usage: regulars" in told.err


def test_a_folder_without_a_shop_is_misuse(run, tmp_path):
    told = run("doctor", "--shop", tmp_path / "nowhere")
    assert told.code == 2
    assert "There is no shop" in told.err
    assert not (tmp_path / "nowhere").exists()


def test_the_shop_may_be_named_before_or_after_the_command(run, shop):
    assert run("--shop", shop, "program", "list").code == 0
    assert run("program", "list", "--shop", shop).code == 0


def test_a_refusal_is_said_in_its_words(run, stocked):
    told = run("history", "nobody", "--shop", stocked)
    assert (told.code, told.out) == (1, "")
    assert told.err == "No member is known by nobody.\n"


def test_a_defect_is_one_line_and_a_report(run, shop, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("inside out")

    monkeypatch.setattr(doctor, "run", broken)
    told = run("doctor", "--shop", shop)
    assert told.code == 1
    assert told.err.count("\n") == 1
    reports = list((shop / "logs").glob("defect-*.txt"))
    assert len(reports) == 1
    assert str(reports[0]) in told.err
    assert "ZeroDivisionError: inside out" in reports[0].read_text()


def test_stopping_takes_back_and_says_so(run, shop, monkeypatch):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(doctor, "run", stopped)
    told = run("doctor", "--shop", shop)
    assert (told.code, told.err) == (1, "Stopped. What was not finished was taken back.\n")


def test_a_reader_that_goes_away_is_no_error(stocked):
    command = [sys.executable, "-c", "import sys; from app.cli import main; sys.exit(main(sys.argv[1:]))"]
    piped = subprocess.Popen([*command, "schema", "program"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert piped.stdout is not None
    piped.stdout.close()
    assert piped.stderr is not None
    said = piped.stderr.read()
    piped.stderr.close()
    assert piped.wait(60) == 0, said
    assert said == ""


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "ru"}, "ru"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "de_DE", "LANG": "ru_RU"}, "en"),
        ({"LC_ALL": "ru_RU", "LANG": "en_US"}, "ru"),
        ({}, "en"),
    ],
)
def test_the_environment_tells_the_language(monkeypatch, environment, language):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language_of([]) == language


def test_the_tills_language_wins(run, tmp_path):
    folder = tmp_path / "shop"
    assert run("new", "--shop", folder, "--language", "ru").code == 0
    assert language_of(["doctor", f"--shop={folder}"]) == "ru"
    assert "Книги магазина" in run("doctor", "--shop", folder).out


def test_python_dash_m_is_the_same_program():
    from app import __main__ as entry

    assert entry.main is main


def test_typing_mistakes_are_answered_in_russian_too(run, monkeypatch):
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
    told = run("import", "products")
    assert told.code == 2
    assert "запуск: regulars import" in told.err
    assert "не хватает слов: FILE" in told.err
    monkeypatch.setenv("LC_ALL", "C")
    assert "usage: regulars import" in run("import", "products").err
