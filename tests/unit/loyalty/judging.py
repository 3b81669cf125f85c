"""Asking one predicate about one basket."""

from app.loyalty.book import Book
from app.loyalty.selector import Selector
from app.loyalty.situation import Situation
from app.loyalty.standing import Standing
from tests.unit.loyalty.shop import NOW, SHOP


def situation(what, *, standing=None, policies=SHOP, now=NOW):
    """The situation of a basket."""
    return Situation(Book(what, policies), standing or Standing(member=what.member), policies, now)


def judged(condition, what, *, policies=SHOP, **goods):
    """The reason a condition gives over some goods, or None."""
    return condition.missing(Selector(**goods), situation(what, policies=policies))
