"""How fast the engine prices: typical and absurd baskets, and what programmes cost that do not concern them.

The generator is seeded. The floor is a bare Python loop that looks at every line and every programme and takes
the best percentage, without rules, limits, tax, shares or reasons.
"""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Callable
from decimal import Decimal

from app.ledger.lots import Lot
from app.loyalty.compile import ProgramSet, compile_programs
from app.loyalty.explain import explain
from app.loyalty.moment import Moment
from app.loyalty.policies import shop_policies
from app.loyalty.price import price
from app.loyalty.program import Program, read_program
from app.loyalty.standing import Standing
from app.sales.basket import Basket, Goods, Line
from app.sales.tax import Tax, TaxProfile
from tests.bench.plot import Plot

NOW = Moment(1_774_000_000_000, dt.date(2026, 3, 20), "Europe/Berlin")
TAXES = TaxProfile((Tax("standard", "A", Decimal(20)), Tax("food", "B", Decimal(7))))
CATEGORIES = 40
SKUS = 600


def goods_of_a_shop(seed: int = 7) -> list[Goods]:
    """Some hundred goods in categories, two tax rates."""
    chance = random.Random(seed)
    return [
        Goods(
            f"s{n}", f"Article {n}", chance.randrange(49, 4999), category=f"c{n % CATEGORIES}",
            tags=(f"t{n % 11}",), taxes=("food" if n % 3 else "standard",),
        )
        for n in range(SKUS)
    ]  # fmt: skip


def programs_of_a_shop(count: int, seed: int = 11, *, categories: int = CATEGORIES, first: int = 0) -> list[Program]:
    """A mix as shops have it: line offers by category and article, 3 for 2, receipt offers, one points scheme."""
    chance = random.Random(seed)
    out = [_points()]
    for n in range(count - 1):
        category, sku = f"c{first + chance.randrange(categories)}", f"s{chance.randrange(SKUS)}"
        out.append(read_program(_json(n, chance, category, sku if not first else f"x{sku}")))
    return out


def _points() -> Program:
    return read_program(
        '{"id":"points","kind":"points","trigger":"claim","applies":"both","proof":"none",'
        '"rules":[{"earn":{"type":"per_money","points_milli":1000,"rounding":"floor"}}],'
        '"rewards":[{"type":"amount_off","id":"five","cost_milli":100000,"value_minor":500,"whole":true}],'
        '"points":{"expiry":{"after_days":180}}}'
    )


def _json(n: int, chance: random.Random, category: str, sku: str) -> str:
    kind = chance.random()
    percent, head = chance.randrange(3, 30), f'"id":"p{n}","priority":{chance.randrange(3)}'
    in_category, of_sku = f'"products":{{"categories":["{category}"]}}', f'"products":{{"skus":["{sku}"]}}'
    if kind < 0.35:
        return (
            f'{{{head},"rewards":[{{"type":"percent_off","id":"r","scope":"lines","percent":"{percent}",'
            f"{in_category}}}]}}"
        )
    if kind < 0.55:
        return (
            f'{{{head},"rewards":[{{"type":"fixed_price","id":"r","value_minor":{percent * 40},{of_sku}}}],'
            f'"audience":{{"who":"members"}}}}'
        )
    if kind < 0.75:
        return f'{{{head},"rewards":[{{"type":"amount_off_each","id":"r","value_minor":{percent * 3},{of_sku}}}]}}'
    if kind < 0.85:
        return (
            f'{{{head},"kind":"buy_x_get_y","rules":[{{{in_category},"conditions":'
            f'[{{"type":"min_quantity","quantity_milli":3000}}]}}],'
            f'"rewards":[{{"type":"free_units","id":"r","every_units":3,{in_category}}}]}}'
        )
    if kind < 0.95:
        return (
            f'{{{head},"rules":[{{{in_category},"conditions":'
            f'[{{"type":"min_amount","amount_minor":{percent * 200}}}]}}],'
            f'"rewards":[{{"type":"percent_off","id":"r","scope":"lines","percent":"{percent}",{in_category}}}]}}'
        )
    return (
        f'{{{head},"rules":[{{"conditions":[{{"type":"min_amount","amount_minor":{percent * 500}}}]}}],'
        f'"rewards":[{{"type":"percent_off","id":"r","percent":"{percent // 3 + 1}"}}]}}'
    )


def basket_of(lines: int, goods: list[Goods], seed: int = 3) -> Basket:
    """A member's basket of so many different lines."""
    chance = random.Random(seed)
    chosen = chance.sample(goods, lines)
    rows = tuple(
        Line(str(n), article, chance.choice((1, 1, 1, 2, 3)) * 1000, article.price_minor)
        for n, article in enumerate(chosen, 1)
    )
    return Basket("b", "EUR", TAXES, rows, member="m", proof="card")


STANDING = Standing(member="m", proof="card", lots={"points": (Lot("e", 250_000, 250_000),)})


def bare_loop(basket: Basket, programs: list[Program]) -> int:
    """The floor: for each line the largest percentage of any programme that names its category or article."""
    offers = []
    for program in programs:
        for reward in program.rewards:
            offers.append((reward.products_meant, int(getattr(reward, "percent", 0))))
    total = 0
    named = [(set(meant.categories), set(meant.skus), percent) for meant, percent in offers]
    start = time.thread_time()
    for line in basket.lines:
        goods = line.goods
        best = 0
        for categories, skus, percent in named:
            if percent > best and (goods.category in categories or goods.sku in skus):
                best = percent
        amount = line.price_minor * line.quantity_milli // 1000
        total += amount - amount * best // 100
    bare_loop.seconds = time.thread_time() - start  # type: ignore[attr-defined]
    return total


