"""The note that goes with something made good: posted where the member allowed it, else printed; always said which."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from app.people.member import short_name
from app.ui.checkout.modes.base import Floor
from app.ui.held.mode import acting_at
from app.ui.returns.making_good_boards import Giving
from app.ui.returns.sale import attempted
from app.values.errors import Expected
from app.values.words import Message, msg
from app.workflows.goodwill import GoodwillDone
from app.workflows.member_notes import POST_NOTE, NotePost, NoteWay, note_letter, way_of_note
from app.workflows.paper import NOTE_KEPT
from app.workflows.ports import Reads
from app.workflows.rows import MemberView
from app.workflows.slip_view import Heading, NoteView


def write_note(floor: Floor, giving: Giving, done: GoodwillDone, said: Callable[[Message], None]) -> None:
    """Send the note or print it; `said` gets the words of which it was."""
    door, acting, note_id = floor.service(POST_NOTE), acting_at(floor), floor.till.ids.new()
    post = cast("NotePost | None", door() if door is not None else None)

    def send(reads: Reads) -> tuple[MemberView | None, NoteWay]:
        view = reads.member(giving.member)
        way = way_of_note(view, can_post=post is not None)
        if way.address and post is not None and view is not None:
            letter = note_letter(
                note_id, view, acting.shop, note=done.note, about=giving.name, at=acting.at, sale=giving.sale
            )
            post(letter)
        return view, way

    def sent(found: tuple[MemberView | None, NoteWay] | Expected) -> None:
        if isinstance(found, Expected):
            print_note(None)
            said(msg("{why} The note is printed.", why=found.message))
            return
        view, way = found
        if not way.address or done.code:
            # a code is also given in the hand: whoever has no mail at the counter can use it at once
            print_note(view)
        said(way.words)

    def print_note(view: MemberView | None) -> None:
        keep = floor.service(NOTE_KEPT)
        if keep is None:
            return
        person = view.person if view is not None else None
        staff = acting.shop.staff.get(acting.staff)
        heading = Heading(
            acting.shop.settings,
            acting.at,
            acting.business_on,
            staff.name if staff else "",
            (person.language if person else "") or acting.shop.settings.language,
        )
        name = short_name(person.name) if person else ""
        keep(NoteView(heading, f"note-{note_id}", name, giving.name, done.note, done.code))

    floor.ask(attempted(send), sent)
