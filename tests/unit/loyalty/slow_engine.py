"""A slow and plain way to compute what the engine computes, from the programmes' JSON alone.

It shares no code with the engine: units are single entries of a list, fractions are fractions, and the best
combination is found by trying everything. Only what small baskets need is here: whole units, no tax.
"""

import itertools
from fractions import Fraction
from math import floor

SIMPLE = {"percent_off", "amount_off_each", "amount_off_line", "fixed_price"}


def half_up(value):
    return floor(value + Fraction(1, 2))


class Unit:
    def __init__(self, line, sku, category, price):
        self.line, self.sku, self.category, self.price = line, sku, category, price
        self.taken = False


def units_of(lines):
    """`lines` are (sku, category, price, count); units in the order of article and price."""
    ordered = sorted(range(len(lines)), key=lambda n: (lines[n][0], lines[n][2], lines[n][3]))
    return [Unit(n, *lines[n][:3]) for n in ordered for _ in range(lines[n][3])]


def means(products, unit):
    if not products:
        return True
    return unit.sku in products.get("skus", []) or unit.category in products.get("categories", [])


def rule_holds(programme, units):
    for rule in programme.get("rules", []):
        mine = [unit for unit in units if means(rule.get("products"), unit)]
        for condition in rule["conditions"]:
            if condition["type"] == "min_quantity" and len(mine) * 1000 < condition["quantity_milli"]:
                return False
            if condition["type"] == "min_amount" and sum(u.price for u in mine) < condition["amount_minor"]:
                return False
    return True


def reward_of(programme):
    return programme["rewards"][0]


def is_order(programme):
    return reward_of(programme).get("scope", "") == "order"


def is_simple(programme):
    reward = reward_of(programme)
    if reward["type"] == "percent_off" and (reward.get("scope") == "cheapest" or reward.get("max_units")):
        return False
    return reward["type"] in SIMPLE and not is_order(programme)


def simple_cut(reward, units):
    """What a simple offer takes off the open units of one line."""
    value = sum(unit.price for unit in units)
    if reward["type"] == "percent_off":
        return half_up(Fraction(value) * Fraction(reward["percent"]) / 100)
    if reward["type"] == "amount_off_each":
        return sum(min(reward["value_minor"], unit.price) for unit in units)
    if reward["type"] == "amount_off_line":
        return min(reward["value_minor"], value)
    return sum(max(unit.price - reward["value_minor"], 0) for unit in units)


def open_units(units, products):
    return [unit for unit in units if not unit.taken and unit.price > 0 and means(products, unit)]


def act(programme, units):
    """Let an offer that needs several units act on the open ones; returns what it saves."""
    reward = reward_of(programme)
    mine = open_units(units, reward.get("products"))
    if reward["type"] == "free_units":
        return act_free(programme, reward, mine, units)
    if reward["type"] == "bundle_price":
        return act_bundle(reward, mine)
    if reward["type"] == "amount_off":
        saved = min(reward["value_minor"], sum(unit.price for unit in mine))
        take(mine if saved else [])
        return saved
    if reward.get("scope") == "cheapest":
        mine = sorted(mine, key=lambda unit: unit.price)[:1]
        saved = half_up(Fraction(sum(u.price for u in mine)) * Fraction(reward["percent"]) / 100)
        take(mine if saved else [])
        return saved
    saved = 0
    chosen = mine[: reward["max_units"]]
    for line in sorted({unit.line for unit in chosen}):
        of_line = [unit for unit in chosen if unit.line == line]
        cut = half_up(Fraction(sum(u.price for u in of_line)) * Fraction(reward["percent"]) / 100)
        take(of_line if cut else [])
        saved += cut
    return saved


def act_free(programme, reward, mine, units):
    group = reward["every_units"]
    qualifying = open_units(units, programme["rules"][0].get("products"))
    groups = len(qualifying) // group
    free = sorted(mine, key=lambda unit: unit.price)[: groups * reward["quantity"]]
    in_groups = sum(1 for unit in free if unit in qualifying)
    paid = [unit for unit in qualifying if unit not in free][: groups * group - in_groups]
    take(free + paid if free else [])
    return sum(unit.price for unit in free)


