"""A code of its own for one rule: it counts once the code was entered, however it was typed."""

import msgspec
import pytest

from app.loyalty.conditions.code_entered import CodeEntered
from tests.unit.loyalty.judging import judged
from tests.unit.loyalty.shop import SHOP, basket, code, goods, points_program, quote


@pytest.mark.parametrize("typed", ["SUMMER", "summer", " sum-mer ", "SUMMЕR", "ＳＵＭＭＥＲ"])
def test_however_it_was_typed(typed):
    assert judged(CodeEntered(code="SUMMER"), basket(asked=[code(typed)])) is None


@pytest.mark.parametrize("typed", ["SUMMER1", "", "winter"])
def test_another_code_is_not_it(typed):
    assert judged(CodeEntered(code="SUMMER"), basket(asked=[code(typed)])).code == "code.needed"


def test_case_may_matter():
    sensitive = msgspec.structs.replace(SHOP, code_case="sensitive")
    assert judged(CodeEntered(code="SUMMER"), basket(asked=[code("summer")]), policies=sensitive) is not None
    assert judged(CodeEntered(code="SUMMER"), basket(asked=[code(" SUMMER ")]), policies=sensitive) is None


def test_a_code_that_only_a_rule_knows_is_no_unknown_code():
    program = points_program(rules=[{"conditions": [{"type": "code", "code": "TEN"}],
                                     "earn": {"type": "per_receipt", "points_milli": 10_000}}])  # fmt: skip
    row = (goods("a", 100), "1")
    without = quote(basket(row, member="m1"), program)
    entered = quote(basket(row, member="m1", asked=[code("ten")]), program)
    assert (without.points[0].earned_milli, entered.points[0].earned_milli) == (0, 10_000)
    assert entered.notices == ()


def test_it_says_so(said):
    assert said(CodeEntered(code="X"), basket()) == "needs its code"
