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
from app.people.same_person import Carried, Met, still_carried
from app.sales.receipt import receipt_number
from app.storage.reads.entries import account_of
from app.storage.reads.members import MemberQueries
from app.storage.reads.shop import PROGRAMS_AT
from app.storage.reads.tokens import TokenQueries
from app.workflows.rows import PointsRow, Statement, StatementRow
from app.workflows.tier_now import counted

_REASONS = "SELECT stamp, program, place, reason FROM points_entries WHERE account @whom AND reason <> ''"
_TOTALS = "SELECT program, uses, given_minor FROM program_totals"
_USES = """
SELECT program, sum(uses), coalesce(sum(uses) FILTER (WHERE business_on = ?2), 0) FROM program_uses
WHERE member @whom GROUP BY program
"""
_REMAINDERS = "SELECT program, remainder_minor, member, stamp FROM points_remainders WHERE member @whom"
_ON_THE_STAFF = "SELECT 1 FROM staff WHERE member @whom AND active = 1"
_NUMBERS = """
SELECT sale, till, epoch, sequence FROM receipts
WHERE sale IN (SELECT sale FROM points_entries WHERE account @whom AND sale <> '')
"""
_FIRST_DAY = dt.date(1970, 1, 1)


class PointsQueries(MemberQueries, TokenQueries):
    """Fulfils the points' part of `ports.HistoryReads`."""

    def standing(self, member: str, moment: Moment) -> Standing:
        visits, spent, _ = self.visits(member)
        programs = self._programs(moment)
        person = self.person(member) if member else None
        return Standing(
            member=self.look.people.survivor(member),
            language=person.language if person else "",
            staff_member=bool(member and self.look.whose(_ON_THE_STAFF, member)),
            lots=self._lots(member, moment, programs),
            remainders_minor=self._remainders(member),
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
        programs, account = self._programs(moment), account_of(self.look, member)
        found = []
        for id_ in account.programs:
            program = programs.get(id_)
            months = _inactive_months(program)
            quick = account.in_line(self.look, id_, moment, months)
            if quick is not None:
                told = quick.statement(moment.business_on, account.numbers(self.look, id_))
            else:
                entries = account.entries(self.look).get(id_, ())
                told = self._walked(entries, member, moment, months)
            if told:
                found.append(Statement(id_, program.names if program else {}, 0, told, told[-1].balance_milli))
        return tuple(found)

    def _walked(
        self, entries: tuple[PointsEntry, ...], member: str, moment: Moment, inactive_months: int
    ) -> tuple[StatementRow, ...]:
        """The statement's rows by the ledger's own walk."""
        known = [entry for entry in entries if entry.at <= moment.at]
        joinings = self.look.people.joinings(member)
        told = statement(
            known, _FIRST_DAY, moment.business_on, inactive_months=inactive_months, joinings=joinings
        )  # fmt: skip
        reasons = {entry_id(row[0], row[1], row[2]): row[3] for row in self.look.whose(_REASONS, member)}
        numbers = self._numbers_of(member)
        return tuple(
            StatementRow(
                at=line.at,
                business_on=line.business_on,
                kind=line.kind,
                points_milli=line.points_milli,
                balance_milli=line.balance_milli,
                receipt=numbers.get(line.receipt, ""),
                last_valid_on=line.last_valid_on,
                active_from=line.active_from,
                reason=line.reason or (reasons.get(line.entry, "") if line.kind != "expire" else ""),
            )
            for line in told.lines
        )

    def entries(self, member: str) -> dict[str, tuple[PointsEntry, ...]]:
        """All entries of a member by program, those of published lists included."""
        return account_of(self.look, member).entries(self.look)

    def _lots(self, member: str, moment: Moment, programs: dict[str, Program]) -> dict[str, tuple[Lot, ...]]:
        found = {}
        account = account_of(self.look, member) if member else None
        for id_ in account.programs if account else ():
            assert account is not None
            months = _inactive_months(programs.get(id_))
            quick = account.in_line(self.look, id_, moment, months)
            lots = quick.open_lots(moment.business_on) if quick is not None else lots_as_of(
                account.entries(self.look).get(id_, ()), moment.at, moment.business_on, inactive_months=months,
                joinings=self.look.people.joinings(member),
            )  # fmt: skip
            if lots:
                found[id_] = lots
        return found

    def _remainders(self, member: str) -> dict[str, int]:
        """Money carried over to the next receipt, by program; of several ids each part once."""
        rows = self.look.whose(_REMAINDERS, member) if member else []
        if len(self.look.people.all_of(member)) == 1:
            return {row[0]: row[1] for row in rows if row[1]}
        merges = [Met(each.low, each.high, f"{each.hlc:016x}:{each.id}") for each in self.look.people.joinings(member)]
        found: dict[str, int] = {}
        for program in sorted({row[0] for row in rows}):
            carried = [Carried(row[2], row[1], row[3]) for row in rows if row[0] == program]
            found[program] = still_carried(carried, merges)
        return {program: minor for program, minor in found.items() if minor}

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
        theirs = {row[0]: row for row in self.look.whose(_USES, member, day.isoformat())} if member else {}
        found = {}
        for program, uses, given in self.look.all(_TOTALS):
            _, by_member, today = theirs.get(program, ("", 0, 0))
            found[program] = Uses(uses, by_member, today, given)
        return found

    def _numbers_of(self, member: str) -> dict[str, str]:
        """The receipt number of each sale that moved this member's points."""
        return {row[0]: receipt_number(*row[1:]) for row in self.look.whose(_NUMBERS, member)}


def _inactive_months(program: Program | None) -> int:
    return program.points.expiry.inactive_months if program and program.points else 0


def _digits(program: Program | None) -> int:
    return program.points.digits if program and program.points else 0
