"""Four tones that can be told apart, and a till that goes on without a loudspeaker."""

import array
import itertools
import threading

import pytest

from app.devices.sounds.player import NoLoudspeaker, SoundPlayer, stream
from app.devices.sounds.tones import TONES, tone_samples


def values(tone, volume=100):
    return array.array("h", tone_samples(tone, volume).data)


def pitch(tone):
    """Crossings of zero in a second: the pitch a listener hears, roughly."""
    samples = values(tone)
    crossings = sum((a < 0) != (b < 0) for a, b in itertools.pairwise(samples))
    return crossings / 2 / (len(samples) / tone_samples(tone).rate)


def test_the_tones_can_be_told_apart():
    lengths = {tone: len(values(tone)) / tone_samples(tone).rate for tone in TONES}
    assert all(0.05 < length < 0.5 for length in lengths.values())
    heard = sorted((round(pitch(tone), -1), round(lengths[tone], 2)) for tone in TONES)
    assert len(set(heard)) == len(TONES)
    assert pitch("error") < 400
    assert pitch("ok") > 1000


@pytest.mark.parametrize("tone", TONES)
def test_a_tone_does_not_click_and_its_volume_can_be_set(tone):
    loud = values(tone)
    assert max(loud) > 8000
    assert abs(loud[0]) < 500
    assert abs(loud[-1]) < 2000
    assert max(values(tone, 50)) == pytest.approx(max(loud) / 2, abs=2)
    assert set(values(tone, 0)) == {0}


def test_the_stream_ends_in_silence_of_the_length_that_is_asked_for():
    feed = stream(tone_samples("ok"))
    next(feed)
    data = b"".join(feed.send(100) for _ in range(40))
    assert len(data) == 8000
    assert data.startswith(tone_samples("ok").data)
    assert set(data[-200:]) == {0}


class Speaker:
    """A loudspeaker that remembers, and may be missing."""

    def __init__(self):
        self.played, self.is_there, self.is_closed = [], True, False
        self.news = threading.Condition()
        self.opened = 0

    def open(self):
        with self.news:
            self.opened += 1
            self.news.notify_all()
        if not self.is_there:
            raise NoLoudspeaker("none")
        return self

    def play(self, samples):
        with self.news:
            self.played.append(samples)
            self.news.notify_all()

    def close(self):
        self.is_closed = True

    def wait(self, condition):
        with self.news:
            assert self.news.wait_for(condition, 5)


def test_a_tone_is_played_at_the_volume_that_is_set():
    speaker = Speaker()
    player = SoundPlayer(speaker.open, volume_percent=50)
    player.start()
    player.play("ok")
    speaker.wait(lambda: len(speaker.played) == 1)
    player.set_volume(20)
    player.play("error")
    speaker.wait(lambda: len(speaker.played) == 2)
    player.stop()
    assert speaker.played == [tone_samples("ok", 50), tone_samples("error", 20)]
    assert (speaker.is_closed, speaker.opened, player.state) == (True, 1, "off")


def test_a_missing_loudspeaker_is_a_state_and_is_looked_for_again():
    speaker = Speaker()
    speaker.is_there = False
    player = SoundPlayer(speaker.open)
    player.start()
    player.play("ok")
    speaker.wait(lambda: speaker.opened == 1)
    speaker.is_there = True
    player.play("warn")
    speaker.wait(lambda: speaker.played)
    assert speaker.opened == 2
    player.stop()


def test_this_machine_plays_or_says_that_it_cannot():
    player = SoundPlayer(volume_percent=1)
    player.start()
    player.play("ok")
    deadline = threading.Event()
    for _ in range(500):
        if player.state != "off":
            break
        deadline.wait(0.01)
    assert player.state in ("ready", "missing")
    player.stop()
    assert player.state == "off"
