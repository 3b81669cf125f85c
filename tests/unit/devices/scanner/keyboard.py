"""A keyboard and a scanner that strike keys on a virtual clock, and a person who sees what comes of it."""

from dataclasses import dataclass, field

from app.devices.scanner.layouts import LAYOUTS, typed_under
from app.devices.scanner.scan_codes import FUNCTION_KEYS, KEYPAD_DIGITS, MODIFIERS, strokes_of
from app.devices.scanner.wedge import Wedge
from app.workflows.scans.keys import Discard, KeyStroke, Replay, Scan

ENDS = ("cr", "lf", "crlf", "tab", "none")
SHIFT, ENTER, TAB, LEFT_CTRL, ALT = 42, 28, 15, 29, 56
KEYPAD_OF = {sign: key for key, sign in KEYPAD_DIGITS.items()}


@dataclass
class Desk:
    """The keyboard, the clock, the machine, and all that reached a person's screen.

    Attributes:
        codes: Scans, in order.
        typed: Text that reached the focus, `\\n` for Enter and `\\t` for Tab.
        seen: Codes and typed text in the order in which they came.
    """

    layout: str = "us"
    caps: bool = False
    tells_keys: bool = True
    wedge: Wedge = field(default_factory=Wedge)
    at_ms: float = 1000.0
    codes: list[str] = field(default_factory=list)
    typed: str = ""
    seen: list[str] = field(default_factory=list)
    discarded: int = 0
    scans: list[Scan] = field(default_factory=list)
    passed: list[int] = field(default_factory=list)

    def wait(self, milliseconds):
        """Time passes; the timer of the machine rings when it is due."""
        due = self.wedge.wait_ms + 0.5
        if self.wedge.is_holding and milliseconds > due:
            self._perform(self.wedge.tick(self.at_ms + due))
        self.at_ms += milliseconds

    def strike(self, key, *, shift=False, ctrl=False, alt=False, repeat=False, text=None):
        """One key goes down."""
        if text is None:
            text = "" if ctrl or alt else self._text(key, shift)
        number = key if self.tells_keys or key in MODIFIERS else 0
        stroke = KeyStroke(self.at_ms, number, text, shift, ctrl, alt, repeat, token=text)
        verdict = self.wedge.feed(stroke)
        self._perform(verdict.effects)
        if not verdict.taken and key not in (SHIFT, LEFT_CTRL, ALT):
            self.passed.append(key)
            self._type(text)

    def type_keys(self, keys, gap=60):
        """A person strikes keys: `(key, shift)` pairs. Returns what the layout makes of them."""
        meant = ""
        for key, shift in keys:
            self.wait(gap)
            if shift:
                self.strike(SHIFT)
            self.strike(key, shift=shift)
            meant += self._text(key, shift)
        return meant

    def type_text(self, text, gap=60):
        """A person types what a US keyboard has these signs on."""
        return self.type_keys(strokes_of(text), gap)

    def scan(self, code, end="cr", gap=5):
        """A scanner strikes a code, GS as Ctrl+]."""
        for sign in code:
            self.wait(gap)
            if sign == "\x1d":
                self.strike(LEFT_CTRL)
                self.strike(27, ctrl=True)
                continue
            ((key, shift),) = strokes_of(sign)
            if shift:
                self.strike(SHIFT)
            self.strike(key, shift=shift)
        self._end(end, gap)

    def alt_code(self, digits, gap=5):
        """Alt held while digits of the keypad are struck."""
        self.wait(gap)
        self.strike(ALT)
        for digit in digits:
            self.wait(gap)
            self.strike(KEYPAD_OF[digit], alt=True)

    def _end(self, end, gap):
        if end in ("cr", "crlf"):
            self.wait(gap)
            self.strike(ENTER)
        if end in ("lf", "crlf"):
            self.wait(gap)
            self.strike(36, ctrl=True)
        if end == "tab":
            self.wait(gap)
            self.strike(TAB)

    def _text(self, key, shift):
        if key == ENTER:
            return "\n"
        if key in FUNCTION_KEYS or key == SHIFT:
            return ""
        return typed_under(self.layout, key, shift=shift, caps=self.caps)

    def _perform(self, effects):
        for effect in effects:
            match effect:
                case Replay(tokens):
                    for token in tokens:
                        self._type(token)
                case Scan(text=text):
                    self.codes.append(text)
                    self.scans.append(effect)
                    self.seen.append(text)
                case Discard(keys):
                    self.discarded += keys

    def _type(self, text):
        self.typed += text
        if text:
            self.seen.append(text)


ALL_LAYOUTS = LAYOUTS
