"""The line lane: which offer takes which units, so that the customer saves most; a unit takes one line offer.

Offers that can be judged line by line (percent, amount each, a price) are easy: whatever units of a line are
open go to the best of them. Offers that need several units (3 for 2, bundles, at most two units) compete:
every order in which some of them act is tried, the rest of the units going to the best simple offer. That is
exact. Offers that share no line are solved apart. Where a knot is so large that trying would take more than
`MOST_TRIES` steps, the best found so far or the greedy choice stands, and the quote says it is not proven.
"""

from __future__ import annotations

from typing import NamedTuple

from app.loyalty.acts import Act
from app.loyalty.book import Book, Cut, Posting
from app.loyalty.posting import within_budget
from app.loyalty.rewards.base import Outcome, Reward, Turn
from app.loyalty.rewards.free_units import FreeUnits
from app.loyalty.rewards.registry import LineByLine
from app.loyalty.rows import Row
from app.loyalty.situation import Situation

MOST_TRIES = 2000
"""Outcomes tried for one knot of competing offers; 6 offers that all compete need at most 1,957."""

SURELY_TRIED = 5
"""So many competing offers need at most 325 tries: the whole search is certain to end."""


class Offer(NamedTuple):
    """One reward of one act in the line lane."""

    act: Act
    reward: Reward


class Step(NamedTuple):
    """An offer and what it does when its turn comes."""

    offer: Offer
    outcome: Outcome


class Solution(NamedTuple):
    """Steps in their order, what they save together, and whether nothing better exists."""

    steps: list[Step]
    saved: int
    proven: bool


