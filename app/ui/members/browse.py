"""Members as a list: all of them page by page, or those that a name, phone or card means."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from app.people.member import CardStatus
from app.ui.face import Face
from app.ui.forms.listing import ListCard
from app.ui.forms.pages import Deliver, PagedRows
from app.ui.forms.table import Cell, Column
from app.ui.shell.screen import Desk
from app.values.errors import Expected
from app.values.words import Message, msg
from app.workflows.look_up import MembersFound, find_members
from app.workflows.ports import Reads
from app.workflows.rows import MemberRow
from app.workflows.shop_now import ShopNow

MOST_FOUND = 200
CARD_WORDS: dict[CardStatus, tuple[Message, str]] = {
    "active": (msg("active"), "ok"),
    "lost": (msg("lost"), "warn"),
    "blocked": (msg("blocked"), "err"),
    "replaced": (msg("replaced"), "text2"),
}
"""A card's status in words, and its tone."""


def find(text: str, reads: Reads, shop: ShopNow) -> MembersFound:
    """Members that a text means: digits as at the counter, names as many as there are."""
    if any(character.isdigit() for character in text):
        return find_members(text, reads, shop)
    rows = reads.search_members(text, MOST_FOUND)
    return MembersFound(rows, None if rows else msg("Nobody of that name. Try fewer letters, or a phone number."))


class MemberList(ListCard[MemberRow]):
    """Members to choose from.

    Attributes:
        row_opened, row_reached: Somebody opened a member (Enter, click), or walked to one by arrows.
        counted: How many members there are.
        join_wanted: Join somebody, with the phone that was searched for and not found.
    """

    row_opened = Signal(object)
    row_reached = Signal(object)
    counted = Signal(int)
    join_wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        sample = msg("Name, phone, last 4 digits or card")
        super().__init__(desk.face, columns(desk.face), sample=sample, name=msg("Members"))
        self._desk = desk
        self.searched.connect(lambda _text: self.read())
        self.opened.connect(self._on_opened)
        self.table.current_moved.connect(self._on_reached)

    def read(self, *, keep: bool = False) -> None:
        """Read what the search line asks for; `keep` stays at the same place in the list."""
        text, place, shop = self.text, self.table.place if keep else -1, self._desk.till.shop
        tasks = self._desk.tasks
        if text:
            tasks.read(
                lambda reads: find(text, reads, shop),
                lambda found: self._show_found(found, place),
                key="members",
                on_refused=self._on_unread,
            )
        else:
            tasks.read(
                lambda reads: reads.count_members(),
                lambda count: self._show_all(count, place),
                key="members",
                on_refused=self._on_unread,
            )

    def _show_found(self, found: MembersFound, place: int) -> None:
        if found.rows:
            self.show_listed(found.rows, current=place)
            return
        phone = found.phone
        action = (msg("Join this number"), "Ctrl+N", lambda: self.join_wanted.emit(phone)) if phone else None
        self.show_empty("users", msg("Nobody found"), found.message, action)

    def _show_all(self, count: int, place: int) -> None:
        self.counted.emit(count)
        if not count:
            detail = msg("Members join at the counter with a phone number alone, or here.")
            action = (msg("New member"), "Ctrl+N", lambda: self.join_wanted.emit(""))
            self.show_empty("users", msg("No members yet"), detail, action)
            return
        rows: PagedRows[MemberRow] = PagedRows(
            self._fetch, lambda row: row.id, count=count, told=self.table.rows_model.arrived
        )
        self.show_rows(rows, current=place)

    def _fetch(self, after: str, limit: int, deliver: Deliver[MemberRow]) -> None:
        self._desk.tasks.read(lambda reads: reads.member_page(after, limit), deliver, on_refused=self._on_unread)

    def _on_unread(self, refused: Expected) -> None:
        self.show_trouble(refused.message, self.read)

    def _on_opened(self, place: int) -> None:
        row = self.table.row(place)
        if row is not None:
            self.row_opened.emit(row)

    def _on_reached(self, place: int) -> None:
        row = self.table.row(place) if place >= 0 else None
        if row is not None:
            self.row_reached.emit(row)


def columns(face: Face) -> Sequence[Column[MemberRow]]:
    """What a list may show of a member: never the whole phone."""

    def name(row: MemberRow) -> Cell:
        shown = row.shown_name or face.say(msg("No name"))
        return Cell(shown, row.masked_phone, icon="user", tone="text" if row.shown_name else "text2")

    def card(row: MemberRow) -> Cell:
        return Cell(f"*{row.card[-4:]}" if row.card else "", tone="text2")

    def status(row: MemberRow) -> Cell:
        if not row.card:
            return Cell(face.say(msg("no card")), pill="text2")
        words, tone = CARD_WORDS[row.card_status]
        quiet = row.card_status == "active"
        return Cell(face.say(words), tone="text2", pill="" if quiet else tone)

    return (
        Column(msg("Member"), name),
        Column(msg("Card"), card, ems=6),
        Column(msg("State"), status, ems=8, from_ems=30),
    )
