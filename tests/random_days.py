"""Random days at several tills: facts of every kind, with what lies beside them, from one seed.

The tills do not know of each other while they record, so their facts meet in any order; edits of the same
thing, by different tills, before and after its making, are frequent.
"""

import datetime as dt
import random

import msgspec

from app.facts.bodies import (
    SCHEMAS,
    Body,
    CardIssued,
    CardStatusChanged,
    CaseCleared,
    CaseFlagged,
    ConsentChanged,
    ConsentTextShown,
    DataExported,
    GoodsReturned,
    HeldDiscarded,
    ListPublished,
    MemberChanged,
    MemberEnrolled,
    MemberErased,
    MembersMerged,
    MembersParted,
    PointsGranted,
    ProductSaved,
    ProgramPublished,
    ReferralMade,
    SaleAttached,
    SaleCompleted,
    SaleVoided,
    ShiftClosed,
    ShiftOpened,
    ShopSettingsChanged,
    StaffSaved,
    TenderCorrected,
    TokenIssued,
    WarrantyRegistered,
    encode,
)
from app.facts.effects import Effect, effects
from app.facts.effects.lists import ListedMember, ListedProduct, batch_digest, batch_effects, encode_batch
from app.facts.envelope import GENESIS, Fact, next_hlc, sealed
from app.facts.machine import ClockJumped, ClockTrusted, ShopRestored
from app.facts.oversight import (
    ApprovalGiven,
    CashCounted,
    CashMoved,
    ChainSigned,
    DocumentPrinted,
    DrawerOpened,
    KeysRenewed,
    SignInFailed,
)
from app.people.member import PersonRecord
from app.sales.receipt import PointsChange, ProgramUse, Promise, Tender, Token
from app.sales.returned import PointsBack, ReturnDocument, ReturnedLine
from tests.samples import DAY, NOON, goods, person, receipt

PROGRAMS = ("club", "stamps")
MEMBERS = tuple(f"member-{n}" for n in range(5))
CODES = ("73-one", "73-two", "74-three")
CARDS = tuple(f"29000000000{n:02d}" for n in range(6))


class Happening(msgspec.Struct, frozen=True):
    """A fact with the private record and the list rows that travel with it."""

    fact: Fact
    body: Body
    person: PersonRecord | None = None
    batches: tuple[bytes, ...] = ()
    people: dict[bytes, PersonRecord] = {}

    def changes(self) -> list[Effect]:
        """All row changes that follow, the rows of a published list included."""
        found = list(effects(self.fact, self.body, self.person))
        if isinstance(self.body, ListPublished):
            for batch in self.batches:
                found += batch_effects(self.body.list, self.body.of, batch, self.people)
        return found


class _Till:
    """One till that records by itself."""

    def __init__(self, number: int, draw: random.Random) -> None:
        self.number = number
        self._draw = draw
        self._seq = 0
        self._prev = GENESIS
        self._hlc = 0
        self.sequence = 0
        self.merges: list[str] = []

    def record(self, body: Body, **beside: object) -> Happening:
        """Seal a fact at a clock that now and then jumps back."""
        self._seq += 1
        now = NOON + self._seq * 60_000 - (self._draw.random() < 0.1) * 3_600_000
        self._hlc = next_hlc(self._hlc, now)
        kind = type(body).__name__
        fact = sealed(
            Fact(
                id=f"{self._draw.getrandbits(96):024x}",
                kind=kind,
                schema=SCHEMAS[kind],
                shop="shop",
                till=self.number,
                epoch=1,
                seq=self._seq,
                prev=self._prev,
                hlc=self._hlc,
                at=now,
                business_on=DAY + dt.timedelta(self._draw.randrange(2)),
                staff="",
                body=encode(body),
            )
        )
        self._prev = fact.chain_hash
        return Happening(fact, body, **beside)


def random_day(seed: int, facts: int = 60) -> list[Happening]:
    """So many facts of two tills, in the order in which they were recorded."""
    draw = random.Random(seed)
    tills = [_Till(number, draw) for number in (1, 2)]
    makers = list(_MAKERS.values())
    return [draw.choice(makers)(draw.choice(tills), draw, number) for number in range(facts)]


