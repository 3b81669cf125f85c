"""The slip of a drawer that was opened without a sale: who, when and why, to lie in the drawer."""

from __future__ import annotations

from app.devices.paper.code_pages import CodePage, page_for
from app.devices.paper.rows import Row, Sheet
from app.devices.paper.slip_parts import heading
from app.devices.paper.slips import SlipPaper
from app.settings.shop import ShopSettings
from app.values.clock import Instant, local
from app.values.locales import Words
from app.values.words import Message, msg
from app.workflows.slip_view import Heading


def drawer_slip(shop: ShopSettings, at: Instant, who: str, why: Message) -> SlipPaper:
    """The slip; with it goes the pulse that opens the drawer."""
    head = Heading(shop, at, local(at, shop.zone).date(), staff=who, language=shop.language)
    title = msg("DRAWER OPENED, NO SALE")

    def rows(words: Words, columns: int, page: CodePage | None) -> list[Row]:
        sheet = Sheet(columns, page or page_for(words.language, shop.name + who))
        heading(sheet, head, words, title=words.say(title))
        sheet.rule()
        sheet.paragraph(words.say(why))
        sheet.rule(double=True)
        return sheet.rows

    return SlipPaper("drawer", title, head, rows)
