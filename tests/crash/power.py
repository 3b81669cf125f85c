"""Power loss: record a shop's work once, then look at thousands of disks as they may lie there afterwards.

A disk is right when every file on it says what it said at some moment between the last promise and the loss:
never less than was promised, never half of anything, never damaged. What an honest run ever says is found by
playing the tape to the end without a loss; each of those moments is itself looked at for half receipts.
"""

import hashlib
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.storage import connection
from app.storage.backups.swap import go_on, is_unfinished
from app.storage.store import Store
from app.values.clock import SystemClock
from app.workflows.complete_sale import complete_in
from tests.counter import Counter
from tests.crash.disk import Disk, Mode, Storm
from tests.crash.invariants import half_done
from tests.crash.outcome import Outcome
from tests.crash.pictures import Picture, database_digest, lay_out, picture_of
from tests.crash.tape import Ack, Tape, Work, files_of, record
from tests.crash.till import split_transactions
from tests.crash.work import MEMBERS, PRODUCTS, WORKS, copied, make_shop

MODES: tuple[Mode, ...] = ("prefix", "subset", "subset", "shuffle")
LOOKS_OP = {"s", "rm", "t", "mv", "ln", "ack", "dir"}
DEEP_SHARE = 0.25
STATES_OF_A_TAPE = 600
SABOTAGES = ("normal", "off", "split", "psow", "lies", "early")
"""Tills that must be caught: synchronous NORMAL, OFF, a sale in several transactions, a trusted disk that tears
sectors, a disk that lies, and a promise given before its commit."""


@dataclass
class _Moment:
    """What a file said, and the first operation after which it said so."""

    at: int
    says: str


class Playback:
    """A tape and what every file honestly says along it."""

    def __init__(self, tape: Tape, home: Path, *, semantic: bool = True) -> None:
        self.tape = tape
        self._home = home
        self.moments: dict[str, list[_Moment]] = {}
        self.promised: list[tuple[int, dict[str, int]]] = []
        self.wrong: list[str] = []
        self._learn(semantic=semantic)

    def allows(self, at: int, picture: Picture) -> list[str]:
        """What is wrong with a picture after a loss at an operation."""
        promised = next((kept for place, kept in reversed(self.promised) if place <= at), {})
        wrong = []
        for name, moments in self.moments.items():
            says, first, allowed = picture.get(name, "absent"), promised.get(name, 0), []
            for moment in moments[first:]:
                allowed.append(moment.says)
                if moment.at > at:
                    break
            if says not in allowed:
                lost = says in [each.says for each in moments[:first]]
                wrong.append(f"{name}: {'lost what was promised' if lost else f'between two moments ({says})'}")
        wrong += [f"{name}: nobody ever made it" for name in picture if name not in self.moments]
        return wrong

    def _learn(self, *, semantic: bool) -> None:
        disk = Disk(self.tape.before)
        self._see(-1, disk.now(), semantic=semantic)
        last = b""
        for at, op in enumerate(self.tape.ops):
            disk.play(op)
            if op[0] not in LOOKS_OP:
                continue
            files = disk.now()
            mark = _mark(files)
            if mark != last:
                last = mark
                self._see(at, files, semantic=semantic)
            if op[0] == "ack":
                if op[1].startswith("sale "):
                    self._check_promise(at, files, op[1].removeprefix("sale "))
                self.promised.append((at, {name: len(moments) - 1 for name, moments in self.moments.items()}))

    def _check_promise(self, at: int, files: dict[str, bytes], sale: str) -> None:
        lay_out(self._home, files)
        with Store.look(self._home, SystemClock()) as store, store.reads() as reads:
            if reads.receipt(sale) is None:
                self.wrong.append(f"op {at}: promised too early: {sale}")

    def _see(self, at: int, files: dict[str, bytes], *, semantic: bool) -> None:
        lay_out(self._home, files)
        picture = picture_of(self._home)
        is_new = False
        for name in picture.keys() | self.moments.keys():
            says, moments = picture.get(name, "absent"), self.moments.setdefault(name, [])
            if not moments:
                moments.append(_Moment(-1, "absent"))
            if moments[-1].says != says:
                moments.append(_Moment(at, says))
                is_new = True
        for name, says in picture.items():
            if says.startswith(("damaged", "not opened")):
                self.wrong.append(f"op {at}: {name}: {says}")
        if is_new and semantic and not self.wrong:
            self.wrong += [f"op {at}: {text}" for text in half_done(self._home)]


