"""Whom an offer is for: every part that does not fit is a reason of its own."""

import datetime as dt

import pytest

from app.loyalty.audience import Audience, birthday_in
from app.loyalty.reasons import words_of
from app.loyalty.standing import Standing
from tests.unit.loyalty.judging import situation
from tests.unit.loyalty.shop import FRIDAY, NOW, basket, goods, offer, quote


def codes(audience, **standing):
    member = standing.pop("member", "m1")
    return [r.code for r in audience.reasons(situation(basket(), standing=Standing(member=member, **standing)))]


@pytest.mark.parametrize(("terms", "standing", "wanted"), [
    ({}, {"member": ""}, []),
    ({"who": "members"}, {"member": ""}, ["audience.members"]),
    ({"who": "members"}, {}, []),
    ({"who": "anonymous"}, {}, ["audience.anonymous"]),
    ({"tiers": {"club": ("Gold",)}}, {"tiers": {"club": "Silver"}}, ["audience.tier"]),
    ({"tiers": {"club": ("Gold",)}}, {"tiers": {"club": "Gold"}}, []),
    ({"segments_any": ("vip", "press")}, {"segments": frozenset({"press"})}, []),
    ({"segments_any": ("vip",)}, {}, ["audience.segment"]),
    ({"segments_none": ("vip",)}, {"segments": frozenset({"vip"})}, ["audience.not_segment"]),
    ({"staff": "excluded"}, {"staff_member": True}, ["audience.staff"]),
    ({"staff": "only"}, {}, ["audience.staff_only"]),
    ({"staff": "only"}, {"staff_member": True}, []),
    ({"purchase": 1}, {"visits": 0}, []),
    ({"purchase": 1}, {"visits": 1}, ["audience.purchase"]),
    ({"every_purchase": 5}, {"visits": 4}, []),
    ({"every_purchase": 5}, {"visits": 5}, ["audience.every_purchase"]),
    ({"birthday_before_days": 3}, {}, ["audience.birthday_unknown"]),
    ({"birthday_before_days": 3}, {"birthday": (3, 23)}, []),
    ({"birthday_before_days": 3}, {"birthday": (3, 24)}, ["audience.birthday"]),
    ({"birthday_after_days": 3}, {"birthday": (3, 17)}, []),
    ({"birthday_after_days": 3}, {"birthday": (3, 16)}, ["audience.birthday"]),
    ({"birthday_after_days": 90}, {"birthday": (12, 31)}, []),
    ({"joined_within_days": 7}, {"joined_on": FRIDAY - dt.timedelta(7)}, []),
    ({"joined_within_days": 7}, {"joined_on": FRIDAY - dt.timedelta(8)}, ["audience.joined"]),
    ({"joined_within_days": 7}, {}, ["audience.joined"]),
])  # fmt: skip
def test_who_fits(terms, standing, wanted):
    assert codes(Audience(**terms), **standing) == wanted


def test_all_reasons_are_told():
    audience = Audience(who="members", tiers={"club": ("Gold",)}, segments_any=("vip",), purchase=3)
    assert len(codes(audience, member="")) == 4


@pytest.mark.parametrize(("terms", "words"), [
    ({"tiers": {"club": ("Gold",)}}, "for Gold only"), ({"purchase": 3}, "on purchase 3 only: this is 1"),
    ({"every_purchase": 5}, "every 5 purchases: 4 to go"), ({"joined_within_days": 7}, "only within 7 days of joining"),
    ({"segments_any": ("vip",)}, "for vip only"), ({"birthday_before_days": 1}, "the birthday is not known"),
])  # fmt: skip
def test_the_reasons_have_words(terms, words):
    (reason,) = Audience(**terms).reasons(situation(basket(), standing=Standing(member="m1")))
    assert words_of(reason, "EUR").english() == words


def test_groups_left_out_are_named():
    (reason,) = Audience(segments_none=("vip",)).reasons(
        situation(basket(), standing=Standing(member="m", segments=frozenset({"vip"})))
    )
    assert words_of(reason, "EUR").english() == "not for vip"


def test_the_29th_of_february_is_kept_on_the_28th():
    assert birthday_in(2026, (2, 29)) == dt.date(2026, 2, 28)
    assert birthday_in(2028, (2, 29)) == dt.date(2028, 2, 29)


def test_a_rule_may_have_an_audience_of_its_own():
    program = offer("percent_off", percent="10", rules=[{"audience": {"segments_any": ["vip"]}}])
    what = basket((goods("a", 1000), "1"), member="m1")
    vip = Standing(member="m1", segments=frozenset({"vip"}))
    assert quote(what, program).discount_minor == 0
    assert quote(what, program, standing=vip, now=NOW).discount_minor == 100
