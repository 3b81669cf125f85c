"""The hub's own certificate: made at its first start, kept beside its data, known to tills by its public key."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from app.sync.transport import pin_of
from app.values.clock import SystemClock

YEARS = 10


class Certificate:
    """A key and its certificate in a folder; `pin` is what a till compares."""

    def __init__(self, folder: Path) -> None:
        """Load them, or make them the first time; files can be read by their owner only."""
        self.key_file = folder / "hub.key"
        self.file = folder / "hub.crt"
        if not self.file.exists():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._make()
        loaded = x509.load_pem_x509_certificate(self.file.read_bytes())
        self.pin = pin_of(loaded.public_bytes(Encoding.DER))

    def _make(self) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Regulars hub")])
        now = dt.datetime.fromtimestamp(SystemClock().now() / 1000, dt.UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(days=1))
            .not_valid_after(now + dt.timedelta(days=365 * YEARS))
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
        )
        _write(self.key_file, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        _write(self.file, certificate.public_bytes(Encoding.PEM))


def _write(path: Path, content: bytes) -> None:
    half = path.with_suffix(path.suffix + ".new")
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
