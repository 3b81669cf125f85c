"""What a code of any kind does in the basket: the one table of outcomes of a look-up."""

from __future__ import annotations

from app.sales.basket import CodeIntent
from app.ui.checkout.further import further
from app.ui.checkout.look import Looked
from app.ui.checkout.modes.base import Floor
from app.values.errors import Refusal
from app.values.words import msg, plain
from app.workflows.look_up import CardStopped, CodeHit, MemberHit, Misread, NotKnown, ProductHit, UnboundCard


def take(floor: Floor, looked: Looked, quantity_milli: int, *, scanned: bool) -> bool:
    """Put what was found where it belongs.

    Args:
        scanned: An unknown code then becomes a red line; typed words are left to the caller.

    Returns:
        Whether it was dealt with.
    """
    session, found = floor.session, looked.found
    try:
        if isinstance(found, ProductHit):
            session.add_goods(found.row, quantity_milli)
        elif isinstance(found, MemberHit):
            if looked.info is not None:
                session.attach(looked.info, found.proof)
        elif isinstance(found, CardStopped):
            floor.say(found.message, "err")
        elif isinstance(found, UnboundCard):
            further("other_card")(floor, found)
        elif isinstance(found, CodeHit):
            session.ask(CodeIntent(found.code))
            floor.say(msg("Code {code} taken.", code=plain(found.code[:24])), "ok")
        elif isinstance(found, NotKnown) and further("own_code")(floor, found.code):
            return True
        elif not scanned:
            return False
        else:
            _not_known(floor, found)
    except Refusal as refused:
        floor.refuse(refused)
    return True


def _not_known(floor: Floor, found: Misread | NotKnown) -> None:
    from app.people.cards import looks_like_card

    # a card that is not ours, or a code read wrong, is no goods: nothing goes on the receipt
    if not looks_like_card(found.code) and not isinstance(found, Misread):
        floor.session.add_unknown(found.code)
    floor.say(found.message, "err")
