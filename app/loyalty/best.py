"""Best: the best legal combination for the customer, in lanes: lines, then the receipt.

The search chooses only among offers that cost the member nothing. Rewards that were asked for (and cost
points) are given first on lines and last on the receipt, so that points pay for what is left. Between equal
combinations the one with the higher priority, then the earlier program, stands.
"""

from __future__ import annotations

from typing import NamedTuple

from app.loyalty.acts import Act, Gathered
from app.loyalty.legal import conflict, legal_sets, order_sets
from app.loyalty.line_search import LineSearch, Offer, Solution
from app.loyalty.manual import reduce_lines, reduce_receipt
from app.loyalty.posting import post_claim, post_outcome, within_budget
from app.loyalty.purse import Purse
from app.loyalty.quote import Notice
from app.loyalty.rewards.base import Reward
from app.loyalty.rewards.free_product import FreeProduct
from app.loyalty.situation import Situation
from app.values.money import Money
from app.values.words import Message, msg


class Choice(NamedTuple):
    """One legal combination: what it saves in all, its lines, what acts on the receipt, what is handed over on top."""

    saved: int
    lines: Solution
    order: list[Act]
    gifts: list[Offer]


def act_best(gathered: Gathered, situation: Situation, purse: Purse) -> tuple[list[Notice], bool, tuple[Message, ...]]:
    """Let the best combination act; returns notices, whether it is proven best, and why it was chosen."""
    claims = [act for act in gathered.acts if act.claim is not None]
    free = [act for act in gathered.acts if act.claim is None]
    notices: list[Notice] = []
    given: list[Act] = []
    for act in claims:
        if act.rewards[0].lane == "line":
            _claimed(act, situation, purse, into=(notices, given))
    free = [act for act in free if not any(conflict(act, other) for other in given)]
    free.sort(key=_rank)
    proven = True
    why: tuple[Message, ...] = ()
    if free:
        proven, why = _choose(free, situation)
    reduce_lines_once(situation, done=bool(free))
    for act in claims:
        if act.rewards[0].lane == "order":
            _claimed(act, situation, purse, into=(notices, given))
    reduce_receipt(situation.book)
    return notices, proven, why


def reduce_lines_once(situation: Situation, *, done: bool) -> None:
    """Manual reductions of lines, unless the lane already gave them."""
    if not done:
        reduce_lines(situation.book)


def _claimed(act: Act, situation: Situation, purse: Purse, *, into: tuple[list[Notice], list[Act]]) -> None:
    """Give a reward that was asked for; `into` takes the notice, or the act that was given."""
    notices, given = into
    notice = post_claim(act, situation, purse, [], fresh=True)
    if notice is None:
        given.append(act)
    else:
        notices.append(notice)


def _rank(act: Act) -> tuple[int, str]:
    return (-act.one.program.priority, act.one.id)


def _choose(free: list[Act], situation: Situation) -> tuple[bool, tuple[Message, ...]]:
    """Find the best combination and post it."""
    book = situation.book
    sets, proven = legal_sets(free)
    solved: dict[tuple[int, ...], Solution] = {}
    choices: list[Choice] = []
    for chosen in sets:
        lane = [Offer(act, reward) for act in chosen for reward in act.rewards if reward.lane == "line"]
        gifts = [offer for offer in lane if _on_top(offer, situation)]
        offers = [offer for offer in lane if offer not in gifts]
        key = tuple(id(offer.reward) for offer in offers)
        if key not in solved:
            solved[key] = LineSearch(offers, situation).solve()
        lines = solved[key]
        order = [act for act in chosen if any(reward.lane == "order" for reward in act.rewards)]
        best_so_far = max((choice.saved for choice in choices), default=-1)
        more, complete = _with_order(lines, order, situation, best_so_far)
        choices += [choice._replace(gifts=gifts) for choice in more]
        proven = proven and complete and lines.proven
    best = choices[0]
    for choice in choices:
        if choice.saved > best.saved:
            best = choice
    _post_lines(best.lines, situation)
    for act, reward in best.gifts:
        post_outcome(book, act, reward, reward.outcome(book, act.turn(situation)))
    reduce_lines(book)
    for act in best.order:
        post_order(act, situation)
    second = max((choice for choice in choices if choice is not best), key=lambda choice: choice.saved, default=None)
    return proven, _why(best, second, situation)