class LineSearch:
    """One search over the open units of a book; leaves the book as it found it."""

    def __init__(self, offers: list[Offer], situation: Situation) -> None:
        self._situation = situation
        self._book: Book = situation.book
        self._simple: dict[int, list[Offer]] = {}
        self._knots_of: list[Offer] = []
        self._known: dict[tuple[object, ...], tuple[int, Step] | None] = {}
        self._tries = 0
        self._plain = Turn(situation.policies, fresh=True)
        for offer in offers:
            self._file(offer)

    def _file(self, offer: Offer) -> None:
        reward = offer.reward
        if reward.id not in offer.act.one.simple:
            self._knots_of.append(offer)
            return
        simple = self._simple
        for row in self._book.matching(reward.products_meant):
            if not row.fixed and row.left > 0:
                index = row.index
                if index in simple:
                    simple[index].append(offer)
                else:
                    simple[index] = [offer]

    def solve(self) -> Solution:
        """The best there is, or the best found."""
        first = {id(offer): self._outcome(offer) for offer in self._knots_of}
        complex_offers = [offer for offer in self._knots_of if self._may_give(offer, first[id(offer)])]
        steps: list[Step] = []
        saved, proven = 0, True
        done: set[int] = set()
        for offers, rows in self._knots(complex_offers):
            part = self._solve_knot(offers, rows, first)
            steps += part.steps
            saved += part.saved
            proven = proven and part.proven
            done.update(row.index for row in rows)
        for index in self._simple:
            if index not in done:
                best = self._best_simple(self._book.rows[index])
                if best is not None:
                    saved += best[0]
                    steps.append(best[1])
        return Solution(steps, saved, proven)

    def _outcome(self, offer: Offer) -> Outcome:
        turn = offer.act.turn(self._situation, fresh=True)
        return within_budget(offer.reward.outcome(self._book, turn), offer.act.budget_left(self._situation))

    def _may_give(self, offer: Offer, now: Outcome) -> bool:
        """Whether it may ever give something: a bundle of the cheapest may pay only once others took those."""
        if _gives(now):
            return True
        return not isinstance(offer.reward, FreeUnits) and any(_open_value(row) for row in self._scope(offer))

    def _best_simple(self, row: Row) -> tuple[int, Step] | None:
        """The best offer for all open units of a row; remembered as long as the row looks the same."""
        key = (row.index, row.left, row.taken, None if row.parts is None else tuple(row.parts))
        if key in self._known:
            return self._known[key]
        best: tuple[int, int, Offer, Cut] | None = None
        for most, place, offer in self._by_ceiling(row):
            if best is not None and (most, -place) < (best[0], -best[1]):
                break
            reward: LineByLine = offer.reward  # type: ignore[assignment]
            cut = reward.row_outcome(row, self._book, self._plain)
            if cut is not None and (best is None or (cut.amount, -place) > (best[0], -best[1])):
                best = (cut.amount, place, offer, cut)
        found = None if best is None else (best[0], Step(best[2], Outcome([best[3]])))
        self._known[key] = found
        return found

    def _by_ceiling(self, row: Row) -> list[tuple[int, int, Offer]]:
        """The row's simple offers, those that might give most first; equal ones in their rank."""
        if row.parts is None:
            left, units = (0, 0) if row.taken else (row.left, row.units)
        else:
            runs = [(count, each) for count, each, taken in row.parts if not taken]
            left, units = sum(count * each for count, each in runs), sum(count for count, _ in runs)
        if not units:
            return []
        ranked = [
            (offer.reward.row_ceiling(row, left, units, self._plain), place, offer)  # type: ignore[attr-defined]
            for place, offer in enumerate(self._simple.get(row.index, ()))
        ]
        ranked.sort(key=_most_first)
        return ranked

    def _knots(self, offers: list[Offer]) -> list[tuple[list[Offer], list[Row]]]:
        """Offers that share lines, together with all their lines."""
        knots: list[tuple[list[Offer], dict[int, Row]]] = []
        for offer in offers:
            rows = {row.index: row for row in self._scope(offer)}
            apart = []
            members = [offer]
            for knot, knot_rows in knots:
                if rows.keys() & knot_rows.keys():
                    members = [*knot, *members]
                    rows |= knot_rows
                else:
                    apart.append((knot, knot_rows))
            knots = [*apart, (members, rows)]
        order = {id(offer): place for place, offer in enumerate(offers)}
        return [
            (sorted(members, key=lambda offer: order[id(offer)]), [rows[index] for index in sorted(rows)])
            for members, rows in knots
        ]

    def _scope(self, offer: Offer) -> list[Row]:
        rows = self._book.matching(offer.reward.products_meant)
        if getattr(offer.reward, "every_units", 0) and offer.act.rule is not None:
            rows = [*rows, *self._book.matching(offer.act.rule.products)]
        sku = getattr(offer.reward, "sku", "")
        return [row for row in rows if row.line.goods.sku == sku] if sku else rows

    def _solve_knot(self, offers: list[Offer], rows: list[Row], first: dict[int, Outcome]) -> Solution:
        """Try every order; a knot too large for that begins with the greedy choice as its floor."""
        self._tries = 0
        best = Solution([], -1, proven=True) if len(offers) <= SURELY_TRIED else self._greedy(offers, rows)
        found = self._try(offers, rows, Solution([], 0, proven=True), best, known=first)
        return Solution(found.steps, found.saved, self._tries <= MOST_TRIES)

    def _rest(self, rows: list[Row]) -> tuple[int, list[Step]]:
        """What simple offers make of the open units."""
        saved, steps = 0, []
        for row in rows:
            if row.index in self._simple:
                best = self._best_simple(row)
                if best is not None:
                    saved += best[0]
                    steps.append(best[1])
        return saved, steps

    def _try(
        self, offers: list[Offer], rows: list[Row], done: Solution, best: Solution, *, known: dict[int, Outcome]
    ) -> Solution:
        """The better of `best` and all that can follow on what is done; `known` are outcomes already worked out."""
        more, rest = self._rest(rows)
        if done.saved + more > best.saved:
            best = Solution([*done.steps, *rest], done.saved + more, proven=True)
        if done.saved + sum([_open_value(row) for row in rows]) <= best.saved:
            return best
        for place, offer in enumerate(offers):
            self._tries += 1
            if self._tries > MOST_TRIES:
                return best
            outcome = known[id(offer)] if known else self._outcome(offer)
            if not _gives(outcome):
                continue
            kept, postings = self._book.save(rows), len(self._book.postings)
            self._book.post(_posting(offer, outcome), take=True)
            further = Solution([*done.steps, Step(offer, outcome)], done.saved + outcome.amount, proven=True)
            best = self._try(offers[:place] + offers[place + 1 :], rows, further, best, known={})
            self._book.restore(kept, postings)
        return best

    def _greedy(self, offers: list[Offer], rows: list[Row]) -> Solution:
        """Always the offer that gains most with what is left to the simple ones; a floor under every result."""
        kept, postings = self._book.save(rows), len(self._book.postings)
        steps: list[Step] = []
        saved = 0
        more, rest = self._rest(rows)
        left = list(offers[:40])
        while left:
            best: tuple[int, Offer, Outcome] | None = None
            for offer in left:
                outcome = self._outcome(offer)
                if not _gives(outcome):
                    continue
                before, count = self._book.save(rows), len(self._book.postings)
                self._book.post(_posting(offer, outcome), take=True)
                total = saved + outcome.amount + self._rest(rows)[0]
                self._book.restore(before, count)
                if total > saved + more and (best is None or total > best[0]):
                    best = (total, offer, outcome)
            if best is None:
                break
            _, offer, outcome = best
            self._book.post(_posting(offer, outcome), take=True)
            steps.append(Step(offer, outcome))
            saved += outcome.amount
            more, rest = self._rest(rows)
            left.remove(offer)
        solution = Solution([*steps, *rest], saved + more, proven=False)
        self._book.restore(kept, postings)
        return solution


def _most_first(ranked: tuple[int, int, Offer]) -> tuple[int, int]:
    return (-ranked[0], ranked[1])


def _gives(outcome: Outcome) -> bool:
    return outcome.amount > 0 or bool(outcome.added)


def _open_value(row: Row) -> int:
    if row.parts is None:
        return 0 if row.taken else row.takeable()
    if row.fixed:
        return 0
    return sum(count * max(each - row.floor_each, 0) for count, each, taken in row.parts if not taken)


def _posting(offer: Offer, outcome: Outcome) -> Posting:
    return Posting(
        offer.act.one.id, offer.reward.id, "line", outcome.cuts, outcome.amount, outcome.freed, outcome.added
    )
