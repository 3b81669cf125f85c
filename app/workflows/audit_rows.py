"""Rows of the audit: each kind of fact that an owner looks into, said in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Literal

import msgspec

from app.facts.envelope import Fact
from app.facts.upcast import read_body
from app.sales.shift import ShiftEnd
from app.settings.options import declared_options
from app.settings.shop import ShopSettings
from app.values.money import Money
from app.values.words import Message, msg, plain
from app.workflows.audit_words import ACTION_WORDS, EXPORT_WORDS, REASONS
from app.workflows.ports import Reads

Kind = Literal[
    "approval", "override", "void", "sign_in", "drawer", "shift", "staff", "settings", "export", "print", "machine"
]
KINDS: tuple[Kind, ...] = (
    "approval", "override", "void", "sign_in", "drawer", "shift", "staff", "settings", "export", "print",
    "machine",
)  # fmt: skip


class AuditRow(msgspec.Struct, frozen=True):
    """One thing that happened.

    Attributes:
        staff: Who did it, by id; `approved_by` who allowed it. sale: The receipt concerned, by sale id.
        said: What happened, in words. fact: Id of the fact, by which the doctor and the hub know it too.
    """

    kind: Kind
    at: int
    business_on: dt.date
    till: int
    staff: str
    said: Message
    fact: str
    approved_by: str = ""
    sale: str = ""
    number: str = ""


class Teller:
    """Turns facts into rows; what stands in a body is said with today's words."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._currency = reads.shop_settings().currency
        self._names = {person.id: person.name for person in reads.staff()}
        self._number: dict[str, str] = {}

    def rows(self, fact: Fact) -> list[AuditRow]:
        """The rows of one fact; none for a sale without a reduction by hand."""
        return TELL[fact.kind](self, fact, read_body(fact))

    def money(self, minor: int) -> Money:
        """An amount of the shop."""
        return Money(minor, self._currency)

    def name(self, staff: str) -> str:
        """Somebody's name; their id where nobody knows it."""
        return self._names.get(staff) or staff or "-"

    def row(self, fact: Fact, said: Message, *, sale: str = "", approved_by: str = "") -> AuditRow:
        """A row of a fact."""
        return AuditRow(
            KIND_OF[fact.kind],
            fact.at,
            fact.business_on,
            fact.till,
            fact.staff,
            said,
            fact.id,
            approved_by,
            sale,
            self._numbered(sale),
        )

    def _numbered(self, sale: str) -> str:
        if not sale:
            return ""
        if sale not in self._number:
            found = self._reads.receipt(sale)
            self._number[sale] = found[0].number if found is not None else ""
        return self._number[sale]


def _approval(teller: Teller, fact: Fact, body: Any) -> list[AuditRow]:
    what = ACTION_WORDS.get(body.action, plain(body.action))
    badge = msg("{what}, allowed by {name} (badge)", what=what, name=teller.name(body.approved_by))
    pin = msg("{what}, allowed by {name} (PIN)", what=what, name=teller.name(body.approved_by))
    said = badge if body.how == "badge" else pin
    return [teller.row(fact, said, sale=body.about, approved_by=body.approved_by)]


def _sale(teller: Teller, fact: Fact, body: Any) -> list[AuditRow]:
    receipt, found = body.receipt, []
    whole = 0
    for line in receipt.lines:
        for each in line.reductions:
            if each.manual is None:
                continue
            if receipt.intents.reduction is not None and each.manual == receipt.intents.reduction:
                whole += each.amount_minor
                continue
            amount, reason = teller.money(each.amount_minor), REASONS.get(each.manual.reason, plain(each.manual.reason))
            said = msg("{amount} off {goods} by hand: {reason}", amount=amount, goods=line.goods.name, reason=reason)
            found.append(teller.row(fact, said, sale=receipt.sale, approved_by=each.manual.approved_by))
    wish = receipt.intents.reduction
    if whole and wish is not None:
        reason = REASONS.get(wish.reason, plain(wish.reason))
        said = msg("{amount} off the whole receipt by hand: {reason}", amount=teller.money(whole), reason=reason)
        found.append(teller.row(fact, said, sale=receipt.sale, approved_by=wish.approved_by))
    if receipt.incident:
        said = msg("Kept as shown although the member's points had changed meanwhile")
        found.append(teller.row(fact, said, sale=receipt.sale))
    return found


