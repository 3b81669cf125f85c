"""Receipts by e-mail: a real server on this machine takes them; whatever fails, a letter waits or is accounted for."""

import email
import email.policy
import socket
import threading

import msgspec
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from hypothesis import given
from hypothesis import strategies as st

from app.channels.letters import Letter, checked_address, message_of
from app.channels.outbox import GIVE_UP_AFTER_MS, MOST_SENT, MailThread, Outbox, OutboxView
from app.channels.smtp import MailServer, MailTrouble, send
from app.values.clock import SetClock, SystemClock
from app.values.errors import Refusal, Trouble

NOON = 1_790_000_000_000
LETTER = Letter("0190-a", "anna@example.com", "Квитанция 02-000481", "ИТОГО 12,50 €\n", NOON, b"%PDF-1.7", "02-1.pdf")


class Mailbox:
    """What a mail server received, and how it answers."""

    def __init__(self):
        self.letters, self.answers = [], {}
        self.news = threading.Condition()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        with self.news:
            self.letters.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
            self.news.notify_all()
        return "250 OK"


@pytest.fixture
def mailbox():
    return Mailbox()


@pytest.fixture
def server(mailbox):
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield MailServer("127.0.0.1", controller.port, "none", "till@shop.example", "Sunny Corner")
    controller.stop()


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


def opened(content):
    return email.message_from_bytes(content, policy=email.policy.default)


def test_a_receipt_arrives_with_its_page(server, mailbox):
    send(message_of(LETTER, server.sender, server.shop), server)
    ((sender, to, content),) = mailbox.letters
    assert (sender, to) == ("till@shop.example", ["anna@example.com"])
    message = opened(content)
    assert message["Subject"] == LETTER.subject
    assert message["From"] == "Sunny Corner <till@shop.example>"
    assert message["Message-ID"] == "<0190-a@shop.example>"
    assert message.get_body().get_content().replace("\r\n", "\n") == LETTER.text
    (page,) = message.iter_attachments()
    assert (page.get_filename(), page.get_content()) == ("02-1.pdf", b"%PDF-1.7")


def test_a_password_is_used_only_on_a_safe_line(mailbox):
    seen = []

    def sign_in(server, session, envelope, mechanism, data):
        seen.append(data)
        return AuthResult(success=True)

    controller = Controller(
        mailbox, hostname="127.0.0.1", port=free_port(), authenticator=sign_in, auth_require_tls=False
    )
    controller.start()
    server = MailServer("127.0.0.1", controller.port, "none", "till@shop.example", "S", "till", "secret")
    send(message_of(LETTER, server.sender, server.shop), server)
    controller.stop()
    assert seen == []
    assert len(mailbox.letters) == 1
    assert "secret" not in repr(server)


def test_a_server_without_the_safety_that_was_asked_for_gets_nothing(server, mailbox):
    for security in ("starttls", "tls"):
        safe = msgspec.structs.replace(server, security=security, user="till", password="secret")
        with pytest.raises(MailTrouble) as trouble:
            send(message_of(LETTER, server.sender, server.shop), safe)
        assert not trouble.value.is_final
    assert mailbox.letters == []


@pytest.mark.parametrize(("answer", "is_final"), [("550 no such user", True), ("451 try later", False)])
def test_a_refusal_is_final_or_not_as_the_server_says(server, mailbox, answer, is_final):
    mailbox.answers["anna@example.com"] = answer
    with pytest.raises(MailTrouble) as trouble:
        send(message_of(LETTER, server.sender, server.shop), server)
    assert trouble.value.is_final == is_final
    assert answer in trouble.value.why


@pytest.mark.parametrize(
    "typed",
    ["", "anna", "anna@", "@example.com", "a b@example.com", "a@b@c", "anna@example.com\nBcc: x@y.z", "анна@пример.рф",
     "anna@-x.com", "a" * 300 + "@example.com", "anna@exa mple.com", "anna@example.com,b@example.com", "<a@b.c>",
     "anna@example..com"],
)  # fmt: skip
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(Refusal, match="no e-mail address"):
        checked_address(typed)


def test_addresses_are_taken_in_their_ascii_form():
    assert checked_address(" anna.k+shop@example.com ") == "anna.k+shop@example.com"
    assert checked_address("anna@bücher.example") == "anna@xn--bcher-kva.example"


