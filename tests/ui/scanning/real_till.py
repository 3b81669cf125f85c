"""A whole till under a real X server that a scanner types into; run as a program of its own, it prints what it sold.

python real_till.py FOLDER LAYOUT     # FOLDER holds a shop; lines of keys come from the input, as in real_keys.py
"""

import json
import subprocess
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop

from app.devices.scanner.scan_codes import strokes_of
from app.main import open_terminal

SHIFT, KEYS = 50, {"Enter": "Return", "F2": "F2", "F12": "F12", "Esc": "Escape"}


def pump(app, milliseconds):
    end = time.monotonic() + milliseconds / 1000
    while time.monotonic() < end:
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)


def hands(app, words):
    striking = subprocess.Popen(["xdotool", *words])
    while striking.poll() is None:
        pump(app, 5)
    pump(app, 500)


def words_of(line):
    kind, _, rest = line.partition(" ")
    if kind == "press":
        return ["key", KEYS[rest]]
    pause = "0.003" if kind == "scan" else "0.2"
    words = []
    for key, shift in [*strokes_of(rest), *([(28, False)] if kind == "scan" else [])]:
        words += ["keydown", str(SHIFT)] if shift else []
        words += ["key", "--delay", "0", str(key + 8)]
        words += ["keyup", str(SHIFT)] if shift else []
        words += ["sleep", pause]
    return words


def main():
    folder, layout = Path(sys.argv[1]), sys.argv[2]
    with open_terminal(folder) as terminal:
        from PySide6.QtWidgets import QApplication

        app = QApplication.instance()
        terminal.show()
        terminal.window.activateWindow()
        pump(app, 800)
        subprocess.run(["setxkbmap", *layout.split("-")], check=True)
        pump(app, 300)
        for line in sys.stdin.read().splitlines():
            hands(app, words_of(line))
        counter = terminal.checkout.counter
        basket = counter.session.basket
        seen = {
            "lines": [[line.goods.sku, line.quantity_milli] for line in basket.lines],
            "unresolved": len(basket.unresolved),
            "member": bool(basket.member),
            "mode": counter.mode.name,
            "entry": terminal.checkout.entry.text(),
        }
    print(json.dumps(seen))


if __name__ == "__main__":
    main()
