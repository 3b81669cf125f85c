"""Measured series as one SVG picture: time against size, from zero, a line per series with its marks."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TypedDict

WIDTH, HEIGHT = 560, 300
LEFT, RIGHT, TOP, BOTTOM = 72, 24, 44, 44
COLOURS = ("#0B5CAD", "#8A4B00", "#0F6B3A")


class Series(TypedDict):
    """One line: a name and its points (size, milliseconds), sizes rising."""

    name: str
    points: list[tuple[float, float]]


class Plot(TypedDict):
    """One picture: what it shows, what lies along the bottom, and its lines."""

    title: str
    along: str
    series: list[Series]


def svg(plot: Plot) -> str:
    """The picture as an SVG element; both axes begin at zero."""
    points = [point for series in plot["series"] for point in series["points"]]
    widest, highest = max(x for x, _ in points) or 1, (max(y for _, y in points) or 1) * 1.1
    parts = [_text(LEFT, 20, plot["title"], weight="600"), _frame(widest, highest)]
    for place, series in enumerate(plot["series"]):
        parts.append(_line(series, COLOURS[place % len(COLOURS)], widest, highest))
        parts.append(_text(LEFT + 8, TOP + 16 + 18 * place, series["name"], fill=COLOURS[place % len(COLOURS)]))
    parts.append(_text(WIDTH - RIGHT, HEIGHT - 8, plot["along"], anchor="end"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'font-family="sans-serif" font-size="13">{"".join(parts)}</svg>'
    )


def page(title: str, table: str, plots: Sequence[Plot]) -> str:
    """A page that stands alone: the table of rows and every picture."""
    pictures = "\n".join(f"<figure>{svg(plot)}</figure>" for plot in plots)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<body><h1>{escape(title)}</h1><pre>{escape(table)}</pre>{pictures}</body></html>\n"
    )


def _place(x: float, y: float, widest: float, highest: float) -> tuple[float, float]:
    across = LEFT + x / widest * (WIDTH - LEFT - RIGHT)
    up = HEIGHT - BOTTOM - y / highest * (HEIGHT - TOP - BOTTOM)
    return round(across, 1), round(up, 1)


def _frame(widest: float, highest: float) -> str:
    parts = []
    for step in range(5):
        share = step / 4
        left, up = _place(0, highest * share, widest, highest)
        parts.append(f'<path d="M{left} {up}H{WIDTH - RIGHT}" stroke="#D5DBE1"/>')
        parts.append(_text(left - 6, up + 4, f"{highest * share:.2g} ms", anchor="end", size=11))
        across, base = _place(widest * share, 0, widest, highest)
        parts.append(_text(across, base + 16, f"{widest * share:.3g}", anchor="middle", size=11))
    return "".join(parts)


def _line(series: Series, colour: str, widest: float, highest: float) -> str:
    places = [_place(x, y, widest, highest) for x, y in series["points"]]
    path = " ".join(f"{x},{y}" for x, y in places)
    marks = "".join(f'<circle cx="{x}" cy="{y}" r="3.5" fill="{colour}"/>' for x, y in places)
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>{marks}'


def _text(x: float, y: float, words: str, **look: object) -> str:
    anchor, size = look.get("anchor", "start"), look.get("size", 13)
    fill, weight = look.get("fill", "#14191F"), look.get("weight", "400")
    return (
        f'<text x="{x}" y="{y}" text-anchor="{anchor}" font-size="{size}" font-weight="{weight}" fill="{fill}">'
        f"{escape(words)}</text>"
    )
