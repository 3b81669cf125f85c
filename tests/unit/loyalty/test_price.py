"""What pricing decides: codes, claims, proof, limits, combination, reductions by hand, notices and reasons why."""

from decimal import Decimal

import msgspec
import pytest

from app.loyalty.compile import compile_programs
from app.loyalty.price import price
from app.loyalty.standing import Standing, StoredValue, Uses
from app.sales.basket import ManualReduction, StoredIntent
from tests.unit.loyalty.shop import (
    FRIDAY,
    NEUTRAL,
    NOW,
    SHOP,
    VAT,
    ask,
    basket,
    code,
    goods,
    holding,
    line,
    off,
    offer,
    points_program,
    program,
    quote,
)  # fmt: skip

A, B = goods("a", 1000), goods("b", 500)
TEN = {"id": "r", "type": "percent_off", "percent": "10"}


def notices(found):
    return [(notice.code, notice.about) for notice in found.notices]


def member(*rows, **terms):
    return basket(*(rows or ((A, "2"),)), member="m1", proof=terms.pop("proof", "card"), **terms)


# ---- codes


def coupon(**terms):
    return program(**{"id": "summer", "kind": "coupon", "trigger": "code", "code": "SUMMER", "rewards": [TEN], **terms})


@pytest.mark.parametrize("typed", ["SUMMER", "summer", "sum mer", "SUMMЕR"])
def test_a_code_acts_however_it_was_typed(typed):
    assert quote(basket((A, "1"), asked=[code(typed)]), coupon()).discount_minor == 100


def test_without_its_code_a_coupon_does_not_act():
    assert quote(basket((A, "1")), coupon()).discount_minor == 0


def test_a_code_nobody_knows_is_said_and_a_second_time_ignored():
    found = quote(basket((A, "1"), asked=[code("NOPE"), code("nope")]), coupon())
    assert notices(found) == [("code.unknown", "NOPE")]


def test_a_thousand_codes_in_a_row():
    found = quote(basket((A, "1"), asked=[code(f"C{n}") for n in range(1000)]), coupon())
    assert len(found.notices) == 1000


def test_a_code_whose_conditions_do_not_hold_says_why_and_comes_back():
    needs = coupon(rules=[{"conditions": [{"type": "min_amount", "amount_minor": 1500}]}])
    assert notices(quote(basket((A, "1"), asked=[code("summer")]), needs)) == [("amount.short", "summer")]
    assert quote(basket((A, "2"), asked=[code("summer")]), needs).discount_minor == 200


def test_a_coupon_that_is_held_acts_once_it_is_entered():
    later = program(id="next", kind="next_order", applies="future", rewards=[TEN],
                    rules=[{"conditions": [{"type": "min_quantity", "quantity_milli": 2000}]}])  # fmt: skip
    held = Standing(coupons={"N-17": "next"})
    assert quote(basket((A, "1"), asked=[code("n17")]), later, standing=held).discount_minor == 100
    assert quote(basket((A, "1")), later, standing=held).discount_minor == 0
    assert quote(basket((A, "2")), later).issues == ("next",)
    assert quote(basket((A, "1")), later).issues == ()


def test_a_held_coupon_keeps_its_limits_and_can_be_switched_off():
    later = program(id="next", kind="next_order", applies="future", rewards=[TEN], limits={"total": 1})
    used = Standing(coupons={"N17": "next"}, uses={"next": Uses(in_all=1)})
    assert notices(quote(basket((A, "1"), asked=[code("N17")]), later, standing=used)) == [("limit.total", "N17")]
    held = Standing(coupons={"N17": "next"})
    dropped = basket((A, "1"), asked=[code("N17")], refused=["next/r"])
    assert quote(dropped, later, standing=held).discount_minor == 0


def test_a_coupon_of_a_programme_that_acts_now_asks_its_rules():
    card = program(id="card", kind="coupon", trigger="code", per_card=True, rewards=[TEN],
                   rules=[{"conditions": [{"type": "min_amount", "amount_minor": 9999}]}])  # fmt: skip
    found = quote(basket((A, "1"), asked=[code("C1")]), card, standing=Standing(coupons={"C1": "card"}))
    assert notices(found) == [("amount.short", "C1")]


