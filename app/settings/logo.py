"""The shop's logo as the settings keep it: a small PNG in base64."""

from __future__ import annotations

import base64
import binascii

from app.settings.shop import ShopSettings


def logo_bytes(settings: ShopSettings) -> bytes:
    """The logo as PNG; empty for none, and for what is no base64 (a fact of another program)."""
    try:
        return base64.b64decode(settings.logo, validate=True)
    except (binascii.Error, ValueError):
        return b""


def logo_text(png: bytes) -> str:
    """A PNG as it is kept."""
    return base64.b64encode(png).decode("ascii")
