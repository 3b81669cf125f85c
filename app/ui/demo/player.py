"""Plays the script on a terminal and says what was seen."""

from __future__ import annotations

from pathlib import Path

from app.ui.demo.hands import Hands, Stage
from app.ui.demo.props import Props, find_props
from app.ui.demo.script import afternoon, evening, morning, noon


def play_demo(stage: Stage, out: Path, *, pin: str = "") -> list[dict[str, object]]:
    """Play a quarter hour at the counter through the real window, a picture for each step.

    Args:
        stage: A terminal (`app.main.Terminal`) whose window is shown, offscreen or not.
        out: Folder for the pictures; made if it is not there.
        pin: PIN to sign in with, for a shop whose till starts locked.

    Returns:
        One entry a step, in order: `{"name", "picture", "ms"}`; `picture` is a file name in `out`.
    """
    out.mkdir(parents=True, exist_ok=True)
    hands = Hands(stage, out)
    hands.settle()
    if pin and stage.window.desk.till.staff is None:
        hands.type(pin)
        hands.picture("Signing in")
        hands.press("Enter")
    props = _props(hands)
    for part in (morning, noon, afternoon, evening):
        part(hands, props)
    return hands.steps


def _props(hands: Hands) -> Props:
    till = hands.stage.window.desk.till
    shop, at = till.shop, till.now()
    found: list[Props] = []
    hands.stage.tasks.read(lambda reads: find_props(reads, shop, at), found.append)
    hands.settle()
    return found[0]
