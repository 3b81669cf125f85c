"""`regulars staff list|add|retire|badge|recovery|keys`: who works here, and what opens the till for them."""

from __future__ import annotations

import argparse
import getpass
import os
from typing import TYPE_CHECKING

from app.cli.parsing import Parser
from app.cli.speaking import Speaker
from app.values.errors import Refusal
from app.values.words import msg

if TYPE_CHECKING:
    from app.people.staff import StaffMember
    from app.storage.store import Store
    from app.workflows.acting import Acting

PIN_VARIABLE = "REGULARS_PIN"
ROLES = {"cashier": msg("cashier"), "manager": msg("manager"), "owner": msg("owner")}
ACTIONS = ("list", "add", "retire", "badge", "recovery", "keys")


def declare(parser: Parser, speaker: Speaker) -> None:
    """The words of the command."""
    parser.add_argument("action", choices=ACTIONS)
    parser.add_argument("name", nargs="?", default="", metavar="NAME", help=speaker.text(msg("whose, as it is shown")))
    parser.option("--role", choices=tuple(ROLES), default="cashier", about=msg("what they may do"))


def run(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """List the staff; add or change somebody, or let somebody go; give a badge or a recovery code; renew the keys."""
    from app.cli.shops import acting_now, looking, working

    if arguments.action == "list":
        with looking(arguments, speaker) as store, store.reads() as reads:
            people = [person for person in reads.staff() if person.active]
            speaker.table([(person.name, speaker.text(ROLES[person.role])) for person in people])
        return 0
    if arguments.action != "keys" and not arguments.name.strip():
        raise Refusal("usage.name", msg("Say whose: regulars staff add NAME."))
    with working(arguments, speaker) as store:
        acting = acting_now(store, store.clock.now())
        person = next(
            (each for each in acting.shop.staff.values() if each.name == arguments.name and each.active), None
        )
        if arguments.action == "add":
            _add(store, arguments, person, acting, speaker=speaker)
        elif arguments.action == "keys":
            _renew_keys(store, acting, speaker)
        elif person is None:
            raise Refusal("staff.unknown", msg("Nobody of that name works here."))
        else:
            _change(store, arguments.action, person, acting, speaker=speaker)
    return 0


def _add(
    store: Store, arguments: argparse.Namespace, person: StaffMember | None, acting: Acting, *, speaker: Speaker
) -> None:
    import msgspec

    from app.people.staff import StaffMember
    from app.workflows.staff import save_staff

    new = StaffMember("", arguments.name, arguments.role)
    member = msgspec.structs.replace(person, role=arguments.role) if person is not None else new
    kept = save_staff(store, member, acting, _pin(speaker))
    speaker.say(msg("{name} works here as {role}.", name=kept.name, role=ROLES[kept.role]))


def _change(store: Store, action: str, person: StaffMember, acting: Acting, *, speaker: Speaker) -> None:
    import msgspec

    from app.people.codes import grouped
    from app.workflows.staff import issue_badge, issue_recovery_code, save_staff

    if action == "badge":
        code = grouped(issue_badge(store, person.id, acting))
        speaker.say(msg("The new badge of {name}: {code}. It is shown only now.", name=person.name, code=code))
    elif action == "recovery":
        code = issue_recovery_code(store, person.id, acting)
        speaker.say(msg("The recovery code of {name}: {code}. It is shown only now.", name=person.name, code=code))
    else:
        save_staff(store, msgspec.structs.replace(person, active=False), acting)
        speaker.say(msg("{name} does not work here any more.", name=person.name))


def _renew_keys(store: Store, acting: Acting, speaker: Speaker) -> None:
    from app.workflows.sign_in import renew_keys

    renew_keys(store, acting.at)
    speaker.say(msg("The keys are new. Every PIN and badge opens nothing more: give an owner a PIN first."))


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