def _settings(till: _Till, draw: random.Random, _: int) -> Happening:
    name = draw.choice(("name", "footer", "return_days"))
    return till.record(ShopSettingsChanged({name: str(draw.randrange(30)), "club": f'"{draw.randrange(9)}"'}))


def _staff(till: _Till, draw: random.Random, number: int) -> Happening:
    return till.record(StaffSaved(f"staff-{draw.randrange(2)}", f"Kim {number}", "cashier", active=draw.random() < 0.8))


def _product(till: _Till, draw: random.Random, number: int) -> Happening:
    product = goods(draw.randrange(4), price_minor=100 + number, barcode=draw.choice(("", "4006381333931")))
    return till.record(ProductSaved(product, {"ru": f"Кофе {number}"}, retired=draw.random() < 0.2))


def _enrolment(till: _Till, draw: random.Random, number: int) -> Happening:
    who = person(f"Name {number}", f"+3161234{draw.randrange(10_000):04d}", external=str(number))
    card = draw.choice(("", draw.choice(CARDS)))
    body = MemberEnrolled(
        draw.choice(MEMBERS), DAY, who.digest(), card, {"terms": True, "messages": draw.random() < 0.5}, "v1"
    )
    return till.record(body, person=who)


def _member_change(till: _Till, draw: random.Random, number: int) -> Happening:
    who = person(f"Changed {number}", f"+3161234{draw.randrange(10_000):04d}")
    # A record that was forgotten is missing beside its fact, on every till alike.
    kept = who if draw.random() < 0.8 else None
    changed = draw.choice(((), ("phone",), ("name", "email")))
    return till.record(MemberChanged(draw.choice(MEMBERS), who.digest(), changed), person=kept)


def _card(till: _Till, draw: random.Random, _: int) -> Happening:
    replaces = draw.choice(("", draw.choice(CARDS)))
    return till.record(CardIssued(draw.choice(MEMBERS), draw.choice(CARDS), replaces))


def _card_status(till: _Till, draw: random.Random, _: int) -> Happening:
    return till.record(CardStatusChanged(draw.choice(CARDS), draw.choice(("lost", "blocked", "active")), "said so"))


def _consent(till: _Till, draw: random.Random, _: int) -> Happening:
    purpose = draw.choice(("terms", "messages"))
    after = draw.choice(("", f"{draw.randrange(NOON << 16, (NOON << 16) + 10**9):016x}:x"))
    granted = draw.random() < 0.5
    body = ConsentChanged(draw.choice(MEMBERS), purpose, granted, "v2", "en", after=after if granted else "")
    return till.record(body)


def _consent_text(till: _Till, draw: random.Random, _: int) -> Happening:
    return till.record(ConsentTextShown(f"{draw.randrange(3):064x}", "messages", "en", "v2", "We may write to you."))


def _erasure(till: _Till, draw: random.Random, number: int) -> Happening:
    # Two of the five at most, so that a day still has people in it.
    return till.record(MemberErased(draw.choice(MEMBERS[3:]), f"A-{number}", counts={"records": number}))


def _export(till: _Till, draw: random.Random, number: int) -> Happening:
    return till.record(DataExported("member", draw.choice(MEMBERS), ("member.json",), (f"{number:064x}",), 1))


def _case(till: _Till, draw: random.Random, number: int) -> Happening:
    case, member = f"case-{draw.randrange(4)}", draw.choice(MEMBERS)
    return till.record(CaseFlagged(case, "F1", "staff-1", member, (f"sale-1-{number}",), {"count": number}))


def _verdict(till: _Till, draw: random.Random, _: int) -> Happening:
    return till.record(CaseCleared(f"case-{draw.randrange(4)}", draw.choice(("fine", "fraud")), "looked at it"))


def _program(till: _Till, draw: random.Random, number: int) -> Happening:
    version = draw.randrange(1, 4)
    return till.record(ProgramPublished(draw.choice(PROGRAMS), version, NOON + number, b'{"id":"%d"}' % number))


def _shift(till: _Till, draw: random.Random, number: int) -> Happening:
    shift = f"shift-{draw.randrange(3)}"
    if draw.random() < 0.5:
        return till.record(ShiftOpened(shift, DAY, number))
    return till.record(ShiftClosed(shift, number, number * 100, {"cash": number * 100}))


