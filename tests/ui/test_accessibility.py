"""For hands and eyes of every kind: targets in millimetres, roles, what is spoken, and no dead end on any screen."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QTableView

from app.ui.theme.sizes import metrics_for
from tests.gallery.geometry import visible
from tests.gallery.stage import Look, Stage
from tests.ui.counter_driver import Driver
from tests.ui.shop import COFFEE, MILK
from tests.ui.test_gallery import quick

# Width and height in pixels, dots per inch: panels that a till has.
PANELS = {"15.6 inch 1366": (1366, 768, 100.5), "15.6 inch 1920": (1920, 1080, 141.2), "21.5 inch": (1920, 1080, 102.5)}
ROLES = {
    QAbstractButton: {
        QAccessible.Role.Button, QAccessible.Role.PushButton, QAccessible.Role.CheckBox, QAccessible.Role.RadioButton,
    },
    QLineEdit: {QAccessible.Role.EditableText},
    QComboBox: {QAccessible.Role.ComboBox},
    QTableView: {QAccessible.Role.Table},
}  # fmt: skip
MOST_ESCAPES = 3


@pytest.mark.parametrize("panel", list(PANELS))
def test_targets_are_as_large_as_a_finger_needs(panel: str) -> None:
    width, height, dots = PANELS[panel]
    metrics, mm = metrics_for(width, height, dots), 25.4 / dots
    assert metrics.pay * mm >= 19.5, "money keys: 20 mm"
    assert metrics.key * mm >= 14.5, "frequent keys: 15 mm"
    assert metrics.row * mm >= 14.5, "rows: 15 mm"
    assert metrics.control * mm >= 12.0, "anything that is touched: 12 mm"
    assert metrics.gap(2) * mm >= 1.9, "between targets: 2 mm"


def test_sizes_follow_the_real_size_of_the_panel_not_its_pixels() -> None:
    fine, coarse = metrics_for(1920, 1080, 141.2), metrics_for(1920, 1080, 102.5)
    assert fine.pay > coarse.pay
    assert abs(fine.pay / 141.2 - coarse.pay / 102.5) * 25.4 < 4.0


def test_everything_that_can_be_used_has_its_role_and_esc_leads_home(qapp: QApplication) -> None:
    wrong, dead = {}, {}
    with Stage("full") as stage:
        stage.wear(Look(1366, 768, "light", "en"))
        for entry in quick():
            if entry.shop != "full":
                continue
            shown = entry.make(stage)
            stage.settle_all()
            window = shown if shown is not None else stage.window
            bad = [
                f"{type(each).__name__} {each.accessibleName()!r} is a {role_of(each)}"
                for each in visible(window)
                for kind, roles in ROLES.items()
                if isinstance(each, kind) and role_of(each) not in roles
            ]
            if bad:
                wrong[entry.name] = bad
            if shown is None and entry.screen != "lock" and (presses := escapes(stage)) > MOST_ESCAPES:
                dead[entry.name] = presses
            stage.reset()
    assert wrong == {}
    assert dead == {}


def role_of(widget: object) -> QAccessible.Role:
    interface = QAccessible.queryAccessibleInterface(widget)  # type: ignore[call-overload]
    return interface.role() if interface is not None else QAccessible.Role.NoRole


def escapes(stage: Stage) -> int:
    """How often Esc must be pressed until the basket is in front, with nothing open; 9 for never."""
    for presses in range(9):
        mode = stage.counter.mode
        at_home = stage.window.screen_in_front is stage.terminal.checkout
        if at_home and mode.name == "basket" and mode.board() is None and not stage.entry:
            return presses
        stage.press("Esc")
    return 9


def test_additions_totals_and_errors_are_spoken(till: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    spoken: list[str] = []
    monkeypatch.setattr("app.ui.checkout.screen.speak", lambda _widget, text: spoken.append(text))
    monkeypatch.setattr("app.ui.shell.messages.speak", lambda _widget, text: spoken.append(text))
    till.scan(COFFEE, MILK)
    assert spoken[-1] == "Milk 3.2 % organic, 1 l, 1, 1.89, 4600123000022. To pay €13.79"
    spoken.clear()
    till.press("F3", "Esc")
    assert spoken == [], "what has not changed is not said again"
    till.enter("zzzzqq")
    assert any("zzzzqq" in text for text in spoken)
