"""The doctor: a shop in order is in order, and every kind of damage is found where it is."""

import random
import shutil
from pathlib import Path

import msgspec
import pytest

from app.facts.bodies import PointsGranted, ProductSaved
from app.storage.connection import Connection, open_raw
from app.storage.doctor import Report, doctor
from app.storage.store import Store
from app.storage.tables import TABLES
from app.workflows.ports import MemberImportRow
from app.workflows.rows import ProductRow
from tests.samples import CLUB, DAY, clock, enrol, goods, make_store, person, record, sell


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with something in every corner."""
    folder = tmp_path_factory.mktemp("doctor") / "shop"
    with make_store(folder) as store:
        enrol(store, "m", person(), card="2900000000018", consents={"terms": True})
        record(store, ProductSaved(goods(1, barcode="4006381333931")))
        for number in range(6):
            sell(store, f"s{number}", member="m" if number % 2 else "", lines=3)
        record(store, PointsGranted("m", CLUB, 5000, "sorry"))
        lists = store.lists()
        prices = lists.begin_list("products", "prices.csv")
        lists.stage_products(prices, [ProductRow(goods(number)) for number in range(600)])
        lists.publish_list(prices)
        members = lists.begin_list("members", "members.csv")
        lists.stage_members(members, [MemberImportRow("i", person("Imported"), DAY, "2900000000025", {CLUB: 9000})])
        lists.publish_list(members)
    return folder


@pytest.fixture
def patient(shop: Path, tmp_path: Path) -> Path:
    """A copy to be damaged."""
    return Path(shutil.copytree(shop, tmp_path / "shop"))


def damage(folder: Path, *statements: str, guarded: str = "") -> None:
    """Change the database behind the program's back, guards of one table taken off and put back."""
    connection = open_raw(folder / "shop.db")
    guards = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?", (guarded,)
    ).fetchall()
    for name, _ in guards:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    for _, sql in guards:
        connection.execute(sql)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()


def failures(report: Report) -> dict[str, tuple[str, ...]]:
    return {check.code: check.where for check in report.checks if not check.ok}


def test_a_shop_in_order_is_in_order(shop: Path) -> None:
    seen: list[tuple[int, int]] = []
    report = doctor(shop, lambda done, total: seen.append((done, total)))
    assert failures(report) == {}
    assert report.ok
    counts = {check.code: check.count for check in report.checks}
    assert (counts["chain"], counts["numbers"], counts["view.products"], counts["people"]) == (11, 6, 601, 2)
    assert seen[-1] == (11, 11)


def test_it_looks_at_a_till_that_is_selling(patient: Path) -> None:
    with Store.open(patient, clock()) as store:
        sell(store, "now")
        lists = store.lists()
        staged = lists.begin_list("products", "staged.csv")
        lists.stage_products(staged, [ProductRow(goods(5000))])
        assert failures(doctor(store)) == {}
        lists.drop_list(staged)


def test_it_changes_nothing(patient: Path) -> None:
    before = (patient / "shop.db").read_bytes()
    doctor(patient)
    assert (patient / "shop.db").read_bytes() == before


MADE_UP_FACT = (
    "INSERT INTO facts SELECT 99, 'made-up', kind, schema, shop, till, epoch, 99, prev, hlc, at, business_on, staff,"
    " entry_hash, chain_hash, body FROM facts WHERE seq = 3"
)
FORGED_PERSON = (
    "UPDATE person_versions SET record = CAST(replace(CAST(record AS TEXT), 'Anna', 'Inna') AS BLOB) WHERE member = 'm'"
)
UNINDEXED = (
    "INSERT INTO product_words (product_words, rowid, folded)"
    " SELECT 'delete', n, folded FROM products WHERE sku = 'S-007'"
)
SWAPPED = ("SET seq = 99 WHERE seq = 4", "SET seq = 4 WHERE seq = 5", "SET seq = 5 WHERE seq = 99")
TOOTHLESS = "CREATE TRIGGER facts_stay BEFORE UPDATE ON facts BEGIN SELECT 1; END"


class Damage(msgspec.Struct):
    """What is done to the database, and where the doctor must find it: code of the check and part of a place."""

    statements: tuple[str, ...]
    found: dict[str, str]
    guarded: str = ""


