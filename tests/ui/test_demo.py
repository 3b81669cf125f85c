"""The demo plays to its end through the real window and leaves a picture and a time for each step."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage

from app.ui.demo.player import play_demo
from app.ui.shell.keys import steady_ms
from tests.ui.counter_driver import Driver


def test_a_quarter_hour_is_played(till: Driver, tmp_path: Path) -> None:
    before = till.receipts()
    till.terminal.desk.steady_ms = steady_ms  # the demo lets real time pass
    steps = play_demo(till.terminal, tmp_path / "out")
    names = [step["name"] for step in steps]
    assert names[0] == "Ready to sell"
    assert names[-1] == "Ready again"
    assert {"Unknown code", "Reward used", "Change", "Forgotten card added", "Joined", "Bill of another till"} <= set(
        names
    )
    for step in steps:
        assert isinstance(step["ms"], int)
        image = QImage(str(tmp_path / "out" / str(step["picture"])))
        assert image.width() >= 1000, step
    assert till.receipts() == before + 4
    assert till.mode == "basket"
    assert till.rows == []
    settings = till.window.desk.till.settings
    assert (settings.language, settings.theme, settings.mode) == ("en", "light", "basket")
