"""The hub over HTTP: tills speak, pair and ask how it is. Rules are elsewhere; this only lets in and answers.

`POST /v1/say` takes one signed message and answers with one. `POST /v1/pair` takes the first words of a till.
`GET /health` and `/metrics` are for whoever keeps the hub running.
"""

from __future__ import annotations

import base64
import binascii
import time

import msgspec
import structlog
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from app.hub.answering import answer_again
from app.hub.core import HubCore
from app.hub.doorkeeper import Doorkeeper, TurnedAway
from app.hub.ports import Reader
from app.hub.postgres import PostgresStore
from app.sync import codec, pairing
from app.sync.signing import HEADER, DeviceKey, Stamp
from app.sync.wire import Reply

LARGEST_HEADER = 1_000
LARGEST_PAIRING = 2_000
_log = structlog.get_logger("hub")


class Hub:
    """What the routes share.

    Args:
        key: The hub's own key, which a till is told when it is paired.
    """

    def __init__(self, store: PostgresStore, reader: Reader, key: DeviceKey) -> None:
        self.store = store
        self.key = key
        self.core = HubCore(store, reader)
        self.door = Doorkeeper(store)
        self.metrics = CollectorRegistry()
        self.answered = Counter("regulars_answers", "Answers by kind", ["request", "reply"], registry=self.metrics)
        self.refused = Counter("regulars_turned_away", "Requests not let in", ["code"], registry=self.metrics)
        self.seconds = Histogram(
            "regulars_seconds",
            "From request to answer",
            ["request"],
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
            registry=self.metrics,
        )

    def say(self, stamp: Stamp, path: str, body: bytes, form: codec.Form) -> Reply:
        """Let a request in and answer it.

        Raises:
            TurnedAway: as `Doorkeeper.let_in`, and 400 for what is no message, or names another till than signed.
        """
        self.door.let_in(stamp, path, body)
        try:
            request = codec.request_from(body, form)
        except codec.Unreadable as error:
            raise TurnedAway(413 if error.code == "size" else 400, error.code) from error
        if request.device != stamp.device or not is_plain(request):
            raise TurnedAway(400, "shape")
        began = time.perf_counter()
        reply = answer_again(self.core, self.store, stamp.tenant, request)
        name = type(request).__name__
        self.seconds.labels(name).observe(time.perf_counter() - began)
        self.answered.labels(name, type(reply).__name__).inc()
        return reply

    def pair(self, body: bytes) -> pairing.Paired:
        """Take a till in that knows the code.

        Raises:
            TurnedAway: 400 for another shape; 403 for anything that is not right, without saying what.
        """
        try:
            asked = msgspec.msgpack.decode(body, type=pairing.PairingAsked)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise TurnedAway(400, "shape") from error
        if not (is_plain(asked) and len(asked.public_key) == 32 and 16 <= len(asked.nonce) <= 64):
            raise TurnedAway(400, "shape")
        row = self.store.try_pairing(asked)
        if row is None or not pairing.knows_code(asked, row.code):
            raise TurnedAway(403, "pairing")
        life = self.store.pair(asked, row)
        _log.info("paired", tenant=asked.tenant, device=row.device)
        answer = pairing.Paired(row.device, row.shop, self.key.public(), life, b"")
        return pairing.confirm(asked, row.code, answer)


def is_plain(message: msgspec.Struct) -> bool:
    """Whether no text in it holds what a database text cannot: NUL, or half of a surrogate pair."""
    return all(_plain(value) for value in msgspec.structs.astuple(message))


def _plain(value: object) -> bool:
    if isinstance(value, str):
        return "\0" not in value and not any("\ud800" <= letter <= "\udfff" for letter in value)
    if isinstance(value, msgspec.Struct):
        return is_plain(value)
    if isinstance(value, dict):
        return all(_plain(item) for pair in value.items() for item in pair)
    if isinstance(value, tuple | list):
        return all(_plain(item) for item in value)
    return not isinstance(value, int) or isinstance(value, bool) or -(2**63) <= value < 2**63


def application(hub: Hub) -> Starlette:
    """The hub as an ASGI application."""

    async def say(request: Request) -> Response:
        try:
            stamp = _stamp(request.headers.get(HEADER, ""))
            form = _form(request.headers.get("content-type", ""))
            body = await _body(request, codec.LARGEST_SENT)
            reply = await run_in_threadpool(hub.say, stamp, request.url.path, body, form)
        except TurnedAway as away:
            return _turned_away(hub, away)
        kind = codec.JSON if form == "json" else codec.MSGPACK
        return Response(codec.pack(reply, form), media_type=kind)

    async def pair(request: Request) -> Response:
        try:
            answer = await run_in_threadpool(hub.pair, await _body(request, LARGEST_PAIRING))
        except TurnedAway as away:
            return _turned_away(hub, away)
        return Response(msgspec.msgpack.encode(answer), media_type=codec.MSGPACK)

    async def health(_: Request) -> Response:
        well = await run_in_threadpool(hub.store.is_well)
        return Response(b"well\n" if well else b"the database takes no writes\n", 200 if well else 503)

    async def metrics(_: Request) -> Response:
        return Response(generate_latest(hub.metrics), media_type="text/plain; version=0.0.4")

    routes = [
        Route("/v1/say", say, methods=["POST"]),
        Route("/v1/pair", pair, methods=["POST"]),
        Route("/health", health),
        Route("/metrics", metrics),
    ]
    return Starlette(routes=routes)


def _turned_away(hub: Hub, away: TurnedAway) -> Response:
    hub.refused.labels(away.code).inc()
    _log.info("turned away", code=away.code)
    return Response(msgspec.json.encode({"code": away.code}), away.status, media_type=codec.JSON)


def _stamp(header: str) -> Stamp:
    if len(header) > LARGEST_HEADER:
        raise TurnedAway(401, "who")
    try:
        stamp = msgspec.msgpack.decode(base64.b64decode(header, validate=True), type=Stamp)
    except (msgspec.MsgspecError, binascii.Error, ValueError) as error:
        raise TurnedAway(401, "who") from error
    if not is_plain(stamp):
        raise TurnedAway(401, "who")
    return stamp


def _form(content_type: str) -> codec.Form:
    kind = content_type.partition(";")[0].strip().lower()
    if kind == codec.MSGPACK:
        return "msgpack"
    if kind == codec.JSON:
        return "json"
    raise TurnedAway(415, "form")


async def _body(request: Request, largest: int) -> bytes:
    """The body, never more of it than the limit in memory."""
    parts, size = [], 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > largest:
                raise TurnedAway(413, "size")
            parts.append(part)
    except ClientDisconnect as error:
        raise TurnedAway(400, "cut") from error
    return b"".join(parts)