# ---- rewards for points


def test_points_act_only_when_asked_for():
    assert quote(member(), points_program(), standing=holding(500)).discount_minor == 0
    assert quote(member(asked=[ask()]), points_program(), standing=holding(500)).discount_minor == 500


@pytest.mark.parametrize(
    ("times", "points", "wanted"), [(1, 500, 1), (2, 500, 2), (0, 500, 4), (0, 250, 2), (0, 9999, 4)]
)
def test_as_often_as_asked_for_and_useful(times, points, wanted):
    found = quote(member(asked=[ask(times=times)]), points_program(), standing=holding(points))
    (change,) = found.points
    assert (found.discount_minor, change.spent_milli, change.before_milli) == (
        500 * wanted, 100_000 * wanted, points * 1000)  # fmt: skip


def test_points_to_spend_may_be_named():
    found = quote(member(asked=[ask(points_milli=250_000)]), points_program(), standing=holding(500))
    assert found.points[0].spent_milli == 200_000


@pytest.mark.parametrize(("what", "standing", "code_"), [
    ({"asked": [ask()]}, holding(99), "points.short"),
    ({"asked": [ask(times=3)]}, holding(200), "points.short"),
    ({"asked": [ask()]}, holding(500, allowance_milli={"points": 50_000}), "points.allowance"),
    ({"asked": [ask()], "proof": "phone"}, holding(500, proof="phone"), "proof.card"),
    ({"asked": [ask("gone")]}, holding(500), "reward.unknown"),
    ({"asked": [ask("five", "gone")]}, holding(500), "reward.unknown"),
])  # fmt: skip
def test_what_cannot_be_given_is_said_and_costs_nothing(what, standing, code_):
    found = quote(member(**what), points_program(), standing=standing)
    assert [notice.code for notice in found.notices] == [code_]
    assert (found.discount_minor, found.points[0].spent_milli) == (0, 0)


def test_a_reward_that_would_waste_points_is_kept_for_later():
    small = member((goods("s", 300), "1"), asked=[ask()])
    assert notices(quote(small, points_program(), standing=holding(500))) == [("reward.waste", "points/five")]
    none = member((goods("s", 300), "1"), asked=[ask(times=0)])
    assert notices(quote(none, points_program(), standing=holding(500))) == [("reward.nothing", "points/five")]
    allowed = msgspec.structs.replace(SHOP, spend_waste="allow")
    assert quote(small, points_program(), standing=holding(500), policies=allowed).total_minor == 0


@pytest.mark.parametrize(("proof", "shown", "points", "gives"), [
    ("none", "none", 100, True), ("none", "phone", 100, True), ("card", "phone", 100, False),
    ("card", "card", 100, True), ("manager", "card", 100, False), ("manager", "manager", 100, True),
])  # fmt: skip
def test_what_spending_asks_for(proof, shown, points, gives):
    found = quote(member(asked=[ask()], proof=shown), points_program(proof=proof),
                  standing=holding(points, proof=shown))  # fmt: skip
    assert bool(found.discount_minor) is gives
    assert found.points[0].earned_milli > 0


def test_a_manager_is_needed_above_so_many_points():
    above = points_program(proof="manager", proof_above_milli=100_000)
    assert quote(member(asked=[ask()]), above, standing=holding(500)).discount_minor == 500
    assert notices(quote(member(asked=[ask(times=2)]), above, standing=holding(500))) == [
        ("proof.manager", "points/five")]  # fmt: skip


def test_replays_ask_for_no_proof():
    free = msgspec.structs.replace(SHOP, proof_required=False)
    found = quote(
        member(asked=[ask()], proof="none"), points_program(), standing=holding(100, proof="none"), policies=free
    )
    assert found.discount_minor == 500


def test_a_claim_without_cost_asks_its_rules():
    gift = program(id="g", trigger="claim", rewards=[TEN],
                   rules=[{"conditions": [{"type": "min_quantity", "quantity_milli": 2000}]}])  # fmt: skip
    assert quote(basket((A, "2"), asked=[ask("r", "g", times=0)]), gift).discount_minor == 200
    assert notices(quote(basket((A, "1"), asked=[ask("r", "g")]), gift)) == [("quantity.short", "g/r")]


