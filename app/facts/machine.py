"""Bodies of what befell the machine: books that were restored, a clock that jumped, and who says that it is right.

None of them changes a table; they are read where they lie.
"""

from __future__ import annotations

from typing import Literal

from app.facts.body import Body
from app.values.clock import Instant


class ShopRestored(Body, frozen=True, omit_defaults=True):
    """These books go on from a backup, in a new life of the till.

    Attributes:
        from_epoch, from_seq: The till's last fact in the backup.
        made_at: When the backup was made; 0 where its name does not say.
        taken_over: Facts recorded after the backup that could be read from the damaged books and were kept.
    """

    from_epoch: int
    from_seq: int
    made_at: Instant = 0
    taken_over: int = 0


class ClockJumped(Body, frozen=True, omit_defaults=True):
    """The machine's clock did not go on from where it was.

    Attributes:
        was_at: What it should have said. told_at: What it said.
    """

    way: Literal["back", "ahead"]
    was_at: Instant
    told_at: Instant


class ClockTrusted(Body, frozen=True, omit_defaults=True):
    """The machine's clock is believed again.

    Attributes:
        by: A person said so, another source agrees, or it went on steadily for a day.
    """

    told_at: Instant
    by: Literal["person", "source", "steady"]


BEFELL: tuple[type[Body], ...] = (ShopRestored, ClockJumped, ClockTrusted)
"""All of them."""
