"""A badge on paper: whose it is, for which shop, and its code as bars; made once, since the code is not kept."""

from __future__ import annotations

import msgspec

from app.settings.shop import ShopSettings
from app.values.clock import Instant

BADGE_PAPER = "badge_paper"
"""The door that prints a `BadgePaper` and keeps it as PDF; gives the file's path."""


class BadgePaper(msgspec.Struct, frozen=True):
    """What stands on a badge."""

    shop: ShopSettings
    name: str
    code: str
    at: Instant
