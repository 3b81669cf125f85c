"""What every fact's body is: a struct that is encoded as a msgpack map."""

from __future__ import annotations

import msgspec


class Body(msgspec.Struct, frozen=True, omit_defaults=True):
    """Any fact's body."""
