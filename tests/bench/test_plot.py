"""The bench report's pictures: every measured point is on the paper, and nothing outside it."""

import re
from xml.etree import ElementTree as ET

from tests.bench.plot import HEIGHT, WIDTH, page, svg

PLOT = {
    "title": "cost & size",
    "along": "lines",
    "series": [
        {"name": "ours", "points": [(0, 0), (5, 0.2), (10, 0.5)]},
        {"name": "floor", "points": [(0, 0), (10, 0.1)]},
    ],
}


def test_every_point_is_drawn_within_the_picture_and_more_is_higher():
    picture = ET.fromstring(svg(PLOT))
    marks = [(float(c.get("cx")), float(c.get("cy"))) for c in picture.iter("{http://www.w3.org/2000/svg}circle")]
    assert len(marks) == 5
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in marks)
    first, middle, last = marks[:3]
    assert first[0] < middle[0] < last[0]
    assert first[1] > middle[1] > last[1]


def test_series_without_time_are_drawn_on_the_ground():
    assert "NaN" not in svg({"title": "", "along": "", "series": [{"name": "x", "points": [(0, 0)]}]})


def test_the_page_holds_the_table_and_every_picture_and_no_markup_of_its_data():
    text = page("Bench", "a < b", [PLOT, PLOT])
    assert "a &lt; b" in text
    assert "cost &amp; size" in text
    assert len(re.findall("<svg", text)) == 2