def power_losses(home: Path, states: int, seed: int, sabotage: str = "", only: str = "") -> Outcome:
    """So many disks in all, over every piece of work, each recorded anew for every few hundred of them."""
    total, draw = Outcome(), random.Random(seed)
    works = {only: WORKS[only]} if only else dict(WORKS)
    if sabotage:
        works = {"sale": _sell_early if sabotage == "early" else WORKS["sale"]}
    rounds = max(1, round(states / len(works) / STATES_OF_A_TAPE))
    for turn in range(rounds):
        for name, work in works.items():
            share = max(1, states // (rounds * len(works)))
            some = _one_tape(home, sabotaged(work, sabotage), draw, states=share, sabotage=sabotage)
            total.add(some, f"{name} {turn}: ")
            if total.wrong:
                return total
    return total


def _one_tape(home: Path, work: Work, draw: random.Random, *, states: int, sabotage: str) -> Outcome:
    shutil.rmtree(home / "shop", ignore_errors=True)
    copied(make_shop, home / "base", home / "shop")
    tape = record(work, home / "shop", draw.getrandbits(32))
    wrong = [f"the work ended: {tape.defect}"] if tape.defect else []
    playback = Playback(tape, home / "played")
    wrong += playback.wrong
    if wrong:
        return Outcome(wrong=wrong)
    if not _is_whole(tape, home / "shop"):
        return Outcome(wrong=["the tape does not give the folder as it lies there: a write was not heard"])
    return lose_power(playback, home / "lost", draw, states=states, storm=lambda draw: _storm(draw, sabotage))


def _is_whole(tape: Tape, folder: Path) -> bool:
    disk = Disk(tape.before)
    for op in tape.ops:
        disk.play(op)
    return _counting(disk.now()) == _counting(files_of(folder))


def _counting(files: dict[str, bytes]) -> dict[str, bytes]:
    """Without memory that readers share, and logs of which nothing was written yet."""
    return {name: data for name, data in files.items() if not (name.endswith("-shm") or _is_empty_log(name, data))}


def _is_empty_log(name: str, data: bytes) -> bool:
    return name.endswith("-wal") and not data


def _storm(draw: random.Random, sabotage: str) -> Storm:
    if sabotage == "psow":
        return Storm(sector=4096, garbage=0.6)
    return Storm(draw.choice((512, 4096)), draw.choice((0.0, 0.3)), lies=sabotage == "lies")


def sabotaged(work: Work, sabotage: str) -> Work:
    """The work on a till with one safeguard taken away."""

    def worse(folder: Path, draw: random.Random, ack: Ack) -> None:
        if sabotage in {"normal", "off"}:
            level = {"normal": ("NORMAL", 1), "off": ("OFF", 0)}[sabotage]
            connection.RECIPE = (("synchronous", *level), *connection.RECIPE[1:])
        elif sabotage == "psow":
            honest = connection.uri
            connection.uri = lambda path, **options: honest(path, **{**options, "psow": "1"})
        elif sabotage == "split":
            split_transactions()
        work(folder, draw, ack)

    return worse if sabotage else work


def _sell_early(folder: Path, draw: random.Random, ack: Ack) -> None:
    """The sabotage: the receipt is promised before it is kept."""
    with Store.open(folder, SystemClock()) as store:
        counter = Counter(store, draw, members=MEMBERS, products=PRODUCTS)
        for number in range(6):
            sale = f"sale-{number}"
            request = counter.request(counter.ring_up(sale, 3))
            with store.unit_of_work() as unit:
                complete_in(unit, request)
                ack(f"sale {sale}")


def lose_power(
    playback: Playback, home: Path, draw: random.Random, *, states: int, storm: Callable[[random.Random], Storm]
) -> Outcome:
    """So many different disks after a loss somewhere on the tape."""
    found = Outcome(promises=len(playback.promised))
    seen: set[bytes] = set()
    rounds = 0
    while found.done < states and rounds < 60 and not found.wrong:
        rounds += 1
        disk = Disk(playback.tape.before, storm(draw))
        for at, op in enumerate(playback.tape.ops):
            disk.play(op)
            if disk.is_calm or found.done >= states:
                continue
            files = disk.after_power_loss(draw, draw.choice(MODES))
            mark = _mark(files) + at.to_bytes(4, "big") if op[0] == "ack" else _mark(files)
            if mark in seen:
                continue
            seen.add(mark)
            lay_out(home, files)
            found.done += 1
            wrong = playback.allows(at, picture_of(home, deep=draw.random() < DEEP_SHARE)) or _no_way_on(home)
            if wrong:
                found.wrong += [f"state {found.done}, op {at} {op[0]}: {text}" for text in wrong]
                break
    return found


def _no_way_on(home: Path) -> list[str]:
    """A shop that has no database any more must have one that waits to take its place."""
    if (home / "shop.db").exists():
        return []
    if not is_unfinished(home):
        return ["there is no shop any more, and none that waits"]
    go_on(home, SystemClock())
    digest = database_digest(home / "shop.db")
    return [digest] if digest.startswith(("damaged", "not opened")) else half_done(home)


def _mark(files: dict[str, bytes]) -> bytes:
    digest = hashlib.blake2b(digest_size=12)
    for name in sorted(files):
        digest.update(name.encode() + len(files[name]).to_bytes(8, "big") + files[name])
    return digest.digest()
