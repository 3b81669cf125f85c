"""A first shop: founded with what its owner chose at the first start, ready to sell and to give points."""

from __future__ import annotations

from importlib.resources import files

import msgspec

from app.loyalty.program import Program, read_program
from app.settings.shop import ShopSettings
from app.values.clock import Instant
from app.workflows.acting import Acting
from app.workflows.new_shop import found_shop
from app.workflows.ports import Books
from app.workflows.programs import publish_program
from app.workflows.shop_now import load_shop

FIRST_PROGRAM = "points-100.json"


class Beginning(msgspec.Struct, frozen=True):
    """What the owner chose.

    Attributes:
        owner: Their name, as it stands on receipts.
        pin: Their PIN, 4 to 6 digits.
        with_points: Whether the first points programme is published at once.
    """

    settings: ShopSettings
    owner: str
    pin: str
    with_points: bool = True


def first_program() -> Program:
    """The points programme that a new shop may begin with."""
    return read_program((files("resources") / "examples" / FIRST_PROGRAM).read_bytes())


def templates() -> tuple[Program, ...]:
    """The offers that come with the program, the points programme first."""
    folder = files("resources") / "examples"
    names = sorted(each.name for each in folder.iterdir() if each.name.endswith(".json") and each.name != FIRST_PROGRAM)
    return tuple(read_program((folder / name).read_bytes()) for name in (FIRST_PROGRAM, *names))


def begin_shop(books: Books, beginning: Beginning, at: Instant) -> str:
    """Found the shop in empty books; returns the owner's staff id.

    Raises:
        Refusal: `pin.*`, `settings.*`, `shop.exists`; nothing is kept then.
    """
    owner = found_shop(books, beginning.settings, owner=beginning.owner, pin=beginning.pin, at=at)
    if beginning.with_points:
        with books.reads() as reads:
            shop = load_shop(reads, at)
        publish_program(books, first_program(), Acting(shop, owner, at))
    return owner
