"""Runs the workflows behind "the same person twice"."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.people.staff import Permission
from app.ui.forms.approval import ask_approval
from app.ui.members.browse import find
from app.ui.members.twice_words import (
    merge_doubts,
    merge_facts,
    merge_title,
    merge_told,
    name_of,
    part_facts,
    part_title,
)
from app.ui.tasks import Changes
from app.values.errors import Expected
from app.values.words import msg
from app.workflows.approvals import ApprovalRequest
from app.workflows.look_up import MembersFound
from app.workflows.merge_members import (
    PART_BELOW_ZERO,
    MergePreview,
    PartPreview,
    merge_members,
    merges_told,
    part_members,
    preview_merge,
    preview_part,
)
from app.workflows.return_rules import Need
from app.workflows.rows import MemberView

if TYPE_CHECKING:
    from app.ui.forms.page import OfficePage
    from app.ui.members.cards import CardsTab


class TwiceWork:
    """Finds the other entry, previews, merges and parts."""

    def __init__(self, page: OfficePage, cards: CardsTab, opens: Callable[[str], None]) -> None:
        block = cards.twice
        self._page, self._cards, self._block, self._opens = page, cards, block, opens
        self._view: MemberView | None = None
        self._other = ""
        self._needs: tuple[Need, ...] = ()
        block.find_wanted.connect(self.find)
        block.chosen.connect(self.preview)
        block.merge_wanted.connect(self.merge)
        block.part_wanted.connect(self.preview_part)
        block.part_confirmed.connect(self.part)
        page.face.reworded.connect(self._read_merges)

    def show(self, view: MemberView | None) -> None:
        """Work on this member."""
        if view is None or self._view is None or view.id != self._view.id:
            self._block.show_idle()
        self._view = view
        may = self._page.desk.till.may(Permission.CARD_STATUS)
        self._block.setVisible(view is not None)
        self._block.begin.setEnabled(may)
        self._read_merges()

    def find(self, text: str) -> None:
        """Look for the other entry."""
        shop = self._page.desk.till.shop
        self._page.desk.tasks.read(lambda reads: find(text, reads, shop), self._on_found, key="twice")

    def preview(self, other: str) -> None:
        """Show what becomes of both."""
        view, acting = self._view, self._page.acting()
        if view is None:
            return
        self._other = other
        self._page.desk.tasks.read(
            lambda reads: preview_merge(reads, view.id, other, acting),
            self._on_previewed,
            key="twice",
            on_refused=self._on_refused,
        )

    def merge(self) -> None:
        """Make them one."""
        view, other, acting = self._view, self._other, self._page.acting()
        if view is None or not other:
            return
        self._page.desk.tasks.run(
            lambda books: merge_members(books, view.id, other, acting),
            self._on_merged,
            self._on_refused,
            changes=Changes.of("members"),
        )

    def preview_part(self, merge: str) -> None:
        """Show what there would be after taking a merge back."""
        view, acting = self._view, self._page.acting()
        if view is None:
            return
        self._page.desk.tasks.read(
            lambda reads: preview_part(reads, view.id, merge, acting),
            self._on_part_previewed,
            key="twice",
            on_refused=self._on_refused,
        )

    def part(self, merge: str) -> None:
        """Take a merge back; what only the owner allows is asked first."""
        needs = self._needs
        if not needs or self._page.desk.till.may(PART_BELOW_ZERO):
            self._part(merge, "")
            return
        view = self._view
        request = ApprovalRequest(
            PART_BELOW_ZERO,
            needs[0].code,
            msg("They become two members again"),
            needs[0].message,
            about=view.id if view is not None else "",
        )
        ask_approval(self._page.desk.services.get, request, lambda staff: self._part(merge, staff))

    def _part(self, merge: str, approved_by: str) -> None:
        view, acting = self._view, self._page.acting()
        if view is None:
            return
        self._page.desk.tasks.run(
            lambda books: part_members(books, view.id, merge, acting, approved_by=approved_by),
            self._on_parted,
            self._on_refused,
            changes=Changes.of("members"),
        )

    def _on_found(self, found: MembersFound) -> None:
        view = self._view
        rows = [row for row in found.rows if view is None or row.id != view.id]
        if not rows:
            self._block.asking.refuse(
                msg("That is the same member already. Choose the other one.")
                if found.rows
                else msg("Nobody else is found by this.")
            )
        self._block.asking.show_found(rows)

    def _on_previewed(self, shown: MergePreview) -> None:
        face = self._page.face
        self._block.show_merge(merge_title(shown), merge_facts(shown, face), merge_doubts(shown, face))
        self._cards.show_row(self._block.preview)

    def _on_merged(self, view: MemberView) -> None:
        self._block.show_idle()
        self._opens(view.id)
        self._page.tell(msg("One member now: {name}. Every card of both finds them.", name=name_of(view)))

    def _on_part_previewed(self, shown: PartPreview) -> None:
        self._needs = shown.needs
        doubts = [need.message for need in shown.needs]
        self._block.show_part(shown.merge.id, part_title(shown), part_facts(shown, self._page.face), doubts)
        self._cards.show_row(self._block.preview)

    def _on_parted(self, members: tuple[str, ...]) -> None:
        self._block.show_idle()
        self._opens(members[0])
        self._page.tell(msg("They are two members again."))

    def _on_refused(self, refused: Expected) -> None:
        if self._block.asking.isVisible():
            self._block.asking.refuse(refused.message)
        else:
            self._page.refuse(refused)

    def _read_merges(self) -> None:
        view, face = self._view, self._page.face
        may = self._page.desk.till.may(Permission.CARD_STATUS)
        if view is None:
            self._block.show_merges((), may_change=False)
            return

        acting = self._page.acting()
        self._page.desk.tasks.read(
            lambda reads: [merge_told(row, other, face) for row, other in merges_told(reads, view.id, acting)],
            lambda merges: self._block.show_merges(merges, may_change=may),
            key="merges",
        )
