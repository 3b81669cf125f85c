"""The watch: every happening goes past all rules once; what they see comes out as flags, each case once.

It is a fold over happenings in the order of the books, so a till, the hub and a test that read the same facts
come to the same cases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from app.insight.fraud import cards, money, people
from app.insight.fraud.flags import Flag
from app.insight.fraud.happenings import Happening
from app.insight.fraud.past import Past
from app.settings.review_limits import Limits

Rule = Callable[[Happening, Past, Limits], Iterator[Flag]]
RULES: dict[str, Rule] = {**cards.RULES, **money.RULES, **people.RULES}


class Watch:
    """Keeps the past, and which cases were flagged."""

    def __init__(self, limits: Limits | None = None, known: Iterable[str] = (), *, steps: tuple[int, ...] = ()) -> None:
        """`known` are ids of cases that were flagged before: they are not flagged again. `steps` as in `Past`."""
        self.limits = limits or Limits()
        self.past = Past(steps)
        self._flagged = set(known)
        self._rules = [rule for name, rule in RULES.items() if self.limits.is_on(name)]

    def see(self, it: Happening) -> list[Flag]:
        """What the rules see in this happening, that nobody was told of yet."""
        self.past.add(it)
        found = []
        for rule in self._rules:
            for flag in rule(it, self.past, self.limits):
                if flag.case not in self._flagged:
                    self._flagged.add(flag.case)
                    found.append(flag)
        return found
