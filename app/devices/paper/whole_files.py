"""Files that are there whole or not at all, and that only the shop's own account can read."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, content: bytes) -> Path:
    """Write beside the name, then rename: a reader sees the old file or the new one, never a half.

    Returns:
        The path. Raises OSError; then the old file, if there was one, is still there and nothing else is.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path
