"""Policies: the choices on which shops rightly differ, each an option with a documented default.

The defaults are the shop's: chosen so that a customer can recompute the receipt by hand and so that no
offer gives away what nobody meant to give. `neutral_policies` is the profile in which examples of other
systems are computed: every eligible offer acts, in order of priority, several on one unit.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Rounding = Literal["half_up", "half_down", "down"]
UnitOrder = Literal["line", "expensive_first", "cheapest_first"]


class Policies(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """All choices of a shop.

    Attributes:
        combination: `best`: the best legal combination for the customer, in lanes; `in_order`: every eligible
            offer acts, higher priority first, each on what the earlier ones left.
        order_offers: `one`: offers on the whole receipt exclude each other unless they name each other in
            `combines_with`; `all`: they stack.
        proof_required: Whether spending asks for the proof its program demands.
        grace_minutes: An offer that ran when the sale began is honoured so long after it ended; 0: it is taken off.
        spend_waste: `refuse`: a reward for points that would give less than its worth is not taken; `allow`.
        percent_stacking: `sequential`: each percentage acts on what was left; `additive`: on the undiscounted price.
        order_discounts: `best_only`: of whole-order percentages only the best acts; `all`.
        reward_order: `priority`, `application` (as they came into the sale), `fixed_first` (sums before percentages).
        exclusive: What an `exclusive` program bars: `alone` (it acts alone if it is the best choice or comes first),
            `highest_priority_exclusive_only` (whenever one is eligible, only the highest of them acts).
        best_per_line: Of several offers on a line only the best acts on it.
        threshold_basis: Minimum amounts are tested on `undiscounted` prices or on what earlier offers left.
        threshold_tax_basis: `list`: as prices are; `net`; `gross`.
        threshold_strict: Limits are strict where a rule says so.
        value_tax_basis, max_amount_basis: Whether fixed sums and caps are `list` or `gross`, where an offer is silent.
        fixed_split: How a sum is shared over lines: `by_amount`, `by_amount_gross`, `by_quantity`,
            `customer_favourable` (first where later offers take nothing).
        remainder: Odd cents: `largest_remainder` (fairest, same for any order of equal lines), `last`, `first_units`.
        capped_percent_split: A capped percentage is shared `by_amount`.
        min_price_distribution: What a price floor holds back is `kept` by the shop or goes to the other lines
            (`redistribute`).
        discount_rounding: Default half up, away from zero.
        percent_rounding_unit: Percentages round once a `line`, or per `unit` and are then multiplied.
        discount_line_rounding: `separate_line`: a discount is a negative line with its own rounded tax.
        fixed_unit_tax: A fixed tax per unit is `not_discounted`.
        negative_lines: A negative line lowers what an order offer may take.
        cheapest_basis: The cheapest unit by `list_price` or by `net_price`.
        limited_units_order: Which units a limited offer takes where it does not say: in `line` order,
            `expensive_first`, `cheapest_first`, `distinct_units` (units that still have value).
        free_unit_choice: Which units become free where the offer does not say.
        free_delivery: `as_program`, or `in_cart`: free units must be in the basket.
        free_units_batches: `exact`, or `round_up`: a started batch costs a full one.
        partial_free_group: `partial`: what is there becomes free; `none`: all of the group or nothing.
        group_allocation: Full groups are filled in `line_order`.
        basket_exclusion: `whole_coupon_refused`: an excluded product bars the coupon.
        code_case: Whether `summer` is `SUMMER`.
        limit_recheck: A member attached later who used a code up loses it.
        cancel_frees_use: A voided sale gives the use back; `program` follows the program's own setting.
        earn_discounts: Points on the amount `after` or `before` discounts.
        earn_allocation: `share`: order offers lower what each line earns; `ignore_order_discounts`.
        earn_basis: Points on the `list`, `net` or `gross` amount. `paid` is what the customer pays.
        earn_own_reward: Whether a discount bought with the program's own points lowers its earning (`after`).
        earn_free_units: `none`: a free unit earns nothing; `count`.
        tender_earning: `money`: what points paid earns nothing; `full`.
        same_sale_points: Points of this sale are `not_spendable` in it, or `spendable`.
        points_step: `any`, or `multiples_of_cost`.
        points_rounding: `each_accrual_half_up`: half up to the accrual's own decimals.
        refund_points: `recomputed`, `floor_of_refund`, `proportional`.
        refund_spent_points: Points spent in a returned sale come back `returned` or `proportional`.
        negative_balance: `allowed` (and said), or `floor_at_zero`.
        expiry: Informational; programs say how their lots end.
        tier_includes_current: Whether a tier counts the sale in progress.
    """

    combination: Literal["best", "in_order"] = "best"
    order_offers: Literal["one", "all"] = "one"
    proof_required: bool = True
    grace_minutes: int = 15
    spend_waste: Literal["refuse", "allow"] = "refuse"
    percent_stacking: Literal["sequential", "additive"] = "sequential"
    order_discounts: Literal["all", "best_only"] = "all"
    reward_order: Literal["priority", "application", "fixed_first"] = "priority"
    exclusive: Literal["alone", "highest_priority_exclusive_only"] = "alone"
    best_per_line: bool = False
    threshold_basis: Literal["undiscounted", "discounted"] = "undiscounted"
    threshold_tax_basis: Literal["list", "net", "gross"] = "list"
    threshold_strict: bool = True
    value_tax_basis: Literal["list", "gross"] = "list"
    max_amount_basis: Literal["list", "gross"] = "list"
    fixed_split: Literal["by_amount", "by_amount_gross", "by_quantity", "customer_favourable"] = "by_amount"
    remainder: Literal["largest_remainder", "last", "first_units"] = "largest_remainder"
    capped_percent_split: Literal["by_amount"] = "by_amount"
    min_price_distribution: Literal["kept", "redistribute"] = "redistribute"
    discount_rounding: Rounding = "half_up"
    percent_rounding_unit: Literal["line", "unit"] = "line"
    discount_line_rounding: Literal["on_line", "separate_line"] = "on_line"
    fixed_unit_tax: Literal["not_discounted"] = "not_discounted"
    negative_lines: Literal["reduce_base"] = "reduce_base"
    cheapest_basis: Literal["list_price", "net_price"] = "list_price"
    limited_units_order: Literal["line", "expensive_first", "cheapest_first", "distinct_units"] = "line"
    free_unit_choice: Literal["line", "cheapest", "expensive_first"] = "cheapest"
    free_delivery: Literal["as_program", "in_cart"] = "as_program"
    free_units_batches: Literal["exact", "round_up"] = "exact"
    partial_free_group: Literal["partial", "none"] = "partial"
    group_allocation: Literal["line_order"] = "line_order"
    basket_exclusion: Literal["line_only", "whole_coupon_refused"] = "line_only"
    code_case: Literal["insensitive", "sensitive"] = "insensitive"
    limit_recheck: Literal["on_entry", "on_customer_change"] = "on_customer_change"
    cancel_frees_use: Literal["program", "true", "false"] = "program"
    earn_discounts: Literal["after", "before"] = "after"
    earn_allocation: Literal["share", "ignore_order_discounts"] = "share"
    earn_basis: Literal["paid", "list", "net", "gross"] = "paid"
    earn_own_reward: Literal["before", "after"] = "after"
    earn_free_units: Literal["none", "count"] = "none"
    tender_earning: Literal["money", "full"] = "money"
    same_sale_points: Literal["spendable", "not_spendable"] = "not_spendable"
    points_step: Literal["any", "multiples_of_cost"] = "any"
    points_rounding: Literal["each_accrual_half_up"] = "each_accrual_half_up"
    refund_points: Literal["recomputed", "floor_of_refund", "proportional"] = "recomputed"
    refund_spent_points: Literal["returned", "proportional"] = "returned"
    negative_balance: Literal["allowed", "floor_at_zero"] = "allowed"
    expiry: str = ""
    tier_includes_current: bool = False


def shop_policies() -> Policies:
    """The default profile of a shop."""
    return Policies()


def neutral_policies() -> Policies:
    """The profile in which cases are computed: no search, no proof, every eligible offer acts in order."""
    return Policies(
        combination="in_order",
        order_offers="all",
        proof_required=False,
        grace_minutes=0,
        spend_waste="allow",
        free_unit_choice="line",
        tender_earning="full",
    )