def test_limits_bound_how_often_a_reward_is_given():
    once = points_program(limits={"per_receipt": 1})
    assert quote(member(asked=[ask(times=0)]), once, standing=holding(500)).discount_minor == 500
    assert quote(member(asked=[ask(times=3)]), once, standing=holding(500)).discount_minor == 500


def test_points_of_this_sale_may_be_spent_in_it_where_the_shop_says_so():
    at_once = msgspec.structs.replace(NEUTRAL, same_sale_points="spendable")
    cheap = points_program(rewards=[{"id": "five", "type": "amount_off", "cost_milli": 5000, "value_minor": 500}])
    assert quote(member(asked=[ask()]), cheap, policies=NEUTRAL).discount_minor == 0
    assert quote(member(asked=[ask()]), cheap, policies=at_once).discount_minor == 500


# ---- limits and switching off


@pytest.mark.parametrize(("limits", "uses", "acts"), [
    ({"per_member": 2}, Uses(by_member=1), True), ({"per_member": 2}, Uses(by_member=2), False),
    ({"per_member_day": 1}, Uses(by_member_today=1), False), ({"total": 5}, Uses(in_all=5), False),
    ({"total": 5, "used_before": 5}, Uses(), False), ({"budget_minor": 100}, Uses(given_minor=100), False),
])  # fmt: skip
def test_limits(limits, uses, acts):
    found = quote(basket((A, "1")), program(id="p", rewards=[TEN], limits=limits), standing=Standing(uses={"p": uses}))
    assert bool(found.discount_minor) is acts


@pytest.mark.parametrize("policies", [SHOP, NEUTRAL], ids=["best", "in order"])
def test_a_budget_is_never_overdrawn(policies):
    tight = program(id="p", rewards=[{**TEN, "scope": "lines"}], limits={"budget_minor": 130})
    found = quote(
        basket((A, "1"), (B, "1")), tight, standing=Standing(uses={"p": Uses(given_minor=30)}), policies=policies
    )
    assert found.discount_minor == 100
    free = offer("free_units", kind="buy_x_get_y", limits={"budget_minor": 700}, quantity=2)
    assert quote(basket((B, "2")), free, policies=policies).discount_minor == 700


@pytest.mark.parametrize("refused", ["p", "p/r"])
def test_the_cashier_switches_an_offer_or_a_reward_off(refused):
    assert quote(basket((A, "1"), refused=[refused]), program(id="p", rewards=[TEN])).discount_minor == 0
    asked = basket((A, "1"), member="m1", asked=[ask()], refused=["points/five"], proof="card")
    assert quote(asked, points_program(), standing=holding(500)).discount_minor == 0


def test_a_programme_that_is_switched_off():
    assert quote(basket((A, "1")), program(id="p", rewards=[TEN], enabled=False)).discount_minor == 0
    off_points = points_program(enabled=False)
    assert notices(quote(member(asked=[ask()]), off_points, standing=holding(500))) == [
        ("program.disabled", "points/five")]  # fmt: skip


# ---- combination


def test_of_two_receipt_offers_the_better_acts_and_the_quote_says_why():
    five = offer("amount_off", value_minor=500, id="five")
    found = quote(basket((goods("x", 3660), "1")), five, program(id="ten", rewards=[TEN]))
    assert [use.program for use in found.uses] == ["five"]
    assert [why.english() for why in found.why] == [
        "kept 5.00 EUR off: saves 5.00 EUR; 10 % off would save 3.66 EUR"]  # fmt: skip


def test_receipt_offers_that_name_each_other_stand_together():
    five = offer("amount_off", value_minor=500, id="five", combination={"combines_with": ["ten"]})
    ten = program(id="ten", rewards=[TEN], combination={"combines_with": ["*"]})
    other = program(id="other", rewards=[{**TEN, "percent": "12"}])
    found = quote(basket((goods("x", 5000), "1")), five, ten, other)
    assert ([use.program for use in found.uses], found.discount_minor) == (["five", "ten"], 950)


