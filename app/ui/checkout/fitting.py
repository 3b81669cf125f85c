"""What was asked for and stops fitting is said, and said again when it fits; the wish itself stays.

The engine takes a reward or a code out of the price while its conditions do not hold. Nobody at the counter
should have to notice that by the total.
"""

from __future__ import annotations

from app.loyalty.quote import Notice, Quote
from app.sales.basket import Basket, CodeIntent, Intent, RewardIntent
from app.values.words import Message, msg, plain
from app.workflows.shop_now import ShopNow


class Fitting:
    """Watches the wishes of one sale after the other.

    Attributes:
        met: What was asked for and acted when last looked at; `unmet` what was met before and is not now.
    """

    def __init__(self) -> None:
        self._sale = ""
        self.met: frozenset[str] = frozenset()
        self.unmet: frozenset[str] = frozenset()

    def look(self, basket: Basket, quote: Quote, shop: ShopNow, language: str) -> tuple[Message, str] | None:
        """What to say about the newest price, and in which tone; None where nothing of the kind happened.

        Args:
            language: In which the shop's own words of an offer are wanted.
        """
        if basket.id != self._sale:
            self._sale, self.met, self.unmet = basket.id, frozenset(), frozenset()
        asked = {about(intent): intent for intent in basket.intents.asked if about(intent)}
        notices = {notice.about: notice for notice in quote.notices}
        met = frozenset(name for name in asked if name not in notices)
        lost = sorted((self.met & asked.keys()) - met)
        back = sorted(self.unmet & met)
        self.unmet = (self.unmet & asked.keys() - met) | frozenset(lost)
        self.met = met
        if lost:
            return _lost(_offer(asked[lost[0]], shop, language), notices[lost[0]]), "warn"
        if back:
            return msg("“{offer}” fits again.", offer=_offer(asked[back[0]], shop, language)), "ok"
        return None


def about(intent: Intent) -> str:
    """Under which name a quote's notices speak of this wish; empty for tenders, which are seen in payment."""
    if isinstance(intent, CodeIntent):
        return intent.code
    return f"{intent.program}/{intent.reward}" if isinstance(intent, RewardIntent) else ""


def _lost(offer: Message, notice: Notice) -> Message:
    return msg(
        "“{offer}” no longer fits: {why}. It is off for now and comes back when it fits; Ctrl+Z to look.",
        offer=offer,
        why=notice.message,
    )


def _offer(intent: Intent, shop: ShopNow, language: str) -> Message:
    if isinstance(intent, CodeIntent):
        return plain(intent.code)
    if not isinstance(intent, RewardIntent):
        return plain("")
    program = shop.program(intent.program)
    reward = next((each for each in program.rewards if each.id == intent.reward), None) if program else None
    names = (reward.names if reward else {}) or (program.names if program else {})
    return plain(names.get(language) or names.get("en") or intent.reward)
