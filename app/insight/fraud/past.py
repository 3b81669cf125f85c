"""What the rules remember: the last ninety days, by card, by person, by pair, each looked up at once."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from itertools import takewhile

from app.insight.fraud.happenings import Happening, Kind

DAY_MS = 86_400_000
KEPT_MS = 90 * DAY_MS

Line = deque[Happening]


class Past:
    """Happenings of the last ninety days, newest last in every line.

    Attributes:
        sales: By sale id. joined: Member to the happening of joining. own: Staff id to their own member id.
        contact_at, birthday_at: Member to the instant of the last change. gift_at: Gift card to when it was sold.
    """

    def __init__(self, steps: tuple[int, ...] = ()) -> None:
        """`steps` are the sums, in minor units, that the shop's bonuses ask for."""
        self.steps = steps
        self.sales: dict[str, Happening] = {}
        self.joined: dict[str, Happening] = {}
        self.own: dict[str, str] = {}
        self.contact_at: dict[str, int] = {}
        self.birthday_at: dict[str, int] = {}
        self.gift_at: dict[str, Happening] = {}
        self._by_member: dict[tuple[str, Kind], Line] = defaultdict(deque)
        self._by_staff: dict[tuple[str, Kind], Line] = defaultdict(deque)
        self._by_till: dict[tuple[int, Kind], Line] = defaultdict(deque)
        self._brought: dict[str, Line] = defaultdict(deque)
        self._uses: dict[str, int] = defaultdict(int)
        self._order: Line = deque()
        self._percentile: tuple[str, int] = ("", 0)
        self._first_at = 0
        self._came: dict[str, tuple[int, int]] = {}

    def add(self, it: Happening) -> None:
        """Remember a happening; what is older than ninety days is forgotten."""
        self._order.append(it)
        self._first_at = self._first_at or it.at
        self._by_staff[it.staff, it.kind].append(it)
        self._by_till[it.till, it.kind].append(it)
        if it.member:
            self._by_member[it.member, it.kind].append(it)
        self._note(it)
        while self._order and self._order[0].at < it.at - KEPT_MS:
            self._forget(self._order.popleft())

    def of_member(self, member: str, kind: Kind, since: int) -> list[Happening]:
        """A member's, oldest first."""
        return _since(self._by_member.get((member, kind), ()), since)

    def of_staff(self, staff: str, kind: Kind, since: int) -> list[Happening]:
        """What somebody did, oldest first."""
        return _since(self._by_staff.get((staff, kind), ()), since)

    def at_till(self, till: int, kind: Kind, since: int) -> list[Happening]:
        """What happened at a till, oldest first."""
        return _since(self._by_till.get((till, kind), ()), since)

    def brought_by(self, referrer: str, since: int) -> list[Happening]:
        """Whom a member brought."""
        return _since(self._brought.get(referrer, ()), since)

    def uses(self, member: str) -> int:
        """Sales with this card in ninety days."""
        return self._uses.get(member, 0)

    def usual_uses(self, day: str) -> int:
        """The shop's 99th percentile of uses of a card, worked out once a day."""
        if self._percentile[0] != day:
            counts = sorted(count for count in self._uses.values() if count)
            place = max(0, -(-99 * len(counts) // 100) - 1)
            self._percentile = (day, counts[place] if counts else 0)
        return self._percentile[1]

    def came_before(self, member: str) -> int:
        """Instant of the visit before the last one, or of joining; the start of the memory where neither is known."""
        before = self._came.get(member, (0, 0))[0]
        joined = self.joined.get(member)
        return before or (joined.at if joined else self._first_at)

    def days_kept(self) -> int:
        """How far back the memory reaches, in days."""
        return (self._order[-1].at - self._order[0].at) // DAY_MS if self._order else 0

    def people_who(self, kind: Kind, since: int) -> Iterator[tuple[str, list[Happening]]]:
        """Everybody on the staff with what they did of a kind."""
        for (staff, of_kind), line in list(self._by_staff.items()):
            if of_kind == kind:
                yield staff, _since(line, since)

    def _note(self, it: Happening) -> None:
        match it.kind:
            case "sale":
                self.sales[it.sale] = it
                if it.member:
                    self._uses[it.member] += 1
                    self._came[it.member] = (self._came.get(it.member, (0, 0))[1], it.at)
                for code in it.issued:
                    self.gift_at.setdefault(code, it)
            case "join":
                self.joined[it.member] = it
            case "staff":
                self.own[it.about] = it.member
            case "refer":
                self._brought[it.about].append(it)
            case "change":
                if {"phone", "email"} & set(it.what):
                    self.contact_at[it.member] = it.at
                if "birthday" in it.what:
                    self.birthday_at[it.member] = it.at

    def _forget(self, it: Happening) -> None:
        lines = [self._by_staff[it.staff, it.kind], self._by_till[it.till, it.kind]]
        if it.member:
            lines.append(self._by_member[it.member, it.kind])
        if it.kind == "refer":
            lines.append(self._brought[it.about])
        for line in lines:
            if line and line[0] is it:
                line.popleft()
        if it.kind == "sale":
            self.sales.pop(it.sale, None)
            if it.member:
                self._uses[it.member] -= 1
            for code in it.issued:
                self.gift_at.pop(code, None)


def _since(line: Iterable[Happening], since: int) -> list[Happening]:
    newest_first = reversed(line) if isinstance(line, deque) else ()
    found = list(takewhile(lambda each: each.at >= since, newest_first))
    found.reverse()
    return found
