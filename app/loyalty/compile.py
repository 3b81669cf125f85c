"""The compiled program set: programs made ready once, so that a basket pays only for those that concern it.

A program that needs certain goods (all its rewards, or all its rules, name articles, categories or tags)
lies under those keys and is not looked at for other baskets. Coupons lie under their codes, rewards that
must be asked for under their ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from app.loyalty.audience import EVERYONE
from app.loyalty.book import Book
from app.loyalty.conditions.code_entered import CodeEntered
from app.loyalty.policies import Policies
from app.loyalty.program_limits import UNLIMITED
from app.loyalty.program_shape import Program, Rule
from app.loyalty.rewards.base import Reward
from app.loyalty.rewards.points_payment import PointsPayment
from app.loyalty.rewards.registry import AnyReward
from app.loyalty.schedule import ALWAYS
from app.loyalty.selector import Selector
from app.loyalty.shadows import shadowed
from app.loyalty.situation import code_key
from app.sales.basket import Goods

Key = tuple[str, str]


class Ready:
    """A program ready for work.

    Attributes:
        place: Where it stood in the list; settles the order among equals.
        free_rewards: Rewards that act without being asked for.
        code: Key of its code, empty for none.
        earns: Whether any rule earns.
        keeps_points: Whether members have points of this program.
        stands_free: No date, audience or limit to look at: only the cashier can switch it off.
        simple: Ids of its rewards that are judged line by line.
    """

    __slots__ = (
        "code", "earns", "free_rewards", "id", "keeps_points", "place", "program", "rule_codes", "simple",
        "stands_free",
    )  # fmt: skip

    def __init__(self, program: Program, place: int, *, case_sensitive: bool) -> None:
        self.program = program
        self.place = place
        self.id = program.id
        self.code = code_key(program.code, case_sensitive=case_sensitive) if program.code else ""
        self.free_rewards: list[AnyReward] = [
            reward
            for reward in program.rewards
            if not reward.cost_milli and not isinstance(reward, PointsPayment) and program.applies != "future"
        ]
        self.stands_free = (
            program.enabled
            and program.schedule == ALWAYS
            and program.audience == EVERYONE
            and program.limits == UNLIMITED
        )
        self.simple = frozenset(
            reward.id
            for reward in program.rewards
            if getattr(reward, "line_by_line", False) and not program.limits.budget_minor
        )
        self.rule_codes = [
            code_key(condition.code, case_sensitive=case_sensitive)
            for rule in program.rules
            for condition in rule.conditions
            if isinstance(condition, CodeEntered)
        ]
        self.earns = any(rule.earn is not None for rule in program.rules)
        spends = any(reward.cost_milli or isinstance(reward, PointsPayment) for reward in program.rewards)
        self.keeps_points = program.kind == "points" or program.points is not None or self.earns or spends

    def reward(self, reward_id: str) -> Reward | None:
        """The reward with this id."""
        return next((reward for reward in self.program.rewards if reward.id == reward_id), None)

    @property
    def acts_by_itself(self) -> bool:
        """Whether it may act without any intent."""
        return bool(self.free_rewards) and self.program.trigger == "automatic"


class ProgramSet:
    """All programs of the shop at one moment, compiled.

    Attributes:
        ready: In the order given.
        points: Those whose points members have.
        boosts: Those that multiply another program's points.
        later: Those that give a coupon for a later sale.
        goods: What is known of articles that offers hand over on top.
        rule_codes: Keys of codes that single rules wait for.
    """

    __slots__ = (
        "_always",
        "_by_code",
        "_by_id",
        "_by_key",
        "_in_light",
        "_shadowed",
        "boosts",
        "goods",
        "later",
        "points",
        "ready",
        "rule_codes",
    )

    def __init__(self, ready: Sequence[Ready], goods: Mapping[str, Goods], *, best_only: bool = False) -> None:
        self.ready = tuple(ready)
        self._shadowed = shadowed(ready) if best_only else frozenset()
        self.goods = goods
        self.points = [one for one in ready if one.keeps_points]
        self.boosts = [one for one in ready if one.program.boost is not None]
        self.later = [
            one
            for one in ready
            if one.program.applies == "future" and one.program.rewards and one.program.occasion is None
        ]
        self.rule_codes = frozenset(key for one in ready for key in one.rule_codes)
        self._by_id = {one.id: one for one in ready}
        self._by_code: dict[str, list[Ready]] = {}
        self._by_key: dict[Key, list[Ready]] = {}
        self._in_light: dict[Key, list[Ready]] = {}
        self._always: list[Ready] = []
        for one in ready:
            if one.program.trigger == "code":
                if one.code:
                    self._by_code.setdefault(one.code, []).append(one)
            elif one.acts_by_itself:
                self._file(one)

    def _file(self, one: Ready) -> None:
        keys = needed_goods(one)
        if keys is None:
            self._always.append(one)
        for key in keys or ():
            self._by_key.setdefault(key, []).append(one)
            if one.place not in self._shadowed:
                self._in_light.setdefault(key, []).append(one)

    @property
    def programs(self) -> tuple[Program, ...]:
        """The programs as they were given."""
        return tuple(one.program for one in self.ready)

    def get(self, program: str) -> Ready | None:
        """A program by id."""
        return self._by_id.get(program)

    def program(self, program: str) -> Program:
        """A program that is known to be there; raises KeyError otherwise."""
        return self._by_id[program].program

    def with_code(self, key: str) -> Sequence[Ready]:
        """Programs that answer to a code (by its key)."""
        return self._by_code.get(key, ())

    def concerning(self, book: Book, *, shadows: bool = True) -> list[Ready]:
        """Automatic programs that may act on this basket, in order of place.

        Args:
            book: The basket at work.
            shadows: Whether those are wanted too that another one always outdoes.
        """
        if not self._by_key:
            return self._always
        found: dict[int, Ready] = {}
        by_key = self._by_key if shadows else self._in_light
        for key in book.rows_by_key():
            hits = by_key.get(key)
            if hits is not None:
                for one in hits:
                    found[one.place] = one
        if not found:
            return self._always
        return sorted([*self._always, *found.values()], key=_place)


def _place(one: Ready) -> int:
    return one.place


def needed_goods(one: Ready) -> list[Key] | None:
    """Keys of which a basket needs at least one for the program to act; None where it may act on any."""
    meant = [reward.products_meant for reward in one.free_rewards]
    if all(selector.names_goods for selector in meant):
        return _keys(meant)
    rules = one.program.rules
    if rules and all(_needs_goods(rule) for rule in rules):
        return _keys(rule.products for rule in rules)
    return None


def _needs_goods(rule: Rule) -> bool:
    return rule.products.names_goods and (
        not rule.conditions or any(condition.needs_goods() for condition in rule.conditions)
    )


def _keys(selectors: Iterable[Selector]) -> list[Key]:
    return list(dict.fromkeys(key for selector in selectors for key in selector.index_keys()))


def compile_programs(
    programs: Sequence[Program], policies: Policies, goods: Mapping[str, Goods] | None = None
) -> ProgramSet:
    """Make programs ready.

    Args:
        programs: Of each id the version in force; their order settles ties among equal priorities.
        policies: Decide how codes are compared.
        goods: Articles by sku that programs may hand over on top; those not known are named by their sku.
    """
    sensitive = policies.code_case == "sensitive"
    ready = [Ready(program, place, case_sensitive=sensitive) for place, program in enumerate(programs)]
    return ProgramSet(ready, goods or {}, best_only=policies.combination == "best")
