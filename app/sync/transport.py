"""Speaking with a hub over HTTPS: one connection, kept open, to exactly the certificate that was paired with.

Whatever is not the hub's own answer (no network, a captive portal's page, a proxy's refusal, another
certificate) is `Unreachable` with a word for the person; the till sells on.
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import ssl
from typing import Literal
from urllib.parse import urlsplit

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.sync import codec
from app.sync.pairing import Paired, PairingAsked
from app.sync.signing import HEADER, DeviceKey, Stamp
from app.sync.wire import Reply, Request

SAY = "/v1/say"
PAIR = "/v1/pair"
Why = Literal["network", "certificate", "portal", "proxy", "busy", "who", "replay", "size", "hub", "pairing"]

_STATUSES: dict[int, Why] = {
    401: "who",
    403: "pairing",
    407: "proxy",
    409: "replay",
    413: "size",
    429: "busy",
    503: "busy",
}


class Unreachable(Exception):
    """The hub did not answer, or what answered is not the hub.

    Attributes:
        why: What it looks like.
    """

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


def pin_of(certificate: bytes) -> bytes:
    """SHA-256 of a certificate's public key.

    Args:
        certificate: DER.
    """
    key = x509.load_der_x509_certificate(certificate).public_key()
    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()


class Line:
    """A connection to one hub.

    Args:
        url: `https://host:port`. pins: Public keys that are the hub's, now or announced.
        seconds: How long any step may take.
    """

    def __init__(self, url: str, pins: frozenset[bytes], *, seconds: float = 10) -> None:
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.hostname:
            raise ValueError("a hub is reached over https only")
        self._host = parts.hostname
        self._port = parts.port or 443
        self._pins = pins
        self._seconds = seconds
        self._connection: http.client.HTTPSConnection | None = None

    def post(self, path: str, body: bytes, headers: dict[str, str]) -> bytes:
        """Send and read the answer; once more on a fresh connection where a kept one had gone stale.

        Raises:
            Unreachable: with why.
        """
        kept = self._connection is not None
        try:
            return self._post(path, body, headers)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            if not kept:
                raise Unreachable("network") from error
        try:
            return self._post(path, body, headers)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise Unreachable("network") from error

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _post(self, path: str, body: bytes, headers: dict[str, str]) -> bytes:
        connection = self._connected()
        connection.request("POST", path, body, {"Content-Type": codec.MSGPACK, **headers})
        answer = connection.getresponse()
        said = answer.read(codec.LARGEST_SENT + 1)
        if answer.status != 200:
            self.close()
            raise Unreachable(_STATUSES.get(answer.status, "hub"))
        if answer.headers.get_content_type() != codec.MSGPACK:
            self.close()
            raise Unreachable("portal")
        if len(said) > codec.LARGEST_SENT:
            self.close()
            raise Unreachable("size")
        return said

    def _connected(self) -> http.client.HTTPSConnection:
        if self._connection is None:
            # The hub's certificate is its own; what proves it is the pin, compared before anything is said.
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.minimum_version = ssl.TLSVersion.TLSv1_2
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            connection = http.client.HTTPSConnection(self._host, self._port, timeout=self._seconds, context=context)
            connection.connect()
            certificate = connection.sock.getpeercert(binary_form=True)
            if not certificate or pin_of(certificate) not in self._pins:
                connection.close()
                raise Unreachable("certificate")
            self._connection = connection
        return self._connection


class Speaker:
    """A paired till's voice: signs, sends and reads.

    Args:
        last_nonce: The number of the last request ever sent; `nonces` must be kept as it rises.
    """

    def __init__(self, line: Line, key: DeviceKey, tenant: str, device: str, *, last_nonce: int) -> None:
        self._line = line
        self._key = key
        self._tenant = tenant
        self._device = device
        self.last_nonce = last_nonce

    def say(self, request: Request, now: int) -> Reply:
        """Send a message and read its answer.

        Args:
            now: The till's clock, milliseconds since 1970.

        Raises:
            Unreachable: with why.
        """
        body = codec.pack(request)
        self.last_nonce = max(self.last_nonce + 1, now)
        stamp = self._key.stamp(Stamp(self._tenant, self._device, self.last_nonce, now), SAY, body)
        header = base64.b64encode(msgspec.msgpack.encode(stamp)).decode()
        said = self._line.post(SAY, body, {HEADER: header})
        try:
            return codec.reply_from(said)
        except codec.Unreadable as error:
            raise Unreachable("portal") from error


def pair(line: Line, asked: PairingAsked) -> Paired:
    """Say the first words to a hub.

    Raises:
        Unreachable: with why.
    """
    said = line.post(PAIR, msgspec.msgpack.encode(asked), {})
    try:
        return msgspec.msgpack.decode(said, type=Paired)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Unreachable("portal") from error
