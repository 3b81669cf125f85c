"""Cases played step by step: what is refused, what is booked, what comes back."""

import pytest

from app.loyalty.cases import failures, is_unsupported, run_case

GOODS = [{"sku": "A", "price": "10.00", "taxes": []},
         {"sku": "B", "price": "4.00", "taxes": []},
         {"sku": "GC", "price": "20.00", "taxes": [], "kind": "gift_card", "program": "gc"},
         {"sku": "TOP", "price": "5.00", "taxes": [], "kind": "wallet_topup", "program": "w"}]  # fmt: skip
POINTS = {"id": "loy", "kind": "points", "trigger": "claim", "applies": "both",
          "rules": [{"earn": {"points": "1", "per": "money"}}],
          "rewards": [{"id": "five", "cost_points": "5", "type": "amount_off", "scope": "order", "value": "5.00"},
                      {"id": "pen", "cost_points": "1", "type": "free_units", "quantity": "1"}]}  # fmt: skip
GIFT = {"id": "gc", "kind": "gift_card", "trigger": "card", "applies": "both"}
WALLET = {"id": "w", "kind": "wallet", "trigger": "card", "applies": "both"}
NEXT = {"id": "nx", "kind": "next_order", "trigger": "automatic", "applies": "future", "rules": [{}],
        "rewards": [{"id": "r", "type": "percent_off", "scope": "order", "value": "10"}]}  # fmt: skip


def played(*steps, programs=(POINTS, GIFT, WALLET, NEXT), **terms):
    customer = {"id": "c1", "balances": {"loy": "20"}, "segments": ["vip"], "orders_completed": "0", "spent": "0"}
    case = {"id": "c", "currency": "EUR", "products": GOODS, "programs": list(programs), "customer": customer,
            "steps": list(steps), **terms}  # fmt: skip
    return run_case(case)


def refused(*steps, **terms):
    result = played(*steps, **terms)
    assert result["error"] is None
    return result["steps"][-1] and result["steps"][-1]["refused"]["code"]


A1, DONE, NEW = {"add": "A", "qty": "1"}, {"complete": True}, {"new_sale": True}


@pytest.mark.parametrize(("steps", "code"), [
    ([{"add": "Z", "qty": "1"}], "goods.unknown"), ([{"remove": "A"}], "line.unknown"),
    ([{"customer": "nobody"}], "member.unknown"), ([A1, {"remove_code": "X"}], "code.unknown"),
    ([A1, {"code": "X"}], "code.unknown"), ([A1, {"code": "@issued:nx:0"}], "code.unknown"),
    ([{"use_issued": "nx"}], "coupon.none"), ([A1, DONE, DONE], "sale.complete"), ([{"cancel": True}], "sale.unknown"),
    ([A1, DONE, {"refund": {"all": True, "sale": 2}}], "sale.unknown"),
    ([A1, DONE, {"refund": {"lines": [{"sku": "A", "qty": "2"}]}}], "refund.over"),
    ([A1, DONE, {"refund": {"amount": "10.01"}}], "refund.over"),
    ([A1, DONE, {"cancel": True}, {"refund": {"all": True}}], "refund.void"),
    ([A1, DONE, {"cancel": True}, {"cancel": True}], "cancel.again"),
    ([A1, {"redeem": "five", "program": "loy", "points": "100"}], "points.short"),
    ([A1, {"pay": {"card": "none"}}], "stored.unknown"),
])  # fmt: skip
def test_what_is_refused(steps, code):
    assert refused(*steps) == code


def test_a_refused_step_changes_nothing():
    assert played(A1, {"code": "X"})["actual"] == played(A1)["actual"]


