"""The two kinds of lists: how a row of each is read, what the shop has of it already, and how it is staged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Generic, Literal, Protocol, TypeVar

import msgspec

from app.people.member import PersonRecord
from app.values.errors import Refusal
from app.values.ids import named_id, new_salt
from app.values.words import msg
from app.workflows.acting import Acting
from app.workflows.imports.columns import MEMBER_COLUMNS, PRODUCT_COLUMNS, Wanted
from app.workflows.imports.figures import FigureReader
from app.workflows.imports.members import MemberCells, MemberReader, MemberTerms
from app.workflows.imports.problems import Findings
from app.workflows.imports.products import ProductReader, ProductTerms
from app.workflows.ports import ListStaging, MemberImportRow, Reads
from app.workflows.rows import ProductRow
from app.workflows.shop_now import ShopNow, calendar_day

Row = TypeVar("Row")
Place = Literal["new", "changed", "unchanged"]


class Answers(msgspec.Struct, frozen=True):
    """What the shopkeeper answered beforehand; empty where nothing was asked yet.

    Attributes:
        decimal: `,` or `.`.
        dates: `dmy`, `mdy` or `ymd`.
        tax: For rows that name none.
        program: Whose points the column `points` holds.
    """

    decimal: str = ""
    dates: str = ""
    tax: str = ""
    program: str = ""


class Kind(Protocol, Generic[Row]):
    """What differs between the kinds of lists."""

    wanted: Wanted

    def read(self, cells: Mapping[str, str], findings: Findings, reads: Reads) -> tuple[Row, Place] | None:
        """A row and what the shop has of it; None where `findings` keep it out."""
        ...

    def stage(self, lists: ListStaging, list_id: str, rows: Sequence[Row]) -> None: ...


class ProductKind:
    """Products of a price list."""

    wanted = PRODUCT_COLUMNS

    def __init__(self, shop: ShopNow, answers: Answers) -> None:
        self._terms = ProductTerms(shop.settings.currency, shop.digits, shop.taxes, _tax_id(shop, answers.tax))
        self._reader = ProductReader(self._terms, FigureReader(answers.decimal))

    def read(self, cells: Mapping[str, str], findings: Findings, reads: Reads) -> tuple[ProductRow, Place] | None:
        row = self._reader.read(cells, findings, reads.product)
        if row is None:
            return None
        code = row.goods.barcode
        other = reads.product_by_code(code) if code else None
        if other is not None and other.goods.sku != row.goods.sku:
            wrong = Refusal(
                "barcode.taken",
                msg("The barcode belongs to {name} ({sku}).", name=other.goods.name, sku=other.goods.sku),
            )
            findings.add("barcode", code, wrong)
            return None
        before = reads.product(row.goods.sku)
        return row, "new" if before is None else ("unchanged" if before == row else "changed")

    def stage(self, lists: ListStaging, list_id: str, rows: Sequence[ProductRow]) -> None:
        lists.stage_products(list_id, rows)


class MemberKind:
    """Members of a customers' file; somebody who is a member already stays as they are."""

    wanted = MEMBER_COLUMNS

    def __init__(self, acting: Acting, answers: Answers, digest: str) -> None:
        """`digest` stands for the file: with the line it makes a member's id, so that a file cannot come in twice."""
        self._shop = acting.shop
        self._program = answers.program
        self._digest = digest
        self._today = calendar_day(acting.shop.settings, acting.at)
        terms = MemberTerms(acting.shop.settings.country, self._today, answers.dates)
        self._reader = MemberReader(terms, FigureReader(answers.decimal))

    def read(self, cells: Mapping[str, str], findings: Findings, reads: Reads) -> tuple[MemberImportRow, Place] | None:
        read = self._reader.read(cells, findings)
        if read is None:
            return None
        member = named_id("member", self._digest, str(findings.line))
        known = _known(read, member, reads)
        if len(known) > 1:
            wrong = Refusal(
                "member.two",
                msg("The phone and the number belong to two different members. Look at both before changing them."),
            )
            findings.add("number", read.card or read.external, wrong)
            return None
        return self._import_row(member, read), "unchanged" if known else "new"

    def stage(self, lists: ListStaging, list_id: str, rows: Sequence[MemberImportRow]) -> None:
        lists.stage_members(list_id, rows)

    def _import_row(self, member: str, read: MemberCells) -> MemberImportRow:
        person = PersonRecord(
            salt=new_salt(),
            name=read.name,
            phone=read.phone,
            email=read.email,
            birthday=read.birthday,
            external=read.external,
        )
        points = {points_program(self._shop, self._program): read.points_milli} if read.points_milli else {}
        return MemberImportRow(member, person, self._today, read.card, points, read.consents)


def _known(read: MemberCells, member: str, reads: Reads) -> set[str]:
    """Members of the shop that this row may be."""
    found = set()
    if read.phone and (row := reads.member_by_phone(read.phone)):
        found.add(row.id)
    if read.card and (card := reads.card(read.card)):
        found.add(card.member)
    if read.external and (other := reads.find_member(read.external)):
        found.add(other)
    if reads.member(member):
        found.add(member)
    return found


def points_program(shop: ShopNow, told: str) -> str:
    """The program whose points are brought in: the one told, else the only one that collects points."""
    collecting = [program.id for program in shop.published if program.kind == "points"]
    if told in collecting:
        return told
    if told:
        raise Refusal("usage.program", msg("There is no points programme named {name} in force.", name=told))
    if len(collecting) != 1:
        raise Refusal(
            "import.program",
            msg(
                "The file has points, and the shop has {count} points programmes. Say whose points they are: "
                "--program ID, or publish a programme first. Nothing was read.",
                count=len(collecting),
            ),
        )
    return collecting[0]


def _tax_id(shop: ShopNow, told: str) -> str:
    ids = [tax.id for tax in shop.taxes.taxes]
    if told and told not in ids:
        raise Refusal(
            "usage.tax", msg("The shop has no tax {name}. It has: {taxes}.", name=told, taxes=", ".join(ids) or "-")
        )
    return told
