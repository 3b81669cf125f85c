"""Roles hold: every role, every action, on every surface; default is no.

The table below is written by hand and is the only place that says yes. Whatever it does not grant is refused
by the workflow, whatever the screens show; a screen that would only lead there is not opened. The command line
works as the program itself and takes nobody's name to act under.
"""

from __future__ import annotations

import argparse
import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.cli.parsing import COMMANDS, build_parser
from app.cli.speaking import Speaker
from app.people.staff import RIGHTS, Permission, StaffMember
from app.sales.shift import CashCount
from app.storage.store import Store
from app.ui.screens import SCREENS
from app.values.clock import SetClock
from app.values.errors import Expected
from app.workflows import correct_tender, drawer, goodwill, hold_basket, members, products, programs, settings, shifts
from app.workflows.acting import Acting
from app.workflows.audit import AuditQuery, read_audit
from app.workflows.audit_export import audit_document
from app.workflows.shift_papers import x_report, z_report
from app.workflows.staff import end_badge, issue_badge, issue_recovery_code, save_staff
from app.workflows.void_sale import void_sale
from tests.unit.workflows.conftest import GOODS, NOON, Counter
from tests.unit.workflows.selling import CLUB, Till

ROLES = ("cashier", "manager", "owner")
MATRIX: dict[str, str] = {
    # permission: who has it (c cashier, m manager, o owner)
    "sell": "cmo",
    "enrol": "cmo",
    "edit_member": "cmo",
    "card_status": "mo",
    "view_history": "mo",
    "reduce": "cmo",
    "reduce_any": "mo",
    "approve_points": "mo",
    "return": "cmo",
    "approve_return": "mo",
    "goodwill": "cmo",
    "approve_goodwill": "mo",
    "edit_products": "mo",
    "publish_programs": "o",
    "close_shift": "cmo",
    "view_takings": "mo",
    "move_cash": "cmo",
    "open_drawer": "cmo",
    "approve_drawer": "mo",
    "view_audit": "mo",
    "export_data": "mo",
    "erase_member": "o",
    "review": "o",
    "settings": "o",
    "manage_staff": "o",
}


def granted(permission: Permission, role: str) -> bool:
    return role[0] in MATRIX[permission.value]


@pytest.mark.parametrize(("permission", "role"), [*itertools.product(Permission, ROLES)])
def test_a_role_has_what_the_table_grants_and_nothing_else(permission: Permission, role: str) -> None:
    assert (permission in RIGHTS[role]) is granted(permission, role)
    assert StaffMember("x", "x", role).may(permission) is granted(permission, role)
    assert not StaffMember("x", "x", role, active=False).may(permission)


@pytest.mark.parametrize("stranger", ["nobody", "-", "left"])
def test_who_is_not_on_the_staff_may_nothing(counter: Counter, stranger: str) -> None:
    assert counter.acting(stranger).rights == frozenset()


# -- workflows

Deed = Callable[[Counter, Acting], object]
SALE = "a sale that is not there"


def _row(counter: Counter, acting: Acting) -> object:
    with counter.books.reads() as reads:
        return read_audit(reads, AuditQuery(acting.business_on, acting.business_on), acting)


DEEDS: dict[str, tuple[Permission, Deed]] = {
    "join a member": (
        Permission.ENROL,
        lambda c, a: members.enrol_member(c.books, members.Joining(phone="0612344471", name="Anna"), a),
    ),
    "change a member": (
        Permission.EDIT_MEMBER,
        lambda c, a: members.change_member(c.books, SALE, members.Joining(), a),
    ),
    "stop a card": (Permission.CARD_STATUS, lambda c, a: members.set_card_status(c.books, "2900000000018", "lost", a)),
    "save a product": (Permission.EDIT_PRODUCTS, lambda c, a: products.save_product(c.books, GOODS[0], {}, a)),
    "publish a programme": (Permission.PUBLISH_PROGRAMS, lambda c, a: programs.publish_program(c.books, _club(), a)),
    "change settings": (
        Permission.SETTINGS,
        lambda c, a: settings.save_shop_settings(c.books, a.shop.settings, a),
    ),
    "save staff": (Permission.MANAGE_STAFF, lambda c, a: save_staff(c.books, StaffMember("", "Ivo", "cashier"), a)),
    "make an owner": (Permission.MANAGE_STAFF, lambda c, a: save_staff(c.books, StaffMember("", "Ivo", "owner"), a)),
    "give a badge": (Permission.MANAGE_STAFF, lambda c, a: issue_badge(c.books, c.cashier, a)),
    "end a badge": (Permission.MANAGE_STAFF, lambda c, a: end_badge(c.books, c.cashier, a)),
    "give a recovery code": (Permission.MANAGE_STAFF, lambda c, a: issue_recovery_code(c.books, c.owner, a)),
    "void a sale": (Permission.RETURN, lambda c, a: void_sale(c.books, SALE, "mistake", a)),
    "correct a tender": (
        Permission.SELL,
        lambda c, a: correct_tender.correct_tender(c.books, SALE, "cash", a, reason="typed_wrongly"),
    ),
    "give goodwill": (
        Permission.GOODWILL,
        lambda c, a: goodwill.grant_goodwill(c.books, goodwill.Goodwill("points", SALE, "other", "club", 1000), a),
    ),
    "take a held sale back": (Permission.SELL, lambda c, a: hold_basket.resume_basket(c.books, SALE, a)),
    "open a shift": (Permission.SELL, lambda c, a: shifts.open_shift(c.books, a, 100)),
    "count the drawer": (Permission.CLOSE_SHIFT, lambda c, a: shifts.count_drawer(c.books, a, CashCount(1, "", 0))),
    "close a shift": (Permission.CLOSE_SHIFT, lambda c, a: shifts.end_shift(c.books, a, shifts.Closing())),
    "read an X report": (Permission.VIEW_TAKINGS, lambda c, a: x_report(c.books, a)),
    "print a Z report again": (Permission.VIEW_TAKINGS, lambda c, a: z_report(c.books, a, SALE)),
    "put cash in": (Permission.MOVE_CASH, lambda c, a: drawer.move_cash(c.books, drawer.CashMove(100, "change"), a)),
    "open the drawer": (Permission.OPEN_DRAWER, lambda c, a: drawer.open_drawer(c.books, "change", a)),
    "read the audit": (Permission.VIEW_AUDIT, _row),
    "hand the audit out": (Permission.VIEW_AUDIT, lambda c, a: audit_document((), a)),
}  # fmt: skip