def test_lines_join_unless_they_are_named_apart():
    result = played(A1, A1, {"add": "A", "qty": "1", "price": "8.00"}, {"add": "A", "qty": "1", "line": "x"})
    assert result["actual"]["unit_discounts"] == {"A": ["0.00"] * 4}
    assert played(A1, {"add": "A", "qty": "1", "line": "x"}, {"remove": "x"})["actual"]["total"] == "10.00"
    assert played(A1, {"add": "A", "qty": "1", "line": "x"}, {"set_qty": "A", "qty": "3"})["actual"]["total"] == "30.00"


def test_redeeming_in_all_ways():
    for how, spent in (({}, "5"), ({"times": "2"}, "10"), ({"times": "max"}, "20"), ({"points": "12"}, "10"),
                       ({"all_points": True}, "20")):  # fmt: skip
        result = played({"add": "A", "qty": "5"}, {"redeem": "five", "program": "loy", **how})
        assert float(result["actual"]["points_spent"]["loy"]) == float(spent)


def test_a_reward_that_was_dropped_stays_away_until_it_is_asked_for_again():
    steps = [A1, {"redeem": "five", "program": "loy"}, {"drop_reward": "five", "program": "loy"}]
    assert played(*steps)["actual"]["total"] == "10.00"
    assert played(*steps, {"redeem": "five", "program": "loy"})["actual"]["total"] == "5.00"


def test_a_code_entered_twice_counts_once():
    coupon = {"id": "k", "kind": "coupon", "trigger": "code", "code": "K", "applies": "current", "rules": [{}],
              "rewards": [{"id": "r", "cost_points": "0", "type": "percent_off", "value": "10"}]}  # fmt: skip
    result = played(A1, {"code": "K"}, {"code": "k"}, programs=[coupon])
    assert (result["actual"]["total"], result["steps"]) == ("9.00", [None] * 3)
    assert played(A1, {"code": "K"}, {"remove_code": "k"}, programs=[coupon])["actual"]["total"] == "10.00"


def test_a_coupon_is_issued_used_once_and_comes_back_when_its_sale_is_void():
    first = [A1, DONE, NEW, A1, {"use_issued": "nx"}]
    assert played(*first)["actual"]["total"] == "9.00"
    assert refused(*first, DONE, NEW, A1, {"code": "@issued:nx:0"}) == "code.unknown"
    assert refused(*first, DONE, {"cancel": True}, NEW, A1, {"code": "@issued:nx:0"}) is None
    assert refused(A1, DONE, {"cancel": True}, NEW, {"use_issued": "nx"}) == "coupon.none"
    assert played(*first, DONE)["actual"]["issued"] == {"nx": 2}


def test_gift_cards_are_issued_pay_and_get_back():
    steps = [{"add": "GC", "qty": "2"}, DONE, NEW, A1, {"pay": {"card": "@issued:gc:1"}}, DONE]
    result = played(*steps)
    assert (result["actual"]["due"], result["actual"]["balances"]["@issued:gc:1"]) == ("0.00", "10.00")
    assert played(*steps, {"refund": {"all": True}})["actual"]["balances"]["@issued:gc:1"] == "20.00"
    assert played(*steps, {"cancel": True})["actual"]["balances"]["@issued:gc:1"] == "20.00"


def test_a_wallet_is_filled_pays_and_is_emptied_again():
    result = played({"add": "TOP", "qty": "2"}, DONE)
    assert result["actual"]["balances"]["wallet-w-c1"] == "10.00"
    again = played({"add": "TOP", "qty": "1"}, DONE, NEW, {"add": "TOP", "qty": "1"}, DONE, {"refund": {"all": True}})
    assert again["actual"]["balances"]["wallet-w-c1"] == "5.00"


def test_money_pays_too():
    assert played(A1, {"pay": {"method": "cash", "amount": "4.00"}})["actual"]["due"] == "6.00"
    assert played(A1, {"pay": {"method": "cash", "amount": "40.00"}})["actual"]["due"] == "0.00"


