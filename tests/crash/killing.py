"""Kill -9 at random moments, from the first instruction of the start on, and look at what is left."""

import os
import random
import select
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from app.storage.backups.swap import go_on
from app.storage.doctor import doctor
from app.storage.store import Store
from app.values.clock import SystemClock
from tests.counter import found
from tests.crash.invariants import after_kill, at_the_end, half_done
from tests.crash.outcome import Outcome
from tests.crash.pictures import database_digest
from tests.crash.till import back_up_until_killed, create_until_killed, kill, sell_until_killed, spawn
from tests.crash.work import WORKS, copied, make_shop

MOST_SOLD, MOST_COPIED, MOST_MADE, MOST_WORKED = 40, 5, 5, 9
"""How many words a till says at most before it is killed."""
BREATH = 0.006
LONGEST_SILENCE = 5.0
STARTING_SHARE = 0.12


def kill_sales(home: Path, cycles: int, seed: int, sabotage: str = "") -> Outcome:
    """A till selling in the same shop, killed and started again; a sabotaged one only until it is caught."""
    folder, draw, outcome = home / "shop", random.Random(seed), Outcome()
    with Store.create(folder, SystemClock()) as store:
        found(store)
    promised: list[str] = []
    for cycle in range(cycles):
        said = _one_life(sell_until_killed, folder, draw, f"{seed}{cycle}", sabotage)
        promised += [line[1] for line in said if line[0] == "sale"]
        outcome.done += 1
        outcome.wrong += [f"cycle {cycle}: {text}" for text in after_kill(folder, said)]
        if outcome.wrong:
            break
    outcome.promises = len(promised)
    if not outcome.wrong:
        outcome.wrong += at_the_end(folder, promised)
    return outcome


def kill_backups(home: Path, cycles: int, seed: int) -> Outcome:
    """Backups of a shop: under a final name there is only ever a whole one, and the shop stays as it was."""
    folder, draw, outcome = home / "shop", random.Random(seed), Outcome()
    with Store.create(folder, SystemClock()) as store:
        found(store)
    for cycle in range(cycles):
        said = _one_life(back_up_until_killed, folder, draw, f"{seed}{cycle}", most_said=MOST_COPIED)
        promised = {line[1] for line in said if line[0] == "backup"}
        there = {path.name for path in (folder / "backups").glob("backup-*.db")}
        outcome.wrong += [f"cycle {cycle}: lost: {name}" for name in promised - there]
        outcome.wrong += [f"cycle {cycle}: {' '.join(line)}" for line in said if line[0] == "defect"]
        for name in sorted(there)[-2:]:
            outcome.wrong += _not_whole(home, folder / "backups" / name)
        for name in there:
            (folder / "backups" / name).unlink()
        outcome.done += 1
        outcome.promises += len(promised)
    outcome.wrong += at_the_end(folder, ())
    return outcome


def kill_creations(home: Path, cycles: int, seed: int) -> Outcome:
    """New shops: each folder has a whole shop or none, and in one without a shop one can be made."""
    draw, outcome = random.Random(seed), Outcome()
    # What is imported on the way is there already when the children begin.
    Store.create(home / "first", SystemClock()).close()
    for cycle in range(cycles):
        nest = home / str(cycle)
        nest.mkdir()
        said = _one_life(create_until_killed, nest, draw, f"{seed}{cycle}", most_said=MOST_MADE)
        promised = {line[1] for line in said if line[0] == "shop"}
        for folder in sorted(nest.iterdir())[-3:]:
            if not (folder / "shop.db").exists():
                if folder.name in promised:
                    outcome.wrong.append(f"cycle {cycle}: lost: {folder.name}")
                Store.create(folder, SystemClock()).close()
            Store.open(folder, SystemClock()).close()
        outcome.done += 1
        outcome.promises += len(promised)
    return outcome


def kill_works(home: Path, cycles: int, seed: int, only: str = "") -> Outcome:
    """Every kind of work, killed: nothing half done is left, and what was promised is there."""
    draw, outcome, names = random.Random(seed), Outcome(), (only,) if only else tuple(WORKS)
    for cycle in range(cycles):
        name = names[cycle % len(names)]
        shutil.rmtree(home / "shop", ignore_errors=True)
        copied(make_shop, home / "base", home / "shop")

        def work(folder: Path, pipe: int, seed: int, _sabotage: str = "", name: str = name) -> None:
            WORKS[name](folder, random.Random(seed), lambda word: os.write(pipe, f"ack {word}\n".encode()) and None)
            time.sleep(0.05)

        said = _one_life(work, home / "shop", draw, f"{seed}{cycle}", most_said=MOST_WORKED)
        promised = [line[2] for line in said if line[:2] == ["ack", "sale"]]
        wrong = [" ".join(line) for line in said if line[0] == "defect"]
        for file in (*home.glob("shop/shop.db"), *home.glob("shop/*/shop.db"), *home.glob("shop/backups/*.db")):
            digest = database_digest(file)
            wrong += [f"{file.name}: {digest}"] if digest.startswith(("damaged", "not opened")) else []
        go_on(home / "shop", SystemClock())
        wrong = wrong or half_done(home / "shop")
        with Store.open(home / "shop", SystemClock()) as store, store.reads() as reads:
            wrong += [f"lost: {sale}" for sale in promised if reads.receipt(sale) is None]
        outcome.done += 1
        outcome.promises += sum(line[0] == "ack" for line in said)
        outcome.wrong += [f"{name}, cycle {cycle}: {text}" for text in wrong]
        if wrong:
            break
    return outcome


def _one_life(
    work: Callable[..., None],
    folder: Path,
    draw: random.Random,
    seed: str,
    sabotage: str = "",
    *,
    most_said: int = MOST_SOLD,
) -> list[list[str]]:
    """Start, wait for a random moment, kill; now and then before the start is through."""
    child, reading = spawn(work, folder, int(seed), sabotage)
    said = b""
    if draw.random() > STARTING_SHARE:
        # The start takes its time, and machines differ; most lives are to end while something is done.
        wanted = draw.randint(1, most_said)
        while said.count(b"\n") < wanted and select.select([reading], [], [], LONGEST_SILENCE)[0]:
            some = os.read(reading, 4096)
            if not some:
                break
            said += some
        time.sleep(draw.random() * BREATH)
    else:
        time.sleep(draw.random() * 0.02)
    return kill(child, reading, said)


def _not_whole(home: Path, file: Path) -> list[str]:
    """What the doctor says of a backup that is put in a shop's place."""
    folder = home / "restored"
    folder.mkdir(exist_ok=True)
    (folder / "shop.db").write_bytes(file.read_bytes())
    report = doctor(folder)
    return [] if report.ok else [f"{file.name} is not whole: {check.where}" for check in report.checks if check.where]
