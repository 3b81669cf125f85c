"""All harnesses with what each budget gives them, and the sabotages that each must catch."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.crash import killing, power, rot, starve, till, upgrades
from tests.crash.outcome import Outcome

Run = Callable[[Path, int, int, str, str], Outcome]
"""Given a folder to work in, how many tries, the seed, a sabotage or nothing, and one kind of work or nothing."""


@dataclass(frozen=True)
class Harness:
    """One way to take something away.

    Attributes:
        counts: What a try is.
        sabotages: Tills with a safeguard taken away that must be caught within `sabotage_count` tries.
        in_memory: Whether it may work in memory; a kill is of a program on a real disk.
    """

    name: str
    counts: str
    run: Run
    sabotages: tuple[str, ...] = ()
    sabotage_count: int = 200
    in_memory: bool = True


_ALL = (
    Harness(
        "sales",
        "kills",
        lambda home, count, seed, sabotage, _work: killing.kill_sales(home, count, seed, sabotage),
        till.SABOTAGES,
        in_memory=False,
    ),
    Harness(
        "backups",
        "kills",
        lambda home, count, seed, _sabotage, _work: killing.kill_backups(home, count, seed),
        in_memory=False,
    ),
    Harness(
        "creations",
        "kills",
        lambda home, count, seed, _sabotage, _work: killing.kill_creations(home, count, seed),
        in_memory=False,
    ),
    Harness("works", "kills", lambda home, count, seed, _sabotage, work: killing.kill_works(home, count, seed, work)),
    Harness("power", "disks", power.power_losses, power.SABOTAGES, 800),
    Harness("upgrades", "disks", upgrades.upgrade_losses, upgrades.SABOTAGES, 150),
    Harness("writes", "failures", starve.fail_writes, starve.SABOTAGES, 120),
    Harness("full", "failures", lambda home, count, seed, _sabotage, _work: starve.fill_up(home, count, seed)),
    Harness(
        "rot",
        "corruptions",
        lambda home, count, seed, sabotage, _work: rot.corrupt(home, count, seed, sabotage),
        rot.SABOTAGES,
        60,
    ),
)
HARNESSES = {harness.name: harness for harness in _ALL}
_COUNTS = {
    "smoke": (40, 10, 8, 24, 330, 48, 66, 2, 120),
    "ci": (400, 30, 30, 160, 8000, 400, 600, 10, 1000),
    "nightly": (2000, 300, 300, 1000, 50_000, 2500, 2000, 50, 10_000),
    "release": (20_000, 1000, 1000, 10_000, 1_000_000, 10_000, 10_000, 500, 100_000),
}
BUDGETS = {budget: dict(zip(HARNESSES, counts, strict=True)) for budget, counts in _COUNTS.items()}
