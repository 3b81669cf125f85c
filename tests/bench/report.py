"""Rows of measurements as a table that a person reads, with a verdict for every promise."""

from collections.abc import Iterable, Sequence
from typing import Any

HEAD = ("", "unit", "ours", "floor", "ratio", "promise", "")


def within(row: dict[str, Any]) -> bool:
    """Whether what was promised of this row holds; a row without a promise always does.

    A ratio is at most its limit: larger is worse. An absolute figure is at most its limit, or at least where
    it is a rate (`baskets/s`).
    """
    if row["limit"] is not None and row["ratio"] is not None and row["ratio"] > row["limit"]:
        return False
    if row["limit_ours"] is None:
        return True
    return row["ours"] >= row["limit_ours"] if is_rate(row) else row["ours"] <= row["limit_ours"]


def is_rate(row: dict[str, Any]) -> bool:
    """Whether more is better."""
    return str(row["unit"]).endswith("/s")


def table(rows: Iterable[dict[str, Any]]) -> str:
    """The rows under each other, figures flush."""
    lines = [HEAD, *(_cells(row) for row in rows)]
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    return "\n".join(_line(cells, widths) for cells in lines)


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    promised = row["limit"] is not None or row["limit_ours"] is not None
    verdict = ("holds" if within(row) else "BROKEN") if promised else ""
    return (
        str(row["name"]),
        str(row["unit"]),
        _figure(row["ours"]),
        _figure(row["floor"]),
        _figure(row["ratio"]),
        _promise(row),
        verdict,
    )


def _promise(row: dict[str, Any]) -> str:
    if row["limit"] is not None:
        return f"ratio <= {_figure(row['limit'])}"
    if row["limit_ours"] is not None:
        return f"{'>=' if is_rate(row) else '<='} {_figure(row['limit_ours'])} {row['unit']}"
    return ""


def _figure(value: float | None) -> str:
    if not value:
        return "-" if value is None else "0"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (
        cell.rjust(width) if 2 <= place <= 4 else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join(padded).rstrip()
