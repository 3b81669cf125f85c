"""The bar: drawn where somebody watches, silent in a pipe, and never twice the same."""

from __future__ import annotations

import io

from app.cli.progress import ProgressBar
from app.cli.speaking import Speaker
from app.values.words import msg


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_it_is_drawn_in_place_and_taken_away():
    screen = Screen()
    bar = ProgressBar(Speaker("en"), screen)
    bar.show(msg("checking"), 1, 4)
    bar.show(msg("checking"), 1, 4)
    bar.show(msg("checking"), 9, 4)
    bar.end()
    first, second, cleared, rest = screen.getvalue().split("\r")[1:]
    assert first.startswith("checking     [#######...")
    assert first.endswith(" 25 %")
    assert second.endswith("100 %")
    assert (cleared.strip(), rest) == ("", "")


def test_a_total_that_is_not_known_is_zero_percent():
    screen = Screen()
    ProgressBar(Speaker("en"), screen).show(msg("checking"), 5, 0)
    assert screen.getvalue().endswith("  0 %")


def test_nothing_is_written_into_a_pipe():
    pipe = io.StringIO()
    bar = ProgressBar(Speaker("en"), pipe)
    bar.show(msg("checking"), 1, 2)
    bar.end()
    assert pipe.getvalue() == ""
