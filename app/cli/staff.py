"""`regulars staff list|add|retire`: who works here."""

from __future__ import annotations

import argparse
import getpass
import os

from app.cli.parsing import Parser
from app.cli.speaking import Speaker
from app.values.errors import Refusal
from app.values.words import msg

PIN_VARIABLE = "REGULARS_PIN"
ROLES = {"cashier": msg("cashier"), "manager": msg("manager"), "owner": msg("owner")}


def declare(parser: Parser, speaker: Speaker) -> None:
    """The words of the command."""
    parser.add_argument("action", choices=("list", "add", "retire"))
    parser.add_argument("name", nargs="?", default="", metavar="NAME", help=speaker.text(msg("whose, as it is shown")))
    parser.option("--role", choices=tuple(ROLES), default="cashier", about=msg("what they may do"))


def run(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """List the staff, add or change somebody, or let somebody go."""
    from app.cli.shops import acting_now, looking, working
    from app.people.staff import StaffMember
    from app.workflows.staff import save_staff

    if arguments.action == "list":
        with looking(arguments, speaker) as store, store.reads() as reads:
            people = [person for person in reads.staff() if person.active]
            speaker.table([(person.name, speaker.text(ROLES[person.role])) for person in people])
        return 0
    if not arguments.name.strip():
        raise Refusal("usage.name", msg("Say whose: regulars staff add NAME."))
    with working(arguments, speaker) as store:
        acting = acting_now(store, store.clock.now())
        person = next(
            (each for each in acting.shop.staff.values() if each.name == arguments.name and each.active), None
        )
        if arguments.action == "retire":
            if person is None:
                raise Refusal("staff.unknown", msg("Nobody of that name works here."))
            gone = StaffMember(person.id, person.name, person.role, "", person.member, active=False)
            save_staff(store, gone, acting)
            speaker.say(msg("{name} does not work here any more.", name=gone.name))
            return 0
        member = StaffMember(person.id if person else "", arguments.name, arguments.role)
        kept = save_staff(store, member, acting, _pin(speaker))
        speaker.say(msg("{name} works here as {role}.", name=kept.name, role=ROLES[kept.role]))
    return 0


def _pin(speaker: Speaker) -> str:
    """The PIN, typed unseen or from the environment, never from the command line: others could read it there."""
    told = os.environ.get(PIN_VARIABLE)
    if told is not None:
        return told
    try:
        return getpass.getpass(speaker.text(msg("PIN: ")))
    except EOFError as error:
        raise Refusal(
            "usage.pin", msg("Type the PIN, or put it into the variable {name}.", name=PIN_VARIABLE)
        ) from error
