"""The deep examination: Z reports added up again, entries of strangers, and every backup read to its end."""

import random
from pathlib import Path

import pytest

from app.storage.backups.making import make_backup
from app.storage.connection import open_raw
from app.storage.deep_examination import deep_checks
from app.storage.doctor import doctor
from app.storage.shop_folder import ShopFolder
from app.storage.store import Store
from app.values.clock import SystemClock
from tests.crash.work import WORKS, make_shop


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A shop with returns, voids and several closed shifts, and a backup."""
    folder = tmp_path / "shop"
    make_shop(folder)
    for seed, name in enumerate(("return", "shift", "redeem", "shift")):
        WORKS[name](folder, random.Random(seed), lambda _word: None)
    with Store.open(folder, SystemClock()) as store:
        make_backup(store, "close", store.clock.now())
    return folder


def wrong(folder: Path) -> dict[str, str]:
    return {check.code: check.where[0] for check in deep_checks(ShopFolder(folder)) if not check.ok}


def change(folder: Path, *statements: str, guard: str = "") -> None:
    raw = open_raw(folder / "shop.db")
    made = raw.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (guard,)).fetchone()
    if made:
        raw.execute(f"DROP TRIGGER {guard}")
    for statement in statements:
        raw.execute(statement)
    if made:
        raw.execute(made[0])
    raw.close()


def test_a_shop_in_order(shop: Path) -> None:
    checks = {check.code: check.count for check in deep_checks(ShopFolder(shop))}
    assert wrong(shop) == {}
    assert checks["reports"] >= 8
    assert checks["backups"] == 1
    assert checks["identity"] > 30
    assert doctor(shop).ok


def test_a_receipt_with_another_total_does_not_add_up(shop: Path) -> None:
    change(shop, "UPDATE receipts SET total_minor = total_minor - 100 WHERE n = 3", guard="receipts_stay")
    assert "other sums than the tables" in wrong(shop)["reports"]


def test_entries_of_a_later_life_are_found(shop: Path) -> None:
    change(shop, "UPDATE facts SET epoch = 2 WHERE seq = (SELECT max(seq) FROM facts)", guard="facts_stay")
    assert "life 2" in wrong(shop)["identity"]


def test_a_spoilt_backup_is_found(shop: Path) -> None:
    [copy] = (shop / "backups").glob("shop-*.db")
    data = bytearray(copy.read_bytes())
    data[40_960:49_152] = bytes(8192)
    copy.write_bytes(data)
    assert copy.name in wrong(shop)["backups"]


def test_returns_leave_no_gap_in_the_numbers(tmp_path: Path) -> None:
    """Found by the first drill of a shop with returns: the doctor took each of them for a missing receipt."""
    make_shop(tmp_path / "shop")
    WORKS["return"](tmp_path / "shop", random.Random(1), lambda _word: None)
    assert [check.code for check in doctor(tmp_path / "shop").checks if not check.ok] == []
