"""The slips of a voided sale and of a note of goodwill, as rows of text."""

from __future__ import annotations

from app.devices.paper.code_pages import CodePage, page_for
from app.devices.paper.rows import Row, Sheet
from app.devices.paper.slip_parts import heading, points_moved, refunded
from app.people.codes import grouped
from app.values.barcodes import is_digits
from app.values.locales import NO_BREAK, Words
from app.values.words import msg
from app.workflows.slip_view import NoteView, VoidView


def void_rows(view: VoidView, words: Words, columns: int, page: CodePage | None = None) -> list[Row]:
    """What was cancelled, how the money went back, and what became of points and codes."""
    body = view.body
    sheet = Sheet(columns, page or page_for(words.language, view.heading.shop.name))
    heading(sheet, view.heading, words, title=words.say(msg("RECEIPT CANCELLED")), number=view.number)
    sheet.rule()
    total = words.amount(body.total_minor, view.currency)
    sheet.pair(words.say(msg("Cancelled in full")), total, style="strong")
    refunded(sheet, body.refunds, view.currency, words)
    for code in body.coupons:
        sheet.paragraph(words.say(msg("Coupon {code} may be used again.", code=_shown(code))))
    for token in body.revoked:
        sheet.paragraph(words.say(msg("{code} no longer counts.", code=_shown(token.code))))
    points_moved(sheet, body.points, words)
    sheet.rule(double=True)
    return sheet.rows


def note_rows(view: NoteView, words: Words, columns: int, page: CodePage | None = None) -> list[Row]:
    """A note to a member who has no e-mail, or wants no messages: it goes home on paper."""
    sheet = Sheet(columns, page or page_for(words.language, view.heading.shop.name + view.member + view.about))
    heading(sheet, view.heading, words, title=words.say(msg("FOR YOU")))
    sheet.rule()
    if view.member:
        sheet.paragraph(view.member, "strong")
    if view.about:
        sheet.paragraph(view.about)
    sheet.paragraph(words.say(view.note))
    if view.code:
        sheet.paragraph(words.say(msg("Its code: {code}", code=_shown(view.code))))
    sheet.rule(double=True)
    return sheet.rows


def _shown(code: str) -> str:
    return grouped(code, NO_BREAK) if is_digits(code) else code
