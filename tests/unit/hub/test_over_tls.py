"""A hub on a real port with TLS: pairing, speaking, and everybody who is turned away."""

from __future__ import annotations

import base64
import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pytest
import uvicorn
import zstandard

from app.hub.certificate import Certificate
from app.hub.postgres import PairingRow
from app.hub.server import Hub as Serving
from app.hub.server import application
from app.sync import codec, pairing
from app.sync.chain import GENESIS
from app.sync.signing import HEADER, DeviceKey, Stamp
from app.sync.transport import SAY, Line, Speaker, Unreachable, pair
from app.sync.wire import Acked, Fenced, Hello, Page, Pull, Push, Welcome
from tests.simulation.ledger_of_play import BUSINESS, PlayReader, entry
from tests.unit.hub.conftest import Hub

NOW = 1_790_000_000_000


@dataclass
class Running:
    hub: Hub
    serving: Serving
    url: str
    pin: bytes
    lines: list[Line] = field(default_factory=list)

    def invite(self, tenant: str, device: str) -> pairing.Invitation:
        code = pairing.new_code()
        self.hub.store.invite(tenant, PairingRow(f"pairing {device}", code, device, "shop 1", device), 10)
        return pairing.Invitation(self.url, self.pin, tenant, f"pairing {device}", code)

    def line(self, pin: bytes | None = None) -> Line:
        self.lines.append(Line(self.url, frozenset({pin or self.pin}), seconds=5))
        return self.lines[-1]

    def speaker(self, tenant: str, device: str) -> Speaker:
        """A till that was just paired."""
        key = DeviceKey()
        invitation = self.invite(tenant, device)
        asked = pairing.ask(invitation, key.public(), b"n" * 16)
        answer = pair(self.line(), asked)
        assert pairing.is_confirmed(invitation, asked, answer)
        return Speaker(self.line(), key, tenant, answer.device, last_nonce=0)


