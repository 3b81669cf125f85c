"""A long list by pages: only the pages that are looked at are kept, however long the list is.

Queries go forward by key (`after this one`), so that the hundred-thousandth row costs no more than the
first. The place of every page is remembered as the key before it; to show a page whose place is not known
yet, the pages up to it are walked once in the background.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

Row = TypeVar("Row")
Row_co = TypeVar("Row_co", covariant=True)
Deliver = Callable[[Sequence[Row]], None]

PAGE = 200
KEPT_PAGES = 24
WANTED_PAGES = 3


class Rows(Protocol[Row_co]):
    """Rows by their place, some of which may not be here yet."""

    @property
    def count(self) -> int:
        """How many there are."""
        ...

    def row(self, place: int) -> Row_co | None:
        """The row, or None while it is being fetched."""
        ...


class ListedRows(Generic[Row]):
    """Rows that are all here."""

    def __init__(self, rows: Sequence[Row] = ()) -> None:
        self.rows = rows

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.rows)

    def row(self, place: int) -> Row | None:
        """The row."""
        return self.rows[place] if 0 <= place < len(self.rows) else None


class PagedRows(Generic[Row]):
    """Rows fetched page by page.

    Args:
        fetch: `fetch(after, limit, deliver)`: asks for the rows after a key; `deliver` is called later.
        key_of: The key of a row, by which the list is ordered.
        count: Rows there are.
        told: `told(first, last)`: these places have arrived.
    """

    def __init__(
        self,
        fetch: Callable[[str, int, Deliver[Row]], None],
        key_of: Callable[[Row], str],
        *,
        count: int,
        told: Callable[[int, int], None] = lambda first, last: None,
        page: int = PAGE,
    ) -> None:
        self._fetch, self._key_of, self._told, self._page = fetch, key_of, told, page
        self._count = count
        self._before: list[str] = [""]
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._wanted: deque[int] = deque(maxlen=WANTED_PAGES)
        self._is_busy = False

    @property
    def count(self) -> int:
        """How many there are."""
        return self._count

    @property
    def kept(self) -> int:
        """Rows that are in memory now."""
        return sum(len(rows) for rows in self._pages.values())

    def row(self, place: int) -> Row | None:
        """The row; None while it is being fetched, which this asks for."""
        if not 0 <= place < self._count:
            return None
        page, within = divmod(place, self._page)
        rows = self._pages.get(page)
        if rows is None:
            self._want(page)
            return None
        self._pages.move_to_end(page)
        return rows[within] if within < len(rows) else None

    def _want(self, page: int) -> None:
        if page not in self._wanted:
            self._wanted.append(page)
        if not self._is_busy:
            self._step()

    def _step(self) -> None:
        """Fetch the page wanted last, or the next one on the way to it."""
        while self._wanted and self._wanted[-1] in self._pages:
            self._wanted.pop()
        if not self._wanted:
            return
        page = min(self._wanted[-1], len(self._before) - 1)
        if page < self._wanted[-1] and page in self._pages:
            self._wanted.pop()  # the list ended before that page
            self._step()
            return
        self._is_busy = True
        self._fetch(self._before[page], self._page, lambda rows: self._take(page, rows))

    def _take(self, page: int, rows: Sequence[Row]) -> None:
        self._is_busy = False
        self._pages[page] = rows
        self._pages.move_to_end(page)
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        if len(rows) == self._page and len(self._before) == page + 1:
            self._before.append(self._key_of(rows[-1]))
        first = page * self._page
        self._told(first, first + max(len(rows), 1) - 1)
        self._step()