def test_points_come_and_go():
    steps = [{"add": "A", "qty": "2"}, {"redeem": "five", "program": "loy"}, DONE]
    assert played(*steps)["actual"]["balances"]["loy"] == "30.000"
    assert played(*steps, {"cancel": True})["actual"]["balances"]["loy"] == "20.000"
    assert played(*steps, {"refund": {"all": True}})["actual"]["balances"]["loy"] == "20.000"
    part = {"refund": {"lines": [{"sku": "A", "qty": "1"}, {"sku": "A", "qty": "1"}]}}
    assert played(*steps, part)["actual"]["balances"]["loy"] == "20.000"


@pytest.mark.parametrize(("policy", "left"), [("allowed", "-10.000"), ("floor_at_zero", "0.000")])
def test_taking_back_points_that_were_spent(policy, left):
    spend = {"redeem": "five", "program": "loy", "times": "max"}
    steps = [A1, DONE, NEW, {"add": "A", "qty": "9"}, spend, DONE, {"refund": {"all": True, "sale": 1}}]
    programs = [{**POINTS, "rules": [{"max_amount": "10.00", "earn": {"points": "1", "per": "money"}}]}]
    result = played(*steps, programs=programs, policies={"negative_balance": policy})
    assert result["actual"]["balances"]["loy"] == left


@pytest.mark.parametrize(("policy", "code"), [("true", None), ("false", "limit.member")])
def test_a_void_sale_frees_a_use_as_the_policy_says(policy, code):
    coupon = {"id": "k", "kind": "coupon", "trigger": "code", "code": "K", "applies": "current", "rules": [{}],
              "max_uses_per_customer": 1,
              "rewards": [{"id": "r", "cost_points": "0", "type": "percent_off", "value": "10"}]}  # fmt: skip
    steps = [A1, {"code": "K"}, DONE, {"cancel": True}, NEW, A1, {"code": "K"}]
    assert refused(*steps, programs=[coupon], policies={"cancel_frees_use": policy}) == code


def test_cards_with_points_and_their_owners():
    card = {"id": "pc", "kind": "coupon", "trigger": "claim", "applies": "current", "per_card": True,
            "rewards": [{"id": "r", "cost_points": "2", "type": "percent_off", "value": "50"}]}  # fmt: skip
    mine = {"code": "C1", "program": "pc", "balance": "3", "customer": "c1"}
    steps = [A1, {"code": "C1"}, {"redeem": "r", "program": "pc"}, DONE]
    result = played(*steps, programs=[card], cards=[mine])
    assert (result["actual"]["total"], result["actual"]["balances"]) == ("5.00", {"C1": "1.000"})
    assert refused(A1, {"code": "C1"}, programs=[card], cards=[{**mine, "customer": "c2"}]) == "code.unknown"
    assert refused(A1, {"code": "C1"}, programs=[card], cards=[{**mine, "expires": "2025-12-31"}]) == "code.unknown"


def test_a_tier_counts_what_was_spent():
    tier = {"id": "t", "kind": "tier", "trigger": "automatic", "tier_basis": "spent",
            "tiers": [{"name": "Bronze", "min_spent": "5"}, {"name": "Silver", "min_spent": "15"}]}  # fmt: skip
    assert played(programs=[tier])["actual"]["tier"] is None
    assert played(A1, programs=[tier])["actual"]["tier"] == "Bronze"
    assert played(A1, DONE, programs=[tier])["actual"]["tier"] == "Bronze"
    assert played(A1, DONE, NEW, A1, programs=[tier])["actual"]["tier"] == "Silver"
    assert played(A1, DONE, {"cancel": True}, NEW, programs=[tier])["actual"]["tier"] is None


def test_a_new_sale_begins_by_itself_after_a_completed_one():
    assert played(A1, DONE, {"add": "B", "qty": "1"})["actual"]["total"] == "4.00"


