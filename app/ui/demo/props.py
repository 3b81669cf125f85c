"""What the demo needs from the shop it is played in: goods to scan, members to serve, a number to join with."""

from __future__ import annotations

from dataclasses import dataclass

from app.ledger.lots import usable_milli
from app.values.clock import Instant
from app.workflows.ports import Reads
from app.workflows.rows import ProductRow
from app.workflows.shop_now import ShopNow, moment_of

ENOUGH_POINTS_MILLI = 500_000
PAGE = 400


@dataclass(frozen=True, slots=True)
class Props:
    """Everything the script scans and types.

    Attributes:
        pieces: Barcodes of goods sold by the piece; `weighed` the article number of one sold by weight.
        offered: A barcode that an offer concerns when it is bought three times.
        regular: Card of a member with points; `late` another member's; `ending` the end of a phone.
        name: Somebody's name with a slip of the finger in it.
        newcomer: A phone number nobody has yet.
    """

    pieces: tuple[str, ...]
    offered: str
    weighed: str
    word: str
    regular: str
    regular_id: str
    late: str
    ending: str
    name: str
    newcomer: str


def find_props(reads: Reads, shop: ShopNow, at: Instant) -> Props:
    """Choose them from the books, the same way every time."""
    goods = reads.product_page("", PAGE)
    pieces = [row for row in goods if row.goods.unit == "pc" and row.goods.barcode]
    weighed = next((row for row in goods if row.goods.unit == "kg"), pieces[0])
    cards, regular, ending, name = _members(reads, shop, at)
    return Props(
        pieces=tuple(row.goods.barcode for row in _spread(pieces)),
        offered=_offered(pieces, shop).goods.barcode,
        weighed=weighed.goods.barcode or weighed.goods.sku,
        word=pieces[0].goods.name.split()[0][:5].lower(),
        regular=cards[0],
        regular_id=regular,
        late=cards[1],
        ending=ending,
        name=name,
        newcomer=_newcomer(reads, shop.settings.country),
    )


def _spread(pieces: list[ProductRow]) -> list[ProductRow]:
    """Eight goods from all over the price list."""
    step = max(1, len(pieces) // 8)
    return pieces[::step][:8]


def _offered(pieces: list[ProductRow], shop: ShopNow) -> ProductRow:
    """A product that some offer names."""
    named = {sku for program in shop.published for rule in program.rules for sku in rule.products.skus}
    return next((row for row in pieces if row.goods.sku in named), pieces[0])


def _members(reads: Reads, shop: ShopNow, at: Instant) -> tuple[tuple[str, str], str, str, str]:
    """Two cards (the first with most points), the first one's id, the end of a phone, and a misspelt name."""
    moment = moment_of(shop, at)
    rows = [row for row in reads.member_page("", PAGE) if row.card and row.card_status == "active"]

    def points(member: str) -> int:
        lots = reads.standing(member, moment).lots.values()
        return max((usable_milli(each, moment.at, moment.business_on) for each in lots), default=0)

    ranked = sorted(rows[:120], key=lambda row: (-min(points(row.id), ENOUGH_POINTS_MILLI * 3), row.id))
    first, second, third = (*ranked, ranked[0], ranked[0])[:3]
    ending = third.masked_phone[-4:]
    view = reads.member(second.id)
    name = view.person.name if view and view.person else "Anna"
    return (first.card, second.card), first.id, ending, _slip(name)


def _slip(name: str) -> str:
    """Two letters of the last word changed places."""
    word = name.rsplit(maxsplit=1)[-1]
    middle = len(word) // 2
    return word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :] if len(word) > 4 else word


def _newcomer(reads: Reads, country: str) -> str:
    """A mobile number of the country that nobody has yet."""
    import phonenumbers

    example = phonenumbers.example_number_for_type(country, phonenumbers.PhoneNumberType.MOBILE)
    number = example if example is not None else phonenumbers.parse("+31612345678")
    national = number.national_number or 0
    for further in range(1000):
        candidate = phonenumbers.PhoneNumber(number.country_code, national + further)
        text = phonenumbers.format_number(candidate, phonenumbers.PhoneNumberFormat.E164)
        if phonenumbers.is_valid_number(candidate) and reads.member_by_phone(text) is None:
            return text
    return ""
