"""First paint of the terminal against an empty window of the same toolkit, and memory at rest.

Each start is a process of its own, from its first instruction to the end of the first painting; the better of
several, since other work on the machine only ever adds. The terminal opens a shop with a million members:
its window is painted first and its books are opened right after, which is `start.ready`.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.bench import big_shop

MEMBERS = 1_000_000
STARTS = 5
MOST_TIMES = 3.0
MOST_MB = 250.0
ROOT = Path(__file__).resolve().parents[2]

_EMPTY = """
import time
began = time.perf_counter()
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
class Window(QWidget):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, seen)
def seen():
    print(time.perf_counter() - began, flush=True)
    app.quit()
app = QApplication([])
window = Window()
window.resize(1366, 768)
window.show()
app.exec()
"""

_TERMINAL = """
import time
began = time.perf_counter()
import sys
from pathlib import Path
from app.main import application, start_terminal
from app.ui.shell.first_paint import FirstPaint
from PySide6.QtCore import QTimer
app = application()
terminal = start_terminal(Path(sys.argv[1]))
def seen():
    print(time.perf_counter() - began, flush=True)
def ready():
    if not terminal.desk.is_open:
        return
    watch.stop()
    print(time.perf_counter() - began, flush=True)
    QTimer.singleShot(1500, rest)
def rest():
    pages = int(open("/proc/self/statm").read().split()[1])
    print(pages * 4096 / 2**20, flush=True)
    terminal.close()
    app.quit()
watch = QTimer()
watch.timeout.connect(ready)
watch.start(1)
FirstPaint(terminal.window, seen)
app.exec()
"""


def rows() -> list[dict[str, Any]]:
    """First paint as `start` (a ratio), books open as `start.ready`, and memory at rest as `start.memory`."""
    folder = big_shop.shop(members=MEMBERS)
    _run(_EMPTY)
    _run(_TERMINAL, str(folder))
    empty = min(_run(_EMPTY)[0] for _ in range(STARTS))
    starts = [_run(_TERMINAL, str(folder)) for _ in range(STARTS)]
    ours, ready = min(start[0] for start in starts), min(start[1] for start in starts)
    memory = max(start[2] for start in starts)
    return [
        {"name": "start", "unit": "s to first paint", "ours": ours, "floor": empty, "ratio": ours / empty,
         "limit": MOST_TIMES, "limit_ours": None},
        {"name": "start.ready", "unit": "s to first scan", "ours": ready, "floor": empty, "ratio": ready / empty,
         "limit": None, "limit_ours": None},
        {"name": "start.memory", "unit": "MB at rest", "ours": memory, "floor": None, "ratio": None, "limit": None,
         "limit_ours": MOST_MB},
    ]  # fmt: skip


def _run(program: str, *arguments: str) -> list[float]:
    """Run a program of ours in a fresh interpreter; the numbers it prints."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True, env=environment,
        timeout=60, cwd=ROOT,
    )  # fmt: skip
    return [float(line) for line in done.stdout.split()]
