"""Where one code ends in a stream of bytes: at CR or LF, or where the line falls silent.

The safest way to connect a scanner: bytes instead of keys, so no layout and no focus can harm a code.
"""

from __future__ import annotations

SILENCE_MS = 60.0
LONGEST_FRAME = 8192
_ENDS = b"\r\n\x03\x04"
_STARTS = b"\x02"


class Framing:
    """Collects the bytes of one scanner.

    Attributes:
        torn: Frames that were dropped because they grew beyond `LONGEST_FRAME`.
    """

    def __init__(self, silence_ms: float = SILENCE_MS) -> None:
        self._silence_ms = silence_ms
        self._bytes = bytearray()
        self._last_ms = 0.0
        self._is_overlong = False
        self.torn = 0

    def feed(self, data: bytes, at_ms: float) -> list[str]:
        """Take bytes; returns the codes that they end, in order."""
        codes = self.tick(at_ms)
        for byte in data:
            if byte in _ENDS:
                codes += self._end()
            elif byte in _STARTS:
                self._bytes.clear()
                self._is_overlong = False
            elif len(self._bytes) >= LONGEST_FRAME:
                self._is_overlong = True
            else:
                self._bytes.append(byte)
        self._last_ms = at_ms
        return codes

    def tick(self, at_ms: float) -> list[str]:
        """The code that silence has ended, if any."""
        if not self._bytes or at_ms - self._last_ms < self._silence_ms:
            return []
        return self._end()

    def drop(self) -> None:
        """Forget half a code: the scanner was unplugged."""
        self._bytes.clear()
        self._is_overlong = False

    def _end(self) -> list[str]:
        data, overlong = bytes(self._bytes), self._is_overlong
        self.drop()
        if overlong:
            self.torn += 1
            return []
        return [_decoded(data)] if data else []


def _decoded(data: bytes) -> str:
    """Text of a scanner: UTF-8 where it is valid, else one byte a character, so that nothing fails."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
