"""Rows of a customers' file: who comes in, who stays out, and what is left behind with a word about it."""

import datetime as dt

import pytest

from app.values.barcodes import gs1_check_digit
from app.workflows.imports.figures import FigureReader
from app.workflows.imports.members import MemberCells, MemberReader, MemberTerms
from app.workflows.imports.problems import Findings

CARD = "290000000001" + gs1_check_digit("290000000001")


def reader() -> MemberReader:
    return MemberReader(MemberTerms("NL", dt.date(2026, 11, 21)), FigureReader())


def read(cells, *, of=None, line=2):
    findings = Findings(line)
    row = (of or reader()).read(cells, findings)
    return row, [(problem.code, problem.refused) for problem in findings.found]


def test_a_row_becomes_a_member():
    row, problems = read(
        {
            "number": CARD,
            "name": "  Anna   K ",
            "phone": "06 12344471",
            "email": "Anna@Example.COM",
            "birthday": "1984-02-29",
            "points": "12,5",
            "consent": "yes",
        }
    )
    assert problems == []
    assert row == MemberCells(
        "Anna K", "+31612344471", "anna@example.com", dt.date(1984, 2, 29), CARD, "", 12_500, {"messages": True}
    )


def test_another_systems_number_is_kept_as_such():
    assert read({"number": "000017"})[0] == MemberCells(external="000017")


@pytest.mark.parametrize(
    ("cells", "problems"),
    [
        ({"name": "Nobody"}, [("member.no_contact", True)]),
        ({"phone": "555-0100"}, [("phone.form", True)]),
        ({"email": "a@b.cd, e@f.gh"}, [("email.form", True)]),
        ({"phone": "+31612344471", "birthday": "31.02.1990"}, [("date.none", True)]),
        ({"phone": "+31612344471", "birthday": "2027-01-01"}, [("date.future", True)]),
        ({"phone": "+31612344471", "points": "many"}, [("points.not_a_figure", True)]),
        ({"phone": "+31612344471", "consent": "perhaps"}, [("consent.unclear", True)]),
        ({"number": "2900000000010"}, [("card.check", True)]),
    ],
)
def test_what_keeps_a_row_out(cells, problems):
    assert read(cells) == (None, problems)


@pytest.mark.parametrize(
    ("cells", "kept", "problems"),
    [
        ({"phone": "555", "email": "a@example.com"}, MemberCells(email="a@example.com"), [("phone.form", False)]),
        ({"phone": "+31612344471", "email": "x"}, MemberCells(phone="+31612344471"), [("email.form", False)]),
        ({"phone": "555", "number": "A-1"}, MemberCells(external="A-1"), [("phone.form", False)]),
        (
            {"number": "4.6E+12", "email": "a@example.com"},
            MemberCells(email="a@example.com"),
            [("code.spreadsheet", False)],
        ),
    ],
)
def test_one_good_contact_is_enough(cells, kept, problems):
    assert read(cells) == (kept, problems)


@pytest.mark.parametrize(
    ("second", "column"),
    [
        ({"phone": "+31612344471"}, "phone"),
        ({"email": "ANNA@example.com"}, "email"),
        ({"number": "A-1"}, "number"),
    ],
)
def test_the_second_of_two_is_refused(second, column):
    shared = reader()
    first = {"phone": "0612344471", "email": "anna@example.com", "number": "A-1"}
    assert read(first, of=shared, line=5)[0]
    findings = Findings(9)
    assert shared.read(second, findings) is None
    assert [(problem.code, problem.column) for problem in findings.found] == [("member.twice", column)]
    assert "line 5" in findings.found[0].message.english()


def test_consents_can_be_named():
    assert read({"number": "1", "consent": "terms+messages"})[0].consents == {"terms": True, "messages": True}
    assert read({"number": "1", "consent": "no"})[0].consents == {"messages": False}
    assert read({"number": "1", "consent": ""})[0].consents == {}


def test_a_formula_stays_text_and_invisible_characters_go():
    row, _ = read({"number": "1", "name": "=cmd|' /C calc'!A0\u202e\u200b"})
    assert row.name == "=cmd|' /C calc'!A0"