def _times(work: Callable[[], object], seconds: float) -> list[float]:
    """Milliseconds of each call, sorted: time of this thread, since pricing waits for nothing and nobody."""
    work()
    out: list[float] = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(out) < 5:
        start = time.thread_time()
        work()
        out.append((time.thread_time() - start) * 1000)
    return sorted(out)


def _quantile(times: list[float], share: float) -> float:
    return times[min(int(len(times) * share), len(times) - 1)]


def _floor(basket: Basket, programs: list[Program]) -> float:
    best = []
    for _ in range(20):
        bare_loop(basket, programs)
        best.append(bare_loop.seconds * 1000)  # type: ignore[attr-defined]
    return sorted(best)[len(best) // 2]


def _priced(basket: Basket, programs: ProgramSet) -> Callable[[], object]:
    policies = shop_policies()
    return lambda: price(basket, STANDING, programs, policies, NOW)


def _row(
    name: str, unit: str, ours: float, floor: float, limit: float | None, limit_ours: float | None
) -> dict[str, object]:
    return {
        "name": name, "unit": unit, "ours": round(ours, 4), "floor": round(floor, 4),
        "ratio": round(ours / floor, 2) if floor else 0.0, "limit": limit, "limit_ours": limit_ours,
    }  # fmt: skip


def rows(budget_seconds: float = 10.0) -> list[dict[str, object]]:
    """Measure; each row has name, unit, ours, floor, ratio, limit and limit_ours."""
    goods = goods_of_a_shop()
    share = max(budget_seconds / 10, 0.2)
    policies = shop_policies()
    out = []
    for lines, count, quantile, limit in ((8, 20, 0.5, 0.5), (50, 200, 0.5, 4.0), (50, 1000, 0.95, 9.6)):
        programs = programs_of_a_shop(count)
        compiled = compile_programs(programs, policies)
        basket = basket_of(lines, goods)
        times = _times(_priced(basket, compiled), share)
        label = f"engine {lines} lines x {count} programmes p{int(quantile * 100)}"
        out.append(_row(label, "ms", _quantile(times, quantile), _floor(basket, programs), None, limit))
    out += _flatness(goods, share)
    out += _linearity(goods, share)
    thousand = programs_of_a_shop(1000)
    compiling = _times(lambda: compile_programs(thousand, policies), share)
    out.append(_row("engine compile 1000 programmes", "ms", _quantile(compiling, 0.5), 0.0, None, 1000.0))
    basket, compiled = basket_of(8, goods), compile_programs(thousand, policies)
    quote = price(basket, STANDING, compiled, policies, NOW)
    explaining = _times(lambda: explain(quote, basket, STANDING, compiled, policies, NOW), share)
    out.append(_row("engine explain 1000 programmes", "ms", _quantile(explaining, 0.5), 0.0, None, 50.0))
    return out


def _flatness(goods: list[Goods], share: float) -> list[dict[str, object]]:
    """Twenty programmes that concern the basket, alone and among 980 that do not."""
    near = programs_of_a_shop(20)
    far = programs_of_a_shop(981, seed=5, categories=500, first=1000)[1:]
    policies = shop_policies()
    basket = basket_of(8, goods)
    far = [program for program in far if all(r.products_meant.names_goods for r in program.rewards)]
    alone = _quantile(_times(_priced(basket, compile_programs(near, policies)), share), 0.5)
    among = _quantile(_times(_priced(basket, compile_programs([*near, *_renamed(far)], policies)), share), 0.5)
    return [_row(f"engine flat: 20 programmes among {len(far)} others", "ms", among, alone, 1.5, None)]


def _renamed(programs: list[Program]) -> list[Program]:
    import msgspec

    return [msgspec.structs.replace(program, id=f"far-{program.id}") for program in programs]


def _linearity(goods: list[Goods], share: float) -> list[dict[str, object]]:
    """Ten times the lines against ten times the time of a tenth."""
    compiled = compile_programs(programs_of_a_shop(20), shop_policies())
    few = _quantile(_times(_priced(basket_of(20, goods), compiled), share), 0.5)
    many = _quantile(_times(_priced(basket_of(200, goods), compiled), share), 0.5)
    return [_row("engine linear: 200 lines against 10 x 20 lines", "ms", many, few * 10, 1.5, None)]


def plots(budget_seconds: float = 8.0) -> list[Plot]:
    """What the promises look like: flat in programmes that do not concern the basket, linear in lines."""
    policies, goods = shop_policies(), goods_of_a_shop()
    share = budget_seconds / 14
    near, basket = programs_of_a_shop(20), basket_of(8, goods)
    far = _renamed(programs_of_a_shop(1001, seed=5, categories=500, first=1000)[1:])
    far = [program for program in far if all(reward.products_meant.names_goods for reward in program.rewards)]

    def median(priced: Basket, programs: list[Program]) -> float:
        return _quantile(_times(_priced(priced, compile_programs(programs, policies)), share), 0.5)

    others = [(float(count), median(basket, [*near, *far[:count]])) for count in (0, 100, 200, 400, 600, len(far))]
    lines = [(float(count), median(basket_of(count, goods), near)) for count in (5, 10, 20, 50, 100, 200)]
    bare = [(float(count), _floor(basket_of(count, goods), near)) for count in (5, 10, 20, 50, 100, 200)]
    return [
        {
            "title": "8 lines, 20 programmes, among others that do not concern the basket",
            "along": "other programmes",
            "series": [{"name": "price, median", "points": others}],
        },
        {
            "title": "20 programmes, more and more lines",
            "along": "lines",
            "series": [{"name": "price, median", "points": lines}, {"name": "bare loop", "points": bare}],
        },
    ]


if __name__ == "__main__":
    for row in rows():
        print(row)
