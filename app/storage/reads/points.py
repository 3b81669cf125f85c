"""Points and standing: a member's entries read in one go, lots and statements computed by the ledger."""

from __future__ import annotations

import datetime as dt

from app.facts.effects.points import entry_id
from app.ledger.entries import PointsEntry
from app.ledger.lots import Lot, lots_as_of, usable_milli
from app.ledger.statement import statement
from app.loyalty.moment import Moment
from app.loyalty.program import Program
from app.loyalty.standing import Standing, Uses
from app.loyalty.tier_history import DayAmount, tier_held
from app.loyalty.tier_options import TierOptions
from app.loyalty.tiers import tier_of
from app.sales.receipt import receipt_number
from app.storage.reads.entries import entries_of
from app.storage.reads.in_line import InLine, numbers_of, rows_of
from app.storage.reads.members import MemberQueries
from app.storage.reads.shop import PROGRAMS_AT
from app.storage.reads.tokens import TokenQueries
from app.workflows.rows import PointsRow, Statement, StatementRow
from app.workflows.tier_now import counted

_REASONS = "SELECT stamp, program, place, reason FROM points_entries WHERE account = ? AND reason <> ''"
_TOTALS = "SELECT program, uses, given_minor FROM program_totals"
_USES = """
SELECT program, sum(uses), coalesce(sum(uses) FILTER (WHERE business_on = ?), 0) FROM program_uses
WHERE member = ? GROUP BY program
"""
_NUMBERS = "SELECT till, epoch, sequence FROM receipts WHERE sale = ?"
_FIRST_DAY = dt.date(1970, 1, 1)


class PointsQueries(MemberQueries, TokenQueries):
    """Fulfils the points' part of `ports.HistoryReads`."""

    def standing(self, member: str, moment: Moment) -> Standing:
        visits, spent, _ = self.visits(member)
        programs = self._programs(moment)
        person = self.person(member) if member else None
        return Standing(
            member=member,
            language=person.language if person else "",
            staff_member=bool(member and self.look.one("SELECT 1 FROM staff WHERE member = ? AND active = 1", member)),
            lots=self._lots(member, moment, programs),
            remainders_minor=dict(
                self.look.all(
                    "SELECT program, remainder_minor FROM points_remainders WHERE member = ? AND remainder_minor <> 0",
                    member,
                )
            ),
            tiers=self._tiers(programs, member, spent, moment.business_on) if member else {},
            birthday=(person.birthday.month, person.birthday.day) if person and person.birthday else None,
            joined_on=self.joined_on(member) if member else None,
            visits=visits,
            spent_minor=spent,
            uses=self._uses(member, moment.business_on),
        )

    def points(self, member: str, moment: Moment) -> tuple[PointsRow, ...]:
        programs = self._programs(moment)
        lots = self._lots(member, moment, programs)
        rows = []
        for id_ in sorted({*lots, *(p.id for p in programs.values() if p.kind == "points")}):
            program, theirs = programs.get(id_), lots.get(id_, ())
            usable = usable_milli(theirs, moment.at, moment.business_on)
            rows.append(
                PointsRow(
                    program=id_,
                    names=program.names if program else {},
                    digits=_digits(program),
                    usable_milli=usable,
                    pending_milli=sum(lot.left_milli for lot in theirs) - usable,
                    lots=theirs,
                )
            )
        return tuple(rows)

    def statements(self, member: str, moment: Moment) -> tuple[Statement, ...]:
        programs = self._programs(moment)
        numbers = numbers_of(self.look, member)
        slow: dict[str, tuple[PointsEntry, ...]] | None = None
        found = []
        for id_, rows in rows_of(self.look, member):
            quick = InLine(rows, moment.at)
            if quick.simple:
                told = quick.statement(rows, moment.business_on, numbers)
            else:
                slow = self.entries(member) if slow is None else slow
                told = self._walked(slow.get(id_, ()), member, moment, numbers)
            program = programs.get(id_)
            closing = told[-1].balance_milli if told else 0
            if told:
                found.append(Statement(id_, program.names if program else {}, 0, told, closing))
        return tuple(found)

    def _walked(
        self, entries: tuple[PointsEntry, ...], member: str, moment: Moment, numbers: dict[str, str]
    ) -> tuple[StatementRow, ...]:
        """The statement's rows by the ledger's own walk."""
        reasons = {entry_id(row[0], row[1], row[2]): row[3] for row in self.look.all(_REASONS, member)}
        return tuple(
            StatementRow(
                at=line.at,
                business_on=line.business_on,
                kind=line.kind,
                points_milli=line.points_milli,
                balance_milli=line.balance_milli,
                receipt=(numbers.get(line.receipt) or self._number(line.receipt)) if line.receipt else "",
                last_valid_on=line.last_valid_on,
                reason=reasons.get(line.entry, ""),
            )
            for line in statement(entries, _FIRST_DAY, moment.business_on).lines
        )

    def entries(self, member: str) -> dict[str, tuple[PointsEntry, ...]]:
        """All entries of a member by program, those of published lists included."""
        return entries_of(self.look, member)

    def _lots(self, member: str, moment: Moment, programs: dict[str, Program]) -> dict[str, tuple[Lot, ...]]:
        found = {}
        slow: dict[str, tuple[PointsEntry, ...]] | None = None
        for id_, rows in rows_of(self.look, member) if member else ():
            months = _inactive_months(programs.get(id_))
            quick = InLine(rows, moment.at)
            if quick.simple and not months:
                lots = quick.open_lots(moment.business_on)
            else:
                slow = self.entries(member) if slow is None else slow
                entries = slow.get(id_, ())
                lots = lots_as_of(entries, moment.at, moment.business_on, inactive_months=months)
            if lots:
                found[id_] = lots
        return found

    def _tiers(self, programs: dict[str, Program], member: str, spent_minor: int, today: dt.date) -> dict[str, str]:
        """The tier held in each programme that has tiers; up at once, today's sales counted."""
        found = {}
        for id_, program in programs.items():
            if program.kind != "tier":
                continue
            if program.tiering is None:
                step = tier_of(program, spent_minor)
            else:
                days = self.tier_days(member, program.tiering)
                step = tier_held(program, [day for day in days if day.on <= today], today)
            if step is not None:
                found[id_] = step.name
        return found

    def tier_days(self, member: str, options: TierOptions) -> list[DayAmount]:
        """What counts towards a member's tier, day by day."""
        days = self.days_of(member, options.points_of)
        return [DayAmount(day.on, counted(day, options)) for day in days]

    def _programs(self, moment: Moment) -> dict[str, Program]:
        """The programs in force, by id."""
        return self.look.memory.programs(self.look.all(PROGRAMS_AT, moment.at))

    def _uses(self, member: str, day: dt.date) -> dict[str, Uses]:
        theirs = {row[0]: row for row in self.look.all(_USES, day.isoformat(), member)} if member else {}
        found = {}
        for program, uses, given in self.look.all(_TOTALS):
            _, by_member, today = theirs.get(program, ("", 0, 0))
            found[program] = Uses(uses, by_member, today, given)
        return found

    def _number(self, sale: str) -> str:
        row = self.look.one(_NUMBERS, sale)
        return receipt_number(*row) if row else ""


def _inactive_months(program: Program | None) -> int:
    return program.points.expiry.inactive_months if program and program.points else 0


def _digits(program: Program | None) -> int:
    return program.points.digits if program and program.points else 0
