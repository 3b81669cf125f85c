"""Posting an act: its rewards' outcomes go into the book, its points out of the purse, its budget kept."""

from __future__ import annotations

import msgspec

from app.loyalty.acts import Act, would_waste
from app.loyalty.book import Book, Cut, Posting, PostingLane
from app.loyalty.purse import Purse
from app.loyalty.quote import Notice
from app.loyalty.reasons import words_of
from app.loyalty.rewards.amount_off import AmountOff
from app.loyalty.rewards.base import Outcome, Reward
from app.loyalty.selector import Selector
from app.loyalty.situation import Situation
from app.values.numbers import share_out
from app.values.words import msg


def post_outcome(book: Book, act: Act, reward: Reward, outcome: Outcome, *, take: bool = False) -> int:
    """Put an outcome into the book; returns what the customer saves."""
    cuts = [cut for cut in outcome.cuts if cut.amount or cut.picks]
    amount = sum(cut.amount for cut in cuts)
    if not cuts and not outcome.added and not outcome.freed:
        return 0
    lane: PostingLane = "order" if reward.lane == "order" else "line"
    posting = Posting(act.one.id, reward.id, lane, cuts, amount, outcome.freed, outcome.added)
    book.post(posting, take=take)
    return amount


def within_budget(outcome: Outcome, left: int | None) -> Outcome:
    """The outcome cut to what is left of the program's budget."""
    if left is None or outcome.amount <= left:
        return outcome
    shares = share_out(left, [cut.amount for cut in outcome.cuts])
    cuts = [_smaller(cut, share) for cut, share in zip(outcome.cuts, shares, strict=True) if share]
    return Outcome(cuts, outcome.added, outcome.freed)


def _smaller(cut: Cut, amount: int) -> Cut:
    if cut.picks is None:
        return cut._replace(amount=amount)
    shares = share_out(amount, [off for _, _, off in cut.picks])
    picks = [(index, count, share) for (index, count, _), share in zip(cut.picks, shares, strict=True)]
    return Cut(cut.row, amount, picks)


def post_free(act: Act, situation: Situation, later: list[Selector]) -> int:
    """Let an act that costs nothing act on the book as it is; returns what the customer saves."""
    saved = 0
    left = act.budget_left(situation)
    for reward in act.rewards:
        turn = act.turn(situation)
        turn.later = later
        outcome = within_budget(reward.outcome(situation.book, turn), left)
        amount = post_outcome(situation.book, act, reward, outcome)
        saved += amount
        if left is not None:
            left -= amount
    return saved


def post_claim(act: Act, situation: Situation, purse: Purse, later: list[Selector], *, fresh: bool) -> Notice | None:
    """Let a reward that was asked for act, as often as asked and useful; None where it did."""
    reward, claim = act.rewards[0], act.claim
    about = f"{act.one.id}/{reward.id}"
    if claim is None:  # pragma: no cover - only claims come here
        raise AssertionError(about)
    times, notice = _times(act, reward, situation, purse, fresh=fresh)
    if notice is not None:
        return notice
    turn = act.turn(situation, times=times, fresh=fresh)
    turn.later = later
    outcome = within_budget(reward.outcome(situation.book, turn), act.budget_left(situation))
    if not outcome.cuts and not outcome.added:
        return Notice("reward.nothing", about, msg("there is nothing here it could be taken from"))
    times = needed_times(reward, outcome, times, situation)
    if reward.cost_milli and situation.policies.spend_waste == "refuse" and _wastes(reward, outcome, times, situation):
        return Notice("reward.waste", about, would_waste(reward.id))
    post_outcome(situation.book, act, reward, outcome, take=fresh and reward.lane == "line")
    purse.spend(act.one.id, times * reward.cost_milli)
    return None


def _times(act: Act, reward: Reward, situation: Situation, purse: Purse, *, fresh: bool) -> tuple[int, Notice | None]:
    """How often it can be given: asked for, paid for, useful, allowed."""
    claim = act.claim
    about = f"{act.one.id}/{reward.id}"
    wanted = claim.times if claim is not None else 1
    per_point = isinstance(reward, AmountOff) and reward.per_point
    if claim is not None and claim.points_milli and reward.cost_milli:
        wanted = claim.points_milli // reward.cost_milli
    if not reward.divisible:
        wanted = 1
    limit = act.one.program.limits.per_receipt
    if limit and not per_point:
        wanted = min(wanted, limit) if wanted else limit
    if reward.cost_milli:
        left = purse.left(act.one)
        if not wanted:
            wanted = max(min(left // reward.cost_milli, useful_times(reward, act, situation, fresh=fresh)), 0)
        needed = max(wanted, 1) * reward.cost_milli
        reason = purse.short_reason(act.one, needed)
        reason = purse.proof_reason(act.one, needed) if reason is None else reason
        if reason is not None:
            return 0, Notice(reason.code, about, words_of(reason, situation.basket.currency))
    if wanted <= 0:
        return (1, None) if not reward.cost_milli else (0, _nothing(about))
    return wanted, None


def _nothing(about: str) -> Notice:
    return Notice("reward.nothing", about, msg("there is nothing here it could be taken from"))


def useful_times(reward: Reward, act: Act, situation: Situation, *, fresh: bool) -> int:
    """How often the reward can be given before it has nothing more to take."""
    if not isinstance(reward, AmountOff) or not reward.value_minor:
        return _useful_units(reward, act, situation, fresh=fresh)
    everything = msgspec.structs.replace(reward, value_minor=10**12, whole=False)
    whole = not reward.per_point and (reward.whole or situation.policies.spend_waste == "refuse")
    there = granted_minor(reward, everything.outcome(situation.book, act.turn(situation, fresh=fresh)), situation)
    return there // reward.value_minor if whole else -(-there // reward.value_minor)


def _useful_units(reward: Reward, act: Act, situation: Situation, *, fresh: bool) -> int:
    quantity = getattr(reward, "quantity", 0)
    if not quantity:
        return 1
    one = reward.outcome(situation.book, act.turn(situation, times=10**6, fresh=fresh))
    units = sum(free.units for free in one.freed)
    if situation.policies.free_units_batches == "round_up":
        return max(-(-units // quantity), 1)
    return max(units // quantity, 1)


def granted_minor(reward: Reward, outcome: Outcome, situation: Situation) -> int:
    """What an outcome gives, in the basis in which the reward states its worth."""
    if isinstance(reward, AmountOff):
        gross = situation.policies.value_tax_basis == "gross" if reward.gross is None else reward.gross
        if gross and not situation.book.table.profile.prices_include:
            return sum(cut.row.plan.gross(cut.amount) for cut in outcome.cuts)
    return outcome.amount


def needed_times(reward: Reward, outcome: Outcome, times: int, situation: Situation) -> int:
    """How often it was really given: burned is what was granted."""
    worth = reward.worth_minor()
    if worth and times > 1:
        return max(min(times, -(-granted_minor(reward, outcome, situation) // worth)), 1)
    return times


def _wastes(reward: Reward, outcome: Outcome, times: int, situation: Situation) -> bool:
    worth = reward.worth_minor()
    if not worth or getattr(reward, "per_point", False):
        return False
    return granted_minor(reward, outcome, situation) < worth * times
