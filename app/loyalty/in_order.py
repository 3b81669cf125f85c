"""In order: every eligible offer acts, higher priority first, each on what the earlier ones left.

The neutral profile of other systems, and a choice of the shop. Within equal priority automatic programs act
in the order listed, then codes and claims as they were entered. 10 % and then 20 % of 100.00 leave 72.00.
"""

from __future__ import annotations

from app.loyalty.acts import Act, Gathered, whole_percent
from app.loyalty.book import Cut, Posting
from app.loyalty.eligibility import first_reason, holding_rule
from app.loyalty.posting import post_claim, post_free
from app.loyalty.purse import Purse
from app.loyalty.quote import Notice
from app.loyalty.reasons import words_of
from app.loyalty.rewards.amount_off import AmountOff
from app.loyalty.rewards.amount_off_each import AmountOffEach
from app.loyalty.rewards.amount_off_line import AmountOffLine
from app.loyalty.selector import Selector
from app.loyalty.situation import Situation
from app.values.words import msg

AS_GOOD = msg("another discount of the receipt is at least as good")
_FIXED = (AmountOff, AmountOffEach, AmountOffLine)


def act_in_order(gathered: Gathered, situation: Situation, purse: Purse) -> list[Notice]:
    """Let everything act; returns what was asked for and could not be given."""
    acts, notices = _allowed(sorted(gathered.acts, key=lambda act: _order(act, situation)), situation)
    if situation.policies.best_per_line:
        acts = _best_of_each_line(acts, situation)
    acted: list[Act] = []
    for index, act in enumerate(acts):
        if _conflicts(act, acted):
            continue
        if situation.policies.threshold_basis == "discounted" and act.claim is None:
            reason = first_reason(act.one, situation)
            if reason is not None:
                if act.asked >= 0:
                    notices.append(
                        Notice(reason.code, act.one.program.code, words_of(reason, situation.basket.currency))
                    )
                continue
            act.rule = holding_rule(act.one.program, situation) if act.one.program.rules else None
        later = _later(acts[index + 1 :])
        if act.claim is None:
            post_free(act, situation, later)
            acted.append(act)
        else:
            notice = post_claim(act, situation, purse, later, fresh=False)
            if notice is None:
                acted.append(act)
            else:
                notices.append(notice)
    return notices


def _order(act: Act, situation: Situation) -> tuple[int, int, int, int]:
    program = act.one.program
    turn = (1, act.asked) if act.asked >= 0 else (0, act.one.place)
    how = situation.policies.reward_order
    if how == "application":
        return (0, *turn, act.one.place)
    if how == "fixed_first":
        fixed = all(isinstance(reward, _FIXED) for reward in act.rewards)
        return (0 if fixed else 1, -program.priority, turn[0], turn[1])
    return (-program.priority, *turn, act.one.place)


def _later(acts: list[Act]) -> list[Selector]:
    return [reward.products_meant for act in acts for reward in act.rewards]


def _allowed(acts: list[Act], situation: Situation) -> tuple[list[Act], list[Notice]]:
    """Acts after exclusive programs and the one best percentage of the receipt, where the shop wants that."""
    notices: list[Notice] = []
    exclusive = [act for act in acts if act.one.program.combination.exclusive and act.claim is None]
    if exclusive:
        acts = [exclusive[0], *(act for act in acts if act.claim is not None)]
    if situation.policies.order_discounts == "best_only":
        percents = [act for act in acts if whole_percent(act)]
        if len(percents) > 1:
            best = max(percents, key=lambda act: (_percent(act, situation), -acts.index(act)))
            beaten = [act for act in percents if act is not best]
            acts = [act for act in acts if act not in beaten]
            notices = [
                Notice(
                    "code.not_better", act.one.program.code, msg("another discount of the receipt is at least as good")
                )
                for act in beaten
                if act.asked > best.asked
            ]
    return acts, notices


def _percent(act: Act, situation: Situation) -> object:
    return max(reward.percent_now(situation.book) for reward in whole_percent(act))


def _conflicts(act: Act, acted: list[Act]) -> bool:
    """Whether a program that acted already bars this one: same group, or one names the other."""
    mine = act.one.program.combination
    if not (mine.group or mine.not_with or any(other.one.program.combination.not_with for other in acted)):
        return False
    for other in (one for one in acted if one.one.id != act.one.id):
        theirs = other.one.program.combination
        if (
            (mine.group and mine.group == theirs.group)
            or other.one.id in mine.not_with
            or act.one.id in theirs.not_with
        ):
            return True
    return False


def _best_of_each_line(acts: list[Act], situation: Situation) -> list[Act]:
    """Of the offers on lines, post only the best cut of each line; the other acts remain to be done."""
    book = situation.book
    best: dict[int, tuple[int, Act, str, Cut]] = {}
    rest: list[Act] = []
    for act in acts:
        others = []
        for reward in act.rewards:
            if act.claim is not None or reward.lane != "line":
                others.append(reward)
                continue
            for cut in reward.outcome(book, act.turn(situation)).cuts:
                if cut.row.index not in best or cut.amount > best[cut.row.index][0]:
                    best[cut.row.index] = (cut.amount, act, reward.id, cut)
        if others:
            act.rewards = others
            rest.append(act)
    for index in sorted(best):
        amount, act, reward_id, cut = best[index]
        book.post(Posting(act.one.id, reward_id, "line", [cut], amount))
    return rest
