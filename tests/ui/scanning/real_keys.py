"""A window under a real X server that a scanner types into; run as a program of its own, it prints what it saw.

    python real_keys.py LAYOUT FOCUS     # FOCUS is field, button or box

Reads lines of keys from its input: `scan CODE`, `type TEXT`, `enter`, `stall`, and prints one JSON line at the end.
"""

import json
import subprocess
import sys
import time

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPushButton, QVBoxLayout, QWidget

from app.devices.scanner.scan_codes import key_of, strokes_of
from app.devices.scanner.wedge import Wedge, WedgeTerms
from app.ui.shell.scan_filter import ScanFilter

SHIFT = 50
GAP_MS = 100.0
"""The widest that calibration allows: the hands of these tests share the machine with others."""


class Bench:
    """The window, and the hands that strike keys."""

    def __init__(self, layout, focus):
        self.app = QApplication([])
        self.window = QWidget()
        self.field, self.button = QLineEdit(), QPushButton("Pay")
        column = QVBoxLayout(self.window)
        column.addWidget(self.field)
        column.addWidget(self.button)
        self.pressed, self.shortcuts, self.codes, self.torn = 0, 0, [], 0
        self.button.clicked.connect(self._on_clicked)
        for key in ("9", "4", "+"):
            QShortcut(QKeySequence(key), self.window).activated.connect(self._on_shortcut)
        self.filter = ScanFilter(Wedge(WedgeTerms(gap_ms=GAP_MS)), lambda native: key_of(native, "x11"), self.window)
        self.filter.scanned.connect(lambda scan: self.codes.append(scan.text))
        self.filter.torn.connect(self._on_torn)
        self.window.show()
        self.window.activateWindow()
        self.pump(400)
        subprocess.run(["setxkbmap", *layout.split("-")], check=True)
        self.pump(300)
        self.box = None
        if focus == "box":
            self.box = QMessageBox(QMessageBox.Icon.Warning, "x", "Unknown", QMessageBox.StandardButton.Ok, self.window)
            self.box.open()
            self.pump(300)
        else:
            {"field": self.field, "button": self.button}[focus].setFocus()
        self.pump(50)

    def _on_clicked(self):
        self.pressed += 1

    def _on_shortcut(self):
        self.shortcuts += 1

    def _on_torn(self):
        self.torn += 1

    def pump(self, milliseconds):
        end = time.monotonic() + milliseconds / 1000
        while time.monotonic() < end:
            self.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)

    def strike(self, strokes, pause_ms, *, stall=False):
        """Strike keys with the X server's own test extension; `strokes` are key numbers with Shift."""
        words = ["xdotool"]
        for key, shift in strokes:
            words += ["keydown", str(SHIFT)] if shift else []
            words += ["key", "--delay", "0", str(key + 8)]
            words += ["keyup", str(SHIFT)] if shift else []
            words += ["sleep", str(pause_ms / 1000)] if pause_ms else []
        hands = subprocess.Popen(words)
        if stall:
            hands.wait()
            time.sleep(1.0)
        while hands.poll() is None:
            self.pump(5)
        self.pump(300)

    def do(self, line):
        kind, _, rest = line.partition(" ")
        if kind == "scan":
            self.strike([*strokes_of(rest), (28, False)], 4)
        elif kind == "stall":
            self.strike([*strokes_of(rest), (28, False)], 4, stall=True)
        elif kind == "type":
            self.strike(strokes_of(rest), 200)
        elif kind == "enter":
            self.pump(150)
            self.strike([(28, False)], 0)

    def report(self):
        return {
            "codes": self.codes,
            "field": self.field.text(),
            "pressed": self.pressed,
            "shortcuts": self.shortcuts,
            "torn": self.torn,
            "box": self.box.isVisible() if self.box else None,
        }


def main():
    bench = Bench(sys.argv[1], sys.argv[2])
    for line in sys.stdin.read().splitlines():
        bench.do(line)
    print(json.dumps(bench.report()))


if __name__ == "__main__":
    main()