def _on_top(offer: Offer, situation: Situation) -> bool:
    """Whether it hands something over on top of the basket: it takes no units, so nothing competes with it."""
    reward = offer.reward
    return isinstance(reward, FreeProduct) and reward.on_top(situation.policies)


def _with_order(lines: Solution, order: list[Act], situation: Situation, best_so_far: int) -> tuple[list[Choice], bool]:
    """What the offers on the whole receipt make of a solution of the lines; hopeless ones are left out.

    Returns the choices in rank order and whether all ways to choose were looked at.
    """
    book = situation.book
    by_hand = any(row.line.reduction is not None for row in book.rows)
    if not order and not by_hand:
        return [Choice(lines.saved, lines, [], [])], True
    kept, postings = book.save(book.rows), len(book.postings)
    _post_lines(lines, situation)
    saved_before = lines.saved + reduce_lines(book)
    left = sum(row.left for row in book.goods if row.left > 0)
    ways, complete = order_sets(order, situation.policies)
    ranked = sorted(
        ((sum(r.ceiling(book, left) for act in way for r in act.rewards if r.lane == "order"), place, way)
         for place, way in enumerate(ways)),
        key=lambda item: (-item[0], item[1]),
    )  # fmt: skip
    found: list[tuple[int, Choice]] = []
    most = best_so_far
    before, count = book.save(book.rows), len(book.postings)
    for ceiling, place, way in ranked:
        # one that cannot beat the best is still worth naming as the runner-up
        if saved_before + ceiling < most and len(found) > 1:
            break
        saved = saved_before + sum(post_order(act, situation) for act in way)
        book.restore(before, count)
        found.append((place, Choice(saved, lines, way, [])))
        most = max(most, saved)
    book.restore(kept, postings)
    # which units offers take was searched without the reductions by hand that follow
    return [choice for _, choice in sorted(found, key=lambda item: item[0])], complete and not by_hand


def _post_lines(lines: Solution, situation: Situation) -> None:
    for step in lines.steps:
        post_outcome(situation.book, step.offer.act, step.offer.reward, step.outcome, take=True)


def post_order(act: Act, situation: Situation) -> int:
    """Let an act's rewards on the whole receipt act; returns what they save."""
    saved = 0
    for reward in act.rewards:
        if reward.lane == "order":
            outcome = within_budget(reward.outcome(situation.book, act.turn(situation)), act.budget_left(situation))
            saved += post_outcome(situation.book, act, reward, outcome)
    return saved


def _why(best: Choice, second: Choice | None, situation: Situation) -> tuple[Message, ...]:
    if second is None or not second.saved or not best.saved:
        return ()
    kept, other = _apart(best, second), _apart(second, best)
    if kept is None or other is None:
        return ()
    currency = situation.basket.currency
    return (
        msg("kept {kept}: saves {saved}; {other} would save {less}", kept=kept.effect(currency),
            saved=Money(best.saved, currency), other=other.effect(currency), less=Money(second.saved, currency)),
    )  # fmt: skip


def _apart(choice: Choice, other: Choice) -> Reward | None:
    """A reward of one combination that the other one lacks."""
    theirs = {id(reward) for act in other.order for reward in act.rewards}
    theirs |= {id(step.offer.reward) for step in other.lines.steps}
    mine = [reward for act in choice.order for reward in act.rewards]
    mine += [step.offer.reward for step in choice.lines.steps]
    return next((reward for reward in mine if id(reward) not in theirs), None)
