"""Planted frauds are found within three days, and an honest shop is left in peace."""

import pytest

from app.insight.fraud.happenings import Happening
from app.insight.fraud.watch import RULES, Watch
from app.settings.review_limits import Limits
from tests.fraud.measuring import Measured, measure
from tests.fraud.shop_days import SCRIPTS, Maker


def of_seeds(seeds: range, *, days: int, members: int) -> list[Measured]:
    return [measure(Maker(seed, days=days, members=members).make()) for seed in seeds]


def judge(all_of_them: list[Measured]) -> tuple[float, float]:
    found = sum(len(each.found) for each in all_of_them)
    planted = found + sum(len(each.missed) for each in all_of_them)
    false = sum(len(each.false) for each in all_of_them)
    return found / planted, false * 1000 / sum(each.receipts for each in all_of_them)


def test_a_month_with_twelve_frauds() -> None:
    recall, false = judge(of_seeds(range(2), days=30, members=600))
    assert recall >= 0.95
    assert false <= 2


@pytest.mark.nightly
def test_ninety_days_with_twelve_frauds_many_times(capsys: pytest.CaptureFixture[str]) -> None:
    measured = of_seeds(range(10), days=90, members=2000)
    recall, false = judge(measured)
    with capsys.disabled():
        receipts = sum(each.receipts for each in measured)
        mean = sum(each.mean_ms for each in measured) / len(measured)
        print(f"\nrecall {recall:.3f}, false {false:.2f} per 1,000 of {receipts} receipts, {mean:.3f} ms a receipt")
    assert recall >= 0.95
    assert false <= 2
    assert sum(each.mean_ms for each in measured) / len(measured) < 5


def test_the_same_days_give_the_same_cases() -> None:
    days = Maker(7, days=12, members=300).make()

    def cases() -> list[str]:
        watch = Watch()
        return [flag.case for it in days.happenings for flag in watch.see(it)]

    assert cases() == cases()


def test_without_its_rules_the_fraud_is_missed() -> None:
    """The measure can fail: switched off, a rule finds nothing."""
    assert "F5" in RULES
    sale = Happening("sale", 10, "2026-03-02", 1, "kim", "m1", "s1", earned_milli=1000)
    for block, wanted in ((1, ["F5"]), (0, [])):
        watch = Watch(Limits({"F5.block": block}))
        watch.see(Happening("staff", 1, "2026-03-02", 1, "owner", "m1", about="kim"))
        assert [flag.rule for flag in watch.see(sale)] == wanted


def test_every_script_is_planted_once() -> None:
    assert sorted(script.name for script in Maker(1, days=30, members=300).make().scripts) == sorted(SCRIPTS)
