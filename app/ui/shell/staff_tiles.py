"""Tiles of who works here, on the locked till: choosing one is never needed, a PIN alone is enough."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.people.staff import StaffMember
from app.ui.face import Face
from app.ui.widgets.button import Button
from app.values.words import plain

MOST_ROWS = 6


class StaffTiles(QScrollArea):
    """A grid of names; a second tap lets go of the chosen one.

    Attributes:
        chosen: Emitted with a staff id, empty where nobody is chosen.
    """

    chosen = Signal(str)

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self._people: tuple[StaffMember, ...] = ()
        self._tiles: list[Button] = []
        self.person = ""
        inside = QWidget()
        inside.setObjectName("inside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        self._grid = QGridLayout()
        column.addLayout(self._grid)
        column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        face.restyled.connect(self._dress)

    def show_people(self, people: Sequence[StaffMember]) -> None:
        """A tile for everybody who can sign in."""
        self._people = tuple(sorted((p for p in people if p.active and p.pin_hash), key=lambda p: p.name))
        for tile in self._tiles:
            tile.hide()
            tile.deleteLater()
        self._tiles = []
        columns = 1 if len(self._people) <= MOST_ROWS else 2
        for place, person in enumerate(self._people):
            tile = Button(self._face, plain(person.name), "plain", icon="user")
            tile.clicked.connect(lambda _checked=False, who=person.id: self.choose("" if who == self.person else who))
            self._grid.addWidget(tile, place // columns, place % columns)
            self._tiles.append(tile)
        self.choose("")
        self._dress()

    def choose(self, person: str) -> None:
        """Choose somebody, or (empty) nobody."""
        self.person = person
        for tile, each in zip(self._tiles, self._people, strict=True):
            tile.set_kind("soft" if each.id == person else "plain")
        self.chosen.emit(person)

    def choose_next(self, step: int) -> None:
        """Choose the next or the one before, by key."""
        if not self._people:
            return
        ids = [person.id for person in self._people]
        place = ids.index(self.person) + step if self.person in ids else (0 if step > 0 else len(ids) - 1)
        self.choose(ids[place % len(ids)])
        self.ensureWidgetVisible(self._tiles[place % len(ids)])

    def _dress(self) -> None:
        metrics = self._face.metrics
        self._grid.setSpacing(metrics.gap(1.5))
        for tile in self._tiles:
            tile.setFixedHeight(round(metrics.control * 1.15))
