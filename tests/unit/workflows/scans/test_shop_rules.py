"""The shop's own scan rules: what may stand in the table, and whose card a number is under it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.people.cards import new_card_number
from app.people.codes import new_code, receipt_code
from app.settings.shop import ShopSettings
from app.values.errors import Refusal
from app.workflows.look_up import MemberHit, ProductHit, UnboundCard, identify
from app.workflows.members import Joining, enrol_member, issue_card, set_card_status
from app.workflows.products import save_product
from app.workflows.scans.rules import DEFAULT_RULES
from app.workflows.scans.shop_rules import MOST_RULES, check_rules, other_card, reading_of
from app.workflows.settings import save_shop_settings
from tests.unit.workflows.test_scan_meaning import MARKED

PARTNER = "other_card length=16 prefix=6014 check=luhn name=Partner"
CARD = "6014350000000000"


def settings(*rules):
    return ShopSettings(scan_rules=(*DEFAULT_RULES, *rules))


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("other_card length=13", "scan_rule.overlap", "29 are ours"),
        ("other_card prefix=29 name=X", "scan_rule.wide", "nearly every number"),
        ("other_card prefix=291 name=X", "scan_rule.overlap", "29 are ours"),
        ("other_card prefix=2 length=13", "scan_rule.overlap", "29 are ours"),
        ("other_card prefix=72 length=16", "scan_rule.overlap", "72 are ours"),
        ("other_card prefix=750 length=20", "scan_rule.overlap", "75 are ours"),
        ("other_card length=100", "scan_rule.overlap", "71 are ours"),
        ("other_card", "scan_rule.wide", "nearly every number"),
        ("other_card length=4 prefix=12", "scan_rule.wide", "at least 5"),
        ("other_card prefix=ABC length=9", "scan_rule.overlap", "begins with digits"),
        ("weight 29.....{NNDDD}", "scan_rule.overlap", "members' cards"),
        ("weight 21....{NNDDD}", "scan_rule.unreadable", "12 in all"),
        ("nonsense", "scan_rule.unreadable", "nonsense"),
        ("goods", "scan_rule.twice", "twice"),
    ],
)
def test_a_rule_that_cannot_stand_is_refused_in_words(line, code, words):
    with pytest.raises(Refusal, match=words) as refused:
        check_rules((*DEFAULT_RULES, line))
    assert refused.value.code == code


def test_our_own_codes_stay_readable():
    with pytest.raises(Refusal, match="must stay"):
        check_rules(("card", "goods"))
    with pytest.raises(Refusal, match="are enough"):
        check_rules((*DEFAULT_RULES, *(f"other_card prefix=6014 length={n}" for n in range(5, MOST_RULES))))
    check_rules(())
    check_rules((*DEFAULT_RULES, PARTNER, "other_card prefix=70 length=16"))


@given(st.integers(0, 40), st.text("0123456789", max_size=6), st.sampled_from(["none", "luhn", "ean", "mod97"]))
def test_a_rule_that_may_stand_never_takes_a_code_of_ours(length, prefix, check):
    line = f"other_card length={length} prefix={prefix} check={check}"
    try:
        check_rules((line, *DEFAULT_RULES))
    except Refusal:
        return
    shop = ShopSettings(scan_rules=(line, *DEFAULT_RULES))
    own = [new_card_number(lambda _: False), receipt_code(2, 1, 481)]
    own += [new_code(kind) for kind in ("gift_card", "coupon", "badge")]
    assert all(other_card(code, shop) is None for code in own)
    assert all(reading_of(code, shop).kind != "other_card" for code in own)


def test_the_first_rule_wins():
    ean = "4600439931256"
    before = ShopSettings(scan_rules=("own", "card", "other_card prefix=4600 length=13 name=Before", "goods"))
    behind = settings("other_card prefix=4600 length=13 name=Behind")
    assert reading_of(ean, before).kind == "other_card"
    assert reading_of(ean, behind).kind == "goods"
    assert other_card(ean, behind).name == "Behind"


@pytest.fixture
def shop(counter):
    save_shop_settings(counter.books, settings(PARTNER), counter.acting())
    return counter


def look(shop, code):
    with shop.books.reads() as reads:
        return identify(code, reads, shop.acting().shop)


def test_a_partners_card_is_bound_and_finds_its_member(shop):
    found = look(shop, CARD)
    assert isinstance(found, UnboundCard)
    assert "Partner" in found.message.english()
    member = enrol_member(shop.books, Joining(phone="+31 6 12344471", name="Anna Kuz"), shop.acting())
    issue_card(shop.books, member.id, shop.acting(), number=CARD)
    hit = look(shop, CARD)
    assert isinstance(hit, MemberHit)
    assert (hit.row.id, hit.proof) == (member.id, "card")
    set_card_status(shop.books, CARD, "blocked", shop.acting())
    assert "blocked" in look(shop, CARD).message.english()


def test_a_partners_card_is_bound_once_and_never_a_strange_number(shop):
    member = enrol_member(shop.books, Joining(phone="+31 6 12344471", card=CARD), shop.acting())
    assert member.cards[0].number == CARD
    with pytest.raises(Refusal, match="already belongs"):
        issue_card(shop.books, member.id, shop.acting(), number=CARD)
    with pytest.raises(Refusal, match="not one of our card numbers"):
        issue_card(shop.books, member.id, shop.acting(), number="6014350000000001")


def test_goods_win_behind_and_lose_before(counter):
    save_product(counter.books, MARKED, {}, counter.acting())
    for rules, kind in (
        ((*DEFAULT_RULES, "other_card prefix=4600 length=13 name=P"), ProductHit),
        (("own", "card", "other_card prefix=4600 length=13 name=P", "goods"), UnboundCard),
    ):
        save_shop_settings(counter.books, ShopSettings(scan_rules=rules), counter.acting())
        assert isinstance(look(counter, MARKED.barcode), kind)
    member = enrol_member(counter.books, Joining(phone="+31 6 12344471"), counter.acting())
    with pytest.raises(Refusal, match="barcode of goods"):
        issue_card(counter.books, member.id, counter.acting(), number=MARKED.barcode)


def test_a_table_that_cannot_be_kept_changes_nothing(shop):
    with pytest.raises(Refusal, match="are ours"):
        save_shop_settings(shop.books, settings("other_card length=13"), shop.acting())
    assert PARTNER in shop.acting().shop.settings.scan_rules