def test_ties_go_to_priority_and_then_to_the_id():
    same = [program(id=name, rewards=[TEN], priority=rank) for name, rank in (("b", 0), ("a", 0), ("c", 1))]
    assert [use.program for use in quote(basket((A, "1")), *same).uses] == ["c"]
    assert [use.program for use in quote(basket((A, "1")), *same[:2]).uses] == ["a"]


def test_an_exclusive_offer_acts_alone_if_it_is_the_best():
    alone = offer("percent_off", percent="15", id="alone", combination={"exclusive": True})
    small = offer("amount_off_each", value_minor=10, id="small")
    assert [use.program for use in quote(basket((A, "1")), alone, small).uses] == ["alone"]
    big = offer("amount_off_each", value_minor=400, id="big")
    assert [use.program for use in quote(basket((A, "1")), alone, small, big).uses] == ["big"]


@pytest.mark.parametrize("terms", [({"group": "g"}, {"group": "g"}), ({"not_with": ["two"]}, {})])
@pytest.mark.parametrize("policies", [SHOP, NEUTRAL], ids=["best", "in order"])
def test_of_a_group_one_acts(terms, policies):
    one = offer("amount_off_each", value_minor=10, id="one", combination=terms[0], products={"skus": ["a"]}, priority=1)
    two = offer("amount_off_each", value_minor=20, id="two", combination=terms[1], products={"skus": ["b"]})
    found = quote(basket((A, "1"), (B, "1")), one, two, policies=policies)
    assert len(found.uses) == 1
    assert found.discount_minor == (20 if policies is SHOP else 10)


def test_a_claim_bars_what_must_not_stand_beside_it():
    points = points_program(combination={"not_with": ["ten"]},
                            rewards=[{"id": "five", "type": "amount_off", "scope": "lines", "cost_milli": 100_000,
                                      "value_minor": 500}])  # fmt: skip
    found = quote(member(asked=[ask()]), points, program(id="ten", rewards=[TEN]), standing=holding(100))
    assert [use.program for use in found.uses] == ["points"]


def test_points_are_spent_on_what_free_offers_left():
    found = quote(
        member(asked=[ask(times=0)]), points_program(), program(id="ten", rewards=[TEN]), standing=holding(999)
    )
    assert [r.program for r in found.lines[0].reductions] == ["ten", "points"]
    assert found.total_minor == 1800 - 1500


def test_too_many_competing_offers_are_not_proven_but_never_worse_than_greedy():
    rows = [(goods(f"g{n}", 100 + 37 * n), "3") for n in range(6)]
    offers = [offer("percent_off", percent=str(10 + n), id=f"o{n}", scope="lines", max_units=1) for n in range(9)]
    found = quote(basket(*rows), *offers)
    assert not found.proven_best
    assert found.discount_minor >= max(quote(basket(*rows), one).discount_minor for one in offers)


def test_too_many_legal_sets_are_not_proven():
    offers = [offer("amount_off_each", value_minor=n + 1, id=f"o{n}", products={"skus": [f"g{n % 20}"]},
                    combination={"group": f"g{n // 2}"}) for n in range(24)]  # fmt: skip
    found = quote(basket(*[(goods(f"g{n}", 1000), "1") for n in range(20)]), *offers)
    assert not found.proven_best
    assert found.discount_minor > 0


def test_switched_to_all_receipt_offers_act():
    every = msgspec.structs.replace(SHOP, order_offers="all")
    two = [program(id="a", rewards=[TEN]), program(id="b", rewards=[TEN])]
    assert quote(basket((A, "1")), *two, policies=every).discount_minor == 190


# ---- in order


def test_in_order_by_priority_then_place_then_as_entered():
    programs = [coupon(), program(id="late", rewards=[TEN]), program(id="first", rewards=[TEN], priority=5)]
    found = quote(basket((A, "1"), asked=[code("summer")]), *programs, policies=NEUTRAL)
    assert [use.program for use in found.uses] == ["first", "late", "summer"]


@pytest.mark.parametrize(("policy", "wanted"), [("fixed_first", ["five", "ten"]), ("application", ["ten", "five"]),
                                                ("priority", ["ten", "five"])])  # fmt: skip
