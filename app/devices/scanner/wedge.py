"""A scanner that types, told apart from a person: a state machine with a clock that is given to it.

    IDLE --printable key--> PENDING --third key in time--> BURST --terminator--> emitted --> GUARD --> IDLE
    PENDING --silence--> replayed as typing           BURST --silence--> emitted, or discarded with a tone

Every printable key is held for at most one gap and then either replayed, in order, as what was typed, or
swallowed as part of a scan. So a scan never reaches a field or a button, and typing is never lost. The
machine knows no window: whoever feeds it performs the effects that it answers with.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.devices.scanner.scan_codes import EOT, FUNCTION_KEYS, GS, KEYPAD_DIGITS, MODIFIERS, us_sign
from app.values.barcodes import is_digits
from app.workflows.scans.keys import Discard, Effect, KeyStroke, Replay, Scan, Verdict

SHORTEST_WITH_END = 4
SHORTEST_WITHOUT_END = 6
MOST_REPLAYED = 3
"""Keys in one quick roll that may still be a person's."""
LONGEST_SCAN = 8192
PREFIX_TIMEOUT_MS = 500.0

_KEYPAD_KEYS = frozenset({71, 72, 73, 75, 76, 77, 79, 80, 81, 82, 83})
_CONTROLS = {36: "\n", 50: "\r", 23: "\t", 27: GS}
"""Ctrl+J, M, I and ]: what scanners send for line feed, return, tab and the GS1 separator. Inert for people."""
_ENDS = frozenset({"\r", "\n", "\t", EOT})
_GUARDED = _ENDS | {" "}


@dataclass(frozen=True, slots=True)
class WedgeTerms:
    """How this till's scanner types.

    Attributes:
        gap_ms: Most time between two keys of one scan, and how long a single key is held.
        guard_ms: For how long after a scan Enter, Tab and Space do nothing.
        prefix: What begins every scan, if it was programmed: `F13`, `STX` or one sign; empty for nothing.
        known_prefixes: Beginnings by which a scan without an end is known as one.
    """

    gap_ms: float = 35.0
    guard_ms: float = 120.0
    prefix: str = ""
    known_prefixes: tuple[str, ...] = ("http://", "https://", "]")


State = Literal["idle", "pending", "burst", "guard"]


