"""A defect of ours: kept in full for whoever mends it, said in one line to whoever met it."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from pathlib import Path

from app.values.bank_cards import without_bank_cards
from app.values.clock import SystemClock, iso


def keep_report(defect: BaseException, shop: Path | None = None) -> Path:
    """Write a report of a defect; returns where it lies.

    It has the traceback and versions, never values: a report may be sent to a stranger.
    """
    from app import __version__

    at = iso(SystemClock().now())
    lines = [
        f"regulars {__version__}, Python {platform.python_version()}, {platform.platform()}, {at}",
        f"command: {sys.argv[1] if len(sys.argv) > 1 else '(terminal)'}",
        "",
        *traceback.format_exception(defect),
    ]
    name = f"defect-{at.replace(':', '').replace('.', '')}.txt"
    for folder in _places(shop):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = folder / name
            path.touch(mode=0o600)
            path.write_text(without_bank_cards("\n".join(lines)), encoding="utf-8")
        except OSError:
            continue
        return path
    return Path()


def _places(shop: Path | None) -> list[Path]:
    import platformdirs

    own = Path(platformdirs.user_log_dir("regulars", appauthor=False))
    return [*([shop / "logs"] if shop and (shop / "shop.db").exists() else []), own, Path(tempfile.gettempdir())]
