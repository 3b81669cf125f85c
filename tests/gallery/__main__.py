"""`python -m tests.gallery OUT`: picture every screen in its states and write a page that shows them all.

    python -m tests.gallery OUT --only payment --size 1024x600 --language ru

Exit code 1 where words are cut off or widgets overlap; the page lists what and where.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QWidget

from tests.gallery.entries import Entry, entries
from tests.gallery.geometry import problems
from tests.gallery.page import Picture, page
from tests.gallery.stage import Look, Stage
from tests.ui.pace import breathe

SIZES = ("1366x768", "1024x600", "1920x1080")
THEMES = ("light", "dark")
LANGUAGES = ("en", "ru")


def looks(sizes: list[str], themes: list[str], languages: list[str], percent: int = 100) -> list[Look]:
    """Every combination of what was chosen; all where nothing was."""
    return [
        Look(*map(int, size.split("x")), theme, language, percent)  # type: ignore[misc]
        for size in sizes or SIZES
        for theme in themes or THEMES
        for language in languages or LANGUAGES
    ]


def shoot(stage: Stage, entry: Entry, look: Look) -> tuple[QWidget, list[str]]:
    """Put the stage into the entry's state; returns the window to picture and what is wrong with it."""
    window = entry.make(stage)
    if not isinstance(window, QWidget):
        window = stage.window
    elif look.width:
        window.resize(look.width, look.height)
    if not stage.is_held:
        stage.settle_all()
    breathe(3)
    return window, problems(window)


def main() -> int:
    """Picture what was asked for; exit code 1 where something is cut off."""
    parser = argparse.ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--only", action="append", default=[], metavar="SCREEN", help="entries whose name has this")
    parser.add_argument("--size", action="append", default=[], choices=SIZES)
    parser.add_argument("--theme", action="append", default=[], metavar="LOOK")
    parser.add_argument("--language", action="append", default=[], choices=LANGUAGES)
    parser.add_argument("--percent", type=int, default=100, help="zoom of text and buttons")
    told = parser.parse_args()
    told.out.mkdir(parents=True, exist_ok=True)
    wanted = [entry for entry in entries() if not told.only or any(part in entry.name for part in told.only)]
    pictures, began = [], time.monotonic()
    for kind in ("full", "empty"):
        chosen = [entry for entry in wanted if entry.shop == kind]
        if not chosen:
            continue
        with Stage(kind) as stage:  # type: ignore[arg-type]
            for look in looks(told.size, told.theme, told.language, told.percent):
                stage.wear(look)
                for entry in chosen:
                    pictures.append(_take(stage, entry, look, told.out))
                sys.stderr.write(f"{kind} {look}: {len(pictures)} pictures, {time.monotonic() - began:.0f} s\n")
    (told.out / "index.html").write_text(page(pictures), encoding="utf-8")
    wrong = [picture for picture in pictures if picture.wrong]
    for picture in wrong:
        print(f"{picture.file}: {'; '.join(picture.wrong)}")
    print(f"{len(pictures)} pictures of {len(wanted)} states, {len(wrong)} with something wrong: {told.out}/index.html")
    return 1 if wrong else 0


def _take(stage: Stage, entry: Entry, look: Look, out: Path) -> Picture:
    file = f"{entry.name}--{look}.png"
    window, wrong = shoot(stage, entry, look)
    window.grab().save(str(out / file))
    stage.reset()
    return Picture(
        file, entry.screen, entry.state, f"{look.width}x{look.height}", look.theme, look.language, tuple(wrong)
    )


if __name__ == "__main__":
    sys.exit(main())
