"""The demo shop that comes with the program: three months of a corner shop, ready to be opened and sold in."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from app.storage.shop_folder import ShopFolder, default_folder
from app.storage.store import Store
from app.storage.transfer import unpack_books
from app.values.clock import Clock
from app.workflows.chain_signing import forget_witness

DEMO_PINS = {"Vera": "4826", "Marek": "7391", "Sanne": "5162"}
"""Who works there - owner, manager, cashier - and their PINs; made for the demo and told to everybody."""


def demo_folder() -> Path:
    """Where the demo shop lies unless another place is named: beside the platform's place for the real one."""
    return default_folder().root.with_name("demo")


def open_demo_shop(folder: Path, clock: Clock) -> Store:
    """Open the demo shop in a folder; the first time it is made there, in a few seconds.

    Every demo shop is the same shop from its first day on: what the last one signed is no witness against this one.
    """
    if ShopFolder(folder).exists:
        return Store.open(folder, clock)
    store = unpack_books(demo_books(), folder, clock)
    with store.reads() as reads:
        forget_witness(store.secrets, reads.identity().till)
    return store


def demo_books() -> bytes:
    """The books as shipped."""
    return (resources.files("resources") / "demo" / "larch-corner.books").read_bytes()
