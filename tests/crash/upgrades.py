"""Upgrades under power loss: a shop of every earlier version is old or new, never between, and goes on from there."""

import random
import shutil
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from app.storage import connection
from app.storage.doctor import doctor
from app.storage.store import Store
from app.values.clock import SystemClock
from app.values.errors import Expected
from db.terminal import registry
from tests.crash.disk import Disk, Storm
from tests.crash.outcome import Outcome
from tests.crash.pictures import lay_out, picture_of
from tests.crash.power import MODES, Playback
from tests.crash.tape import Ack, record
from tests.old_shops import EARLIER, shop_of

SABOTAGES = ("off", "loose")
"""Upgrades that must be caught: on a connection that does not sync, and one whose statements stand by themselves."""
UPGRADE_SHARE = 0.34
RECEIPTS = "SELECT count(*), coalesce(sum(total_minor), 0) FROM receipts"


def upgrade(folder: Path, _draw: random.Random, ack: Ack) -> None:
    """Open a shop of an earlier version; it is brought up to date on the way."""
    with Store.open(folder, SystemClock()):
        ack("open")


def upgrade_losses(home: Path, states: int, seed: int, sabotage: str = "", only: str = "") -> Outcome:
    """So many disks in all, over the upgrades from every earlier version."""
    total, draw = Outcome(), random.Random(seed)
    versions = [int(only)] if only else [EARLIER[-1]] if sabotage else list(EARLIER)
    for version in versions:
        shutil.rmtree(home / "shop", ignore_errors=True)
        shop_of(version, home / "shop")
        before = _receipts(home / "shop")
        tape = record(_worse(sabotage), home / "shop", draw.getrandbits(32))
        playback = Playback(tape, home / "played", semantic=False)
        wrong = [*([f"the upgrade ended: {tape.defect}"] if tape.defect else []), *playback.wrong]
        part = Outcome(wrong=wrong) if wrong else _lose(playback, home, draw, states // len(versions), before)
        total.add(part, f"from version {version}: ")
        if total.wrong:
            break
    return total


def _lose(playback: Playback, home: Path, draw: random.Random, states: int, before: tuple[int, int]) -> Outcome:
    found, seen = Outcome(promises=len(playback.promised)), set[int]()
    for _turn in range(40):
        disk = Disk(playback.tape.before, Storm(draw.choice((512, 4096)), draw.choice((0.0, 0.3))))
        for at, op in enumerate(playback.tape.ops):
            disk.play(op)
            # The more pages a step has, the more states it has; each is looked at now and then.
            if disk.is_calm or found.done >= states or draw.random() > 0.5:
                continue
            files = disk.after_power_loss(draw, draw.choice(MODES))
            mark = hash(tuple(sorted(files.items())))
            if mark in seen:
                continue
            seen.add(mark)
            found.done += 1
            lay_out(home / "lost", files)
            wrong = playback.allows(at, picture_of(home / "lost"))
            if not wrong and draw.random() < UPGRADE_SHARE:
                wrong = _does_not_go_on(home / "lost", before)
            if wrong:
                found.wrong += [f"op {at} {op[0]}: {text}" for text in wrong]
                return found
    return found


def _does_not_go_on(folder: Path, before: tuple[int, int]) -> list[str]:
    try:
        Store.open(folder, SystemClock()).close()
    except (Expected, connection.DatabaseError) as error:
        return [f"cannot be opened: {error}"]
    report = doctor(folder)
    after = _receipts(folder)
    wrong = [f"doctor: {check.code}: {check.where}" for check in report.checks if not check.ok]
    return wrong if after == before else [*wrong, f"{before} receipts became {after}"]


def _receipts(folder: Path) -> tuple[int, int]:
    looking = connection.open_raw(folder / "shop.db", mode="rw")
    try:
        count, total = looking.execute(RECEIPTS).fetchone()
        return int(count), int(total)
    finally:
        looking.close()


def _worse(sabotage: str) -> Callable[[Path, random.Random, Ack], None]:
    def worse(folder: Path, draw: random.Random, ack: Ack) -> None:
        if sabotage == "off":
            connection.RECIPE = (("synchronous", "OFF", 0), *connection.RECIPE[1:])
        elif sabotage == "loose":
            _loosen(registry.VERSION)
        upgrade(folder, draw, ack)

    return worse


def _loosen(version: int) -> None:
    """Every statement of a migration is kept by itself."""
    [name] = [path.stem for path in Path(registry.__file__).parent.glob(f"m{version:04d}_*.py")]
    module = import_module(f"db.terminal.{name}")
    honest = module.up

    class Loose:
        def __init__(self, db: Any) -> None:
            self._db = db

        def __getattr__(self, name: str) -> Any:
            return getattr(self._db, name)

        def execute(self, *told: Any) -> Any:
            done = self._db.execute(*told)
            for word in ("COMMIT", "BEGIN"):
                self._db.execute(word)
            return done

    module.up = lambda db: honest(Loose(db))
    registry.migrations.cache_clear()