def act_bundle(reward, mine):
    size, value = reward["group_size"], reward["value_minor"]
    cheapest = sorted(mine, key=lambda unit: unit.price)
    best, chosen = 0, []
    for groups in range(len(mine) // size, 0, -1):
        some = cheapest[: groups * size]
        saved = sum(unit.price for unit in some) - groups * value
        if saved > best:
            best, chosen = saved, some
    take(chosen)
    return best


def take(units):
    for unit in units:
        unit.taken = True


def together(one, other):
    """Whether two programmes may stand on one receipt."""
    mine, theirs = one.get("combination", {}), other.get("combination", {})
    if mine.get("exclusive") or theirs.get("exclusive"):
        return False
    if mine.get("group") and mine.get("group") == theirs.get("group"):
        return False
    if other["id"] in mine.get("not_with", []) or one["id"] in theirs.get("not_with", []):
        return False
    if is_order(one) and is_order(other):
        return other["id"] in mine.get("combines_with", []) and one["id"] in theirs.get("combines_with", [])
    return True


def order_cut(reward, left):
    if reward["type"] == "percent_off":
        return half_up(Fraction(left) * Fraction(reward["percent"]) / 100)
    if reward["type"] == "amount_off":
        return min(reward["value_minor"], left)
    return max(left - reward["value_minor"], 0)


def saved_by(lines, chosen, sequence):
    """What some programmes save, those that need several units acting in this sequence."""
    units = units_of(lines)
    saved = sum(act(programme, units) for programme in sequence)
    simple = [reward_of(p) for p in chosen if is_simple(p)]
    for line in range(len(lines)):
        mine = [unit for unit in units if unit.line == line and not unit.taken]
        cuts = [simple_cut(r, mine) for r in simple if mine and means(r.get("products"), mine[0])]
        saved += max(cuts, default=0)
    left = sum(unit.price for unit in units) - saved
    orders = [p for p in chosen if is_order(p)]
    for programme in sorted(orders, key=lambda p: (-p.get("priority", 0), p["id"])):
        cut = order_cut(reward_of(programme), left)
        saved, left = saved + cut, left - cut
    return saved


def most_saved(lines, programmes):
    """The most that any legal combination saves."""
    there = [p for p in programmes if rule_holds(p, units_of(lines))]
    best = 0
    for count in range(len(there) + 1):
        for chosen in itertools.combinations(there, count):
            if any(not together(a, b) for a, b in itertools.combinations(chosen, 2)):
                continue
            needy = [p for p in chosen if not is_simple(p) and not is_order(p)]
            best = max([best, *(saved_by(lines, chosen, order) for order in itertools.permutations(needy))])
    return best


def saved_in_order(lines, programmes):
    """What offers on lines and on the receipt save when all act, higher priority first, each on what is left.

    Returns what is left of each line. Only offers that treat all units of a line alike.
    """
    left = [price * count for _, _, price, count in lines]
    places = sorted(range(len(programmes)), key=lambda n: (-programmes[n].get("priority", 0), n))
    for programme in (programmes[n] for n in places):
        reward = reward_of(programme)
        if not rule_holds(programme, units_of(lines)):
            continue
        if is_order(programme):
            share(order_cut(reward, sum(left)), left)
            continue
        for n, (sku, category, price, count) in enumerate(lines):
            if not means(reward.get("products"), Unit(n, sku, category, price)):
                continue
            each, odd = divmod(left[n], count)
            units = [Unit(n, sku, category, each + (1 if k < odd else 0)) for k in range(count)]
            left[n] -= min(simple_cut(reward, units), left[n])
    return left


def share(cut, left):
    """Take a sum off lines by what is left of them, odd cents to the largest remainders, then the earlier."""
    total = sum(left)
    if not total:
        return
    exact = [Fraction(cut * amount, total) for amount in left]
    cuts = [floor(part) for part in exact]
    spare = cut - sum(cuts)
    for n in sorted(range(len(left)), key=lambda n: (cuts[n] - exact[n], n))[:spare]:
        cuts[n] += 1
    for n, part in enumerate(cuts):
        left[n] -= part
