"""The project's own files, as the quality tests look at them."""

import functools
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("app", "db", "packaging", "resources")
_LEFT_OUT = {".git", ".venv", "out", "build", "dist", "__pycache__"}


@functools.cache
def tracked() -> tuple[str, ...]:
    """Paths of all files of the project, sorted, with `/`.

    Git knows them; a copy without git is walked, leaving out what `.gitignore` names.
    """
    if shutil.which("git"):
        command = ["git", "ls-files", "-z"]
        outcome = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
        if outcome.returncode == 0 and outcome.stdout:
            paths = outcome.stdout.rstrip("\0").split("\0")
            return tuple(sorted(path for path in paths if (ROOT / path).is_file()))
    return tuple(sorted(_walk(ROOT)))


def _walk(folder: Path) -> list[str]:
    """All files below a folder, without caches, environments and outputs."""
    found: list[str] = []
    for entry in folder.iterdir():
        hidden = entry.name.startswith(".") and entry.name not in {".ci", ".gitignore"}
        if hidden or entry.name in _LEFT_OUT or entry.name.endswith((".egg-info", ".pyc")):
            continue
        if entry.is_dir():
            found += _walk(entry)
        else:
            found.append(entry.relative_to(ROOT).as_posix())
    return found


def modules(*folders: str) -> list[str]:
    """Tracked Python files below these folders."""
    return [path for path in tracked() if path.endswith(".py") and path.split("/")[0] in folders]


def read(path: str) -> str:
    """The text of a file of the project."""
    return (ROOT / path).read_text("utf-8")


def tool(name: str, *arguments: str, cwd: Path = ROOT, stdin: str | None = None) -> tuple[int, str]:
    """Run a tool of this environment by its module name: its exit code and all it said."""
    return run_python("-m", name, *arguments, cwd=cwd, stdin=stdin)


def run_python(*arguments: str, cwd: Path = ROOT, stdin: str | None = None) -> tuple[int, str]:
    """Run this environment's interpreter: its exit code and all it said."""
    command = [sys.executable, *arguments]
    outcome = subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, encoding="utf-8", check=False)
    return outcome.returncode, outcome.stdout + outcome.stderr
