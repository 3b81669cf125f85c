"""What is done with a member's data as a whole: a copy handed out, or all of it forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from app.people.staff import Permission
from app.ui.members.data_tab import DataTab
from app.ui.tasks import Changes
from app.values.errors import Expected
from app.values.words import msg, msgn
from app.workflows.privacy.doors import ERASE_MEMBER, EXPORT_MEMBER, Erased, Exported
from app.workflows.privacy.erasure import preview_erasure
from app.workflows.privacy.export import record_export
from app.workflows.rows import MemberView

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ui.forms.page import OfficePage
    from app.workflows.privacy.doors import MemberEraser, MemberExporter


class DataWork:
    """Runs the workflows behind the data tab.

    Args:
        forgotten: Called after a member was forgotten: they are no longer shown.
    """

    def __init__(self, page: OfficePage, tab: DataTab, forgotten: Callable[[], None]) -> None:
        self._page, self._tab, self._forgotten = page, tab, forgotten
        self._view: MemberView | None = None
        tab.export_wanted.connect(self.export)
        tab.preview_wanted.connect(self.preview)
        tab.erase_wanted.connect(self.erase)

    def show(self, view: MemberView | None) -> None:
        """Work on this member's data."""
        self._view = view
        may = self._page.desk.till.may
        self._tab.show_rights(may_export=may(Permission.EXPORT_DATA), may_erase=may(Permission.ERASE_MEMBER))

    def export(self) -> None:
        """Hand out a copy: written on the reader's thread, then recorded."""
        view, page = self._view, self._page
        exporter = cast("MemberExporter | None", page.desk.services.get(EXPORT_MEMBER))
        if view is None or exporter is None:
            return
        acting = page.acting()

        def on_written(done: Exported) -> None:
            page.desk.tasks.run(
                lambda books: record_export(books, acting, what="member", about=view.id, files=done.files, rows=1),
                lambda _none: self._tab.show_export(done.folder),
                page.refuse,
                changes=Changes.of("audit"),
            )

        self._tab.show_busy()
        page.desk.tasks.read(
            lambda reads: exporter(reads, view.id, acting), on_written, key="export", on_refused=self._on_refused
        )

    def preview(self) -> None:
        """Show what forgetting would take."""
        view, page = self._view, self._page
        if view is None:
            return
        acting = page.acting()
        page.desk.tasks.read(
            lambda reads: preview_erasure(reads, view.id, acting),
            self._tab.show_preview,
            key="erasure",
            on_refused=self._on_refused,
        )

    def erase(self, reason: str, typed: str) -> None:
        """Forget them."""
        view, page = self._view, self._page
        eraser = cast("MemberEraser | None", page.desk.services.get(ERASE_MEMBER))
        if view is None or eraser is None:
            return
        acting = page.acting()
        page.desk.tasks.run(
            lambda books: eraser(books, view.id, acting, reason=reason, typed=typed),
            self._on_erased,
            self._on_refused,
            changes=Changes.of("members", "sales", "audit"),
        )

    def _on_refused(self, refused: Expected) -> None:
        if refused.code in {"erase.typed", "erase.reason"}:
            self._tab.refuse(refused.code, refused.message)
        else:
            self._tab.show_idle()
            self._page.refuse(refused)

    def _on_erased(self, done: Erased) -> None:
        self._tab.show_idle()
        self._forgotten()
        copies = msgn(
            "{n} copy of the books still holds them.", "{n} copies of the books still hold them.", done.copies
        )
        words = msg("Forgotten. Act {number}: {file}", number=done.act, file=done.file)
        if done.copies:
            words = msg("{done} {copies}", done=words, copies=copies)
        self._page.tell(words, "ok")
