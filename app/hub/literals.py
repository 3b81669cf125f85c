"""Arrays as PostgreSQL reads them in text: joined by hand, for the driver's own way takes three times as long."""

from __future__ import annotations

from collections.abc import Iterable

_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"'})


def texts(values: Iterable[str]) -> str:
    r"""A `text[]`; every value is quoted, so commas, braces and the word NULL mean themselves.

    >>> texts(["a", 'b"c', "d,e", "NULL", ""])
    '{"a","b\\"c","d,e","NULL",""}'
    """
    return "{" + ",".join(f'"{value.translate(_ESCAPED)}"' for value in values) + "}"


def numbers(values: Iterable[int]) -> str:
    """An array of whole numbers.

    >>> numbers([1, -2])
    '{1,-2}'
    """
    return "{" + ",".join(map(str, values)) + "}"


def binaries(values: Iterable[bytes]) -> str:
    r"""A `bytea[]`.

    >>> binaries([b"", bytes([1, 255])])
    '{"\\\\x","\\\\x01ff"}'
    """
    return "{" + ",".join(f'"\\\\x{value.hex()}"' for value in values) + "}"
