"""A row of a customers' file as a member, or all that is wrong with it.

A member needs one way to be found again: a phone, an e-mail address or a number. A second one that cannot be
read is left out with a word about it; the row still comes in.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

import msgspec

from app.people.member import CONSENT_PURPOSES
from app.people.phones import example_phone, parse_phone
from app.values.errors import Refusal
from app.values.folding import clean
from app.values.words import msg
from app.workflows.imports.codes import read_number, text_mark_off
from app.workflows.imports.figures import FigureReader, read_date, read_yes_no
from app.workflows.imports.problems import Findings

LONGEST_EMAIL = 254
_EMAIL = re.compile(r"[^\s@,;<>()\"]{1,64}@[^\s@,;<>()\"]+\.[^\s@,;<>()\".]{2,}")
_PURPOSE_MARKS = re.compile(r"[+|\s]+")
CONTACTS = ("phone", "email", "number")


class MemberCells(msgspec.Struct, frozen=True):
    """A member as a row has it, read but not yet anybody in the shop."""

    name: str = ""
    phone: str = ""
    email: str = ""
    birthday: dt.date | None = None
    card: str = ""
    external: str = ""
    points_milli: int = 0
    consents: dict[str, bool] = {}


class MemberTerms(msgspec.Struct, frozen=True):
    """What of the shop a customers' file depends on.

    Attributes:
        today: Birthdays lie before it.
        dates: `dmy` or `mdy` where told; empty to ask.
    """

    country: str
    today: dt.date
    dates: str = ""


class MemberReader:
    """Reads the rows of one customers' file and remembers whom it has seen."""

    def __init__(self, terms: MemberTerms, figures: FigureReader) -> None:
        self._terms = terms
        self._figures = figures
        self._seen: dict[tuple[str, str], int] = {}

    def read(self, cells: Mapping[str, str], findings: Findings) -> MemberCells | None:
        """The member of a row; None where `findings` keep it out."""

        def cell(column: str) -> str:
            return cells.get(column, "")

        number = findings.take("number", cell("number"), read_number) or ("", "")
        row = MemberCells(
            name=clean(cell("name")),
            phone=findings.take("phone", cell("phone"), self._phone) or "",
            email=findings.take("email", cell("email"), _read_email) or "",
            birthday=findings.take("birthday", cell("birthday"), self._birthday),
            card=number[0],
            external=number[1],
            points_milli=findings.take("points", cell("points"), self._figures.points) or 0,
            consents=findings.take("consent", cell("consent"), _read_consents) or {},
        )
        self._require_contact(row, findings)
        if not findings.is_refused:
            self._note_twins(row, findings)
        return None if findings.is_refused else row

    def _phone(self, text: str) -> str:
        bare = text_mark_off(text).replace("\u2011", "-").replace("\u2010", "-")
        phone = parse_phone(bare, self._terms.country) if bare else ""
        if phone is None:
            raise Refusal(
                "phone.form",
                msg(
                    "This is no phone number in {country}. Write one number, with its country code: {example}.",
                    country=self._terms.country,
                    example=example_phone(self._terms.country),
                ),
            )
        return phone

    def _birthday(self, text: str) -> dt.date | None:
        found = read_date(text, self._terms.dates)
        if found and found > self._terms.today:
            raise Refusal("date.future", msg("The birthday lies in the future."))
        return found

    def _require_contact(self, row: MemberCells, findings: Findings) -> None:
        if row.phone or row.email:
            for column in CONTACTS:
                findings.soften(column)
        elif row.card or row.external:
            findings.soften("phone")
            findings.soften("email")
        elif not findings.is_refused:
            wrong = Refusal(
                "member.no_contact",
                msg("There is no phone, e-mail address or number: nobody could find this member again."),
            )
            findings.add("", row.name, wrong)

    def _note_twins(self, row: MemberCells, findings: Findings) -> None:
        values = {"phone": row.phone, "email": row.email, "number": row.card or row.external}
        for column, value in values.items():
            first = self._seen.get((column, value)) if value else None
            if first is not None:
                wrong = Refusal(
                    "member.twice", msg("The same {column} stands on line {line}.", column=column, line=first)
                )
                findings.add(column, value, wrong)
        if not findings.is_refused:
            self._seen.update({(column, value): findings.line for column, value in values.items() if value})


def _read_email(text: str) -> str:
    email = clean(text_mark_off(text), LONGEST_EMAIL + 1).lower()
    if email and (len(email) > LONGEST_EMAIL or not _EMAIL.fullmatch(email)):
        raise Refusal("email.form", msg("This is not an e-mail address."))
    return email


def _read_consents(text: str) -> dict[str, bool]:
    """Yes or no to messages; or the purposes agreed to, by name: `terms+messages`."""
    named = [part for part in _PURPOSE_MARKS.split(text.strip().lower()) if part]
    if named and all(part in CONSENT_PURPOSES for part in named):
        return dict.fromkeys(named, True)
    granted = read_yes_no(text)
    return {} if granted is None else {"messages": granted}
