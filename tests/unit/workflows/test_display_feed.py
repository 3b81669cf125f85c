"""The customer's display gets what a stranger may see, and nothing else."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.loyalty.standing import Standing
from app.sales.receipt import PointsChange
from app.values.folding import clean
from app.workflows.display_feed import (
    WHITELIST,
    DisplaySnapshot,
    Guest,
    Stage,
    done,
    idle,
    paused,
    paying,
    public_name,
    selling,
)
from app.workflows.ring_up import add, new_basket, quote_now
from tests.golden import samples
from tests.unit.workflows.conftest import GOODS

STAGE = Stage("Sunny Corner", "EUR", "en")
ANNA = "Anna Kuznetsova +31612344471"


@pytest.fixture
def sale(counter):
    """A basket with its quote, in which points would be earned."""
    shop = counter.acting().shop
    basket, _ = add(new_basket("s", shop, "basket", counter.clock.now()), GOODS[0], 2000)
    quote = quote_now(basket, shop, Standing(), counter.clock.now())
    points = (PointsChange("club", {"en": "Points"}, before_milli=740_000, earned_milli=31_000),)
    return basket, msgspec.structs.replace(quote, points=points)


def test_the_total_is_there_from_the_first_line(sale):
    basket, quote = sale
    shown = selling(STAGE, basket.with_unresolved("4600000000000"), quote)
    assert (shown.state, shown.total_minor, shown.unread) == ("selling", 2380, 1)
    assert [line.name for line in shown.lines] == ["Coffee beans 1 kg"]
    assert shown.greeting == ""
    assert shown.points == ()


def test_a_balance_is_shown_only_to_who_showed_a_card(sale):
    basket, quote = sale
    by_card = selling(STAGE, basket, quote, Guest(ANNA, "card"))
    assert (by_card.state, by_card.greeting) == ("identified", "Anna K.")
    assert [each.balance_milli for each in by_card.points] == [771_000]
    for proof in ("phone", "manager"):
        typed = selling(STAGE, basket, quote, Guest(ANNA, proof))
        assert (typed.greeting, typed.points) == ("Anna K.", ())
    assert selling(STAGE, basket, quote, Guest(ANNA, "none")).greeting == ""


def test_an_empty_basket_is_idle_or_a_greeting(sale):
    _, quote = sale
    basket = msgspec.structs.replace(sale[0], lines=())
    assert selling(STAGE, basket, quote).state == "idle"
    assert selling(STAGE, basket, quote, Guest(ANNA, "card")).state == "identified"


def test_paying_shows_what_is_left_and_the_change(sale):
    shown = selling(STAGE, *sale)
    assert paying(shown, 3165).change_minor == 0
    paid = paying(shown, 3165, 4000)
    assert (paid.state, paid.to_pay_minor, paid.given_minor, paid.change_minor) == ("paying", 3165, 4000, 835)
    assert paid.lines == shown.lines


def test_done_thanks_and_counts_todays_points():
    receipt = samples.english().receipt
    by_card, typed, nobody = (done(STAGE, receipt, Guest(ANNA, proof)) for proof in ("card", "phone", "none"))
    assert {each.state for each in (by_card, typed, nobody)} == {"done"}
    assert by_card.change_minor > 0
    assert by_card.points[0].balance_milli is not None
    assert typed.points[0].balance_milli is None
    assert typed.points[0].earned_milli > 0
    assert nobody.points == ()
    assert by_card.lines == ()


def test_nothing_private_is_ever_in_a_snapshot(sale):
    texts = [
        repr(selling(STAGE, *sale, Guest(ANNA, "card"))),
        repr(done(STAGE, samples.english().receipt, Guest(ANNA))),
    ]
    for text in (*texts, repr(idle(STAGE)), repr(paused(STAGE))):
        assert "Kuznetsova" not in text
        assert "12344471" not in text
        assert "barcode" not in text


# -- what may leave, field by field


def _structs(kind, seen):
    """Every struct that can be reached from the fields of one."""
    if kind in seen:
        return seen
    seen.add(kind)
    for field in msgspec.structs.fields(kind):
        for part in _parts(field.type):
            if isinstance(part, type) and issubclass(part, msgspec.Struct):
                _structs(part, seen)
    return seen


def _parts(kind):
    inner = getattr(kind, "__args__", ())
    return [kind] if not inner else [part for each in inner for part in _parts(each)]


def test_only_named_fields_can_reach_a_display():
    reached = _structs(DisplaySnapshot, set())
    assert {kind: frozenset(kind.__struct_fields__) for kind in reached} == WHITELIST


def test_a_field_that_nobody_named_is_seen_by_that_test():
    class Careless(msgspec.Struct, frozen=True):
        name: str
        cost_minor: int

    assert {Careless: frozenset(Careless.__struct_fields__)}.items() - WHITELIST.items()


@given(
    name=st.text(st.characters(codec="utf-8"), max_size=40),
    secret=st.sampled_from(["+31612344471", "anna@example.org", "2912345678906"]),
    place=st.sampled_from(["only", "before", "after"]),
    proof=st.sampled_from(["card", "phone", "manager", "none"]),
)
def test_whatever_is_typed_as_a_name_no_number_and_no_address_gets_out(name, secret, place, proof):
    typed = {"only": secret, "before": f"{secret} {name}", "after": f"{name} {secret}"}[place]
    shown = done(STAGE, samples.english().receipt, Guest(typed, proof))
    assert secret not in repr(shown)
    assert "@" not in shown.greeting
    assert sum(character.isdigit() for character in shown.greeting) <= 3


@given(first=st.sampled_from(["Anna", "Иван", "李"]), last=st.text(st.characters(categories=["L"]), min_size=2))
def test_of_a_family_name_one_letter_is_shown(first, last):
    assert public_name(f"{first} {last}") == f"{first} {clean(last)[0]}." if clean(last) else first


def test_what_the_shop_paid_for_goods_has_no_place_in_a_snapshot(sale):
    _, quote = sale
    secretive = msgspec.structs.replace(quote.lines[0].goods, min_price_minor=777)
    line = msgspec.structs.replace(quote.lines[0], goods=secretive)
    assert "777" not in repr(selling(STAGE, sale[0], msgspec.structs.replace(quote, lines=(line,))))


def test_goods_are_called_as_in_the_customers_language(sale):
    basket, quote = sale
    stage = Stage("Sunny Corner", "EUR", "ru", goods_names={"coffee": {"ru": "Кофе"}, "other": {"ru": "Не то"}})
    sku = quote.lines[0].goods.sku
    stage = msgspec.structs.replace(stage, goods_names={sku: {"ru": "Кофе"}})
    assert [line.name for line in selling(stage, basket, quote).lines] == ["Кофе"]


def test_the_next_reward_is_a_goal_for_who_showed_a_card():
    goals = {"club": ((2_000_000, {"en": "Mug"}), (1_000_000, {"en": "10.00 off"}), (500_000, {"en": "5.00 off"}))}
    receipt = samples.english().receipt
    program = receipt.points[0].program
    goals = {program: goals["club"]}
    shown = done(STAGE, receipt, Guest(ANNA, "card"), goals=goals)
    after = receipt.points[0].after_milli
    assert shown.points[0].goal.missing_milli == 1_000_000 - after
    assert done(STAGE, receipt, Guest(ANNA, "phone"), goals=goals).points[0].goal is None


def test_cash_that_is_rounded_stands_beside_what_is_due(sale):
    shown = paying(selling(STAGE, *sale), 3163, 4000, cash_minor=3165)
    assert (shown.to_pay_minor, shown.cash_minor, shown.change_minor) == (3163, 3165, 835)
    assert paying(shown, 3165, 0, cash_minor=3165).cash_minor == 0
