"""ALSA kept quiet: its library writes to standard error whatever it does not find, which is no news to anybody.

A machine without a loudspeaker is a state that the till shows; twenty lines on the console about it are noise.
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from typing import Any

_Handler = ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p)


def _say_nothing(*_about: Any) -> None:
    """What ALSA is told to call instead of writing."""


_QUIET = _Handler(_say_nothing)


@cache
def quieten() -> bool:
    """Give the library our handler, once; False where there is no ALSA. The handler lives as long as the program."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        library = ctypes.CDLL("libasound.so.2")
    except OSError:
        return False
    library.snd_lib_error_set_handler(_QUIET)
    return True
