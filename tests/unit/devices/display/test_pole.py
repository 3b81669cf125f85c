"""A text display shows the newest picture, in its own letters, forty characters at a time; missing is a state."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.devices.display.pole import CLEAR, PoleDisplay, open_pole, picture
from app.devices.display.pole_text import WIDTH, pole_lines
from app.devices.paper.code_pages import code_page
from app.values.locales import Words
from app.workflows.display_feed import DisplaySnapshot, ShownLine, ShownPoints

EN, RU = Words("en", "UTC"), Words("ru", "UTC")
LATIN, CYRILLIC = code_page("cp858"), code_page("cp866")
SALE = DisplaySnapshot("selling", "Sunny Corner", lines=(ShownLine("Coffee beans 1 kg", 2000, "pc", 2180),),
                       total_minor=3663)  # fmt: skip


@pytest.mark.parametrize(
    ("shown", "lines"),
    [
        (DisplaySnapshot(shop="Sunny Corner"), ("Sunny Corner        ", " " * 20)),
        (SALE, ("Coffee beans 1 21.80", "TOTAL          36.63")),
        (DisplaySnapshot("paying", to_pay_minor=3665), ("TO PAY         36.65", " " * 20)),
        (
            DisplaySnapshot("paying", to_pay_minor=3665, given_minor=4000),
            ("TO PAY         36.65", "GIVEN          40.00"),
        ),
        (
            DisplaySnapshot("done", change_minor=335, points=(ShownPoints({}, 31_000, 0),)),
            ("CHANGE          3.35", "POINTS           +31"),
        ),
        (DisplaySnapshot("done", total_minor=100), ("TOTAL           1.00", "Thank you!          ")),
        (
            DisplaySnapshot("identified", greeting="Anna K.", points=(ShownPoints({}, 0, 0, 1_240_000),)),
            ("Anna K.             ", "Points: 1,240       "),
        ),
        (DisplaySnapshot("identified", greeting="Anna K."), ("Anna K.             ", " " * 20)),
        (DisplaySnapshot("paused"), ("One moment          ", " " * 20)),
    ],
)  # fmt: skip
def test_two_lines_say_what_matters(shown, lines):
    assert pole_lines(shown, EN, LATIN) == lines


@given(st.text(max_size=40), st.integers(-(10**13), 10**13), st.sampled_from(["selling", "paying", "done"]))
def test_any_sale_takes_two_lines_of_twenty(name, amount, state):
    shown = DisplaySnapshot(
        state, name, lines=(ShownLine(name, 1000, "pc", amount),), total_minor=amount, to_pay_minor=amount,
        given_minor=amount, change_minor=amount, greeting=name,
    )  # fmt: skip
    for words, page in ((EN, LATIN), (RU, CYRILLIC)):
        lines = pole_lines(shown, words, page)
        assert [len(line) for line in lines] == [WIDTH, WIDTH]
        data = picture(lines, page.name)
        assert data[:1] == CLEAR
        assert all(byte >= 0x20 for byte in data[1:])
        assert len(data) == 41


class Screen:
    """A display that remembers its pictures, and can be unplugged."""

    def __init__(self):
        self.pictures, self.opened, self.is_there = [], 0, True
        self.news = threading.Condition()

    def open(self):
        with self.news:
            self.opened += 1
            self.news.notify_all()
        if not self.is_there:
            raise OSError("no such line")
        return self

    def write(self, data):
        with self.news:
            if not self.is_there:
                self.is_there = True
                raise OSError("unplugged")
            self.pictures.append(data)
            self.news.notify_all()
        return len(data)

    def close(self):
        pass

    def wait(self, condition):
        with self.news:
            assert self.news.wait_for(condition, 5)


def test_the_newest_picture_is_shown_also_after_it_was_unplugged():
    screen = Screen()
    display = PoleDisplay(screen.open, EN, "cp858", retry_s=0.01)
    display.start()
    display.show(SALE)
    screen.wait(lambda: screen.pictures[-1:] == [picture(pole_lines(SALE, EN, LATIN), "cp858")])
    assert display.state == "ready"
    screen.is_there = False
    later = DisplaySnapshot("paused")
    display.show(later)
    screen.wait(lambda: screen.pictures[-1:] == [picture(pole_lines(later, EN, LATIN), "cp858")])
    assert screen.opened == 2
    display.stop()
    assert screen.pictures[-1] == CLEAR
    assert display.state == "off"


def test_a_display_that_is_not_there_is_a_state():
    screen = Screen()
    screen.is_there = False
    display = PoleDisplay(screen.open, EN, "cp858", retry_s=0.01)
    display.start()
    screen.wait(lambda: screen.opened >= 3)
    assert display.state == "waiting"
    display.stop()
    with pytest.raises(OSError, match="no-such-line"):
        open_pole("/dev/no-such-line", 9600)
    with pytest.raises(OSError, match="nothing"):
        open_pole("nothing://x", 9600)


def test_the_test_picture_shows_the_letters_of_the_table():
    screen = Screen()
    display = PoleDisplay(screen.open, RU, "cp866", retry_s=0.01)
    display.start()
    display.show_test()
    screen.wait(lambda: screen.pictures and "АБВГД".encode("cp866") in screen.pictures[-1])
    display.stop()
