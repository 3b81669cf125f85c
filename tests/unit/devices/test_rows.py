"""Names wrap, amounts never do, and no line is longer than its paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.devices.paper.code_pages import code_page, printable_words
from app.devices.paper.rows import Sheet, balanced, wrapped

PAGE = code_page("cp858")
columns = st.sampled_from([32, 42, 48])
names = st.text(max_size=120)
amounts = st.integers(-(10**12), 10**12).map(lambda minor: f"{minor:,}.00")


def sheet(width=32):
    return Sheet(width, PAGE)


@given(columns, names, amounts, st.integers(0, 3), st.sampled_from([0, 2]))
def test_an_amount_is_whole_and_ends_in_its_column(width, name, amount, pad, indent):
    paper = sheet(width)
    paper.pair([name, name[:9]], amount, pad=pad, indent=indent)
    last = paper.rows[-1]
    assert last.text.ljust(width)[: width - pad].endswith(amount)
    assert len(last.text) <= width
    assert all(len(row.text) <= width - pad - len(amount) for row in paper.rows[:-1])


@given(columns, names, names)
def test_two_names_fit_however_long_they_are(width, left, right):
    paper = sheet(width)
    paper.two_names(left, right)
    assert all(len(line) <= width and line == line.rstrip() for line in paper.lines())


@given(columns, names)
def test_a_paragraph_and_a_heading_fit_and_lose_no_letter(width, text):
    for put in (Sheet.centre, Sheet.paragraph):
        paper = sheet(width)
        put(paper, text)
        assert all(len(line) <= width for line in paper.lines())
        together = "".join("".join(paper.lines()).split())
        assert together == "".join(" ".join(printable_words(text, PAGE)).split())


def test_the_longest_wording_that_fits_is_taken():
    paper = sheet()
    paper.pair(["Member price -1.00/pc", "Member price"], "-2.00", pad=2, indent=2)
    paper.pair(["Member price of the whole week -1.00/pc", "Member price"], "-2.00", pad=2, indent=2)
    assert paper.lines() == ["  Member price -1.00/pc  -2.00", "  Member price           -2.00"]


def test_a_name_without_a_shorter_wording_is_wrapped_before_its_amount():
    paper = sheet()
    paper.pair("A very long name of some offer", "-2.00", indent=2)
    assert paper.lines() == ["  A very long name of some", "  offer                    -2.00"]


def test_rules_are_as_wide_as_the_paper():
    paper = sheet()
    paper.rule()
    paper.rule(double=True)
    assert paper.lines() == ["-" * 32, "=" * 32]
    assert [row.style for row in paper.rows] == ["rule", "double_rule"]


def test_a_table_has_its_figures_under_each_other():
    paper = sheet()
    paper.table(("A 21%", "8.39", "1.76", "10.15"), (6, 9, 8))
    paper.table(("B 9%", "1\u00a0819.71", "1.77", "21.48"), (6, 9, 8))
    assert paper.lines() == ["A 21%      8.39    1.76    10.15", "B 9%   1 819.71    1.77    21.48"]


def test_centred_lines_are_about_equally_long():
    footer = "Open Monday to Saturday, 8 to 20. Thank you for coming by!"
    assert balanced(footer.split(), 42) == [
        "Open Monday to Saturday, 8 to",
        "20. Thank you for coming by!",
    ]
    assert balanced([], 10) == []
    assert balanced(["abcdefghijkl", "m"], 5) == wrapped(["abcdefghijkl", "m"], 5)


@given(st.lists(st.text("abc", min_size=1, max_size=12), max_size=20), st.integers(12, 48))
def test_balancing_needs_no_more_lines_and_loses_no_word(words, width):
    lines = balanced(words, width)
    assert len(lines) == len(wrapped(words, width))
    assert " ".join(lines).split() == words
    assert all(len(line) <= width for line in lines)


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ([], []),
        (["ab", "cd", "ef"], ["ab cd", "ef"]),
        (["abcdefgh", "i"], ["abcde", "fgh i"]),
        (["abcdefghijk"], ["abcde", "fghij", "k"]),
    ],
)
def test_words_are_wrapped_and_only_a_word_longer_than_a_line_is_cut(words, lines):
    assert wrapped(words, 5) == lines
