"""Nothing is cut off and nothing overlaps: every entry of the gallery, in all sizes, looks and languages."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from tests.gallery.__main__ import LANGUAGES, SIZES, THEMES, looks, shoot
from tests.gallery.entries import Entry, entries
from tests.gallery.geometry import nameless, problems
from tests.gallery.page import Picture, page
from tests.gallery.stage import Look, Stage

TIGHTEST = Look(1024, 600, "dark", "ru")
ALL = looks([], [], [])
BUSIEST = ("checkout", "payment")
ZOOMED = [Look(1366, 768, "light", "ru", percent) for percent in (125, 150, 200)]


def wrong(looks: list[Look], chosen: list[Entry]) -> dict[str, list[str]]:
    """What is wrong in which picture: cut off, over one another, or without a name for those who cannot see."""
    found = {}
    for kind in ("full", "empty"):
        with Stage(kind) as stage:  # type: ignore[arg-type]
            for look in looks:
                stage.wear(look)
                for entry in (each for each in chosen if each.shop == kind):
                    window, bad = shoot(stage, entry, look)
                    bad += [f"no name: {each}" for each in nameless(window)]
                    stage.reset()
                    if bad:
                        found[f"{entry.name} {look}"] = bad
    return found


def quick() -> list[Entry]:
    """The first state of every screen, and all of the two where most is shown; the nights look at everything."""
    found: dict[str, list[Entry]] = {}
    for entry in entries():
        if entry.is_quick:
            found.setdefault(entry.screen, []).append(entry)
    return [entry for screen, each in found.items() for entry in (each if screen in BUSIEST else each[:1])]


def test_nothing_is_cut_off_where_there_is_least_room(qapp: QApplication) -> None:
    chosen = quick()
    assert len(chosen) > 30
    assert wrong([TIGHTEST], chosen) == {}


@pytest.mark.nightly
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_off_anywhere(qapp: QApplication, size: str) -> None:
    assert wrong(looks([size], [], []), list(entries())) == {}


@pytest.mark.nightly
def test_nothing_is_lost_when_all_is_twice_as_large(qapp: QApplication) -> None:
    assert wrong(ZOOMED, list(entries())) == {}


def test_the_check_notices_what_is_wrong(qapp: QApplication) -> None:
    window = QWidget()
    window.resize(300, 100)
    words, button, other = QLabel("far too many words", window), QPushButton("one", window), QPushButton("two", window)
    words.setGeometry(0, 0, 20, 20)
    button.setGeometry(10, 40, 60, 30)
    other.setGeometry(40, 50, 60, 30)
    window.show()
    assert sorted(bad.split()[0] for bad in problems(window)) == ["QPushButton", "label"]
    other.move(280, 50)
    assert any("outside" in bad for bad in problems(window))
    window.close()
    window.deleteLater()


def test_the_gallery_has_every_state_in_every_look() -> None:
    names = [entry.name for entry in entries()]
    assert len(names) == len(set(names))
    assert len(ALL) == len(SIZES) * len(THEMES) * len(LANGUAGES)
    for screen in ("checkout", "payment", "lock", "products", "settings"):
        assert any(name.startswith(f"{screen}--") for name in names)


def test_the_page_shows_every_picture_and_can_be_filtered() -> None:
    made = page([Picture("a.png", "lock", "</script>", "1366x768", "dark", "ru", ("label cut",))])
    assert '"a.png"' in made
    assert made.count("</script>") == 1
    for name in ("screen", "size", "theme", "language"):
        assert f'id="{name}"' in made
