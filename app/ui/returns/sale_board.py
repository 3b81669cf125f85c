"""How a return looks: the lines of the sale, what comes back, and all that would follow, before it happens."""

from __future__ import annotations

from app.sales.receipt import ReceiptLine
from app.ui.checkout.boards import Board, Choice, Section
from app.ui.checkout.tenders import TENDER_WORDS
from app.ui.returns.asked import OpenReturn
from app.ui.returns.boards import figures
from app.ui.returns.words import MARKS, REASON_WORDS, marked
from app.values.errors import Expected
from app.values.money import Money
from app.values.numbers import MILLI, decimal_text
from app.values.words import Message, msg, plain
from app.workflows.return_requests import ReturnPreview


def sale_board(mode: OpenReturn, shown: ReturnPreview | None, refused: Expected | None, *, net_of: int | None) -> Board:
    """The board of a return that is being put together.

    Args:
        net_of: What new goods beside it come to, in minor units; None where there are none.
    """
    sale, asked, floor = mode.sale, mode.asked, mode.floor
    rows = tuple(_line(mode, line, place) for place, line in enumerate(sale.lines))
    sections = [Section(rows)]
    if shown is not None:
        sections.append(Section(figures(shown), msg("What happens")))
    detail = msg("pay back differently, cancel, correct, warranty")
    more = Choice(msg("More"), detail=detail, icon="ellipsis", mark="*", run=mode.show_more)
    sections.append(Section((more,)))
    note, tone = _note(mode, shown, refused)
    hint = msg(
        "Receipt {number} · {paid} · day {day} of {days} · {reason}",
        number=sale.receipt.number,
        paid=_paid(mode),
        day=sale.day,
        days=floor.till.shop.settings.return_days,
        reason=REASON_WORDS[asked.reason],
    )
    words = msg("Exchange") if net_of is not None else msg("Give back")
    return Board(
        msg("Return"), "undo-2", hint, _lead(shown, net_of), tuple(sections), note, tone, mode.chosen,
        (words, "F12", mode.finish) if shown is not None else None, keypad=sale.is_bill,
    )  # fmt: skip


def _paid(mode: OpenReturn) -> Message:
    kinds = dict.fromkeys(tender.kind for tender in mode.sale.receipt.tenders)
    first = next(iter(kinds), "cash")
    return TENDER_WORDS.get(first, msg("Other")) if len(kinds) < 2 else msg("paid several ways")


def _line(mode: OpenReturn, line: ReceiptLine, place: int) -> Choice:
    sale = mode.sale
    gone, back = sale.returned.get(line.key, 0), mode.asked.back.get(line.key, 0)
    each = Money(line.gross_minor * MILLI // line.quantity_milli, sale.receipt.currency)
    sold = decimal_text(line.quantity_milli, 3)
    detail = msg("{sold} sold · {each} each", sold=sold, each=each)
    if gone:
        detail = msg("{sold} sold, {back} returned already", sold=sold, back=decimal_text(gone, 3))
    elif not line.goods.returnable:
        detail = msg("{sold} sold · only a manager takes it back", sold=sold)
    promise = next((each for each in sale.promises if each.line == line.key and each.kind == "warranty"), None)
    if promise is not None and not gone:
        detail = msg("{detail} · warranty to {day}", detail=detail, day=promise.until)
    can = gone < line.quantity_milli and not sale.is_bill
    return Choice(
        plain(line.goods.name) if line.goods.name else msg("Bill"),
        names=sale.names.get(line.goods.sku) or None,
        detail=detail,
        right=msg("back: {count}", count=decimal_text(back, 3)) if back else None,
        tone="primary",
        mark=MARKS[place] if place < len(MARKS) else "",
        run=lambda: mode.more_of(line),
        checked=bool(back) if can else None,
    )


def _lead(shown: ReturnPreview | None, net_of: int | None) -> Message | None:
    """The money that goes back, as it is handed over; or the difference to the new goods beside it."""
    if shown is None:
        return None
    document = shown.document
    refund = document.refund_minor
    if net_of is None:
        return msg("Give back {amount}", amount=Money(refund + document.rounding_minor, document.currency))
    amount = Money(abs(net_of - refund), document.currency)
    return msg("To pay {amount}", amount=amount) if net_of > refund else msg("Give back {amount}", amount=amount)


def _note(mode: OpenReturn, shown: ReturnPreview | None, refused: Expected | None) -> tuple[Message | None, str]:
    if refused is not None:
        return refused.message, "err"
    if shown is None:
        words = marked(mode.sale.marks, traded=bool(mode.sale.receipt.exchange))
        return (msg("This sale: {what}.", what=words[0]), "warn") if words else (None, "info")
    if shown.needs:
        return shown.needs[0].message, "warn"
    return (shown.notices[0] if shown.notices else None), "info"
