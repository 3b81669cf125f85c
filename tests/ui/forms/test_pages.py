"""Long lists by pages: every row is reached, few are kept, and the way to a far page is walked once."""

from collections.abc import Sequence

from app.ui.forms.pages import KEPT_PAGES, Deliver, ListedRows, PagedRows


class Books:
    """A sorted list that is asked for the rows after a key; answers come when told."""

    def __init__(self, count: int, *, at_once: bool = True) -> None:
        self.rows = [f"{n:06d}" for n in range(count)]
        self.asked: list[str] = []
        self.at_once = at_once
        self.waiting: list[tuple[Deliver[str], Sequence[str]]] = []

    def fetch(self, after: str, limit: int, deliver: Deliver[str]) -> None:
        self.asked.append(after)
        rows = [row for row in self.rows if row > after][:limit]
        if self.at_once:
            deliver(rows)
        else:
            self.waiting.append((deliver, rows))

    def answer(self) -> None:
        while self.waiting:
            deliver, rows = self.waiting.pop(0)
            deliver(rows)


def paged(books: Books, **options: object) -> PagedRows[str]:
    return PagedRows(books.fetch, lambda row: row, count=len(books.rows), page=10, **options)  # type: ignore[arg-type]


def shown(rows: PagedRows[str], place: int) -> str | None:
    rows.row(place)
    return rows.row(place)


def test_a_row_is_not_there_until_its_page_has_come() -> None:
    books = Books(35, at_once=False)
    rows = paged(books)
    assert rows.row(3) is None
    books.answer()
    assert rows.row(3) == "000003"


def test_whoever_shows_the_rows_is_told_which_places_have_come() -> None:
    told: list[tuple[int, int]] = []
    books = Books(25)
    rows = paged(books, told=lambda first, last: told.append((first, last)))
    rows.row(22)
    assert told == [(0, 9), (10, 19), (20, 24)]


def test_a_far_row_is_reached_and_the_way_is_walked_only_once() -> None:
    books = Books(1000)
    rows = paged(books)
    assert shown(rows, 987) == "000987"
    walked = len(books.asked)
    assert walked == 99
    assert shown(rows, 500) == "000500"
    assert len(books.asked) == walked + 1


def test_only_some_pages_are_kept() -> None:
    rows = paged(Books(5000))
    for place in range(0, 5000, 7):
        assert shown(rows, place) == f"{place:06d}"
    assert rows.kept <= KEPT_PAGES * 10


def test_the_last_wanted_page_comes_first() -> None:
    books = Books(400, at_once=False)
    rows = paged(books)
    for place in (5, 15, 25, 35, 395):
        rows.row(place)
    books.answer()
    assert rows.row(395) == "000395"


def test_a_list_that_became_shorter_ends_quietly() -> None:
    books = Books(100)
    rows = paged(books)
    books.rows = books.rows[:42]
    assert shown(rows, 95) is None
    assert shown(rows, 41) == "000041"


def test_a_place_outside_the_list_has_no_row() -> None:
    books = Books(5)
    rows = paged(books)
    assert rows.row(-1) is None
    assert rows.row(5) is None
    assert books.asked == []


def test_rows_that_are_all_here() -> None:
    rows = ListedRows(["a", "b"])
    assert (rows.count, rows.row(1), rows.row(2), rows.row(-1)) == (2, "b", None, None)