def test_in_the_order_the_shop_says(policy, wanted):
    policies = msgspec.structs.replace(NEUTRAL, reward_order=policy)
    five = offer("amount_off", value_minor=500, id="five")
    found = quote(basket((A, "1")), program(id="ten", rewards=[TEN]), five, policies=policies)
    assert [use.program for use in found.uses] == wanted


def test_only_the_best_percentage_of_the_receipt():
    best = msgspec.structs.replace(NEUTRAL, order_discounts="best_only")
    auto = program(id="auto", rewards=[TEN])
    found = quote(basket((A, "1"), asked=[code("summer")]), auto, coupon(), policies=best)
    assert (found.discount_minor, notices(found)) == (100, [("code.not_better", "SUMMER")])
    better = coupon(rewards=[{**TEN, "percent": "20"}])
    assert quote(basket((A, "1"), asked=[code("summer")]), auto, better, policies=best).discount_minor == 200


def test_an_exclusive_offer_in_order():
    alone = program(id="alone", rewards=[TEN], combination={"exclusive": True})
    found = quote(basket((A, "1")), offer("amount_off", value_minor=500, id="five"), alone, policies=NEUTRAL)
    assert found.discount_minor == 100


def test_the_best_offer_of_each_line():
    best = msgspec.structs.replace(NEUTRAL, best_per_line=True)
    line_offers = [offer("amount_off_line", value_minor=n, id=f"p{n}") for n in (500, 700, 200)]
    found = quote(basket((A, "1")), *line_offers, program(id="ten", rewards=[TEN]), policies=best)
    assert [use.program for use in found.uses] == ["p700", "ten"]


def test_a_code_that_earlier_offers_put_below_its_minimum_says_so():
    discounted = msgspec.structs.replace(NEUTRAL, threshold_basis="discounted")
    needs = coupon(rules=[{"conditions": [{"type": "min_amount", "amount_minor": 950}]}])
    auto = program(id="auto", rewards=[TEN], rules=[{"conditions": []}])
    found = quote(basket((A, "1"), asked=[code("summer")]), auto, needs, policies=discounted)
    assert (found.discount_minor, notices(found)) == (100, [("amount.short", "SUMMER")])


def test_claims_that_fail_in_order_are_said():
    found = quote(member(asked=[ask()]), points_program(), policies=NEUTRAL)
    assert notices(found) == [("points.short", "points/five")]


# ---- reductions by hand


@pytest.mark.parametrize(("kind", "value", "wanted"), [("percent", 10, 180), ("amount", 300, 300), ("price", 600, 600),
                                                       ("price", 2000, 0), ("amount", 9999, 1800)])  # fmt: skip
@pytest.mark.parametrize("policies", [SHOP, NEUTRAL], ids=["best", "in order"])
def test_a_line_reduced_by_hand_comes_after_its_offers(kind, value, wanted, policies):
    by_hand = ManualReduction(kind, Decimal(value), "why", "staff")
    ten = offer("percent_off", percent="10", scope="lines", id="ten")
    found = quote(basket(line(1, A, 2, reduction=by_hand)), ten, policies=policies)
    assert found.lines[0].discount_minor == 200 + wanted
    if wanted:
        assert found.lines[0].reductions[-1].lane == "manual"
        assert found.lines[0].reductions[-1].manual == by_hand


@pytest.mark.parametrize(
    ("kind", "value", "wanted"), [("percent", 10, 250), ("amount", 300, 300), ("amount", 9999, 2500)]
)
def test_a_receipt_reduced_by_hand_is_shared(kind, value, wanted):
    whole = ManualReduction(kind, Decimal(value), "why", "staff")
    found = quote(basket((A, "2"), (B, "1"), reduction=whole))
    assert found.discount_minor == wanted
    assert found.lines[0].reductions[0].manual == whole
    assert quote(basket(reduction=whole)).discount_minor == 0


def test_a_hand_may_go_below_a_floor_an_offer_may_not():
    floor = goods("f", 1000, min_price_minor=900)
    by_hand = ManualReduction("amount", Decimal(500), "why", "staff")
    limited = offer("percent_off", percent="50", scope="lines", max_units=1, id="half")
    found = quote(basket(line(1, floor, 2, reduction=by_hand)), limited)
    assert [r.amount_minor for r in found.lines[0].reductions] == [100, 500]


