"""Finding printers: device files, queues of CUPS and serial ports that this machine has, without asking the network.

Nothing is sent to what is found: a stranger's printer is not made to print.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from app.workflows.device_desk import FoundPrinter

DEVICES = Path("/dev")
WAIT_S = 3.0
MOST_FOUND = 12


def find_printers(devices: Path = DEVICES) -> tuple[FoundPrinter, ...]:
    """What may be a receipt printer, the likeliest first; takes up to a few seconds."""
    found = [FoundPrinter("file", str(path), path.name) for path in sorted(devices.glob("usb/lp*"))]
    found += [FoundPrinter("cups", name, name) for name in _queues()]
    found += [FoundPrinter("serial", port, about) for port, about in _ports()]
    found += [FoundPrinter("file", str(path), path.name) for path in sorted(devices.glob("lp[0-9]"))]
    return tuple(found[:MOST_FOUND])


def _queues() -> list[str]:
    """Names of the system's print queues."""
    program = shutil.which("lpstat")
    if program is None:
        return []
    try:
        done = subprocess.run([program, "-e"], capture_output=True, timeout=WAIT_S, check=False)  # noqa: S603 - fixed
    except (OSError, subprocess.TimeoutExpired):
        return []
    return [line.strip() for line in done.stdout.decode(errors="replace").splitlines() if line.strip()]


def _ports() -> list[tuple[str, str]]:
    """Serial ports with something behind them, and what it calls itself."""
    try:
        from serial.tools.list_ports import comports
    except ImportError:
        return []
    return [(port.device, port.description or port.device) for port in comports() if port.vid is not None]