class Wedge:
    """The state machine; one for all windows of a till."""

    def __init__(self, terms: WedgeTerms | None = None) -> None:
        self.terms = terms or WedgeTerms()
        self._held: list[tuple[KeyStroke, str]] = []
        self._alt_digits = ""
        self._last_ms = 0.0
        self._widest_ms = 0.0
        self._guard_until_ms = float("-inf")
        self._after_prefix = False
        self._lost = 0

    @property
    def is_holding(self) -> bool:
        """Whether keys are held, so that `tick` is due `wait_ms` after the last of them."""
        return bool(self._held or self._alt_digits or self._after_prefix)

    @property
    def wait_ms(self) -> float:
        """How long silence must last until held keys are decided on."""
        return PREFIX_TIMEOUT_MS if self._after_prefix else self.terms.gap_ms

    def state(self, at_ms: float) -> State:
        """Where the machine stands."""
        if self._after_prefix or len(self._held) >= 3:
            return "burst"
        if self._held or self._alt_digits:
            return "pending"
        return "guard" if at_ms < self._guard_until_ms else "idle"

    def feed(self, stroke: KeyStroke) -> Verdict:
        """Take note of a key that went down."""
        if stroke.key in MODIFIERS:
            return Verdict(False)
        effects = self.tick(stroke.at_ms)
        if stroke.alt and not stroke.ctrl and stroke.key in KEYPAD_DIGITS:
            self._alt_digits += KEYPAD_DIGITS[stroke.key] if len(self._alt_digits) < 5 else ""
            self._note(stroke.at_ms)
            return Verdict(True, effects)
        effects += self._end_alt(stroke.at_ms)
        if self._is_prefix(stroke) and not self._held:
            self._after_prefix = True
            self._note(stroke.at_ms)
            return Verdict(True, effects)
        sign = _sign_of(stroke)
        reserved = stroke.ctrl and not stroke.alt and stroke.key in _CONTROLS
        if sign in _GUARDED and not self._held and stroke.at_ms < self._guard_until_ms:
            return Verdict(True, effects)
        if not sign or stroke.repeat:
            return Verdict(reserved, effects + self._flush())
        if sign in _ENDS:
            ended = self._end(sign, stroke.at_ms)
            if ended:
                return Verdict(True, effects + ended)
            return Verdict(reserved, effects + self._flush())
        if reserved and not self.is_holding:
            return Verdict(True, effects)
        self._hold(stroke, sign)
        return Verdict(True, effects)

    def tick(self, at_ms: float) -> tuple[Effect, ...]:
        """Decide on what is held if silence has lasted long enough; call it when `wait_ms` have passed."""
        if not self.is_holding or at_ms - self._last_ms <= self.wait_ms:
            return ()
        return self._end_alt(self._last_ms) + self._flush()

    def _note(self, at_ms: float) -> None:
        if self._held:
            self._widest_ms = max(self._widest_ms, at_ms - self._last_ms)
        self._last_ms = at_ms

    def _hold(self, stroke: KeyStroke, sign: str) -> None:
        self._note(stroke.at_ms)
        if len(self._held) >= LONGEST_SCAN:
            self._lost += 1
            return
        self._held.append((stroke, sign))

    def _is_prefix(self, stroke: KeyStroke) -> bool:
        prefix = self.terms.prefix
        if not prefix or stroke.repeat:
            return False
        if prefix == "STX":
            return stroke.ctrl and stroke.key == 48
        return prefix == (FUNCTION_KEYS.get(stroke.key) or us_sign(stroke.key, shift=stroke.shift))

    def _end_alt(self, at_ms: float) -> tuple[Effect, ...]:
        """Alt and digits of the keypad are one sign: Alt+0029 is the GS1 separator. By itself it means nothing."""
        digits, self._alt_digits = self._alt_digits, ""
        if not digits or not (self._held or self._after_prefix):
            return ()
        sign = chr(int(digits) % 256)
        if sign in _ENDS:
            return self._end(sign, at_ms) or self._flush()
        self._hold(KeyStroke(at_ms, 0, sign), sign)
        return ()

    def _end(self, sign: str, at_ms: float) -> tuple[Effect, ...]:
        """A terminator: the scan, if what is held is long enough to be one."""
        shortest = 1 if self._after_prefix else SHORTEST_WITH_END
        if len(self._held) < shortest:
            return ()
        self._note(at_ms)
        return self._emit(sign, at_ms)

    def _emit(self, end: str, at_ms: float) -> tuple[Effect, ...]:
        held, widest, lost = self._clear()
        self._guard_until_ms = at_ms + self.terms.guard_ms
        if lost:
            return (Discard(len(held) + lost),)
        # a sign made by Alt has no key of its own, and was not changed by a layout either
        from_keys = all(stroke.key for stroke, sign in held if sign >= " ")
        typed = "".join(stroke.text for stroke, _ in held)
        return (Scan("".join(sign for _, sign in held), from_keys, end, widest, typed),)

    def _flush(self) -> tuple[Effect, ...]:
        """Silence, or a key that belongs to no scan: what is held was typing, a scan without an end, or torn."""
        if not self._held:
            self._after_prefix = False
            return ()
        text = "".join(sign for _, sign in self._held)
        if self._after_prefix:
            held, _, lost = self._clear()
            return (Discard(len(held) + lost),)
        if len(self._held) <= MOST_REPLAYED:
            held, _, _ = self._clear()
            tokens = tuple(stroke.token for stroke, _ in held if stroke.token is not None)
            return (Replay(tokens),) if tokens else ()
        if len(text) >= SHORTEST_WITHOUT_END and self._looks_like_code(text):
            return self._emit("", self._last_ms)
        held, _, lost = self._clear()
        return (Discard(len(held) + lost),)

    def _looks_like_code(self, text: str) -> bool:
        return is_digits(text) or GS in text or text.startswith(self.terms.known_prefixes)

    def _clear(self) -> tuple[list[tuple[KeyStroke, str]], float, int]:
        cleared = self._held, self._widest_ms, self._lost
        self._held, self._widest_ms, self._lost, self._after_prefix = [], 0.0, 0, False
        return cleared


def _sign_of(stroke: KeyStroke) -> str:
    """What the key stands for in a scan; empty for keys that no scanner strikes."""
    if stroke.ctrl or stroke.alt:
        if stroke.ctrl and not stroke.alt:
            return EOT if stroke.key == 32 else _CONTROLS.get(stroke.key, "")
        return ""
    if stroke.key == 0:
        return stroke.text if len(stroke.text) == 1 else ""
    if stroke.key in _KEYPAD_KEYS and not stroke.text:
        return ""  # without Num Lock these are arrows
    return us_sign(stroke.key, shift=stroke.shift)