def _sale(till: _Till, draw: random.Random, number: int) -> Happening:
    till.sequence += 1
    member = draw.choice(("", draw.choice(MEMBERS)))
    made = receipt(
        f"sale-{till.number}-{number}",
        till.sequence,
        lines=draw.randrange(1, 4),
        member=member,
        till=till.number,
        points=tuple(
            PointsChange(
                p, {}, 0, draw.randrange(3) * 1000, draw.randrange(5) * 1000, remainder_minor=draw.randrange(99)
            )
            for p in PROGRAMS
        ),
        uses=tuple(ProgramUse(p, 1, {}, draw.randrange(1, 3), draw.randrange(500)) for p in PROGRAMS),
        tenders=(Tender("cash", 100), Tender("gift_card", 300, reference=draw.choice(CODES))),
        tokens=tuple(Token(code, "cards", "gift_card", 500) for code in CODES if draw.random() < 0.3),
    )
    warranty = Promise("warranty", DAY + dt.timedelta(number))
    lines = (msgspec.structs.replace(made.lines[0], promises=(warranty,)), *made.lines[1:])
    return till.record(SaleCompleted(msgspec.structs.replace(made, lines=lines)))


def _sale_of_some_till(draw: random.Random, number: int) -> str:
    return f"sale-{draw.choice((1, 2))}-{draw.randrange(number + 1)}"


def _points_back(draw: random.Random) -> tuple[PointsBack, ...]:
    return tuple(
        PointsBack(p, {}, 0, draw.randrange(3) * 1000, draw.randrange(3) * 1000, f"x/{p}/2", f"x/{p}/0", number)
        for number, p in enumerate(PROGRAMS)
    )


def _return(till: _Till, draw: random.Random, number: int) -> Happening:
    till.sequence += 1
    back = ReturnDocument(
        f"return-{till.number}-{number}", till.number, 1, till.sequence, "EUR",
        sale=_sale_of_some_till(draw, number), lines=(ReturnedLine("1", goods(1), 1000, 400),),
        value_minor=400, goods_minor=400, refund_minor=400, whole=draw.random() < 0.5,
        refunds=(Tender("gift_card", 300, reference=draw.choice(CODES)), Tender("cash", 100)),
        member=draw.choice(("", *MEMBERS)), points=_points_back(draw),
        coupons=(draw.choice(CODES),), revoked=(Token(draw.choice(CODES), "cards", "gift_card", 100),),
    )  # fmt: skip
    return till.record(GoodsReturned(back))


def _void(till: _Till, draw: random.Random, number: int) -> Happening:
    body = SaleVoided(
        _sale_of_some_till(draw, number), 400, (Tender("cash", 400),), draw.choice(("", *MEMBERS)), _points_back(draw),
        uses=(ProgramUse(PROGRAMS[0], 1, {}, 1, 100),), uses_on=DAY, reason="mistake",
    )  # fmt: skip
    return till.record(body)


def _correction(till: _Till, draw: random.Random, number: int) -> Happening:
    body = TenderCorrected(_sale_of_some_till(draw, number), (Tender("card", number),), 0, "typed wrongly")
    return till.record(body)


def _token(till: _Till, draw: random.Random, number: int) -> Happening:
    token = Token(draw.choice(CODES), "", "store_credit", number, DAY, member=draw.choice(MEMBERS), names={"en": "x"})
    return till.record(TokenIssued(token, "sorry"))


def _warranty(till: _Till, draw: random.Random, number: int) -> Happening:
    sale = _sale_of_some_till(draw, number)
    return till.record(WarrantyRegistered(sale, "1", "S-001", "warranty", DAY, f"SN{number}", draw.choice(MEMBERS)))


def _referral(till: _Till, draw: random.Random, _: int) -> Happening:
    return till.record(ReferralMade(draw.choice(MEMBERS), draw.choice(MEMBERS)))


def _merge(till: _Till, draw: random.Random, _: int) -> Happening:
    found = till.record(MembersMerged(*draw.sample(MEMBERS, 2)))
    till.merges.append(found.fact.id)
    return found