@given(st.text(max_size=80), st.text(max_size=60), st.text(max_size=60))
def test_no_data_ever_becomes_a_header(subject, shop, name):
    letter = msgspec.structs.replace(LETTER, subject=subject, pdf_name=name, id=name)
    content = message_of(letter, "till@shop.example", shop).as_bytes()
    head = content.split(b"\r\n\r\n", 1)[0]
    names = [line.split(b":")[0] for line in head.split(b"\r\n") if line[:1] not in (b" ", b"\t")]
    allowed = {b"From", b"To", b"Subject", b"Date", b"Message-ID", b"Auto-Submitted", b"MIME-Version", b"Content-Type"}
    assert set(names) <= allowed
    assert len(names) == len(set(names))


def outbox(folder, clock, mail):
    """An outbox whose letters go to a function."""
    server = MailServer("mail.example", 587, "starttls", "till@shop.example", "S")
    return Outbox(folder, lambda: server, clock, lambda letter, _: mail(letter))


def fails(*, is_final=False):
    def mail(letter):
        raise MailTrouble("not now", is_final=is_final)

    return mail


def test_letters_wait_in_files_of_their_owner_and_go_in_order(tmp_path):
    clock, sent = SetClock(NOON), []
    box = outbox(tmp_path / "outbox", clock, fails())
    for number in range(3):
        box.post(msgspec.structs.replace(LETTER, id=f"l{number}", made_at=NOON + number))
    assert box.step() == 10_000
    view = box.view()
    assert (view.waiting, view.why, [each.id for each in view.kept]) == (3, "not now", ["l0", "l1", "l2"])
    for path in (tmp_path / "outbox").iterdir():
        assert path.stat().st_mode & 0o777 == 0o600
    again = outbox(tmp_path / "outbox", clock, lambda letter: sent.append(letter.id))
    while again.step() == 0:
        pass
    assert sent == ["l0", "l1", "l2"]
    assert {path.suffix for path in (tmp_path / "outbox").iterdir()} == {".sent"}
    assert [each.id for each in again.view().sent] == ["l0", "l1", "l2"]


def test_the_tries_come_less_and_less_often(tmp_path):
    clock = SetClock(NOON)
    box = outbox(tmp_path, clock, fails())
    box.post(LETTER)
    waits = []
    for _ in range(6):
        waits.append(box.step())
        assert 0 < box.step() <= waits[-1]
        clock.advance(waits[-1])
    assert waits == [10_000, 60_000, 300_000, 900_000, 3_600_000, 3_600_000]
    box.step()
    box.retry_now()
    assert box.step() == 3_600_000


@pytest.mark.parametrize("is_late", [False, True])
def test_what_is_refused_for_good_is_said_and_does_not_hold_up_others(tmp_path, is_late):
    clock = SetClock(NOON)
    box = outbox(tmp_path, clock, fails(is_final=not is_late))
    box.post(LETTER)
    clock.advance(GIVE_UP_AFTER_MS + 1 if is_late else 0)
    assert box.step() == 0
    (refused,) = box.view().refused
    assert (refused.to, refused.why) == ("anna@example.com", "not now")
    assert box.view().waiting == 0
    box.forget_refused(LETTER.id)
    assert box.view().refused == ()
    assert box.step() is None


def test_a_torn_letter_is_set_aside(tmp_path):
    sent = []
    box = outbox(tmp_path, SetClock(NOON), lambda letter: sent.append(letter.id))
    (tmp_path / "000000000000001-x.json").write_bytes(b"{")
    (tmp_path / "x.refused").write_bytes(b"{")
    box.post(LETTER)
    assert [box.step(), box.step(), box.step()] == [0, 0, None]
    assert sent == [LETTER.id]
    assert box.view().refused == ()


def test_a_wrong_address_never_enters_and_a_full_disk_is_trouble(tmp_path):
    box = outbox(tmp_path, SetClock(NOON), fails())
    with pytest.raises(Refusal):
        box.post(msgspec.structs.replace(LETTER, to="anna@example.com\r\nBcc: x@y.z"))
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("")
    with pytest.raises(Trouble, match="not_kept"):
        outbox(tmp_path / "file" / "outbox", SetClock(NOON), fails()).post(LETTER)


def test_a_sender_that_is_no_address_sets_letters_aside(tmp_path):
    box = Outbox(tmp_path, lambda: MailServer("127.0.0.1", 1, "none", "nobody", "S"), SetClock(NOON))
    box.post(LETTER)
    assert box.step() == 0
    assert "nobody" in box.view().refused[0].why


def test_without_a_server_letters_wait(tmp_path):
    box = Outbox(tmp_path, lambda: None, SetClock(NOON))
    box.post(LETTER)
    assert box.step() is None
    assert box.view().waiting == 1