DAMAGE = {
    "a receipt's total": Damage(
        ("UPDATE receipts SET total_minor = 1 WHERE sale = 's2'",), {"view.receipts": "sale=s2: changed"}, "receipts"
    ),
    "a receipt gone": Damage(
        ("DELETE FROM receipts WHERE sale = 's2'",),
        {"view.receipts": "sale=s2: missing", "numbers": "receipt 01-000004: 1 before it missing"},
        "receipts",
    ),
    "a line gone": Damage(
        ("DELETE FROM receipt_lines WHERE sale = 's2' AND place = 1",),
        {"view.receipt_lines": "sale=s2, place=1: missing"},
        "receipt_lines",
    ),
    "points made up": Damage(
        ("UPDATE points_entries SET points_milli = 999999 WHERE account = 'm' AND kind = 'goodwill'",),
        {"view.points_entries": "account=m", "balances": "balance of m in club", "transfers": "entries that sum to"},
        "points_entries",
    ),
    "a balance": Damage(
        ("UPDATE points_balances SET points_milli = 1 WHERE account = 'm'",),
        {"view.points_balances": "changed", "balances": "1 is kept"},
    ),
    "a fact's content": Damage(
        ("UPDATE facts SET staff = 'x' WHERE seq = 4",), {"chain": "fact 1/1/4 SaleCompleted"}, "facts"
    ),
    "a fact's body": Damage(
        ("UPDATE facts SET body = x'80' WHERE seq = 4",),
        {"chain": "its content was changed", "replay": "cannot be replayed"},
        "facts",
    ),
    "a fact gone": Damage(
        ("DELETE FROM facts WHERE seq = 4",),
        {"chain": "1 before it missing", "view.receipts": "follows from no entry"},
        "facts",
    ),
    "the order of facts": Damage(
        tuple(f"UPDATE facts {swap}" for swap in SWAPPED), {"chain": "its chain hash is wrong"}, "facts"
    ),
    "a fact made up": Damage((MADE_UP_FACT,), {"chain": "before it missing"}),
    "a member's phone": Damage(
        ("UPDATE members SET phone_back = '1' WHERE id = 'm'",), {"view.members": "id=m, list=: changed"}
    ),
    "a person's record": Damage((FORGED_PERSON,), {"people": "member m: the record was changed"}),
    "a person's record in pieces": Damage(
        ("UPDATE person_versions SET record = x'c1' WHERE member = 'm'",),
        {"people": "member m: the record was changed"},
    ),
    "a person's record gone": Damage(
        ("DELETE FROM person_versions WHERE member = 'm'",), {"people": "member m: the record is missing"}
    ),
    "a price list": Damage(
        ("DELETE FROM list_batches WHERE batch = 2",),
        {"replay": "were changed or are missing", "view.products": "follows from no entry"},
        "list_batches",
    ),
    "a product": Damage(
        ("UPDATE products SET barcode = '' WHERE sku = 'S-001' AND list = ''",),
        {"view.products": "sku=S-001, list=: changed"},
    ),
    "a card made up": Damage(
        ("INSERT INTO cards VALUES ('2999', '', 'm', 'z')",),
        {"view.cards": "number=2999, list=: follows from no entry"},
    ),
    "a guard taken off": Damage(("DROP TRIGGER facts_stay",), {"schema": "trigger facts_stay: missing"}),
    "a guard made toothless": Damage(("DROP TRIGGER facts_stay", TOOTHLESS), {"schema": "trigger facts_stay: changed"}),
    "a table made up": Damage(("CREATE TABLE extra (a)",), {"schema": "table extra: not ours"}),
    "words in the index": Damage(
        ("INSERT INTO member_words (rowid, folded) VALUES (1, 'villain')",),
        {"words.members": "found by the word villain"},
    ),
    "words not in the index": Damage((UNINDEXED,), {"words.products": "not found by its word"}),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_found_where_it_is(patient: Path, name: str) -> None:
    done = DAMAGE[name]
    damage(patient, *done.statements, guarded=done.guarded)
    found = failures(doctor(patient))
    for code, place in done.found.items():
        assert any(place in where for where in found.get(code, ())), (code, place, found)


def test_many_places_are_counted_not_listed(patient: Path) -> None:
    damage(patient, "UPDATE products SET barcode = '1'")
    places = failures(doctor(patient))["view.products"]
    assert len(places) == 20
    assert places[-1].startswith("and 582 more")


def test_broken_pages_are_described_and_never_raised(shop: Path, tmp_path: Path) -> None:
    """Where the doctor finds nothing nothing is lost: the pages were free."""
    before, noticed = content(shop), 0
    for seed in range(24):
        patient = Path(shutil.copytree(shop, tmp_path / str(seed)))
        draw, file = random.Random(seed), patient / "shop.db"
        with file.open("r+b") as raw:
            for _ in range(2):
                raw.seek(4096 * draw.randrange(1, file.stat().st_size // 4096) + draw.randrange(100))
                raw.write(draw.randbytes(2000))
        report = doctor(patient)
        if report.ok:
            assert content(patient) == before
        noticed += not report.ok
        msgspec.json.encode(failures(report))
    assert noticed >= 12


def content(folder: Path) -> dict[str, list[tuple]]:
    """Everything that a shop's declared tables hold."""
    connection = open_raw(folder / "shop.db")
    found = {table.name: connection.execute(f"SELECT * FROM {table.name}").fetchall() for table in TABLES if table.key}
    connection.close()
    return found


def test_a_missing_shop_is_described(tmp_path: Path) -> None:
    report = doctor(tmp_path)
    assert failures(report).keys() == {"file"}
    assert not list(tmp_path.iterdir())


def test_the_scratch_is_removed(shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    doctor(shop)
    assert list(tmp_path.iterdir()) == []


def test_each_check_can_fail(shop: Path) -> None:
    """No check of the doctor is without a damage that it finds."""
    codes = {code for done in DAMAGE.values() for code in done.found}
    made = {check.code for check in doctor(shop).checks if not check.code.startswith("view.")}
    assert made - codes == {"file", "integrity", "signatures"}, "these have tests of their own"


def test_pages_in_disorder_are_found(patient: Path) -> None:
    connection: Connection = open_raw(patient / "shop.db")
    root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'receipts_day'").fetchone()[0]
    connection.close()
    with (patient / "shop.db").open("r+b") as raw:
        raw.seek((root - 1) * 4096 + 8)
        raw.write(b"\x00\x08\x00\x10")
    assert "integrity" in failures(doctor(patient))
