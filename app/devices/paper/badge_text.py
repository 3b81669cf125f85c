"""A staff badge as a slip: the shop, the name, and the code as bars to be scanned."""

from __future__ import annotations

from app.devices.paper.code_pages import CodePage, page_for
from app.devices.paper.rows import Row, Sheet
from app.devices.paper.slips import SlipPaper
from app.people.codes import grouped
from app.values.clock import local
from app.values.folding import fold
from app.values.locales import NO_BREAK, Words
from app.values.words import msg
from app.workflows.badge_paper import BadgePaper
from app.workflows.slip_view import Heading


def badge_slip(badge: BadgePaper) -> SlipPaper:
    """The badge; its file is named after whose it is, never after the code."""
    shop = badge.shop
    head = Heading(shop, badge.at, local(badge.at, shop.zone).date(), language=shop.language)
    name = "".join(letter for letter in fold(badge.name).replace(" ", "-") if letter.isalnum() or letter == "-")

    def rows(words: Words, columns: int, page: CodePage | None) -> list[Row]:
        sheet = Sheet(columns, page or page_for(words.language, shop.name + badge.name))
        sheet.centre(shop.name.upper(), "title")
        sheet.centre(words.say(msg("Badge")), "strong")
        sheet.centre(badge.name, "big")
        sheet.rule(double=True)
        sheet.centre(grouped(badge.code, NO_BREAK), "code")
        return sheet.rows

    return SlipPaper(f"badge-{name or 'staff'}", msg("Badge"), head, rows, badge.code)
