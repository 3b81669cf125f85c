"""Something was wrong: at most four steps from the line of a receipt to what makes it good, and the note goes out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.loyalty.program import read_program
from app.sales.receipt import Receipt
from app.settings.devices import DeviceSettings, MailSettings
from app.storage.shop_folder import ShopFolder
from app.storage.store import Store
from app.workflows.member_notes import POST_NOTE, MemberNote
from app.workflows.members import Joining, enrol_member
from app.workflows.programs import publish_program
from app.workflows.shop_now import moment_of
from tests.ui.counter_driver import Driver
from tests.ui.shop import ANNA_CARD, COFFEE, MUG, TestShop
from tests.ui.way_back_hands import acting_in, change_goods, enter_when_fresh, open_receipt, returns, tap, tap_keys

MOST_STEPS = 4
MAIL_CARD = "2900000000025"
SORRY = """{"id": "sorry", "applies": "future", "kind": "next_order", "names": {"en": "2.00 off, we are sorry"},
 "rewards": [{"type": "amount_off", "id": "two", "value_minor": 200}]}"""


class Steps:
    """Counts what a cashier does after the receipt has been scanned."""

    def __init__(self, till: Driver) -> None:
        self.till, self.count = till, 0

    def press(self, key: str) -> None:
        self.count += 1
        self.till.pace.wait(500)
        if len(key) == 1:
            self.till.type(key)
        else:
            self.till.press(key)


def sold(till: Driver, *codes: str) -> Receipt:
    till.scan(*codes)
    receipt = till.pay()
    open_receipt(till, receipt)
    return receipt


def goodwill(till: Driver, member: str) -> list[int]:
    with till.terminal.store.reads() as reads:
        moment = moment_of(till.counter.till.shop, till.counter.till.now())
        rows = [row for statement in reads.statements(member, moment) for row in statement.rows]
    return [row.points_milli for row in rows if row.kind == "goodwill"]


def test_points_take_four_steps(till: Driver, shop: TestShop) -> None:
    sold(till, ANNA_CARD, MUG)
    steps = Steps(till)
    for key in ("F11", "1", "3", "Enter"):
        steps.press(key)
    assert goodwill(till, shop.anna) == [50_000]
    assert steps.count <= MOST_STEPS


def test_the_money_takes_four_steps(till: Driver) -> None:
    receipt = sold(till, MUG, COFFEE)
    steps = Steps(till)
    for key in ("F11", "1", "2", "F12"):
        steps.press(key)
    documents = returns(till, receipt)
    assert [(line.goods.sku, line.reason) for line in documents[0].lines] == [("mug", "faulty")]
    assert steps.count <= MOST_STEPS


def test_the_same_again_takes_four_steps_and_costs_nothing(till: Driver) -> None:
    receipt = sold(till, ANNA_CARD, COFFEE)
    steps = Steps(till)
    for key in ("F11", "1", "1", "Enter"):
        steps.press(key)
    assert steps.count <= MOST_STEPS
    assert [document.refund_minor for document in returns(till, receipt)] == [1090]
    new = till.receipt()
    assert [(tender.kind, tender.amount_minor) for tender in new.tenders] == [("exchange", 1090)]
    assert new.member == receipt.member


def test_a_replacement_never_costs_more_than_what_came_back(shop: TestShop, open_till: Callable[..., Driver]) -> None:
    till = open_till(shop)
    till.scan(MUG)
    receipt = till.pay()
    till.terminal.close()
    change_goods(shop, "mug", price_minor=990)
    till = open_till(shop)
    open_receipt(till, receipt)
    till.press("F11")
    till.type("11")
    enter_when_fresh(till)
    new = till.receipt()
    assert (new.total_minor, [tender.kind for tender in new.tenders]) == (850, ["exchange"])


def test_a_number_pad_and_a_finger_reach_it_too(till: Driver, shop: TestShop) -> None:
    sold(till, ANNA_CARD, MUG)
    till.type("*113")
    till.enter("75")
    assert goodwill(till, shop.anna) == [75_000]
    till.press("Enter")
    sold(till, ANNA_CARD, COFFEE)
    tap(till, "More", "Something was wrong", "you had to wait", "Points")
    tap_keys(till, "2", "0", "Enter")
    assert goodwill(till, shop.anna) == [75_000, 20_000]


def test_the_budget_that_is_left_stands_there_before_anything_is_given(till: Driver, shop: TestShop) -> None:
    sold(till, ANNA_CARD, MUG)
    till.press("F11")
    till.type("1")
    assert "5000 points are left of this month" in till.words()
    till.type("3")
    till.press("Enter", "Enter")
    sold(till, ANNA_CARD, MUG)
    till.press("F11")
    till.type("1")
    assert "4950 points are left of this month" in till.words()


def test_goodwill_of_a_sale_without_a_member_goes_to_the_card_that_is_scanned(till: Driver, shop: TestShop) -> None:
    sold(till, MUG)
    till.press("F11")
    till.type("1")
    assert "goes to a member: scan the card first" in till.words()
    till.scan(ANNA_CARD)
    till.type("3")
    till.press("Enter")
    assert goodwill(till, shop.anna) == [50_000]


def test_a_coupon_is_given_with_its_code(shop: TestShop, open_till: Callable[..., Driver]) -> None:
    with Store.open(shop.folder, shop.clock) as books:
        publish_program(books, read_program(SORRY), acting_in(books, shop))
    till = open_till(shop)
    sold(till, ANNA_CARD, MUG)
    till.press("F11")
    till.type("14")
    till.press("Enter")
    with till.terminal.store.reads() as reads:
        coupons = [row for row in reads.tokens_of(shop.anna) if row.kind == "coupon" and row.program == "sorry"]
    shown = till.words().replace(" ", "")
    assert [coupon.code in shown for coupon in coupons].count(True) == 1


# -- the note


@pytest.fixture
def with_mail(shop: TestShop) -> str:
    """A member with an e-mail address who allowed messages; returns the id."""
    with Store.open(shop.folder, shop.clock) as books:
        joining = Joining(
            phone="0612000001", name="Mila Novak", email="mila@example.com", card=MAIL_CARD,
            consents={"terms": True, "personal_data": True, "messages": True},
        )  # fmt: skip
        return enrol_member(books, joining, acting_in(books, shop)).id


def give_points(till: Driver, card: str) -> None:
    sold(till, card, MUG)
    till.press("F11")
    till.type("13")
    till.press("Enter")


def test_the_note_goes_out_to_a_member_who_allowed_messages(
    shop: TestShop, with_mail: str, open_till: Callable[..., Driver]
) -> None:
    till, posted = open_till(shop), list[MemberNote]()
    till.window.desk.services[POST_NOTE] = lambda: posted.append
    give_points(till, MAIL_CARD)
    assert [(note.to, note.subject) for note in posted] == [("mila@example.com", "Sunny Corner: we are sorry")]
    assert "Hello Mila N." in posted[0].text
    assert "50 points are on your account" in posted[0].text
    assert "The note goes to m…@example.com" in till.words()


def test_without_consent_the_note_goes_home_on_paper(till: Driver, shop: TestShop) -> None:
    posted = list[MemberNote]()
    till.window.desk.services[POST_NOTE] = lambda: posted.append
    give_points(till, ANNA_CARD)
    assert posted == []
    assert "the note is printed" in till.words()
    till.qtbot.waitUntil(lambda: bool(list((shop.folder / "receipts").glob("note-*.txt"))), timeout=3000)
    (slip,) = (shop.folder / "receipts").glob("note-*.txt")
    assert "We are sorry. 50 points are on your account." in " ".join(slip.read_text("utf-8").split())


def test_a_till_without_mail_says_so(shop: TestShop, with_mail: str, open_till: Callable[..., Driver]) -> None:
    till = open_till(shop)
    till.window.desk.services.pop(POST_NOTE, None)
    give_points(till, MAIL_CARD)
    assert "E-mail is not set up on this till: the note is printed" in till.words()


def test_the_note_lies_in_the_tills_own_outbox_until_a_server_takes_it(
    shop: TestShop, with_mail: str, open_till: Callable[..., Driver]
) -> None:
    folder = ShopFolder(shop.folder)
    folder.save_devices(DeviceSettings(mail=MailSettings(host="127.0.0.1", port=9, sender="shop@example.org")))
    till = open_till(shop)
    give_points(till, MAIL_CARD)
    assert "The note goes to m…@example.com" in till.words()
    (letter,) = folder.outbox.glob("*.json")
    assert b"50 points are on your account" in letter.read_bytes()
