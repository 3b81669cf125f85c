"""Codes read by a camera: pictures are decoded in a thread of their own; a missing camera is a state.

A code in view is read many times a second, so the same code counts again only after it was out of view.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Literal

from app.devices.scanner.frames import FrameSource, GreyFrame, NoCamera
from app.devices.scanner.inbox import ScannedCode

CameraState = Literal["off", "missing", "ready"]
OUT_OF_VIEW_MS = 1000.0
RETRY_S = 3.0


def codes_in(frame: GreyFrame) -> list[str]:
    """The codes in a picture: EAN-13, EAN-8, UPC-A, Code 128, QR and DataMatrix, the separators kept."""
    try:
        import zxingcpp
    except ImportError as missing:
        raise NoCamera("reading a camera needs the optional part `camera`") from missing

    kinds = zxingcpp.BarcodeFormat
    formats = zxingcpp.BarcodeFormats(
        [kinds.EAN13, kinds.EAN8, kinds.UPCA, kinds.Code128, kinds.QRCode, kinds.DataMatrix]
    )
    picture = memoryview(frame.data).cast("B", (frame.height, frame.width))
    found = zxingcpp.read_barcodes(picture, formats=formats, text_mode=zxingcpp.TextMode.Plain)
    return [each.text for each in found if each.valid and each.text]


class InView:
    """Which codes were seen a moment ago, so that one in view counts once."""

    def __init__(self, out_of_view_ms: float = OUT_OF_VIEW_MS) -> None:
        self._out_of_view_ms = out_of_view_ms
        self._seen: dict[str, float] = {}

    def new_ones(self, codes: list[str], at_ms: float) -> list[str]:
        """Those of the codes that came into view with this picture."""
        new = [code for code in codes if at_ms - self._seen.get(code, float("-inf")) > self._out_of_view_ms]
        for code in codes:
            self._seen[code] = at_ms
        self._seen = {code: last for code, last in self._seen.items() if at_ms - last <= self._out_of_view_ms}
        return new


class CameraScanner:
    """Reads codes from a frame source until it is stopped.

    Attributes:
        state: `off`, `missing` (tried again every few seconds) or `ready`; `why` says what is missing.
        last_frame: What was seen last; None before the first picture.
    """

    def __init__(
        self,
        opened: Callable[[], FrameSource],
        on_code: Callable[[ScannedCode], None],
        *,
        on_state: Callable[[CameraState], None] = lambda _: None,
        retry_s: float = RETRY_S,
    ) -> None:
        """`on_code` and `on_state` are called on the camera's thread."""
        self._opened, self._on_code, self._on_state, self._retry_s = opened, on_code, on_state, retry_s
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)
        self.state: CameraState = "off"
        self.why = ""
        self.last_frame: GreyFrame | None = None

    def start(self) -> None:
        """Begin looking."""
        self._thread.start()

    def stop(self) -> None:
        """Stop looking and let go of the camera."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(5.0)

    def _run(self) -> None:
        in_view = InView()
        while not self._stopping.is_set():
            source = self._opened()
            try:
                self._look(source, in_view)
                self._become("missing", "no more pictures")
            except NoCamera as missing:
                self._become("missing", str(missing))
            finally:
                source.close()
            self._stopping.wait(self._retry_s)
        self._become("off", "")

    def _look(self, source: FrameSource, in_view: InView) -> None:
        for frame in source.frames():
            self._become("ready", "")
            self.last_frame = frame
            now_ms = time.monotonic() * 1000
            for text in in_view.new_ones(codes_in(frame), now_ms):
                self._on_code(ScannedCode(text, "camera", at_ms=now_ms))
            if self._stopping.is_set():
                return

    def _become(self, state: CameraState, why: str) -> None:
        self.why = why
        if state != self.state:
            self.state = state
            self._on_state(state)
