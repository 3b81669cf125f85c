"""One file that takes a bare machine to a running till: `run`, `test` or `setup`.

    python3 packaging/bootstrap.py run      open the demo shop (without a screen: play it and leave pictures)
    python3 packaging/bootstrap.py test     run the tests; further words go to pytest
    python3 packaging/bootstrap.py setup    only prepare

It uses nothing but the standard library, because it runs before anything is installed. What it does once:
system libraries (Debian and Ubuntu: by apt as root, otherwise it says what to type), a virtual environment
in `.venv`, the pinned libraries. A stamp in `.venv` remembers what was done, so that the next start costs
a few hundredths of a second. A `.venv` that was interrupted half-way is made anew.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "regulars-setup.json"
UNFINISHED = VENV / "regulars-unfinished"
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"

OLDEST_PYTHON = (3, 11)
OFFSCREEN_LIBRARIES = (
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libgl1",
    "libglib2.0-0",
    "libgssapi-krb5-2",
    "libxkbcommon0",
)
WINDOW_LIBRARIES = (
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libxkbcommon-x11-0",
)


class Stopped(Exception):
    """The bootstrap cannot go on.

    Attributes:
        code: Exit code: 2 where a person has to do something first, 1 where something failed.
    """

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Needs:
    """What a subcommand needs from the machine.

    Attributes:
        tests: The libraries of the tests as well.
        window: The system libraries of a real window as well.
    """

    tests: bool = False
    window: bool = False

    def marks(self) -> set[str]:
        """The needs as the stamp records them."""
        return {name for name, wanted in (("tests", self.tests), ("window", self.window)) if wanted}


# ------------------------------------------------------------------ decisions, without touching the machine


def has_screen(platform: str, environ: Mapping[str, str]) -> bool:
    """True where a window can be shown: always on Windows and macOS, on Linux with a display server."""
    if platform in ("win32", "darwin"):
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def venv_python(venv: Path, platform: str) -> Path:
    """Where a virtual environment keeps its interpreter."""
    return venv / "Scripts" / "python.exe" if platform == "win32" else venv / "bin" / "python"


def fingerprint(files: Iterable[Path], python: str, root: Path) -> str:
    """A hash of all that the environment was made from; another one means: install again."""
    digest = hashlib.sha256(f"{python}\n{root}\n".encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def marks_of(stamp_text: str, expected: str) -> set[str] | None:
    """Which needs the stamp records as met; None if it is damaged or was made from other files."""
    try:
        stamp = json.loads(stamp_text)
        return set(stamp["marks"]) if stamp["fingerprint"] == expected else None
    except (ValueError, KeyError, TypeError):
        return None


def missing_packages(wanted: Sequence[str], dpkg_output: str) -> list[str]:
    """The wanted system packages that `dpkg-query` does not show as installed.

    Newer Debian and Ubuntu renamed some libraries with a `t64` ending; that counts as the same library.

    Args:
        wanted: Package names.
        dpkg_output: Lines of `name status`.
    """
    installed = {line.split()[0] for line in dpkg_output.splitlines() if line.split()[1:] == ["installed"]}
    return [name for name in wanted if name not in installed and f"{name}t64" not in installed]


def program_arguments(arguments: Sequence[str], screen: bool, new_folder: Path) -> tuple[list[str], Path | None]:
    """What `run` starts: the demo shop in a window, or played without one into a folder.

    Returns:
        The words after `python -m app`, and the folder of pictures and receipts (None with a window).
    """
    words = ["demo", *arguments]
    if screen and "--headless" not in arguments:
        return words, None
    if "--headless" not in arguments:
        words.append("--headless")
    for index, word in enumerate(arguments):
        if word.startswith("--out="):
            return words, Path(word.removeprefix("--out="))
        if word == "--out" and index + 1 < len(arguments):
            return words, Path(arguments[index + 1])
    return [*words, "--out", str(new_folder)], new_folder


def describe_outcome(folder: Path) -> str:
    """Where the pictures and receipts of a played demo lie, for the last lines on the screen."""
    pictures = sorted(folder.rglob("*.png"))
    receipts = sorted(file for file in folder.rglob("*") if file.suffix in (".txt", ".pdf"))
    lines = [f"{len(pictures)} pictures in {pictures[0].parent if pictures else folder}"]
    lines.append(f"{len(receipts)} receipt files in {receipts[0].parent if receipts else folder}")
    summary = folder / "summary.json"
    if summary.is_file():
        lines.append(f"summary in {summary}")
    return "\n".join(lines)


# ------------------------------------------------------------------ the machine


def say(text: str) -> None:
    """Tell the person at the keyboard, at once."""
    print(text, flush=True)


def call(command: Sequence[str], failure: str, environ: Mapping[str, str] | None = None) -> None:
    """Run a program quietly; raises Stopped with its output and `failure` if it ends badly."""
    try:
        outcome = subprocess.run(
            command,
            cwd=ROOT,
            env=environ,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        raise Stopped(f"{failure}\n({command[0]}: {error})") from error
    if outcome.returncode:
        say(outcome.stdout.rstrip())
        raise Stopped(f"{failure}\n({command[0]} ended with {outcome.returncode})")


def require_python() -> None:
    """Raises Stopped on a Python that is too old to run the program."""
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(map(str, sys.version_info[:3]))
        raise Stopped(f"Regulars needs Python 3.11 or newer; this is {found} ({sys.executable}).", code=2)


def can_make_venv() -> bool:
    """Debian's own Python comes without the parts that make a virtual environment."""
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def ensure_system(needs: Needs) -> None:
    """Install what Debian or Ubuntu lacks; raises Stopped with the command to type where we may not."""
    if not (shutil.which("dpkg-query") and shutil.which("apt-get")):
        return
    wanted = [*OFFSCREEN_LIBRARIES, *(WINDOW_LIBRARIES if needs.window else ())]
    query = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *wanted, *(f"{name}t64" for name in wanted)]
    found = subprocess.run(query, capture_output=True, text=True, check=False)
    missing = missing_packages(wanted, found.stdout)
    if not can_make_venv():
        missing.insert(0, f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")
    if not missing:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        typed = " ".join(install)
        raise Stopped(
            "Some system libraries are missing. Please type\n\n"
            f"    sudo apt-get update && sudo {typed}\n\nand then start this command again.",
            code=2,
        )
    say(f"Installing system libraries: {' '.join(missing)}")
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    hint = "System libraries could not be installed. Is the machine connected? Then start this command again."
    call(["apt-get", "update", "-qq"], hint, environ)
    call(["apt-get", "-qq", *install[1:]], hint, environ)


def ensure_venv() -> Path:
    """The interpreter of a whole `.venv`; one that is half-made or broken is made anew."""
    python = venv_python(VENV, sys.platform)
    if VENV.exists() and (UNFINISHED.exists() or not works(python)):
        say("The environment in .venv is unfinished or broken: making it anew.")
        shutil.rmtree(VENV)
    if not VENV.exists():
        say("Making the environment in .venv")
        VENV.mkdir()
        UNFINISHED.touch()
        call(
            [sys.executable, "-m", "venv", str(VENV)],
            "The virtual environment could not be made. On Debian or Ubuntu the package python3-venv is needed.",
        )
    return python


def works(python: Path) -> bool:
    """True if this interpreter starts and is the version that runs us."""
    command = [str(python), "-c", "import sys, pip; print(sys.version_info[:2])"]
    try:
        outcome = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return False
    return outcome.returncode == 0 and outcome.stdout.strip() == str(sys.version_info[:2])


def install_libraries(python: Path, needs: Needs) -> None:
    """Install the program and its pinned libraries into the environment."""
    say("Installing the program's libraries (once, a minute or two)")
    target = ".[test]" if needs.tests else "."
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    call(
        [*pip, "--constraint", str(CONSTRAINTS), "--editable", target],
        "The libraries could not be installed; the lines above say why.\n"
        "Without a connection: connect the machine (or set its proxy) and start this command again.\n"
        "Nothing is lost: what is half-made is finished or made anew the next time.",
    )


def check_libraries(python: Path) -> None:
    """Raises Stopped if Qt or SQLite cannot be loaded: on other Linux systems a library may be missing."""
    names = ", ".join((*OFFSCREEN_LIBRARIES, *WINDOW_LIBRARIES))
    call(
        [str(python), "-c", "import PySide6.QtWidgets, sqlcipher3.dbapi2"],
        "A library of the system is missing; the last line above names it. In Debian's words these are needed:\n"
        f"{names}",
    )


def prepare(needs: Needs) -> Path:
    """Meet the needs, unless the stamp says that they are met; the environment's interpreter is returned."""
    version = ".".join(map(str, sys.version_info[:3]))
    expected = fingerprint((ROOT / "pyproject.toml", CONSTRAINTS, Path(__file__)), version, ROOT)
    python = venv_python(VENV, sys.platform)
    met = marks_of(read_stamp(), expected)
    if met is not None and needs.marks() <= met and python.exists():
        return python
    ensure_system(needs)
    python = ensure_venv()
    met = marks_of(read_stamp(), expected) or set()
    STAMP.unlink(missing_ok=True)
    install_libraries(python, needs)
    check_libraries(python)
    UNFINISHED.unlink(missing_ok=True)
    STAMP.write_text(json.dumps({"fingerprint": expected, "marks": sorted(met | needs.marks())}), "utf-8")
    return python


def read_stamp() -> str:
    """The stamp's text, empty where there is none."""
    return STAMP.read_text("utf-8") if STAMP.is_file() else ""


# ------------------------------------------------------------------ subcommands


def start(command: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run the program in the person's own folder; its exit code is returned."""
    return subprocess.run(command, env=environ, check=False).returncode


def setup(_arguments: Sequence[str]) -> int:
    """Only prepare."""
    prepare(Needs(window=has_screen(sys.platform, os.environ)))
    say(f"Ready. The program is {VENV / ('Scripts' if sys.platform == 'win32' else 'bin') / 'regulars'}")
    return 0


def run(arguments: Sequence[str]) -> int:
    """Open the demo shop, or play it where there is no screen."""
    screen = has_screen(sys.platform, os.environ)
    python = prepare(Needs(window=screen))
    new_folder = ROOT / "out" / time.strftime("demo-%Y%m%d-%H%M%S")
    words, folder = program_arguments(arguments, screen, new_folder)
    environ = dict(os.environ)
    if folder is not None:
        environ["QT_QPA_PLATFORM"] = "offscreen"
        say(f"No window: the demo shop is played by itself; pictures and receipts go to {folder}")
    code = start([str(python), "-P", "-m", "app", *words], environ)
    if folder is not None and code == 0:
        say(describe_outcome(folder))
    return code


def test(arguments: Sequence[str]) -> int:
    """Run the tests offscreen."""
    python = prepare(Needs(tests=True))
    environ = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    os.chdir(ROOT)
    return start([str(python), "-m", "pytest", *at_once(arguments, os.cpu_count() or 1), *arguments], environ)


def at_once(arguments: Sequence[str], processors: int) -> list[str]:
    """Words that let pytest run several tests at a time, unless the person says how many.

    Much of the time windows only wait, so one more than there are processors is faster still.

    >>> at_once([], 2), at_once(["-n", "0"], 2), at_once(["-x"], 16)
    (['-n', '3', '--dist', 'worksteal'], [], ['-n', '8', '--dist', 'worksteal'])
    """
    if any(word == "--pdb" or word.startswith(("-n", "--numprocesses")) for word in arguments):
        return []
    return ["-n", str(min(processors + 1, 8)), "--dist", "worksteal"]


SUBCOMMANDS = {"run": run, "test": test, "setup": setup}


def main(arguments: Sequence[str]) -> int:
    """The exit code: the program's own, 1 where preparing failed, 2 where a person must act first."""
    if not arguments or arguments[0] not in SUBCOMMANDS:
        say((__doc__ or "").strip())
        return 0 if arguments and arguments[0] in ("-h", "--help") else 2
    try:
        require_python()
        return SUBCOMMANDS[arguments[0]](arguments[1:])
    except Stopped as stop:
        print(f"regulars: {stop}", file=sys.stderr)
        return stop.code
    except KeyboardInterrupt:
        print("regulars: stopped. Start the same command again to go on.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
