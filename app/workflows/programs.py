"""Publishing programs: a version is never changed; a new one replaces it from a stated moment."""

from __future__ import annotations

import msgspec

from app.facts.bodies import ProgramPublished
from app.loyalty.lint import return_rate
from app.loyalty.program import Program, write_program
from app.people.staff import Permission
from app.values.clock import Instant
from app.values.errors import Refusal
from app.values.words import msg
from app.workflows.acting import Acting, require
from app.workflows.ports import Books, Unit
from app.workflows.rows import PublishedProgram


def publish_program(
    books: Books,
    program: Program,
    acting: Acting,
    valid_from: Instant | None = None,
    *,
    loss_accepted: bool = False,
) -> PublishedProgram:
    """Put a program in force from `valid_from` (default: now); returns it with its version.

    Publishing the very same program again changes nothing and returns what is in force.

    Args:
        loss_accepted: That an owner said so with their PIN, for points worth more than the money that earns them.

    Raises:
        Refusal: `program.past` for a moment that is over: a running promise is never changed backwards;
            `program.loss` where it gives back more than it takes and nobody accepted that.
    """
    require(acting, Permission.PUBLISH_PROGRAMS)
    moment = acting.at if valid_from is None else valid_from
    if moment < acting.at:
        raise Refusal("program.past", msg("A programme cannot begin in the past. Nothing was published."))
    rate = return_rate(program)
    if rate > 1 and not loss_accepted:
        raise Refusal(
            "program.loss",
            msg(
                "Points of this programme are worth {percent} % of the money that earns them. An owner has to accept "
                "that with their PIN. Nothing was published.",
                percent=str(int(rate * 100)),
            ),
        )
    with books.unit_of_work() as unit:
        return publish_in(unit, program, acting, moment)


def publish_in(unit: Unit, program: Program, acting: Acting, moment: Instant) -> PublishedProgram:
    """Publish within a unit of work."""
    versions = [row for row in unit.published_programs() if row.id == program.id]
    last = max(versions, key=lambda row: row.version, default=None)
    if last is not None:
        same = write_program(msgspec.structs.replace(program, version=last.version))
        if same == last.program and last.valid_from <= moment:
            return last
    version = last.version + 1 if last else 1
    text = write_program(msgspec.structs.replace(program, version=version))
    body = ProgramPublished(id=program.id, version=version, valid_from=moment, program=text)
    unit.record(body, business_on=acting.business_on, staff=acting.staff, at=acting.at)
    return PublishedProgram(program.id, version, moment, text)