@pytest.fixture
def running(hub: Hub, tmp_path: Path) -> Iterator[Running]:
    certificate = Certificate(tmp_path / "hub")
    serving = Serving(hub.store, PlayReader(), DeviceKey())
    with contextlib.closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        config = uvicorn.Config(
            application(serving),
            ssl_keyfile=str(certificate.key_file),
            ssl_certfile=str(certificate.file),
            log_level="critical",
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        until = time.monotonic() + 20
        while not server.started and time.monotonic() < until:
            time.sleep(0.01)
        running = Running(hub, serving, f"https://127.0.0.1:{listening.getsockname()[1]}", certificate.pin)
        yield running
        for line in running.lines:
            line.close()
        server.should_exit = True
        thread.join(10)


def greet(speaker: Speaker, device: str, *, fresh: bool, epoch: int = 0) -> Hello:
    return Hello(device, epoch, 0, GENESIS, 1, f"nonce {device}", fresh=fresh, machine=device)


def test_a_till_is_paired_and_speaks(running: Running) -> None:
    speaker = running.speaker("one", "till 1")
    welcome = speaker.say(greet(speaker, "till 1", fresh=True), NOW)
    assert isinstance(welcome, Welcome)
    assert (welcome.epoch, welcome.fresh) == (1, True)
    sent = tuple(entry(f"e{n}", ("note", n), hlc=n, device="till 1", epoch=1) for n in range(700))
    assert speaker.say(Push("till 1", 1, 1, 0, GENESIS, sent), NOW) == Acked(1, 1, 700)
    page = speaker.say(Pull("till 1", 1, "shop 1", 600, 1_000), NOW)
    assert isinstance(page, Page)
    assert [row.entry for row in page.rows] == list(sent[600:])


def test_tenants_do_not_meet(running: Running) -> None:
    one, two = running.speaker("one", "till 1"), running.speaker("two", "till 1")
    for speaker in (one, two):
        speaker.say(greet(speaker, "till 1", fresh=True), NOW)
    made = (entry("mine", ("move", "points/1", 5, "", ""), hlc=1, device="till 1", epoch=1),)
    one.say(Push("till 1", 1, 1, 0, GENESIS, made), NOW)
    page = two.say(Pull("till 1", 1, BUSINESS, 0), NOW)
    assert isinstance(page, Page)
    assert (page.rows, page.high) == ((), 0)


def test_another_certificate_is_not_spoken_to(running: Running) -> None:
    with pytest.raises(Unreachable) as refused:
        running.line(pin=b"x" * 32).post(SAY, b"", {})
    assert refused.value.why == "certificate"


def raw(running: Running, stamp: Stamp, body: bytes, kind: str = codec.MSGPACK) -> str:
    header = base64.b64encode(msgspec.msgpack.encode(stamp)).decode()
    try:
        running.line().post(SAY, body, {HEADER: header, "Content-Type": kind})
    except Unreachable as refused:
        return refused.why
    return "let in"


def test_forged_replayed_and_foreign_requests_are_turned_away(running: Running) -> None:
    speaker = running.speaker("one", "till 1")
    speaker.say(greet(speaker, "till 1", fresh=True), NOW)
    key = speaker._key
    body = codec.pack(Pull("till 1", 1, BUSINESS, 0))
    genuine = key.stamp(Stamp("one", "till 1", NOW + 50, NOW), SAY, body)
    assert raw(running, genuine, body) == "let in"
    assert raw(running, genuine, body) == "replay"
    older = key.stamp(Stamp("one", "till 1", NOW + 40, NOW), SAY, body)
    assert raw(running, older, body) == "replay"
    flipped = msgspec.structs.replace(genuine, nonce=NOW + 60)
    assert raw(running, flipped, body) == "who"
    assert raw(running, key.stamp(Stamp("one", "till 1", NOW + 70, NOW), "/v1/other", body), body) == "who"
    assert raw(running, key.stamp(Stamp("two", "till 1", NOW + 70, NOW), SAY, body), body) == "who"
    assert raw(running, key.stamp(Stamp("one", "till 9", NOW + 70, NOW), SAY, body), body) == "who"
    assert raw(running, DeviceKey().stamp(Stamp("one", "till 1", NOW + 70, NOW), SAY, body), body) == "who"
    other = codec.pack(Pull("till 2", 1, BUSINESS, 0))
    assert raw(running, key.stamp(Stamp("one", "till 1", NOW + 80, NOW), SAY, other), other) == "hub"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "hub"),
        (b"\x00" * 100, "hub"),
        (zstandard.compress(b"\x00" * 50_000_000), "size"),
        (zstandard.compress(b"\x91" * 5_000), "hub"),
        (b"x" * 1_100_000, "size"),
        (zstandard.compress(msgspec.msgpack.encode(("pull", "till 1", 1, "a\0b", 0, 5))), "hub"),
        (zstandard.compress(msgspec.msgpack.encode(("pull", "till 1", 1, "a", 2**64 - 1, 5))), "hub"),
    ],
    ids=["empty", "not packed", "bomb", "deep", "large", "NUL", "beyond 64 bits"],
)
def test_hostile_bodies_are_turned_away(running: Running, body: bytes, why: str) -> None:
    speaker = running.speaker("one", "till 1")
    stamp = speaker._key.stamp(Stamp("one", "till 1", NOW, NOW), SAY, body)
    assert raw(running, stamp, body) in (why, "network")
    assert isinstance(speaker.say(greet(speaker, "till 1", fresh=True), NOW + 9), Welcome)


def test_a_code_is_good_once_for_five_tries_and_for_who_knows_it(running: Running) -> None:
    invitation = running.invite("one", "till 1")
    wrong = msgspec.structs.replace(invitation, code="0000000000")
    with pytest.raises(Unreachable) as refused:
        pair(running.line(), pairing.ask(wrong, DeviceKey().public(), b"n" * 16))
    assert refused.value.why == "pairing"
    first = DeviceKey().public()
    assert pair(running.line(), pairing.ask(invitation, first, b"n" * 16)).device == "till 1"
    assert pair(running.line(), pairing.ask(invitation, first, b"m" * 16)).device == "till 1"
    with pytest.raises(Unreachable):
        pair(running.line(), pairing.ask(invitation, DeviceKey().public(), b"n" * 16))
    worn = running.invite("one", "till 2")
    for _ in range(5):
        with pytest.raises(Unreachable):
            pair(running.line(), pairing.ask(msgspec.structs.replace(worn, code="0000000000"), first, b"n" * 16))
    with pytest.raises(Unreachable):
        pair(running.line(), pairing.ask(worn, first, b"n" * 16))


def test_an_old_epoch_is_fenced_over_the_wire(running: Running) -> None:
    speaker = running.speaker("one", "till 1")
    speaker.say(greet(speaker, "till 1", fresh=True), NOW)
    assert speaker.say(Push("till 1", 0, 1, 0, GENESIS, ()), NOW) == Fenced(1, 1, 0)
