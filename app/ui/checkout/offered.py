"""What modes ask of the offers of the basket: a protocol, so that neither imports the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from app.loyalty.explain import Explanation
    from app.loyalty.rewards.base import Reward


class Offered(Protocol):
    """The explanations of the basket that is priced now; `Offers` fulfils it."""

    def explained(self) -> tuple[Explanation, ...]:
        """Every offer as it stands for this basket."""
        ...

    def automatic(self) -> tuple[Explanation, ...]:
        """Offers that act by themselves."""
        ...

    def reward_of(self, each: Explanation) -> Reward | None:
        """The reward itself."""
        ...

    def toggle(self, each: Explanation) -> None:
        """Use a reward, or no longer use it."""
        ...

    def points(self, each: Explanation) -> int:
        """What it costs, in whole points."""
        ...