@pytest.mark.parametrize(("terms", "what"), [
    ({"programs": [{**POINTS, "rules": [{"earn": {"points": "1", "per": "minute"}}]}]}, "earn per minute"),
    ({"programs": [{**POINTS, "points_expire": {"after_months": 1, "round_to": "week"}}]}, "round_to week"),
    ({"programs": [{"id": "t", "kind": "tier", "tier_basis": "visits"}]}, "tier_basis visits"),
    ({"programs": [{"id": "b", "kind": "points_boost", "target": "loy", "multiplier": "1.001"}]}, "multiplier 1.001"),
    ({"programs": [{**NEXT, "rewards": [{"id": "r", "type": "gold"}]}]}, "reward gold"),
    ({"programs": [{**NEXT, "rewards": [{"id": "r", "type": "percent_off", "value": "1", "scope": "moon"}]}]}, "scope"),
    ({"programs": [{**NEXT, "rewards": [{"id": "r", "type": "fixed_price", "value": "1", "scope": "cheapest"}]}]},
     "fixed_price of the cheapest"),
    ({"tax": {"rounding": "moon"}}, "tax rounding moon"), ({"policies": {"moon": "full"}}, "policy"),
])  # fmt: skip
def test_what_is_not_offered_says_so(terms, what):
    result = played(A1, **terms)
    assert is_unsupported(result)
    assert what in result["error"]["message"]
    assert failures({"steps": []}, result) == [f"error unsupported: {result['error']['message']}"]


@pytest.mark.parametrize(("terms", "what"), [
    ({"programs": [{**NEXT, "rules": [{"min_amount": "1", "min_amount_op": "about"}]}]}, "operator about"),
    ({"cards": [{"code": "X", "program": "gone", "balance": "1"}]}, "card X of an unknown program"),
    ({"now": "tomorrow"}, "'tomorrow' is not a date"), ({"programs": [{**NEXT, "priority": "NaN"}]}, "not a decimal"),
])  # fmt: skip
def test_what_is_not_in_the_format_says_so(terms, what):
    result = played(A1, **terms)
    assert (result["error"]["code"], is_unsupported(result)) == ("malformed", False)
    assert what in result["error"]["message"]


def test_rewards_in_their_other_words():
    programs = [{**NEXT, "id": "a", "applies": "current", "rewards": [
        {"id": "r", "type": "amount_off_each", "scope": "cheapest", "value": "1.00", "cost_points": "0"}]},
        {**NEXT, "id": "b", "applies": "current", "rewards": [
            {"id": "r", "type": "free_product", "delivery": "in_cart", "products": {"skus": ["A", "B"]},
             "cost_points": "0"}]}]  # fmt: skip
    assert (
        played({"add": "A", "qty": "2"}, {"add": "B", "qty": "1"}, programs=programs)["actual"]["discount"] == "11.00"
    )


def test_steps_that_should_have_been_refused_fail_and_the_other_way_round():
    case = {"id": "c", "currency": "EUR", "products": GOODS, "programs": [], "steps": [
        {**A1, "expect_error": True}, {"code": "X"}, {"check": {"total": "9.00"}}],
        "expect": {"free_items": {"A": "1"}, "applied": ["p"], "points_earned": {"loy": "1"}, "tier": "Gold",
                   "line_totals": {"A": "ten"}}}  # fmt: skip
    told = failures(case, run_case(case))
    assert told[:3] == ["step 1 should have been refused", "step 2 was refused: the code X is not known",
                        "check 1: total: expected 9.00, got 10.00"]  # fmt: skip
    assert len(told) == 8


def test_many_units_are_not_told_one_by_one():
    assert played({"add": "A", "qty": "20000"})["actual"]["unit_discounts"] == {}


def test_figures_that_contradict_each_other_fail():
    case = {"id": "c", "currency": "EUR", "products": GOODS, "programs": [], "steps": [A1], "expect": {}}
    result = run_case(case)
    assert failures(case, result) == []
    result["actual"].update(tax="1.00", discount="1.00")
    assert len(failures(case, result)) == 2