def _void(teller: Teller, fact: Fact, body: Any) -> list[AuditRow]:
    reason = REASONS.get(body.reason, plain(body.reason))
    said = msg("Receipt over {amount} cancelled: {reason}", amount=teller.money(body.total_minor), reason=reason)
    return [teller.row(fact, said, sale=body.sale, approved_by=body.approved_by)]


def _return(teller: Teller, fact: Fact, body: Any) -> list[AuditRow]:
    document = body.document
    amount = teller.money(document.refund_minor)
    said = msg("{amount} given back, {number}", amount=amount, number=document.number)
    if not document.sale:
        said = msg("{amount} given back without a receipt, {number}", amount=amount, number=document.number)
    return [teller.row(fact, said, sale=document.sale, approved_by=document.approved_by)]


def _correction(teller: Teller, fact: Fact, body: Any) -> list[AuditRow]:
    return [teller.row(fact, msg("Another tender than was typed"), sale=body.sale)]


def _granted(teller: Teller, fact: Fact, body: Any) -> list[AuditRow]:
    if body.kind != "goodwill":
        return []
    points = body.points_milli // 1000
    said = msg(
        "Points as a gift: {points}, {reason}", points=points, reason=REASONS.get(body.reason, plain(body.reason))
    )
    return [teller.row(fact, said, sale=body.sale, approved_by=body.approved_by)]


def _token(teller: Teller, fact: Fact, body: Any) -> list[AuditRow]:
    reason = REASONS.get(body.reason, plain(body.reason))
    said = msg("A coupon as a gift: {reason}", reason=reason)
    if body.token.kind != "coupon":
        amount = teller.money(body.token.amount_minor)
        said = msg("Store credit as a gift: {amount}, {reason}", amount=amount, reason=reason)
    return [teller.row(fact, said, sale=body.sale, approved_by=body.approved_by)]


def _sign_in(teller: Teller, fact: Fact, body: Any) -> list[AuditRow]:
    whose = msg("at the tile of {name}", name=teller.name(body.tile)) if body.tile else msg("without a tile")
    if body.how == "badge":
        return [teller.row(fact, msg("A badge that opens nothing"))]
    if body.purpose == "approval":
        return [teller.row(fact, msg("Wrong PIN for an approval, no. {n}", n=body.wrong))]
    return [teller.row(fact, msg("Wrong PIN {whose}, no. {n}", whose=whose, n=body.wrong))]


def _drawer(teller: Teller, fact: Fact, body: Any) -> list[AuditRow]:
    reason = _with_note(REASONS.get(body.reason, plain(body.reason)), body.note)
    said = msg("Drawer opened without a sale: {reason}", reason=reason)
    return [teller.row(fact, said, approved_by=body.approved_by)]


def _cash(teller: Teller, fact: Fact, body: Any) -> list[AuditRow]:
    amount, reason = teller.money(abs(body.amount_minor)), REASONS.get(body.reason, plain(body.reason))
    reason = _with_note(reason, body.note)
    put_in = msg("{amount} put in: {reason}", amount=amount, reason=reason)
    said = put_in if body.amount_minor > 0 else msg("{amount} taken out: {reason}", amount=amount, reason=reason)
    return [teller.row(fact, said, approved_by=body.approved_by)]


def _opened(teller: Teller, fact: Fact, body: Any) -> list[AuditRow]:
    return [teller.row(fact, msg("Shift opened with {amount}", amount=teller.money(body.float_minor)))]


def _counted(teller: Teller, fact: Fact, body: Any) -> list[AuditRow]:
    return [teller.row(fact, msg("Counted {amount}, count {n}", amount=teller.money(body.counted_minor), n=body.place))]


def _closed(teller: Teller, fact: Fact, body: Any) -> list[AuditRow]:
    end: ShiftEnd | None = body.end
    if end is None:
        return [teller.row(fact, msg("Shift closed"))]
    if end.difference_minor is None:
        return [teller.row(fact, msg("Shift closed, Z {number}, nobody counted", number=end.number))]
    amount = teller.money(end.difference_minor)
    return [teller.row(fact, msg("Shift closed, Z {number}, difference {amount}", number=end.number, amount=amount))]


def _staff(teller: Teller, fact: Fact, body: Any) -> list[AuditRow]:
    if not body.active:
        return [teller.row(fact, msg("{name} does not work here any more", name=body.name))]
    return [teller.row(fact, msg("{name} saved as {role}", name=body.name, role=_ROLES[body.role]))]


