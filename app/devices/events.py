"""What happened to each device lately: the last twenty events of each, for the devices page and its report.

Devices work on threads of their own, so every note may come from another one. No code and no name is noted
in full: a report may leave the shop.
"""

from __future__ import annotations

import threading
from collections import deque

from app.values.clock import Clock
from app.values.words import Message
from app.workflows.device_desk import DeviceEvent, DeviceName

MOST_EVENTS = 20


class EventLog:
    """Takes notes from any thread."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._events: dict[DeviceName, deque[DeviceEvent]] = {}

    def note(self, device: DeviceName, words: Message) -> None:
        """Something happened now; the same as last time only moves that one's time and count."""
        at = self._clock.now()
        with self._lock:
            events = self._events.setdefault(device, deque(maxlen=MOST_EVENTS))
            if events and events[-1].words == words:
                last = events.pop()
                events.append(DeviceEvent(at, words, last.times + 1))
            else:
                events.append(DeviceEvent(at, words))

    def of(self, device: DeviceName) -> tuple[DeviceEvent, ...]:
        """The device's events, newest first."""
        with self._lock:
            return tuple(reversed(self._events.get(device, ())))