# ---- stored value


def stored(**terms):
    return Standing(member="m1", stored={"G1": StoredValue("gc", 500, **terms), "W1": StoredValue(
        "w", 9000, kind="store_credit", member="m2")})  # fmt: skip


@pytest.mark.parametrize(("intent", "terms", "due", "codes"), [
    (StoredIntent("G1"), {}, 1500, []), (StoredIntent("G1", 200), {}, 1800, []),
    (StoredIntent("G1", 600), {}, 2000, ["stored.short"]), (StoredIntent("X"), {}, 2000, ["stored.unknown"]),
    (StoredIntent("W1"), {}, 2000, ["stored.unknown"]),
    (StoredIntent("G1"), {"last_valid_on": FRIDAY}, 1500, []),
    (StoredIntent("G1"), {"last_valid_on": FRIDAY.replace(day=19)}, 2000, ["stored.ended"]),
])  # fmt: skip
def test_gift_cards_and_wallets_pay(intent, terms, due, codes):
    found = quote(member(asked=[intent]), standing=stored(**terms))
    assert (found.due_minor, found.total_minor) == (due, 2000)
    assert [notice.code for notice in found.notices] == codes


def test_a_card_beyond_what_is_due_pays_nothing():
    two = {"G1": StoredValue("gc", 5000), "G2": StoredValue("gc", 5000)}
    found = quote(member(asked=[StoredIntent("G1"), StoredIntent("G2")]), standing=Standing(stored=two))
    assert [(t.reference, t.amount_minor) for t in found.tenders] == [("G1", 2000)]


# ---- points of the quote


def test_lots_of_a_sale_have_their_activation_and_their_end():
    options = {"active_after_hours": 1, "active_after_days": 2, "expiry": {"after_days": 10, "yearly": ["03-31"]}}
    (change,) = quote(member(), points_program(points=options)).points
    assert change.active_from == NOW.at + 49 * 3_600_000
    assert change.last_valid_on == FRIDAY.replace(day=29)
    assert change.after_milli == 20_000


@pytest.mark.parametrize(("boost", "points"), [({"percent": 150}, 30_000), ({"percent": 155}, 31_000),
                                               ({"extra_milli": 500}, 20_500)])  # fmt: skip
def test_boosts(boost, points):
    more = program(id="boost", kind="points_boost", boost={"target": "points", **boost})
    assert quote(member(), points_program(), more).points[0].earned_milli == points


def test_boosts_that_do_not_hold():
    vip = program(id="boost", kind="points_boost", boost={"target": "points", "percent": 200},
                  audience={"segments_any": ["vip"]})  # fmt: skip
    rule = program(id="other", kind="points_boost", boost={"target": "points", "percent": 200},
                   rules=[{"conditions": [{"type": "min_amount", "amount_minor": 9999}]}])  # fmt: skip
    assert quote(member(), points_program(), vip, rule).points[0].earned_milli == 20_000


def test_a_points_programme_with_a_code_earns_after_it():
    coded = points_program(trigger="code", code="EARN")
    assert quote(member(), coded).points == ()
    assert quote(member(asked=[code("earn")]), coded).points[0].earned_milli == 20_000


def test_a_programme_that_gives_nothing_to_this_member_is_not_listed():
    assert quote(member(), points_program(audience={"segments_any": ["vip"]})).points == ()


def test_a_discount_line_with_its_own_rounded_tax():
    outside = msgspec.structs.replace(VAT, prices_include=False)
    separate = msgspec.structs.replace(NEUTRAL, discount_line_rounding="separate_line")
    what = basket((goods("a", 2503, taxes=("full",)), "1"), (goods("b", 999, taxes=("full",)), "1"), taxes=outside)
    found = quote(what, program(id="p", rewards=[TEN]), policies=separate)
    assert found.tax_minor == 501 + 200 - 70
    assert found.untaxed_minor + found.tax_minor == found.total_minor
    assert sum(row.tax_minor for row in found.taxes) == found.tax_minor


