"""The tree itself: what lies at the top, what must never be in it, and pins that name versions only."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.quality.project import ROOT, read, tracked

TOP = {"LICENSE", "README.md", "app", "db", "packaging", "pyproject.toml", "resources", "tests"}
DOT = {".ci", ".gitignore"}
LOCKS = re.compile(r"(^|/)(uv|poetry|pdm|Pipfile|package-lock)(\.lock|\.json)$")
TEXT = (".py", ".toml", ".txt", ".md", ".cfg", ".ini", ".json", ".yml", ".yaml", ".sh", ".spec", "/run")
LARGEST_BYTES = 2_000_000

# Where packages come from is the machine's business; these are put together so that this file does not match itself.
INDEXES = re.compile(
    "|".join(
        (
            r"https?://[^\s\"']*(/simple/|/packages/[0-9a-f]{2}/)",
            "files\\.python" + "hosted",
            "py" + r"pi\.org",
            "registry\\.np" + "mjs",
            "index" + "-url",
        )
    )
)
PIN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*==[0-9][0-9a-z.]*( ; [a-z_]+ (==|!=|<|>=) '[^']+'( and [^;#]+)?)?")


def pins() -> dict[str, str]:
    """Pinned name to its line; the last one where markers split it."""
    return {line.split("==")[0]: line for line in read("packaging/constraints.txt").splitlines()}


def wanted() -> list[Requirement]:
    """Every requirement of the program and its extras, the project itself left out."""
    project = tomllib.loads(read("pyproject.toml"))["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    found = [Requirement(text) for each in lists for text in each]
    return [requirement for requirement in found if canonicalize_name(requirement.name) != "regulars"]


def test_the_top_level_is_as_planned() -> None:
    found = {path.split("/")[0] for path in tracked()}
    assert found - TOP - DOT == set()
    assert (TOP | DOT) - found == set()


def test_packaging_does_not_hide_the_library_of_that_name() -> None:
    assert not (ROOT / "packaging/__init__.py").exists()


def test_there_is_no_lock_file() -> None:
    assert [path for path in tracked() if LOCKS.search(path)] == []
    assert LOCKS.search("uv.lock")
    assert LOCKS.search("web/package-lock.json")


def test_no_package_index_is_named() -> None:
    texts = [path for path in tracked() if path.endswith(TEXT)]
    assert "pyproject.toml" in texts
    assert [path for path in texts if INDEXES.search(read(path))] == []


@pytest.mark.parametrize(
    "line", ["--extra-index" + "-url x", "https://example.org/sim" + "ple/x/", "https://py" + "pi.org/project/x"]
)
def test_an_index_would_be_noticed(line: str) -> None:
    assert INDEXES.search(line)


def test_no_file_is_very_large() -> None:
    assert [path for path in tracked() if (ROOT / path).stat().st_size > LARGEST_BYTES] == []


def test_the_check_is_the_command_of_the_newcomer() -> None:
    assert read(".ci/run").splitlines()[-1] == "exec python3 packaging/bootstrap.py test"
    assert (ROOT / ".ci/run").stat().st_mode & 0o111 or Path("C:/").exists()


def test_pins_are_versions_only() -> None:
    lines = read("packaging/constraints.txt").splitlines()
    assert lines
    assert [line for line in lines if not PIN.fullmatch(line)] == []


@pytest.mark.parametrize(
    "line", ["# made by a tool", "babel>=2", "-i https://x", "babel @ https://x/babel.whl", "babel==2 --hash=sha256:ab"]
)
def test_another_kind_of_pin_would_be_noticed(line: str) -> None:
    assert not PIN.fullmatch(line)


@pytest.mark.parametrize("requirement", wanted(), ids=str)
def test_every_requirement_is_pinned_within_its_range(requirement: Requirement) -> None:
    name = canonicalize_name(requirement.name)
    versions = [
        Requirement(line).specifier
        for line in read("packaging/constraints.txt").splitlines()
        if line.startswith(f"{name}==")
    ]
    assert versions
    exact = [next(iter(specifier)).version for specifier in versions]
    assert any(requirement.specifier.contains(version) for version in exact)


def test_the_changelog_begins_with_this_version() -> None:
    version = re.search(r'__version__ = "(.+?)"', read("app/__init__.py"))
    assert version is not None
    released = re.findall(r"^## \[(\d.*?)\]", read("packaging/CHANGELOG.md"), re.MULTILINE)
    assert released[0] == version[1]
