"""The quick keys beside the basket: the grid under the member, made when a shop has such keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.ui.checkout.modes.kinds import as_payment
from app.ui.checkout.quick_keys import QuickDoors, QuickKeys
from app.ui.shell.actions import KeyAction
from app.values.words import msg

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStackedWidget, QWidget

    from app.settings.quick_keys import QuickKey
    from app.ui.checkout.counter import Counter
    from app.ui.checkout.screen_keys import ScreenKeys
    from app.ui.checkout.views.quick_grid import QuickGrid, SideColumn
    from app.ui.face import Face


class QuickSide:
    """Puts the member and the grid into one column of the side.

    Attributes:
        keys: What the quick keys are and do.
        grid: The grid; None while the shop has no quick keys.
    """

    def __init__(self, face: Face, counter: Counter, keys: ScreenKeys, places: tuple[QStackedWidget, QWidget]) -> None:
        """`places`: the side, and the member's panel in it."""
        self._face, self._counter, (self._side, self._member) = face, counter, places
        doors = QuickDoors(
            press=lambda press: keys.on_key_pressed(press, ""),
            read=lambda query, done: counter.desk.tasks.read(query, done, key="checkout.quick"),
            ask_price=self._ask_price,
            mode=lambda: counter.mode.name,
        )
        self.keys = QuickKeys(counter, counter.entry, doors)
        self._column: SideColumn | None = None
        self.keys.listen(self.show)
        face.reworded.connect(self.show)
        keys.further_actions = self.actions
        self._screen_keys = keys

    @property
    def grid(self) -> QuickGrid | None:
        """The grid, if there is one."""
        return self._column.grid if self._column is not None else None

    @property
    def widget(self) -> QWidget:
        """What stands in the side while selling: the member alone, or over the grid."""
        return self._column if self._column is not None else self._member

    def actions(self) -> list[KeyAction]:
        """Alt and the number of each page."""
        return [
            KeyAction(
                f"Alt+{place + 1}", msg("Quick keys {page}", page=place + 1), partial(self.choose, place), hidden=True
            )
            for place in range(len(self.keys.pages))
        ]

    def choose(self, page: int) -> None:
        """Open a page as a list to choose from by digits; over a payment there is nothing to add."""
        from app.ui.checkout.modes.quick import QuickMode

        counter = self._counter
        if as_payment(counter.mode) is not None:
            return
        if isinstance(counter.mode, QuickMode):
            counter.mode.turn_to(page)
            return
        self.keys.page = page
        self._screen_keys.over(QuickMode(counter, self.keys, self._face))

    def refresh(self, *, anew: bool = False) -> None:
        """The shop's keys or its products may have changed."""
        if self.keys.pages and self._column is None:
            self._make()
        self.keys.refresh(anew=anew)
        self.show()

    def show(self) -> None:
        """Show the page as it is now."""
        column = self._column
        if column is None:
            return
        pages = self.keys.pages
        session = self._counter.session
        column.has_keys = bool(pages)
        column.with_member = session.member is not None
        if pages:
            page = pages[self.keys.page]
            faces = [self.keys.face_of(key, self._face) for key in page.keys]
            column.grid.show_page([each.name for each in pages], self.keys.page, faces)
        column.fit()

    def _make(self) -> None:
        from app.ui.checkout.views.quick_grid import QuickGrid, SideColumn

        is_in_front = self._side.currentWidget() is self._member
        self._side.removeWidget(self._member)
        grid = QuickGrid(self._face)
        column = self._column = SideColumn(self._face, self._member, grid)
        self._member.show()
        grid.pressed.connect(self._on_pressed)
        grid.page_wanted.connect(self._on_page_wanted)
        self._side.addWidget(column)
        if is_in_front:
            self._side.setCurrentWidget(column)

    def _ask_price(self, key: QuickKey) -> None:
        from app.ui.checkout.modes.quick import DepartmentMode

        counter = self._counter
        counter.open(DepartmentMode(counter, lambda text: self.keys.sell_under(key, text), key))

    def _on_pressed(self, place: int) -> None:
        self.keys.press(self.keys.pages[self.keys.page].keys[place])

    def _on_page_wanted(self, page: int) -> None:
        self.keys.page = page
        self.show()
