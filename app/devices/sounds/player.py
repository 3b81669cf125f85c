"""The player: a thread that plays the newest tone. Without a loudspeaker it is a state, never an exception.

A tone is worth something only at its moment: whatever could not be played at once is left out, so that a slow
sound system can never hold up the till or play yesterday's blips.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from typing import Any, Literal, Protocol

from app.devices.sounds.tones import Samples, Tone, tone_samples

SoundState = Literal["off", "ready", "missing"]


class NoLoudspeaker(OSError):
    """There is nothing to play on."""


class Loudspeaker(Protocol):
    """Something to play on."""

    def play(self, samples: Samples) -> None:
        """Play now, over whatever is still playing; returns at once. Raises `NoLoudspeaker`."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


class SoundPlayer:
    """Plays tones in a thread of its own.

    Attributes:
        state: `off` before the first tone and after `stop`, then `ready` or `missing`.
    """

    def __init__(
        self,
        opened: Callable[[], Loudspeaker] | None = None,
        *,
        volume_percent: int = 70,
        told: Callable[[SoundState], None] = lambda _state: None,
    ) -> None:
        """`told` is called on the player's thread when the state has changed."""
        self._told = told
        self._opened = opened or MiniaudioSpeaker
        self._volume_percent = volume_percent
        self._wanted: Tone | None = None
        self._news = threading.Condition()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="sounds", daemon=True)
        self.state: SoundState = "off"

    def start(self) -> None:
        """Begin; the loudspeaker is opened with the first tone."""
        self._thread.start()

    def play(self, tone: Tone) -> None:
        """Play a tone as soon as possible; a later one takes its place."""
        with self._news:
            self._wanted = tone
            self._news.notify()

    def set_volume(self, volume_percent: int) -> None:
        """From the next tone on; 0 is silence."""
        self._volume_percent = volume_percent

    def stop(self) -> None:
        """End."""
        with self._news:
            self._stopping = True
            self._news.notify()
        if self._thread.is_alive():
            self._thread.join(2.0)

    def _run(self) -> None:
        speaker: Loudspeaker | None = None
        while (tone := self._next()) is not None:
            if not self._volume_percent:
                continue
            try:
                speaker = speaker or self._opened()
                speaker.play(tone_samples(tone, self._volume_percent))
                self._become("ready")
            except NoLoudspeaker:
                # tried again with the next tone: a headset may have been plugged in
                speaker = None
                self._become("missing")
        if speaker is not None:
            speaker.close()
        self.state = "off"

    def _become(self, state: SoundState) -> None:
        if state != self.state:
            self.state = state
            self._told(state)

    def _next(self) -> Tone | None:
        with self._news:
            self._news.wait_for(lambda: self._stopping or self._wanted is not None)
            tone, self._wanted = self._wanted, None
            return None if self._stopping else tone


class MiniaudioSpeaker:
    """The machine's loudspeaker, through miniaudio."""

    def __init__(self) -> None:
        import miniaudio

        from app.devices.sounds.quiet_alsa import quieten

        quieten()
        self._failure: type[Exception] = miniaudio.MiniaudioError
        backends = [backend for backend in miniaudio.Backend if backend is not miniaudio.Backend.NULL]
        rate = tone_samples("ok").rate
        try:
            self._device: Any = miniaudio.PlaybackDevice(
                miniaudio.SampleFormat.SIGNED16, 1, rate, buffersize_msec=60, backends=backends, app_name="Regulars"
            )
        except self._failure as wrong:
            raise NoLoudspeaker(str(wrong)) from wrong

    def play(self, samples: Samples) -> None:
        try:
            self._device.stop()
            feed = stream(samples)
            next(feed)
            self._device.start(feed)
        except self._failure as wrong:
            raise NoLoudspeaker(str(wrong)) from wrong

    def close(self) -> None:
        self._device.close()


def stream(samples: Samples) -> Generator[bytes, int, None]:
    """The samples in pieces of as many frames as are asked for, then silence."""
    frames = yield b""
    place = 0
    while True:
        size = frames * 2
        piece = samples.data[place : place + size]
        place += size
        frames = yield piece.ljust(size, b"\0")
