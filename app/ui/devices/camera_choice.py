"""The choice of a camera: those that the machine has by name, none, or a path that was typed once."""

from __future__ import annotations

from collections.abc import Sequence

from app.settings.options import Declared
from app.ui.face import Face
from app.ui.forms.picks import Pick, PickField
from app.ui.settings.editors import OptionEditor
from app.values.words import msg, plain
from app.workflows.device_desk import CameraChoice


def camera_editor(face: Face, declared: Declared, cameras: Sequence[CameraChoice]) -> OptionEditor:
    """The editor; a camera that is set but not there is offered too, so that a replugged one comes back."""
    picks = [Pick("", msg("none")), *(Pick(each.target, plain(each.name)) for each in cameras)]
    field = PickField(face, declared.text, picks, hint=declared.hint)

    def put(target: str) -> None:
        if target and target not in {pick.value for pick in field.row.picks}:
            field.row.set_picks([*field.row.picks, Pick(target, plain(target))])
        field.put(target)

    return OptionEditor(field, field.value, put, field.changed, field.refuse)
