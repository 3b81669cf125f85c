"""Days of an honest shop with frauds planted in it: three tills, six cashiers, regulars and strangers.

Everything is drawn from one seed. The honest part is meant to be awkward: regulars who come twice a day and have
a favourite till, families who buy one after the other, honest returns and voids, goodwill, changed phones.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.insight.fraud.happenings import Happening, Kind
from app.values.clock import instant

FIRST = dt.date(2026, 3, 2)
CASHIERS = tuple(f"cashier-{n}" for n in range(6))
OWN = {CASHIERS[n]: f"m{n:05d}" for n in range(3)}
"""Three of the cashiers are members themselves."""


@dataclass
class Script:
    """A planted fraud: who does it, from which day, and which rules may notice."""

    name: str
    subject: str
    member: str
    rules: frozenset[str]
    begins: int
    done_at: int = 0


@dataclass
class Days:
    """What happened, in the order of the books, and what was planted in it."""

    happenings: list[Happening] = field(default_factory=list)
    scripts: list[Script] = field(default_factory=list)

    @property
    def receipts(self) -> int:
        return sum(it.kind == "sale" for it in self.happenings)


class Maker:
    """Draws the days."""

    def __init__(self, seed: int, *, days: int, members: int) -> None:
        self._draw = random.Random(seed)
        self._days, self._sale = days, 0
        self._members = [f"m{n:05d}" for n in range(members)]
        self._regulars = self._draw.sample(self._members[10:], members // 25)
        self._day: list[Happening] = []
        self._first = 0
        self._made = Days()

    def make(self) -> Days:
        for staff, own in OWN.items():
            self._put("staff", 0, 1, staff="owner", member=own, about=staff)
        for number in range(self._days):
            self._first = instant(dt.datetime.combine(FIRST + dt.timedelta(number), dt.time(), dt.UTC))
            shifts = self._draw.sample(CASHIERS, 6)
            self._honest(number, shifts)
            for script in self._scripts_of(number):
                getattr(self, f"_{script.name}")(script, shifts)
                script.done_at = max(it.at for it in self._day)
            self._day.sort(key=lambda it: it.at)
            self._made.happenings += self._day
            self._day = []
        return self._made

    # -- the honest shop

    def _honest(self, number: int, shifts: list[str]) -> None:
        draw = self._draw
        for member in self._regulars:
            for _ in range(draw.choices((0, 1, 2), (5, 4, 1))[0]):
                self._visit(member, shifts)
        for _ in range(draw.randrange(90, 150)):
            self._visit(draw.choice(self._members[10:]) if draw.random() < 0.45 else "", shifts)
        for _ in range(draw.randrange(0, 4)):
            self._put("join", self._clock(), draw.randrange(1, 4), staff=draw.choice(shifts), member=self._new())
        for _ in range(draw.choices((0, 1, 2), (6, 3, 1))[0]):
            self._put(
                "grant", self._clock(), 1, staff=draw.choice(shifts), member=draw.choice(self._members[10:]),
                earned_milli=draw.choice((20, 50, 100)) * 1000,
            )  # fmt: skip
        if draw.random() < 0.5:
            self._put(
                "change",
                self._clock(),
                1,
                staff=draw.choice(shifts),
                member=draw.choice(self._members),
                what=("phone",),
            )
        if draw.random() < 0.15:
            self._put("pin", self._clock(), draw.randrange(1, 4), about="")

    def _visit(self, member: str, shifts: list[str]) -> None:
        draw = self._draw
        till = draw.randrange(1, 4)
        at = self._clock()
        staff = shifts[(till - 1) * 2 + (at - self._first > 14 * 3_600_000)]
        sale = self._sell(member, at, till, staff, spent=draw.randrange(100, 600) if draw.random() < 0.06 else 0)
        if draw.random() < 0.012:
            later, cash = at + draw.randrange(1, 9) * 900_000, draw.random() < 0.5
            self._put("return", later, till, staff=staff, sale=sale, total_minor=500, member=member, cash=cash)
        elif draw.random() < 0.004:
            self._put("void", at + 120_000, till, staff=staff, sale=sale, total_minor=900, member=member, cash=True)
        elif not member and draw.random() < 0.01:
            self._put(
                "attach",
                at + 30_000,
                till,
                staff=staff,
                sale=sale,
                member=draw.choice(self._members),
                earned_milli=9000,
            )

    def _sell(self, member: str, at: int, till: int, staff: str, *, spent: int = 0, **more: object) -> str:
        self._sale += 1
        total = self._draw.randrange(200, 6000)
        self._put(
            "sale", at, till, staff=staff, sale=f"s{self._sale}", member=member, total_minor=total,
            earned_milli=total * 10 if member else 0, spent_milli=spent * 1000 if member else 0,
            before_milli=(spent + 400) * 1000 if member and spent else 0, cash=self._draw.random() < 0.4, **more,
        )  # fmt: skip
        return f"s{self._sale}"

    def _clock(self) -> int:
        return self._first + round(self._draw.triangular(8, 20, 17) * 3_600_000)

    def _new(self) -> str:
        self._members.append(f"m{len(self._members):05d}")
        return self._members[-1]

    def _put(self, kind: Kind, at: int, till: int, **more: object) -> None:
        at = at or instant(dt.datetime.combine(FIRST, dt.time(7), dt.UTC))
        day = dt.datetime.fromtimestamp(at // 1000, dt.UTC)
        self._day.append(Happening(kind, at, day.date().isoformat(), till, hour=day.hour, **more))  # type: ignore[arg-type]

    # -- the frauds; each may last up to three days

    def _scripts_of(self, number: int) -> Iterator[Script]:
        if not self._made.scripts:
            first = min(32, self._days // 3)
            starts = self._draw.sample(range(first, self._days - 3), min(len(SCRIPTS), self._days - 3 - first))
            while len(starts) < len(SCRIPTS):
                starts.append(self._draw.randrange(first, self._days - 3))
            for begins, (name, rules) in zip(starts, SCRIPTS.items(), strict=True):
                member = self._draw.choice(self._members[10:200])
                subject = self._draw.choice(CASHIERS)
                if name == "own_card":
                    subject, member = self._draw.choice(list(OWN.items()))
                self._made.scripts.append(Script(name, subject, member, frozenset(rules), begins))
        lasting = {"collusion": 3, "own_card": 2, "goodwill": 2}
        for script in self._made.scripts:
            if script.begins <= number < script.begins + lasting.get(script.name, 1):
                yield script

    def _burst(self, script: Script, _shifts: list[str]) -> None:
        at = self._clock()
        for turn in range(4):
            self._sell(script.member, at + turn * 600_000, 1, script.subject)

    def _own_card(self, script: Script, _shifts: list[str]) -> None:
        self._sell(script.member, self._clock(), 2, script.subject)

    def _collusion(self, script: Script, _shifts: list[str]) -> None:
        for turn in range(6):
            self._sell(
                script.member, self._first + (9 + turn * 2) * 3_600_000 + self._draw.randrange(10**6), 1, script.subject
            )

    def _refunds(self, script: Script, _shifts: list[str]) -> None:
        for _ in range(5):
            sale = self._sell("", self._clock(), 3, script.subject)
            self._put(
                "return", self._clock() + 3_600_000, 3, staff=script.subject, sale=sale, total_minor=3000, cash=True
            )

    def _voids(self, script: Script, _shifts: list[str]) -> None:
        for _ in range(3):
            at = self._clock()
            self._sale += 1
            self._put("sale", at, 2, staff=script.subject, sale=f"s{self._sale}", total_minor=2500, cash=True)
            self._put("void", at + 300_000, 2, staff=script.subject, sale=f"s{self._sale}", total_minor=2500, cash=True)

    def _laundering(self, script: Script, _shifts: list[str]) -> None:
        at = self._first + 9 * 3_600_000
        self._sale += 1
        self._put("sale", at, 1, staff=script.subject, sale=f"s{self._sale}", member=script.member, total_minor=90_000,
                  earned_milli=900_000, cash=True)  # fmt: skip
        big = f"s{self._sale}"
        self._sell(script.member, at + 1_800_000, 1, script.subject, spent=900)
        self._put(
            "return",
            at + 3_600_000,
            1,
            staff=script.subject,
            member=script.member,
            sale=big,
            total_minor=90_000,
            cash=True,
        )

    def _goodwill(self, script: Script, _shifts: list[str]) -> None:
        for turn in range(2):
            self._put(
                "grant", self._clock() + turn, 1, staff=script.subject, member=script.member, earned_milli=190_000
            )

    def _gift_card(self, script: Script, _shifts: list[str]) -> None:
        at = self._clock()
        self._sell("", at, 3, script.subject, issued=("gc1",))
        self._sell("", at + 240_000, 3, script.subject, paid_with=("gc1",))

    def _takeover(self, script: Script, _shifts: list[str]) -> None:
        at = self._clock()
        self._put("change", at, 1, staff=script.subject, member=script.member, what=("phone",))
        self._sell(script.member, at + 5 * 3_600_000, 1, script.subject, spent=800)

    def _ring(self, script: Script, _shifts: list[str]) -> None:
        at = self._clock()
        for turn in range(7):
            friend = self._new()
            self._put("join", at + turn * 90_000, 2, staff=script.subject, member=friend)
            self._put("refer", at + turn * 90_000 + 1, 2, staff=script.subject, member=friend, about=script.member)

    def _pieces(self, script: Script, _shifts: list[str]) -> None:
        at = self._clock()
        for turn in range(4):
            self._sell(script.member, at + turn * 90_000, 2, script.subject)

    def _pins(self, script: Script, _shifts: list[str]) -> None:
        at = self._clock()
        for turn in range(6):
            self._put("pin", at + turn * 60_000, 3, about=script.subject)


SCRIPTS: dict[str, tuple[str, ...]] = {
    "burst": ("F1", "F2"),
    "own_card": ("F5",),
    "collusion": ("F1", "F2", "F3", "F6"),
    "refunds": ("F8", "F9"),
    "voids": ("F9",),
    "laundering": ("F10",),
    "goodwill": ("F11", "F12"),
    "gift_card": ("F14",),
    "takeover": ("F15",),
    "ring": ("F16", "F17"),
    "pieces": ("F20", "F1"),
    "pins": ("F26",),
}
