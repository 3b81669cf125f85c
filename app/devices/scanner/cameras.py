"""Which cameras this machine has, by the names that the system gives them."""

from __future__ import annotations

from pathlib import Path

from app.workflows.device_desk import CameraChoice

DEVICES = Path("/dev")
NAMES = Path("/sys/class/video4linux")


def cameras(devices: Path = DEVICES, names: Path = NAMES) -> tuple[CameraChoice, ...]:
    """Cameras of a Linux system, in order; empty elsewhere, where a number can still be typed."""
    found = []
    for path in sorted(devices.glob("video*"), key=lambda path: (len(path.name), path.name)):
        try:
            name = (names / path.name / "name").read_text("utf-8", "replace").strip()
        except OSError:
            name = ""
        found.append(CameraChoice(str(path), name[:60] or path.name))
    return tuple(found)
