"""The key card on paper: to lie beside the till, as a slip of the receipt printer and as PDF."""

from __future__ import annotations

from collections.abc import Sequence

from app.devices.paper.code_pages import CodePage, page_for
from app.devices.paper.rows import Row, Sheet
from app.devices.paper.slip_parts import heading
from app.devices.paper.slips import SlipPaper
from app.settings.shop import ShopSettings
from app.values.clock import Instant, local
from app.values.locales import Words
from app.values.words import msg
from app.workflows.key_card import KeySection
from app.workflows.slip_view import Heading

KEY_COLUMNS = 10
_SIGNS = str.maketrans({"−": "-", "–": "-", "↑": "^", "↓": "v"})
"""Signs of keys that no code page of a printer has."""


def key_card_slip(shop: ShopSettings, at: Instant, language: str, sections: Sequence[KeySection]) -> SlipPaper:
    """The card in the language of the till's screens."""
    head = Heading(shop, at, local(at, shop.zone).date(), language=language)
    title = msg("KEYS")

    def rows(words: Words, columns: int, page: CodePage | None) -> list[Row]:
        sheet = Sheet(columns, page or page_for(words.language, shop.name))
        heading(sheet, head, words, title=words.say(title))
        for section in sections:
            sheet.rule()
            sheet.centre(words.say(section.title), "strong")
            for line in section.lines:
                _write(sheet, line.keys.translate(_SIGNS), words.say(line.words))
        sheet.rule(double=True)
        return sheet.rows

    return SlipPaper("keys", title, head, rows)


def _write(sheet: Sheet, keys: str, words: str) -> None:
    """The keys in a column of their own, what they do beside them."""
    inner = Sheet(sheet.columns - KEY_COLUMNS, sheet.page)
    inner.paragraph(words)
    if len(keys) >= KEY_COLUMNS:
        sheet.rows.append(Row(keys, left=keys))
        keys = ""
    for line in inner.lines():
        text = keys.ljust(KEY_COLUMNS) + line
        sheet.rows.append(Row(text, left=text))
        keys = ""
