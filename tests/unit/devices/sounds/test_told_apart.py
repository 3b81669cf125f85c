"""The tones can be told apart by ear: by pitch, by length, or by how often they sound; and ALSA says nothing."""

from __future__ import annotations

import itertools
import subprocess
import sys
import time

import numpy as np
import pytest

from app.devices.sounds.player import NoLoudspeaker, SoundPlayer
from app.devices.sounds.quiet_alsa import quieten
from app.devices.sounds.tones import TONES, Tone, tone_samples

FRAME_S = 0.02


def heard(tone: Tone) -> list[float]:
    """The pitch of every 20 ms of a tone, in semitones; 0 for silence."""
    samples = tone_samples(tone)
    wave = np.frombuffer(samples.data, dtype=np.int16).astype(float)
    size = int(samples.rate * FRAME_S)
    pitches = []
    for start in range(0, len(wave) - size, size):
        frame = wave[start : start + size]
        if np.sqrt(np.mean(frame**2)) < 0.05 * np.max(np.abs(wave)):
            pitches.append(0.0)
            continue
        spectrum = np.abs(np.fft.rfft(frame * np.hanning(size), 8 * size))
        strongest = float(np.argmax(spectrum[1:]) + 1) * samples.rate / (8 * size)
        pitches.append(12 * float(np.log2(strongest / 55)))
    return pitches


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(TONES, 2)))
def test_no_two_tones_sound_alike(one: Tone, other: Tone) -> None:
    first, second = heard(one), heard(other)
    longer = max(len(first), len(second))
    padded = [tone + [0.0] * (longer - len(tone)) for tone in (first, second)]
    apart = sum(abs(a - b) >= 3 for a, b in zip(*padded, strict=True))
    assert apart * FRAME_S >= 0.06, "three frames and more are three semitones and more apart, or silent in one"


def test_a_player_tells_when_it_finds_no_loudspeaker() -> None:
    def none() -> object:
        raise NoLoudspeaker("none")

    told: list[str] = []
    player = SoundPlayer(none, told=told.append)  # type: ignore[arg-type]
    player.start()
    player.play("ok")
    end = time.monotonic() + 2
    while not told and time.monotonic() < end:
        time.sleep(0.001)
    player.play("ok")
    player.stop()
    assert told == ["missing"], "once"


@pytest.mark.skipif(not quieten(), reason="there is no ALSA here to be kept quiet")
def test_a_machine_without_a_loudspeaker_writes_nothing_on_the_console() -> None:
    program = (
        "from app.devices.sounds.player import MiniaudioSpeaker, NoLoudspeaker\n"
        "try: MiniaudioSpeaker().close()\n"
        "except NoLoudspeaker: pass\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert "ALSA" not in done.stderr
