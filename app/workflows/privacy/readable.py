"""A member's data as a page that a person can read and print: plain HTML, nothing in it is active."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from app.values.locales import Words
from app.values.words import Message, msg, plain
from app.workflows.privacy.consent_texts import PURPOSE_WORDS

Plain = dict[str, Any]

RECORD_WORDS: dict[str, Message] = {
    "name": msg("Name"),
    "phone": msg("Phone"),
    "email": msg("E-mail"),
    "birthday": msg("Birthday"),
    "notes": msg("Notes"),
    "language": msg("Language"),
    "external": msg("Number in another system"),
}
KIND_WORDS: dict[str, Message] = {
    "earn": msg("earned"),
    "spend": msg("spent"),
    "expire": msg("ended"),
    "reverse": msg("taken back"),
    "opening": msg("brought along"),
    "goodwill": msg("a gift"),
}
_STYLE = (
    "body{font:15px/1.45 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}"
    "table{border-collapse:collapse;width:100%;margin:.5em 0 1.5em}"
    "td,th{border-bottom:1px solid #bbb;padding:.3em .6em .3em 0;text-align:left;vertical-align:top}"
    "td.n,th.n{text-align:right;white-space:nowrap}h2{margin-top:1.6em}small{color:#555}"
)


def readable_page(document: Plain, words: Words) -> str:
    """The whole document as one HTML file without scripts, links or pictures."""
    title = words.say(msg("What we keep of you"))
    body = "\n".join(_sections(document, words))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(words.language)}"><head><meta charset="utf-8">'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>\n"
        f"<h1>{escape(title)}</h1>\n{body}\n</body></html>\n"
    )


def _sections(document: Plain, words: Words) -> Iterator[str]:
    shop = document["shop"]
    made = _when(document["made_at"], words)
    yield f"<p>{escape(shop['name'])}, {escape(shop['address'])}<br><small>{escape(made)}</small></p>"
    yield _section(msg("Your record"), _record(document, words), words)
    yield _section(msg("What you allowed"), _consents(document, words), words)
    for program, points in document["points"].items():
        yield _section(msg("Points"), _points(points, words), words, about=program)
    yield _section(msg("Your purchases"), _purchases(document, words), words)
    if document["returns"]:
        rows = [
            (_when(each["at"], words), each["number"], words.money(each["refund_minor"], each["currency"]))
            for each in document["returns"]
        ]
        yield _section(msg("What went back"), _table((), rows, figures=(2,)), words)
    if document["codes"]:
        codes = [(each["kind"], each["code"]) for each in document["codes"]]
        yield _section(msg("Coupons, gift cards and store credit"), _table((), codes), words)


def _section(title: Message, body: str, words: Words, *, about: str = "") -> str:
    said = words.say(title) + (f": {about}" if about else "")
    return f"<h2>{escape(said)}</h2>\n{body}"


def _record(document: Plain, words: Words) -> str:
    kept = [
        (words.say(RECORD_WORDS[name]), value)
        for name, value in document["record"].items()
        if value and name in RECORD_WORDS
    ]
    joined = words.date(dt.date.fromisoformat(document["member"]["joined_on"]))
    cards = [(words.say(msg("Card")), card["number"]) for card in document["cards"]]
    return _table((), [*kept, (words.say(msg("Joined")), joined), *cards])


def _consents(document: Plain, words: Words) -> str:
    head = [words.say(text) for text in (msg("When"), msg("What"), msg("Answer"), msg("The words you were shown"))]
    rows = [
        (
            _when(each["at"], words),
            words.say(PURPOSE_WORDS[each["purpose"]][0]),
            words.say(msg("yes") if each["granted"] else msg("no")),
            each["text"] or "—",
        )
        for each in document["consents"]
    ]
    return _table(head, rows)


def _points(points: Plain, words: Words) -> str:
    head = [words.say(text) for text in (msg("When"), msg("Receipt"), msg("What"), msg("Points"), msg("Balance"))]
    rows = [
        (_when(row["at"], words), row["receipt"], words.say(KIND_WORDS.get(row["kind"], plain(row["kind"]))),
         row["points"], row["balance"])
        for row in points["movements"]
    ]  # fmt: skip
    return _table(head, rows, figures=(3, 4))


def _purchases(document: Plain, words: Words) -> str:
    head = [words.say(text) for text in (msg("When"), msg("Receipt"), msg("What"), msg("Total"))]
    rows = [
        (
            _when(each["at"], words),
            each["number"],
            ", ".join(f"{line['name']} × {line['quantity']}" for line in each["lines"]),
            words.money(each["total_minor"], each["currency"]),
        )
        for each in document["receipts"]
    ]
    return _table(head, rows, figures=(3,))


def _table(head: Iterable[str], rows: Iterable[tuple[Any, ...]], *, figures: tuple[int, ...] = ()) -> str:
    def cells(row: Iterable[Any], tag: str) -> str:
        return "".join(
            f'<{tag} class="n">{escape(str(cell))}</{tag}>'
            if place in figures
            else f"<{tag}>{escape(str(cell))}</{tag}>"
            for place, cell in enumerate(row)
        )

    top = f"<tr>{cells(head, 'th')}</tr>" if any(head := tuple(head)) else ""
    body = "".join(f"<tr>{cells(row, 'td')}</tr>" for row in rows)
    return f"<table>{top}{body}</table>"


def _when(at: str, words: Words) -> str:
    moment = dt.datetime.fromisoformat(at)
    return words.date_time(round(moment.timestamp() * 1000))
