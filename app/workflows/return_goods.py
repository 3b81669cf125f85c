"""Taking goods back: what was previewed becomes one kept document, in one transaction.

The preview (`return_preview`) and the document come from the same function, so they cannot differ; if
anything changed between them, the return is refused with the new preview.
"""

from __future__ import annotations

import msgspec

from app.facts.bodies import GoodsReturned
from app.people.codes import new_code
from app.people.staff import Permission
from app.sales.receipt import Token
from app.sales.returned import ReturnDocument
from app.workflows.acting import Acting, require
from app.workflows.ports import Books, Reads, Unit
from app.workflows.return_preview import preview
from app.workflows.return_requests import ReturnChanged, ReturnDone, ReturnPreview, ReturnRequest
from app.workflows.return_rules import require_approval
from app.workflows.shifts import ensure_shift


def return_goods(books: Books, request: ReturnRequest, acting: Acting, shown: ReturnPreview) -> ReturnDone:
    """Keep a return that was previewed, in one transaction.

    Raises:
        ReturnChanged: it would come out differently now.
        Refusal: as `preview`, `right.missing`, and the code of a need that nobody allowed.
    """
    require(acting, Permission.RETURN)
    with books.unit_of_work() as unit:
        before = unit.return_document(request.document)
        if before is not None:
            return ReturnDone(before[0], before[1], again=True)
        return return_in(unit, request, acting, shown)


def return_in(unit: Unit, request: ReturnRequest, acting: Acting, shown: ReturnPreview | None) -> ReturnDone:
    """Keep a return within a unit of work (see `return_goods`)."""
    anew = preview(unit, request, acting)
    if shown is not None and _essence(anew.document) != _essence(shown.document):
        raise ReturnChanged(anew)
    require_approval(acting, request.approved_by, anew.needs)
    shift = ensure_shift(unit, acting.shop, acting.at, acting.staff)
    identity = unit.identity()
    document = msgspec.structs.replace(
        anew.document,
        till=identity.till,
        epoch=identity.epoch,
        sequence=unit.next_sequence(),
        tokens=with_codes(unit, anew.document.tokens),
    )
    fact = unit.record(GoodsReturned(document), business_on=shift.business_on, staff=acting.staff, at=acting.at)
    return ReturnDone(document, fact)


def with_codes(reads: Reads, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Store credit with its new code; what has one keeps it."""
    return tuple(
        token
        if token.code
        else msgspec.structs.replace(token, code=new_code("gift_card", lambda code: reads.token(code) is not None))
        for token in tokens
    )


def _essence(document: ReturnDocument) -> tuple[object, ...]:
    """What was shown and must still hold: goods, money, points and codes; balances may have moved."""
    points = tuple((back.program, back.taken_milli, back.restored_milli) for back in document.points)
    refunds = tuple((tender.kind, tender.amount_minor, tender.reference) for tender in document.refunds)
    return (document.lines, document.refund_minor, refunds, points, document.coupons, document.revoked)
