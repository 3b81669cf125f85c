"""The points statement on a roll of paper: date, reason, movement and balance, and the sum at the end."""

from __future__ import annotations

from app.devices.paper.code_pages import CodePage, page_for
from app.devices.paper.rows import Row, Sheet
from app.values.locales import Words
from app.values.words import msg
from app.workflows.rows import Statement
from app.workflows.statement_view import StatementView


def statement_text(view: StatementView, words: Words, columns: int) -> str:
    """The statement as lines of at most `columns` characters (32, 42 or 48)."""
    return "\n".join(row.text for row in statement_rows(view, words, columns))


def statement_rows(view: StatementView, words: Words, columns: int, page: CodePage | None = None) -> list[Row]:
    """The same with the style of each row."""
    sheet = Sheet(columns, page or page_for(words.language, view.shop.name + view.shown))
    sheet.centre(view.shop.name.upper(), "title")
    sheet.centre(words.say(msg("Points statement")), "strong")
    sheet.two_names(view.shown, words.date(view.business_on))
    for statement in view.statements:
        _program(sheet, statement, view, words)
    if not view.statements:
        sheet.rule()
        sheet.paragraph(words.say(msg("No points yet.")))
    sheet.rule(double=True)
    return sheet.rows


def _program(sheet: Sheet, statement: Statement, view: StatementView, words: Words) -> None:
    digits = view.digits.get(statement.program, 0)
    sheet.rule()
    sheet.paragraph(words.name(statement.names) or statement.program, "strong")
    sheet.pair(words.say(msg("Balance before")), points_text(words, statement.opening_milli, digits))
    for row in statement.rows:
        sheet.paragraph(f"{words.date(row.business_on)}  {words.say(view.why(row))}")
        moved = signed(words, row.points_milli, digits)
        sheet.pair(f"  {moved}", points_text(words, row.balance_milli, digits))
    came = sum(row.points_milli for row in statement.rows if row.points_milli > 0)
    went = sum(row.points_milli for row in statement.rows if row.points_milli < 0)
    sheet.rule()
    sheet.pair(words.say(msg("Came in")), signed(words, came, digits))
    sheet.pair(words.say(msg("Went out")), signed(words, went, digits))
    sheet.pair(words.say(msg("Balance")), points_text(words, statement.closing_milli, digits), style="strong")


def points_text(words: Words, milli: int, digits: int) -> str:
    """Points with as many decimals as they need, at least the program's."""
    while digits < 3 and milli % 10 ** (3 - digits):
        digits += 1
    return words.points(milli, digits)


def signed(words: Words, milli: int, digits: int) -> str:
    """A movement with its sign."""
    text = points_text(words, milli, digits)
    return f"+{text}" if milli > 0 else text
