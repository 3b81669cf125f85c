"""Makes the till's four tones: `python packaging/sounds.py` writes resources/sounds/*.wav, always the same bytes.

They are told apart by pitch and by shape, so that they can be told apart on a bad loudspeaker too: one high
blip, two equal ones, a long low buzz, and two rising.
"""

from __future__ import annotations

import math
import struct
import wave
from pathlib import Path

RATE = 22_050
FOLDER = Path(__file__).resolve().parent.parent / "resources" / "sounds"
FADE_S = 0.006
LOUDNESS = 0.6

# pitch in Hz (0 is silence) and length in seconds of each part
TONES: dict[str, tuple[tuple[int, float], ...]] = {
    "ok": ((1568, 0.07),),
    "warn": ((784, 0.09), (0, 0.05), (784, 0.09)),
    "error": ((196, 0.34),),
    "member": ((1047, 0.08), (1568, 0.12)),
}


def samples(pitch: int, seconds: float) -> list[int]:
    """One part: a tone with a few overtones, faded at both ends so that it does not click."""
    count = round(RATE * seconds)
    made = []
    for place in range(count):
        at = place / RATE
        shape = sum(math.sin(2 * math.pi * pitch * n * at) / n**2 for n in (1, 2, 3)) / 1.36 if pitch else 0.0
        fade = min(1.0, at / FADE_S, (count - place) / RATE / FADE_S)
        made.append(round(32_767 * LOUDNESS * fade * shape))
    return made


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(exist_ok=True)
    for name, parts in TONES.items():
        made = [value for pitch, seconds in parts for value in samples(pitch, seconds)]
        with wave.open(str(FOLDER / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(struct.pack(f"<{len(made)}h", *made))


if __name__ == "__main__":
    main()
