"""Messages as bytes: msgpack, compressed with zstd; JSON is accepted as the readable form of the same.

Everything from outside is bounded before it is read: bytes as sent, bytes when unpacked, depth by the types
themselves (no message nests more than its declaration), and nothing unknown is guessed at.
"""

from __future__ import annotations

from typing import Literal

import msgspec
import zstandard

from app.sync.wire import Reply, Request

LARGEST_SENT = 1_000_000
LARGEST_UNPACKED = 8_000_000
MSGPACK = "application/vnd.regulars+msgpack"
JSON = "application/json"
Form = Literal["msgpack", "json"]

_LEVEL = 3
_requests: msgspec.msgpack.Decoder[Request] = msgspec.msgpack.Decoder(Request)
_replies: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply)
_json_requests: msgspec.json.Decoder[Request] = msgspec.json.Decoder(Request)
_json_replies: msgspec.json.Decoder[Reply] = msgspec.json.Decoder(Reply)


class Unreadable(Exception):
    """These bytes are no message of ours.

    Attributes:
        code: size, packed, or shape.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def pack(message: Request | Reply, form: Form = "msgpack") -> bytes:
    """A message as it goes over the wire."""
    if form == "json":
        return msgspec.json.encode(message)
    return zstandard.ZstdCompressor(level=_LEVEL).compress(msgspec.msgpack.encode(message))


def request_from(body: bytes, form: Form = "msgpack") -> Request:
    """A request from bytes.

    Raises:
        Unreadable: too large, not compressed as said, or another shape.
    """
    try:
        return _json_requests.decode(_bounded(body)) if form == "json" else _requests.decode(unpacked(body))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable("shape") from error


def reply_from(body: bytes, form: Form = "msgpack") -> Reply:
    """A reply from bytes; raises as `request_from`."""
    try:
        return _json_replies.decode(_bounded(body)) if form == "json" else _replies.decode(unpacked(body))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable("shape") from error


def unpacked(body: bytes) -> bytes:
    """What was compressed; never more than the limit, whatever its header promises.

    Raises:
        Unreadable: `size` or `packed`.
    """
    reader = zstandard.ZstdDecompressor(max_window_size=1 << 23).stream_reader(_bounded(body))
    try:
        found = reader.read(LARGEST_UNPACKED + 1)
    except zstandard.ZstdError as error:
        raise Unreadable("packed") from error
    if len(found) > LARGEST_UNPACKED:
        raise Unreadable("size")
    return found


def _bounded(body: bytes) -> bytes:
    if len(body) > LARGEST_SENT:
        raise Unreadable("size")
    return body
