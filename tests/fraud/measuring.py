"""How well the watch does on planted frauds: how many it finds in time, how often it cries wolf, how long it takes."""

from __future__ import annotations

import time
from dataclasses import dataclass

from app.insight.fraud.flags import Flag
from app.insight.fraud.happenings import Happening
from app.insight.fraud.watch import Watch
from tests.fraud.shop_days import Days, Script

DAY_MS = 86_400_000
IN_TIME_MS = 3 * DAY_MS


@dataclass
class Measured:
    """Scripts found in time and missed, flags that belong to none, and milliseconds for each happening."""

    found: list[str]
    missed: list[str]
    false: list[tuple[str, str]]
    receipts: int
    mean_ms: float
    worst_ms: float

    @property
    def false_per_thousand(self) -> float:
        return len(self.false) * 1000 / self.receipts


def measure(days: Days) -> Measured:
    """Let the watch see all days."""
    watch, flags, times = Watch(), [], []
    for it in days.happenings:
        before = time.perf_counter()
        seen = watch.see(it)
        times.append((time.perf_counter() - before) * 1000)
        flags += [(flag, it) for flag in seen]
    named = {id(flag): [script for script in days.scripts if _is_of(flag, it, script)] for flag, it in flags}
    found = {script.name for flag, it in flags for script in named[id(flag)] if it.at - script.done_at <= IN_TIME_MS}
    return Measured(
        found=[script.name for script in days.scripts if script.name in found],
        missed=[script.name for script in days.scripts if script.name not in found],
        false=[(flag.rule, it.day) for flag, it in flags if not named[id(flag)]],
        receipts=days.receipts,
        mean_ms=sum(times) / len(times),
        worst_ms=max(times),
    )


def _is_of(flag: Flag, it: Happening, script: Script) -> bool:
    """Whether a flag speaks of a script: one of its rules, its people, and not before it began."""
    if flag.rule not in script.rules or it.at < script.done_at - 4 * DAY_MS:
        return False
    same = {script.subject, script.member} & {flag.subject, flag.member}
    return bool(same)