def test_a_server_that_is_not_there_is_tried_again(tmp_path):
    gone = MailServer("127.0.0.1", free_port(), "none", "till@shop.example", "S")
    box = Outbox(tmp_path, lambda: gone, SetClock(NOON))
    box.post(LETTER)
    assert box.step() == 10_000
    assert box.view().why


def test_the_thread_sends_what_is_posted(tmp_path, server, mailbox):
    thread = MailThread(Outbox(tmp_path, lambda: server, SystemClock()))
    thread.start()
    thread.post(LETTER)
    with mailbox.news:
        assert mailbox.news.wait_for(lambda: mailbox.letters, 5)
    thread.stop()
    assert len(mailbox.letters) == 1


# -- bad input: rows 33 and 87 of the table


@pytest.mark.parametrize(
    "name", ["Bob\r\nBcc: x@y", "Bob\nBcc: x@y", "Bob\rX-Evil: 1", "Bob\u2028Bcc: x@y", "Bob\x00\x1b"]
)
def test_row_33_a_name_with_line_breaks_adds_no_header(server, mailbox, name):
    plain = len(message_of(LETTER, server.sender, "Bob").keys())
    for letter, shop in ((LETTER, name), (msgspec.structs.replace(LETTER, subject=f"Receipt for {name}"), "S")):
        message = message_of(letter, server.sender, shop)
        assert len(message.keys()) == plain
        assert message["Bcc"] is None
        assert message["X-Evil"] is None
        send(message, server)
    assert [to for _, to, _ in mailbox.letters] == [["anna@example.com"]] * 2
    for _, _, content in mailbox.letters:
        assert opened(content)["Bcc"] is None


@pytest.mark.parametrize(
    "address",
    ["a@b\nBcc:", "a@b\r\nBcc: x@y", "a@b\r\nRCPT TO:<x@y>", "a" * 310 + "@example.com", "a@" + "b." * 150 + "com",
     '"a b"@example.com', '"a\\"@x.com, b"@example.com', "a@[127.0.0.1]", "a@b, c@d", "a@b;c@d", "a@b c@d", "a@b\x00"],
)  # fmt: skip
def test_row_87_an_address_that_would_reach_two_or_nobody_is_refused_before_it_is_kept(tmp_path, address):
    box = outbox(tmp_path, SetClock(NOON), fails())
    with pytest.raises(Refusal):
        box.post(msgspec.structs.replace(LETTER, to=address))
    assert box.view() == OutboxView()


@pytest.mark.parametrize(
    ("typed", "reached"),
    [("anna@bücher.example", "anna@xn--bcher-kva.example"), ("ANNA@Example.COM", "ANNA@Example.COM"), ("a@b", "a@b")],
)
def test_row_87_one_recipient_and_an_international_domain_in_ascii(server, mailbox, typed, reached):
    letter = msgspec.structs.replace(LETTER, to=checked_address(typed))
    send(message_of(letter, server.sender, server.shop), server)
    ((_, to, content),) = mailbox.letters
    assert [each.lower() for each in to] == [reached.lower()]
    assert len(opened(content).get_all("To")) == 1


@given(st.text(max_size=330))
def test_row_87_whatever_is_typed_is_refused_or_is_one_address(typed):
    try:
        address = checked_address(typed)
    except Refusal:
        return
    assert address.count("@") == 1
    assert len(address) <= 254
    assert address.isascii()
    assert not any(sign in address for sign in '\r\n ,;<>"')


def test_of_a_letter_that_was_sent_only_the_ends_of_its_address_are_kept(tmp_path):
    box = outbox(tmp_path, SetClock(NOON), lambda letter: None)
    box.post(msgspec.structs.replace(LETTER, about="sale-1"))
    assert box.step() == 0
    (sent,) = box.view().sent
    assert (sent.to, sent.about) == ("a•••@example.com", "sale-1")
    (file,) = tmp_path.iterdir()
    assert b"anna@" not in file.read_bytes()
    assert LETTER.text.encode() not in file.read_bytes()


def test_only_the_last_letters_are_still_spoken_of(tmp_path):
    box = outbox(tmp_path, SetClock(NOON), lambda letter: None)
    for number in range(MOST_SENT + 5):
        box.post(msgspec.structs.replace(LETTER, id=f"l{number:04}", made_at=NOON + number))
        box.step()
    sent = box.view().sent
    assert len(sent) == MOST_SENT
    assert sent[-1].id == f"l{MOST_SENT + 4:04}"
