"""The audit screen: sentences, filters, a file that is itself in the audit, and nothing for a cashier."""

from __future__ import annotations

import json

from app.people.staff import Permission
from app.values.words import msg
from app.workflows.acting import Acting
from app.workflows.approvals import ApprovalRequest, approve
from app.workflows.drawer import CashMove, move_cash, open_drawer
from app.workflows.shifts import close_shift
from app.workflows.sign_in import Proof
from tests.ui.forms.conftest import MakeBench
from tests.ui.forms.shop import MANAGER_PIN, Shop


def busy(corner: Shop) -> None:
    """An hour in which something happened."""
    corner.sell("", "coffee-1")
    cashier = Acting(corner.now(), corner.cashier, corner.clock.now())
    open_drawer(corner.books, "change", cashier, note="for the bus")
    move_cash(corner.books, CashMove(-2000, "tips"), cashier)
    request = ApprovalRequest(Permission.APPROVE_RETURN, "return.late", msg("x"), msg("y"))
    approve(corner.books, request, cashier, Proof(pin=MANAGER_PIN))


def test_it_says_what_happened_and_who_allowed_it(corner: Shop, bench: MakeBench) -> None:
    busy(corner)
    at = bench(corner)
    screen = at.open("audit")
    said = [at.face.say(row.said) for row in screen.rows]
    assert said[:3] == [
        "A late return, allowed by Pavel Orlov (PIN)",
        "€20.00 taken out: tips",
        "Drawer opened without a sale: change (for the bus)",
    ]
    assert screen.rows[0].approved_by == corner.manager


def test_kinds_people_and_words_narrow_it(corner: Shop, bench: MakeBench) -> None:
    busy(corner)
    at = bench(corner)
    screen = at.open("audit")
    place = [pick.value for pick in screen.kinds.row.picks].index("drawer")
    screen.kinds.row.pick(place)
    settle_read(at)
    assert {row.kind for row in screen.rows} == {"drawer"}
    screen.list.search.setText("bus")
    screen._find("bus")
    assert len(screen.rows) == 1
    screen.list.search.setText("")
    screen.kinds.row.pick(place)
    who = [pick.value for pick in screen.person.row.picks].index(corner.manager)
    screen.person.row.pick(who)
    settle_read(at)
    assert [row.kind for row in screen.rows] == ["approval"]


def test_what_is_kept_as_a_file_is_in_the_audit_itself(corner: Shop, bench: MakeBench) -> None:
    busy(corner)
    at = bench(corner)
    screen = at.open("audit")
    before = len(screen.rows)
    at.press("Ctrl+E")
    [file] = corner.books.folder.exports.glob("audit-*/audit.json")
    assert file.stat().st_mode & 0o777 == 0o600
    assert len(json.loads(file.read_text("utf-8"))) == before
    assert at.face.say(screen.rows[0].said) == f"Exported: the audit ({before})"


def test_a_cashier_does_not_get_there(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner, staff=corner.cashier)
    assert not at.window.has_screen("audit")
    at.window.open_screen("audit")
    assert at.window.screen_in_front is at.home


def test_the_signature_of_the_last_z_report_is_said(corner: Shop, bench: MakeBench) -> None:
    corner.sell("", "coffee-1")
    at = bench(corner)
    screen = at.open("audit")
    assert "Nothing is signed yet" in screen.panel.banner.text
    close_shift(corner.books, corner.owner, corner.clock.now())
    at.window.go_home()
    at.open("audit")
    assert "entries are signed by this till" in screen.panel.banner.text


def settle_read(at: object) -> None:
    from tests.ui.forms.desk import settle

    settle()
