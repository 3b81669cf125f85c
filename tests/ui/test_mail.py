"""Receipts by e-mail from counter and receipts screen, through the running till's own outbox and a real server."""

import dataclasses
import email
import email.policy
import socket
import threading
from collections.abc import Callable, Iterator

import pytest
from aiosmtpd.controller import Controller
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.settings.devices import DeviceSettings, DisplaySettings, MailSettings
from app.storage.shop_folder import ShopFolder
from app.storage.store import Store
from app.ui.devices.mail_rows import MailRows, mail_desk
from app.workflows.acting import Acting
from app.workflows.members import Joining, enrol_member
from app.workflows.secrets import SMTP_PASSWORD
from app.workflows.shop_now import load_shop
from tests.ui.counter_driver import Driver
from tests.ui.shop import COFFEE, TestShop, make_shop
from tests.ui.test_geometry import cut_off, outside, overlaps

VERA_CARD = "2900000000025"
VERA_MAIL = "vera@example.org"


class Post:
    """A mail server of this test: what came, and whom it refuses."""

    def __init__(self) -> None:
        self.letters: list[tuple[list[str], email.message.EmailMessage]] = []
        self.refuses: set[str] = set()
        self.news = threading.Event()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refuses:
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.letters.append((envelope.rcpt_tos, message))
        self.news.set()
        return "250 OK"


@pytest.fixture
def post() -> Iterator[Post]:
    made = Post()
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    controller = Controller(made, hostname="127.0.0.1", port=port)
    controller.start()
    made.port = port
    yield made
    controller.stop()


@pytest.fixture
def mail_till(tmp_path, post: Post, open_till: Callable[..., Driver]) -> Driver:
    return open_till(mail_shop(tmp_path, post))


def mail_shop(tmp_path, post: Post, **display: object) -> TestShop:
    """A shop with a Russian-speaking member who has an address, and a mail server."""
    shop = make_shop(tmp_path / "mail")
    with Store.open(shop.folder, shop.clock) as books:
        with books.reads() as reads:
            acting = Acting(load_shop(reads, shop.clock.now()), shop.owner, shop.clock.now())
        joining = Joining(phone="0687654321", name="Вера Орлова", email=VERA_MAIL, language="ru", card=VERA_CARD)
        enrol_member(books, joining, acting)
    mail = MailSettings(host="127.0.0.1", port=post.port, security="none", sender="till@shop.example")
    devices = dataclasses.replace(DeviceSettings(), mail=mail, display=DisplaySettings(**display))
    ShopFolder(shop.folder).save_devices(devices)
    return shop


def arrived(till: Driver, post: Post, count: int = 1) -> tuple[list[str], email.message.EmailMessage]:
    till.qtbot.waitUntil(lambda: len(post.letters) >= count, timeout=5000)
    return post.letters[count - 1]


def test_the_members_own_address_takes_one_key_and_the_letter_speaks_their_language(mail_till, post) -> None:
    till = mail_till
    till.scan(COFFEE, VERA_CARD)
    receipt = till.pay()
    till.press("Ctrl+E")
    to, message = arrived(till, post)
    assert to == [VERA_MAIL]
    assert receipt.number in message["Subject"]
    assert "Чек" in message["Subject"] or "чек" in message["Subject"] or "Квитанция" in message["Subject"]
    body = message.get_body(("plain",)).get_content()
    assert "Кофе в зёрнах" in body
    (page,) = message.iter_attachments()
    assert page.get_content().startswith(b"%PDF")
    assert "http" not in body
    till.qtbot.waitUntil(lambda: mail_desk(till.terminal.desk).states(receipt.sale)[0].fate == "sent", timeout=5000)
    till.qtbot.waitUntil(lambda: "v•••@example.org" in till.words(), timeout=3000)


def test_anybody_else_says_an_address_which_is_checked(mail_till, post) -> None:
    till = mail_till
    till.scan(COFFEE)
    till.pay()
    till.press("Ctrl+E")
    assert till.mode == "mail"
    till.enter("nobody")
    assert till.mode == "mail"
    till.enter("a b@c")
    assert till.mode == "mail"
    assert post.letters == []
    assert "nobody" in till.entry  # kept, to be corrected
    till.press("Esc", "Ctrl+E")
    till.enter("guest@example.org")
    to, message = arrived(till, post)
    assert to == ["guest@example.org"]
    assert "Coffee beans" in message.get_body(("plain",)).get_content()
    assert till.mode == "done"


def test_a_letter_that_is_refused_is_said_and_listed(mail_till, post) -> None:
    till = mail_till
    post.refuses.add("gone@example.org")
    till.scan(COFFEE)
    receipt = till.pay()
    till.press("Ctrl+E")
    till.enter("gone@example.org")
    desk = mail_desk(till.terminal.desk)
    till.qtbot.waitUntil(lambda: [each.fate for each in desk.states(receipt.sale)] == ["refused"], timeout=5000)
    till.qtbot.waitUntil(lambda: "refused" in till.notice, timeout=3000)
    assert "gone@" not in till.notice
    desk.forget_refused(desk.states(receipt.sale)[0].id)
    assert desk.states(receipt.sale) == ()