def test_absurd_baskets_are_priced():
    many = [(goods(f"g{n}", 100 + n % 7), "1") for n in range(2000)]
    found = quote(basket(*many), program(id="p", rewards=[TEN]), offer("free_units", every_units=3, kind="buy_x_get_y"))
    assert found.total_minor > 0
    huge = quote(basket((A, "10000000")), offer("percent_off", percent="33", scope="lines", max_units=7))
    assert huge.discount_minor == 2310
    assert quote(basket(line(1, A, "-2"))).total_minor == -2000
    assert quote(basket(line(1, A, "0"))).total_minor == 0


def test_a_quote_needs_no_programmes():
    assert price(basket((A, "1")), Standing(), compile_programs([], SHOP), SHOP, NOW).total_minor == 1000


def test_lines_keep_the_order_of_scanning():
    found = quote(basket((goods("z", 1), "1"), (goods("a", 1), "1")))
    assert [one.goods.sku for one in found.lines] == ["z", "a"]
    assert off(found) == {"z": 0, "a": 0}


def test_two_rewards_of_a_grouped_programme_act_together_in_order():
    both = program(id="p", combination={"group": "g"}, trigger="claim",
                   rewards=[{"id": "a", "type": "amount_off", "value_minor": 100},
                            {"id": "b", "type": "amount_off", "value_minor": 50}])  # fmt: skip
    what = basket((A, "1"), asked=[ask("a", "p"), ask("b", "p")])
    assert quote(what, both, policies=NEUTRAL).discount_minor == 150
    assert quote(what, both).discount_minor == 150


def test_points_on_cards_are_not_the_members():
    card = points_program(per_card=False)
    nobody = Standing(lots=holding(100).lots)
    assert quote(basket((A, "1")), card, standing=nobody).points == ()


def test_a_set_knows_its_programmes():
    compiled = compile_programs([points_program(), coupon()], SHOP)
    assert [one.id for one in compiled.programs] == ["points", "summer"]
    assert compiled.program("summer").code == "SUMMER"
    assert compiled.get("gone") is None


def test_a_large_knot_on_goods_that_take_nothing_more():
    rows = [(goods("a", 1000, min_price_minor=999), "2"), (goods("b", 3, discountable=False), "2")]
    offers = [offer("percent_off", percent=str(10 + n), id=f"o{n}", scope="lines", max_units=1) for n in range(7)]
    assert quote(basket(*rows), *offers).discount_minor == 2


def test_any_number_of_times_of_a_reward_with_steps():
    each_two = points_program(rewards=[{"id": "five", "type": "amount_off", "cost_milli": 1000, "value_minor": 100,
                                        "every_units": 2}])  # fmt: skip
    found = quote(member((A, "4"), asked=[ask(times=0)]), each_two, standing=holding(3))
    assert found.points[0].spent_milli <= 3000
    percent = points_program(
        rewards=[{"id": "five", **{k: v for k, v in TEN.items() if k != "id"}, "cost_milli": 1000}]
    )
    found = quote(member(asked=[ask(times=0)]), percent, standing=holding(30))
    assert (found.discount_minor, found.points[0].spent_milli) == (200, 1000)


def test_a_reward_worth_so_much_tax_included_is_given_as_often_as_it_fits():
    outside = msgspec.structs.replace(VAT, prices_include=False)
    gross = points_program(rewards=[{"id": "five", "type": "amount_off", "cost_milli": 100_000, "value_minor": 500,
                                     "gross": True}])  # fmt: skip
    what = basket((goods("a", 1000, taxes=("full",)), "1"), taxes=outside, member="m1", proof="card",
                  asked=[ask(times=0)])  # fmt: skip
    found = quote(what, gross, standing=holding(999))
    assert (found.total_minor, found.points[0].spent_milli) == (200, 200_000)


def test_a_reward_worth_nothing_is_nothing():
    nothing = points_program(rewards=[{"id": "five", "type": "amount_off", "cost_milli": 1000, "value_minor": 0}])
    assert notices(quote(member(asked=[ask(times=0)]), nothing, standing=holding(9))) == [
        ("reward.nothing", "points/five")]  # fmt: skip
