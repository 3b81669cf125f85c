"""What the bootstrap decides before it touches the machine."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

FILE = Path(__file__).resolve().parents[3] / "packaging" / "bootstrap.py"


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("regulars_bootstrap", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


bootstrap = load()
OUT = Path("/somewhere/demo-1")


@pytest.mark.parametrize(
    ("platform", "environ", "screen"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("win32", {}, True),
        ("darwin", {}, True),
    ],
)
def test_a_screen_is_found(platform: str, environ: dict[str, str], screen: bool) -> None:
    assert bootstrap.has_screen(platform, environ) is screen


def test_the_interpreter_lies_where_each_system_puts_it() -> None:
    venv = Path("venv")
    assert bootstrap.venv_python(venv, "linux") == venv / "bin" / "python"
    assert bootstrap.venv_python(venv, "win32") == venv / "Scripts" / "python.exe"


def test_packages_count_as_installed_only_in_the_installed_state() -> None:
    shown = "libegl1 installed\nlibgl1 config-files\nlibglib2.0-0t64 installed\n\n"
    assert bootstrap.missing_packages(["libegl1", "libgl1", "libglib2.0-0", "libdbus-1-3"], shown) == [
        "libgl1",
        "libdbus-1-3",
    ]


class TestStamp:
    def test_another_file_or_python_or_place_is_another_fingerprint(self, tmp_path: Path) -> None:
        project = tmp_path / "pyproject.toml"
        project.write_text("one", "utf-8")
        prints = {
            bootstrap.fingerprint([project], "3.11.2", tmp_path),
            bootstrap.fingerprint([project], "3.12.0", tmp_path),
            bootstrap.fingerprint([project], "3.11.2", tmp_path / "moved"),
        }
        project.write_text("two", "utf-8")
        prints.add(bootstrap.fingerprint([project], "3.11.2", tmp_path))
        assert len(prints) == 4

    def test_the_same_files_keep_what_was_done(self) -> None:
        text = '{"fingerprint": "abc", "marks": ["tests"]}'
        assert bootstrap.marks_of(text, "abc") == {"tests"}
        assert bootstrap.marks_of(text, "abd") is None

    @pytest.mark.parametrize("damaged", ["", "{", "[]", "{}", "null", '{"fingerprint": "abc"}', "\x00\x01"])
    def test_a_damaged_stamp_means_install_again(self, damaged: str) -> None:
        assert bootstrap.marks_of(damaged, "abc") is None

    def test_needs_are_recorded_by_name(self) -> None:
        assert bootstrap.Needs().marks() == set()
        assert bootstrap.Needs(tests=True, window=True).marks() == {"tests", "window"}


class TestRun:
    def test_with_a_screen_the_window_opens_and_the_words_are_passed_on(self) -> None:
        assert bootstrap.program_arguments(["--language", "ru"], True, OUT) == (["demo", "--language", "ru"], None)

    def test_without_a_screen_the_demo_is_played_into_a_folder(self) -> None:
        words, folder = bootstrap.program_arguments([], False, OUT)
        assert words == ["demo", "--headless", "--out", str(OUT)]
        assert folder == OUT

    def test_headless_can_be_asked_for_where_there_is_a_screen(self) -> None:
        words, folder = bootstrap.program_arguments(["--headless"], True, OUT)
        assert words == ["demo", "--headless", "--out", str(OUT)]
        assert folder == OUT

    @pytest.mark.parametrize("given", [["--out", "mine"], ["--out=mine"]])
    def test_a_folder_of_ones_own_is_kept(self, given: list[str]) -> None:
        words, folder = bootstrap.program_arguments(given, False, OUT)
        assert words == ["demo", *given, "--headless"]
        assert folder == Path("mine")

    def test_the_outcome_names_the_folders_and_counts(self, tmp_path: Path) -> None:
        (tmp_path / "receipts").mkdir()
        for name in ("01-idle.png", "02-sale.png", "receipts/02-000001.txt", "summary.json"):
            (tmp_path / name).write_text("x", "utf-8")
        assert bootstrap.describe_outcome(tmp_path).splitlines() == [
            f"2 pictures in {tmp_path}",
            f"1 receipt files in {tmp_path / 'receipts'}",
            f"summary in {tmp_path / 'summary.json'}",
        ]


class TestFailures:
    def test_an_unknown_word_shows_the_usage(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert bootstrap.main(["fly"]) == 2
        assert "bootstrap.py run" in capsys.readouterr().out

    def test_a_failing_program_stops_with_its_hint(self) -> None:
        with pytest.raises(bootstrap.Stopped, match=r"(?s)Connect the machine.*ended with 3"):
            bootstrap.call([sys.executable, "-c", "raise SystemExit(3)"], "Connect the machine")

    def test_a_missing_program_stops_with_its_hint(self) -> None:
        with pytest.raises(bootstrap.Stopped, match="Connect the machine"):
            bootstrap.call(["/nowhere/program"], "Connect the machine")

    def test_without_root_the_command_to_type_is_shown(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
        monkeypatch.setattr(bootstrap, "can_make_venv", lambda: False)
        monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000, raising=False)
        nothing = bootstrap.subprocess.CompletedProcess([], 1, "", "")
        monkeypatch.setattr(bootstrap.subprocess, "run", lambda *a, **k: nothing)
        monkeypatch.setattr(bootstrap, "read_stamp", lambda: "")
        assert bootstrap.main(["setup"]) == 2
        shown = capsys.readouterr().err
        assert "sudo apt-get install -y --no-install-recommends python3." in shown
        assert "libegl1" in shown

    def test_an_old_python_is_told_so(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 2))
        assert bootstrap.main(["run"]) == 2
        assert "needs Python 3.11 or newer; this is 3.9.2" in capsys.readouterr().err


class TestEnvironment:
    """The environment is only ever rebuilt where it is unfinished or broken."""

    def place(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
        venv = folder / ".venv"
        monkeypatch.setattr(bootstrap, "VENV", venv)
        monkeypatch.setattr(bootstrap, "UNFINISHED", venv / "unfinished")
        return venv

    def test_a_half_made_one_is_made_anew(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        venv = self.place(monkeypatch, tmp_path)
        venv.mkdir()
        (venv / "unfinished").touch()
        (venv / "left-over").touch()
        monkeypatch.setattr(bootstrap, "call", lambda *a, **k: None)
        bootstrap.ensure_venv()
        assert not (venv / "left-over").exists()
        assert (venv / "unfinished").exists()

    def test_a_working_one_is_kept(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        venv = self.place(monkeypatch, tmp_path)
        venv.mkdir()
        (venv / "left-over").touch()
        monkeypatch.setattr(bootstrap, "works", lambda python: True)
        bootstrap.ensure_venv()
        assert (venv / "left-over").exists()

    def test_a_broken_interpreter_is_noticed(self, tmp_path: Path) -> None:
        assert bootstrap.works(Path(sys.executable))
        assert not bootstrap.works(tmp_path / "python")


@pytest.mark.parametrize(
    ("arguments", "processors", "words"),
    [
        ([], 2, ["-n", "3", "--dist", "worksteal"]),
        (["-x"], 64, ["-n", "8", "--dist", "worksteal"]),
        (["-n", "0"], 2, []),
        (["--numprocesses=2"], 2, []),
        (["--pdb"], 2, []),
    ],
)
def test_several_tests_run_at_a_time_unless_told_otherwise(
    arguments: list[str], processors: int, words: list[str]
) -> None:
    assert bootstrap.at_once(arguments, processors) == words