def _parting(till: _Till, draw: random.Random, number: int) -> Happening:
    """Of a merge made here, or of one that is not known."""
    return till.record(MembersParted(draw.choice([*till.merges, f"merge-{number}"])))


def _attachment(till: _Till, draw: random.Random, number: int) -> Happening:
    points = (PointsChange(PROGRAMS[0], {}, earned_milli=draw.randrange(1, 9) * 1000),)
    return till.record(
        SaleAttached(f"sale-{draw.choice((1, 2))}-{draw.randrange(number + 1)}", draw.choice(MEMBERS), points)
    )


def _grant(till: _Till, draw: random.Random, _: int) -> Happening:
    kind = draw.choice(("opening", "goodwill"))
    body = PointsGranted(draw.choice(MEMBERS), draw.choice(PROGRAMS), draw.randrange(1, 9) * 1000, "sorry", kind)
    return till.record(body)


def _list(till: _Till, draw: random.Random, number: int) -> Happening:
    if draw.random() < 0.5:
        batches = tuple(
            encode_batch([ListedProduct(goods(n, price_minor=number), {"en": "x"}) for n in range(first, first + 3)])
            for first in (0, 3)
        )
        body = ListPublished(f"list-{number}", "products", 6, tuple(map(batch_digest, batches)), "prices.csv")
        return till.record(body, batches=batches)
    who = person(f"Listed {number}", f"+3161234{draw.randrange(10_000):04d}")
    row = ListedMember(draw.choice(MEMBERS), DAY, who.digest(), draw.choice(CARDS), {"club": 5000}, {"terms": True})
    batch = encode_batch([row])
    body = ListPublished(f"list-{number}", "members", 1, (batch_digest(batch),), "members.csv")
    return till.record(body, batches=(batch,), people={who.digest(): who})


_MAKERS = {
    ShopSettingsChanged: _settings,
    StaffSaved: _staff,
    ProductSaved: _product,
    MemberEnrolled: _enrolment,
    MemberChanged: _member_change,
    CardIssued: _card,
    CardStatusChanged: _card_status,
    ConsentChanged: _consent,
    ConsentTextShown: _consent_text,
    MemberErased: _erasure,
    DataExported: _export,
    CaseFlagged: _case,
    CaseCleared: _verdict,
    ProgramPublished: _program,
    ShiftOpened: _shift,
    SaleCompleted: _sale,
    SaleAttached: _attachment,
    PointsGranted: _grant,
    ListPublished: _list,
    GoodsReturned: _return,
    SaleVoided: _void,
    TenderCorrected: _correction,
    TokenIssued: _token,
    WarrantyRegistered: _warranty,
    ReferralMade: _referral,
    HeldDiscarded: lambda till, _, number: till.record(HeldDiscarded(f"held-{number}", 2, number, "staff-1", NOON)),
    MembersMerged: _merge,
    MembersParted: _parting,
    ShopRestored: lambda till, _, number: till.record(ShopRestored(1, number, taken_over=number % 3)),
    ClockJumped: lambda till, _, number: till.record(ClockJumped("back", NOON, NOON - number)),
    ClockTrusted: lambda till, _, number: till.record(ClockTrusted(NOON + number, "person")),
    SignInFailed: lambda till, draw, _: till.record(SignInFailed("pin", wrong=draw.randrange(9))),
    ApprovalGiven: lambda till, draw, _: till.record(
        ApprovalGiven("return.late", "staff-1", draw.choice(("pin", "badge")))
    ),
    DrawerOpened: lambda till, _, number: till.record(DrawerOpened("change", f"bus {number}")),
    CashMoved: lambda till, draw, number: till.record(CashMoved(f"shift-{number}", draw.randrange(-500, 500), "bank")),
    CashCounted: lambda till, draw, number: till.record(CashCounted(f"shift-{number}", 1, 700, {500: 1, 100: 2})),
    DocumentPrinted: lambda till, _, number: till.record(DocumentPrinted("x_report", f"shift-{number}", number)),
    ChainSigned: lambda till, _, number: till.record(ChainSigned(number, b"h" * 32, b"k" * 32, b"s" * 64)),
    KeysRenewed: lambda till, _, number: till.record(KeysRenewed(f"{number:08x}")),
}
