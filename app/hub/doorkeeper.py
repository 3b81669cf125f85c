"""Who may speak: the signature, the number of the request, and how many a till may make.

The tenant is the one under which the key is kept, never what a body says. Unknown, revoked and forged senders
get the same answer. The number of a request must rise, so that nothing recorded can be sent again.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from app.hub.postgres import PostgresStore
from app.sync.signing import Stamp, is_genuine

REQUESTS_A_MINUTE = 600
BURST = 120


class TurnedAway(Exception):
    """A request that is not let in.

    Attributes:
        status: HTTP status. code: who, replay or rate.
    """

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


@dataclass
class Bucket:
    """How many requests a till has left: some at once, then so many a minute."""

    left: float = BURST
    at: float = field(default_factory=time.monotonic)


class Doorkeeper:
    """Lets signed requests of known tills in."""

    def __init__(self, store: PostgresStore, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._clock = clock
        self._buckets: dict[tuple[str, str], Bucket] = {}
        self._lock = threading.Lock()

    def let_in(self, stamp: Stamp, path: str, body: bytes) -> None:
        """Check a request.

        Raises:
            TurnedAway: 401 `who`, 409 `replay`, 429 `rate`.
        """
        key = self._store.key_of(stamp.tenant, stamp.device)
        if key is None or not is_genuine(key, stamp, path, body):
            raise TurnedAway(401, "who")
        self._count(stamp)
        if not self._store.take_nonce(stamp.tenant, stamp.device, stamp.nonce):
            raise TurnedAway(409, "replay")

    def _count(self, stamp: Stamp) -> None:
        now = self._clock()
        with self._lock:
            bucket = self._buckets.setdefault((stamp.tenant, stamp.device), Bucket(at=now))
            bucket.left = min(BURST, bucket.left + (now - bucket.at) * REQUESTS_A_MINUTE / 60)
            bucket.at = now
            if bucket.left < 1:
                raise TurnedAway(429, "rate")
            bucket.left -= 1


__all__ = ["Doorkeeper", "TurnedAway"]