def test_the_receipts_screen_sends_with_the_members_address_already_there(mail_till, post) -> None:
    till = mail_till
    till.scan(COFFEE, VERA_CARD)
    till.pay()
    till.press("Esc")
    till.window.open_screen("receipts")
    till.settle()
    screen = till.window.screen_in_front
    screen.ask_for_address()
    till.qtbot.waitUntil(lambda: screen.letters.field.text() == VERA_MAIL, timeout=3000)
    QTest.keyClick(screen.letters.field.line, Qt.Key.Key_Return)
    assert arrived(till, post)[0] == [VERA_MAIL]
    till.qtbot.waitUntil(lambda: "v•••@example.org" in till.words(screen.letters), timeout=3000)
    assert cut_off(till.window) + outside(till.window) + overlaps(till.window) == []
    screen.letters.field.put("rubbish")
    screen.letters.post()
    assert screen.letters.field.is_wrong
    till.press("Esc")
    assert screen.letters.isHidden()


def test_letters_wait_while_nothing_answers_and_go_when_the_till_starts_again(tmp_path, post, open_till) -> None:
    shop = mail_shop(tmp_path, post)
    folder = ShopFolder(shop.folder)
    reachable = folder.load_devices().settings
    silent = dataclasses.replace(reachable, mail=dataclasses.replace(reachable.mail, port=1))
    folder.save_devices(silent)
    till = open_till(shop)
    till.scan(COFFEE, VERA_CARD)
    receipt = till.pay()
    till.press("Ctrl+E")
    desk = mail_desk(till.terminal.desk)
    till.qtbot.waitUntil(lambda: any(each.why for each in desk.states(receipt.sale)), timeout=5000)
    assert desk.states(receipt.sale)[0].fate == "waiting"
    till.terminal.close()
    folder.save_devices(reachable)
    again = open_till(shop)
    assert arrived(again, post)[0] == [VERA_MAIL]


def test_without_a_server_there_is_no_key_for_it(till: Driver) -> None:
    till.scan(COFFEE)
    till.pay()
    till.press("Ctrl+E")
    assert till.mode == "done"
    assert "By e-mail" not in till.words()


def test_the_password_lies_outside_the_shops_folder(mail_till) -> None:
    till = mail_till
    till.window.open_screen("devices", "mail")
    till.settle()
    rows = till.window.findChild(MailRows)
    rows.password.line.setText("s3cret-pass")
    rows.keep_password()
    till.qtbot.waitUntil(lambda: not rows.password.text(), timeout=3000)
    till.settle()
    assert till.terminal.store.secrets.get(SMTP_PASSWORD) == b"s3cret-pass"
    for path in till.terminal.store.folder.root.rglob("*"):
        if path.is_file():
            assert b"s3cret-pass" not in path.read_bytes(), path
    rows.keep_password()
    till.qtbot.waitUntil(lambda: not mail_desk(till.terminal.desk).has_password, timeout=3000)


def test_a_test_letter_arrives_and_is_listed(mail_till, post) -> None:
    till = mail_till
    till.window.open_screen("devices", "mail")
    till.settle()
    rows = till.window.findChild(MailRows)
    rows.address.line.setText("owner@example.org")
    rows.send.click()
    to, message = arrived(till, post)
    assert to == ["owner@example.org"]
    assert "Sunny Corner" in message["Subject"]
    assert list(message.iter_attachments()) == []
    till.qtbot.waitUntil(lambda: mail_desk(till.terminal.desk).states()[0].fate == "sent", timeout=3000)
    till.window.screen_in_front.look_again()
    assert "o•••@example.org" in till.words()
    till.window.messages.dismiss()
    assert cut_off(till.window) + outside(till.window) + overlaps(till.window) == []


def test_the_customer_says_yes_on_their_own_screen(tmp_path, post, open_till) -> None:
    till = open_till(mail_shop(tmp_path, post, screen="window", touch=True))
    till.scan(COFFEE, VERA_CARD)
    till.pay()
    equipment = till.terminal._equipment
    equipment.feed.look()
    assert equipment.feed.now.question.kind == "receipt"
    assert VERA_MAIL not in repr(equipment.feed.now)
    QTest.mouseClick(equipment.customer.window.question.yes, Qt.MouseButton.LeftButton)
    assert arrived(till, post)[0] == [VERA_MAIL]


def test_a_no_sends_nothing_and_the_next_scan_ends_the_question(tmp_path, post, open_till) -> None:
    till = open_till(mail_shop(tmp_path, post, screen="window", touch=True))
    till.scan(COFFEE, VERA_CARD)
    till.pay()
    equipment = till.terminal._equipment
    equipment.feed.look()
    QTest.mouseClick(equipment.customer.window.question.no, Qt.MouseButton.LeftButton)
    till.settle()
    till.scan(COFFEE)
    equipment.feed.look()
    assert equipment.feed.now.question is None
    assert post.letters == []


@pytest.mark.parametrize(("language", "size"), [("ru", (1024, 600)), ("en", (1366, 768))])
def test_nothing_is_cut_off_on_the_done_screen(tmp_path, post, open_till, language, size) -> None:
    till = open_till(mail_shop(tmp_path, post), language=language, size=size)
    till.scan(COFFEE, VERA_CARD)
    till.pay(amount="20")
    till.press("Ctrl+E")
    arrived(till, post)
    till.qtbot.wait(50)
    till.window.grab()
    assert cut_off(till.window) + outside(till.window) + overlaps(till.window) == []