def _keys(teller: Teller, fact: Fact, _body: Any) -> list[AuditRow]:
    return [teller.row(fact, msg("Keys of the machine made anew; older PINs and badges open nothing"))]


def _settings(teller: Teller, fact: Fact, body: Any) -> list[AuditRow]:
    known = declared_options(ShopSettings)
    found = []
    for name, value in body.values.items():
        label = known[name].text if name in known else plain(name)
        shown = value if len(value) <= 60 else value[:59] + "…"
        found.append(teller.row(fact, msg("Setting “{label}” is now {value}", label=label, value=shown)))
    return found[:20]


def _program(teller: Teller, fact: Fact, body: Any) -> list[AuditRow]:
    return [teller.row(fact, msg("Programme {id} published, version {version}", id=body.id, version=body.version))]


def _export(teller: Teller, fact: Fact, body: Any) -> list[AuditRow]:
    return [
        teller.row(
            fact, msg("Exported: {what} ({rows})", what=EXPORT_WORDS.get(body.what, plain(body.what)), rows=body.rows)
        )
    ]


def _erased(teller: Teller, fact: Fact, body: Any) -> list[AuditRow]:
    return [teller.row(fact, msg("A member was forgotten, act {act}", act=body.act))]


def _printed(teller: Teller, fact: Fact, body: Any) -> list[AuditRow]:
    words = {
        "x_report": msg("X report {number} read", number=body.number),
        "z_copy": msg("Z report {number} printed again", number=body.number),
        "receipt_copy": msg("Receipt printed again"),
    }
    is_sale = body.document == "receipt_copy"
    return [teller.row(fact, words[body.document], sale=body.about if is_sale else "")]


def _discarded(teller: Teller, fact: Fact, body: Any) -> list[AuditRow]:
    amount, who = teller.money(body.total_minor), teller.name(body.held_by)
    return [teller.row(fact, msg("A sale of {amount} put aside by {name} was thrown away", amount=amount, name=who))]


def _machine(teller: Teller, fact: Fact, _body: Any) -> list[AuditRow]:
    return [teller.row(fact, _MACHINE[fact.kind])]


def _with_note(reason: Message, note: str) -> Message:
    return msg("{reason} ({note})", reason=reason, note=note) if note else reason


_ROLES: dict[str, Message] = {"cashier": msg("cashier"), "manager": msg("manager"), "owner": msg("owner")}
_MACHINE: dict[str, Message] = {
    "ShopRestored": msg("The shop was restored from a backup"),
    "ClockJumped": msg("The till's clock jumped"),
    "ClockTrusted": msg("The till's clock was trusted again"),
}
TELL: dict[str, Callable[[Teller, Fact, Any], list[AuditRow]]] = {
    "ApprovalGiven": _approval,
    "SaleCompleted": _sale,
    "PointsGranted": _granted,
    "TokenIssued": _token,
    "SaleVoided": _void,
    "GoodsReturned": _return,
    "TenderCorrected": _correction,
    "SignInFailed": _sign_in,
    "DrawerOpened": _drawer,
    "CashMoved": _cash,
    "ShiftOpened": _opened,
    "CashCounted": _counted,
    "ShiftClosed": _closed,
    "StaffSaved": _staff,
    "KeysRenewed": _keys,
    "ShopSettingsChanged": _settings,
    "ProgramPublished": _program,
    "DataExported": _export,
    "MemberErased": _erased,
    "DocumentPrinted": _printed,
    "HeldDiscarded": _discarded,
    **dict.fromkeys(_MACHINE, _machine),
}
KIND_OF: dict[str, Kind] = {
    "ApprovalGiven": "approval",
    "SaleCompleted": "override",
    "PointsGranted": "override",
    "TokenIssued": "override",
    "SaleVoided": "void",
    "GoodsReturned": "void",
    "TenderCorrected": "void",
    "SignInFailed": "sign_in",
    "DrawerOpened": "drawer",
    "CashMoved": "drawer",
    "ShiftOpened": "shift",
    "CashCounted": "shift",
    "ShiftClosed": "shift",
    "StaffSaved": "staff",
    "KeysRenewed": "machine",
    "ShopSettingsChanged": "settings",
    "ProgramPublished": "settings",
    "DataExported": "export",
    "MemberErased": "export",
    "DocumentPrinted": "print",
    "HeldDiscarded": "void",
    "ShopRestored": "machine",
    "ClockJumped": "machine",
    "ClockTrusted": "machine",
}
