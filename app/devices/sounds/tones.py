"""The tones: what each one means, and its samples as the loudspeaker takes them."""

from __future__ import annotations

import array
import sys
import wave
from functools import cache
from importlib import resources
from typing import Literal, get_args

import msgspec

Tone = Literal["ok", "warn", "error", "member"]
TONES: tuple[Tone, ...] = get_args(Tone)
"""`ok` goods were added, `warn` look at the screen, `error` nothing was done, `member` somebody was recognised."""


class Samples(msgspec.Struct, frozen=True):
    """Sixteen bit, one channel, in the machine's own byte order."""

    rate: int
    data: bytes


@cache
def tone_samples(tone: Tone, volume_percent: int = 100) -> Samples:
    """A tone at a volume (0-100)."""
    path = resources.files("resources") / "sounds" / f"{tone}.wav"
    with path.open("rb") as file, wave.open(file) as sound:
        rate, data = sound.getframerate(), sound.readframes(sound.getnframes())
    values = array.array("h", data)
    if sys.byteorder == "big":
        values.byteswap()
    share = max(0, min(volume_percent, 100))
    return Samples(rate, array.array("h", (value * share // 100 for value in values)).tobytes())
