"""The window's own fixtures, for what has to be tried at the till."""

from tests.ui.conftest import open_till, shop, till

__all__ = ["open_till", "shop", "till"]