def _club() -> Any:
    from app.loyalty.program import read_program

    return read_program(CLUB)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    clock = SetClock(NOON)
    books = Store.create(tmp_path / "shop", clock, till=2)
    yield Counter(books, clock)
    books.close()


def person_of(counter: Counter, role: str) -> str:
    if role in ("owner", "cashier"):
        return counter.owner if role == "owner" else counter.cashier
    return save_staff(counter.books, StaffMember("", "Pavel", "manager"), counter.acting()).id


@pytest.mark.parametrize("role", ROLES)
def test_every_deed_is_refused_to_who_may_not_do_it(counter: Counter, role: str) -> None:
    person = person_of(counter, role)
    Till(counter).sell(("mug", 1))
    for name, (permission, deed) in DEEDS.items():
        code = ""
        before = facts(counter)
        try:
            deed(counter, counter.acting(person))
        except Expected as expected:
            code = expected.code
        assert (code == "right.missing") is not granted(permission, role), f"{name} by a {role}: {code or 'done'}"
        if code == "right.missing":
            assert facts(counter) == before, name


def facts(counter: Counter) -> int:
    with counter.books.reads() as reads:
        return reads.chain_head()[0]


def test_every_workflow_that_asks_for_a_right_is_in_the_table_or_in_another_rooms_tests() -> None:
    """A new `require(acting, Permission.X)` is noticed here: X has its row, and somebody tries it."""
    asked = set()
    for file in sorted(Path("app/workflows").rglob("*.py")):
        asked |= set(re.findall(r"require\(acting, Permission\.([A-Z_]+)", file.read_text("utf-8")))
    tried = {permission.name for permission, _ in DEEDS.values()}
    elsewhere = {"ERASE_MEMBER", "EXPORT_DATA", "REVIEW"}  # tests/security/test_erasure.py, the review's own tests
    assert asked <= tried | elsewhere


# -- screens


@pytest.mark.parametrize(
    ("entry", "role"), [*itertools.product(SCREENS, ROLES)], ids=lambda each: getattr(each, "name", each)
)
def test_a_screen_opens_for_who_has_its_right(entry: Any, role: str) -> None:
    may = entry.permission is None or StaffMember("x", "x", role).may(entry.permission)
    assert may is (entry.permission is None or granted(entry.permission, role))


def test_every_screen_of_the_menu_names_a_right() -> None:
    """Default is no: a screen for everybody has to say so here."""
    for_everybody: set[str] = set()
    assert {entry.name for entry in SCREENS if entry.permission is None} == for_everybody


# -- the command line


def test_no_command_acts_under_somebodys_name() -> None:
    parser = build_parser(Speaker("en"))
    [commands] = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    assert set(commands.choices) == set(COMMANDS)
    speaker = Speaker("en")
    for name, (module, _) in COMMANDS.items():
        from importlib import import_module

        from app.cli.parsing import Parser

        one = Parser(speaker=speaker, about=COMMANDS[name][1], prog=name)
        import_module(f"app.cli.{module}").declare(one, speaker)
        options = {option for action in one._actions for option in action.option_strings}
        assert not options & {"--as", "--staff", "--user", "--pin"}, name


def test_the_command_line_may_what_the_program_may(counter: Counter) -> None:
    assert Acting(counter.acting().shop, "", NOON).rights == frozenset(Permission)
