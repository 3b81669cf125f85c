"""The demo shop that is shipped: it opens, its people can sign in, its members can buy, its books are sound."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.people.cards import is_card_number
from app.storage.demo_shop import DEMO_PINS, demo_books, open_demo_shop
from app.storage.doctor import doctor
from app.storage.store import Store
from app.storage.transfer import pack_books, unpack_books
from app.values.barcodes import is_gtin
from app.values.clock import SetClock
from app.values.errors import Refusal, Trouble
from app.workflows.chain_signing import seen, sign_chain
from app.workflows.look_up import MemberHit, ProductHit, identify
from app.workflows.shop_now import load_shop
from app.workflows.sign_in import Proof, sign_in

GOODS = Path(__file__).resolve().parents[2] / "packaging" / "demo_data" / "goods.csv"
NEXT_MORNING = 1_795_248_000_000  # 2026-11-21 09:00 in Berlin


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_demo_shop(tmp_path_factory.mktemp("demo") / "shop", SetClock(NEXT_MORNING))
    yield store
    store.close()


def test_there_is_something_on_every_screen(demo):
    with demo.reads() as reads:
        receipts = reads.recent_receipts(5000)
        assert reads.count_products() == 300
        assert reads.count_members() == 200
        assert len(reads.programs_at(NEXT_MORNING)) == 8
        assert 1400 <= len(receipts) <= 1700
        assert {row.business_on.isoformat()[:7] for row in receipts} == {"2026-08", "2026-09", "2026-10", "2026-11"}
        assert {program.program for row in receipts if row.member for program in reads.receipt(row.sale)[0].uses} == {
            program.id for program in reads.programs_at(NEXT_MORNING)
        }
        assert {kind for row in receipts for kind, _ in row.tenders} == {"cash", "card", "points"}
        assert reads.open_shift() is None


def test_its_books_are_sound(demo):
    report = doctor(demo)
    assert report.ok, [check.where for check in report.checks if not check.ok]


def test_everybody_signs_in_with_the_pin_that_is_told(demo):
    shown = {name: sign_in(demo, Proof(pin=pin), NEXT_MORNING) for name, pin in DEMO_PINS.items()}
    assert {name: signed.person.name for name, signed in shown.items()} == {n: n for n in DEMO_PINS}
    assert not any(signed.must_change for signed in shown.values())
    with demo.reads() as reads:
        assert {person.role for person in reads.staff()} == {"owner", "manager", "cashier"}


def test_every_product_is_found_by_its_barcode_and_every_member_by_card(demo):
    with demo.reads() as reads:
        shop = load_shop(reads, NEXT_MORNING)
        for row in reads.product_page("", 300):
            assert is_gtin(row.goods.barcode)
            assert row.goods.barcode.startswith("20")
            assert identify(row.goods.barcode, reads, shop) == ProductHit(row)
        cards = [row.card for row in reads.member_page("", 200)]
        assert all(is_card_number(card) for card in cards)
        assert all(isinstance(identify(card, reads, shop), MemberHit) for card in cards)


def test_nobodys_telephone_is_in_it(demo):
    with demo.reads() as reads:
        views = [reads.member(row.id) for row in reads.member_page("", 200)]
    phones = [view.person.phone for view in views]
    assert all(phone.startswith("+493023125") and len(phone) == 13 for phone in phones)
    assert all(not view.person.email or view.person.email.endswith("@example.com") for view in views)


def test_opening_it_again_finds_it_as_it_was_left(tmp_path):
    clock = SetClock(NEXT_MORNING)
    with open_demo_shop(tmp_path / "shop", clock) as store, store.unit_of_work() as unit:
        identity = unit.identity()
    with open_demo_shop(tmp_path / "shop", clock) as again, again.reads() as reads:
        assert reads.identity() == identity


def test_books_arrive_only_whole(tmp_path, demo):
    books = demo_books()
    broken = bytearray(books)
    broken[-100] ^= 0xFF
    for data in (b"", b"nonsense", bytes(broken), books[:-1000]):
        with pytest.raises(Trouble, match=r"books\.damaged"):
            unpack_books(data, tmp_path / "shop", SetClock(NEXT_MORNING))
        assert not (tmp_path / "shop" / "shop.db").exists()
        assert not (tmp_path / "shop" / ".arriving").exists()


def test_books_never_overwrite_a_shop(demo):
    with pytest.raises(Refusal, match=r"shop\.exists"):
        unpack_books(demo_books(), demo.folder.root, SetClock(NEXT_MORNING))


def test_what_is_packed_is_what_was_unpacked(tmp_path, demo):
    with unpack_books(pack_books(demo), tmp_path / "copy", SetClock(NEXT_MORNING)) as copy:
        assert pack_books(copy) == pack_books(demo)


def test_the_goods_are_our_own_words():
    rows = list(csv.DictReader(GOODS.read_text("utf-8").splitlines()))
    assert len(rows) == len({row["name"] for row in rows}) == len({row["name_ru"] for row in rows}) == 300
    assert len({row["category"] for row in rows}) == 14
    assert {row["tax"] for row in rows} == {"food", "standard"}
    assert sum(row["unit"] == "kg" for row in rows) > 40


def test_a_demo_shop_is_no_older_copy_of_the_one_before(tmp_path: Path) -> None:
    for name in ("first", "second"):
        with open_demo_shop(tmp_path / name, SetClock(NEXT_MORNING)) as store:
            with store.reads() as reads:
                till = reads.identity().till
            assert seen(store.secrets, till) is None, name
            assert sign_chain(store, NEXT_MORNING)
            assert seen(store.secrets, till) is not None
            if name == "second":
                assert doctor(store).ok
