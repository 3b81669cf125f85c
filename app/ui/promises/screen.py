"""The register of warranty and trial: what ends soon, found by receipt, serial number, member or goods."""

from __future__ import annotations

from collections.abc import Sequence

from app.people.codes import compact, own_kind
from app.ui.face import Face
from app.ui.forms.listing import ListCard
from app.ui.forms.page import SidePanelPage, key
from app.ui.forms.table import Cell, Column
from app.ui.promises.form import PromiseForm
from app.ui.shell.actions import KeyAction
from app.ui.shell.screen import Desk
from app.ui.tasks import Changes
from app.values.errors import Expected
from app.values.words import Message, msg, msgn
from app.workflows.look_up import MemberHit, identify
from app.workflows.promise_list import PromiseView, list_promises
from app.workflows.promises import register_promise
from app.workflows.way_back_rows import PromiseRow

STATES: dict[str, tuple[Message, str]] = {
    "none": (msg("nothing yet"), "text2"),
    "ended": (msg("ended"), "err"),
    "soon": (msg("ends soon"), "warn"),
    "runs": (msg("runs"), "ok"),
}


class PromisesScreen(SidePanelPage):
    """List and form."""

    title = msg("Warranty and trial")
    icon = "calendar"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._row: PromiseView | None = None
        self._wanted = ""
        self.list: ListCard[PromiseView] = ListCard(
            self.face,
            _columns(self.face),
            sample=msg("Serial number, receipt, goods or member"),
            name=msg("Warranty and trial"),
        )
        self.form = PromiseForm(self.face)
        self.form.saved.connect(self.save)
        self.form.receipt_wanted.connect(self.show_receipt)
        self.list.searched.connect(lambda _text: self._read())
        self.list.opened.connect(self._on_row_opened)
        self.list.table.current_moved.connect(self._on_row_opened)
        self.set_sides(self.list, self.form)

    # -- what the shell calls

    def page_keys(self) -> tuple[KeyAction, ...]:
        keys = [key("Ctrl+F", msg("Find"), self.list.focus_search)]
        if self._row is not None:
            keys.append(key("Ctrl+S", msg("Save"), self.save))
            keys.append(key("F9", msg("Receipt"), self.show_receipt))
        return tuple(keys)

    def open_at(self, about: str) -> None:
        self.list.search.setText(about)
        self._row, self._wanted = None, ""

    def on_shown(self) -> None:
        super().on_shown()
        self.list.show_loading()
        self._read()
        self.list.table.setFocus()

    def refresh(self, changes: Changes) -> None:
        if self.isVisible() and changes.touches("sales"):
            self._read()

    def on_code_scanned(self, code: str) -> None:
        """A receipt, a serial number or a member's card: look for it; in the form a scan is the serial number."""
        if self.form.takes_scan() and own_kind(compact(code)) != "receipt":
            self.form.put_serial(code)
            return
        shop = self.desk.till.shop
        self.desk.tasks.read(lambda reads: identify(code, reads, shop), lambda found: self._on_read(code, found))

    # -- the list

    def _on_read(self, code: str, found: object) -> None:
        self.list.search_for(found.row.card if isinstance(found, MemberHit) and found.row.card else code)

    def _read(self) -> None:
        text, acting = self.list.text, self.acting()
        self.desk.tasks.read(
            lambda reads: list_promises(reads, text, acting), self._show, key="promises", on_refused=self._on_unread
        )

    def _on_unread(self, refused: Expected) -> None:
        self._forget()
        self.list.show_empty("search", msg("Nothing found"), refused.message)

    def _show(self, rows: tuple[PromiseView, ...]) -> None:
        soon = sum(row.state == "soon" for row in rows)
        self.rename(self.title, msgn("{n} ends soon", "{n} end soon", soon) if soon else None)
        if not rows:
            self._forget()
            if self.list.text:
                detail = msg("Scan the receipt to put down a serial number for one of its lines.")
                self.list.show_empty("search", msg("Nothing found"), detail)
            else:
                detail = msg("Goods with a warranty or a trial come here when they are sold. Or scan a receipt.")
                self.list.show_empty("calendar", msg("Nothing is promised"), detail)
            return
        self.list.show_listed(rows, current=next((n for n, row in enumerate(rows) if _id(row) == self._wanted), 0))

    def _on_row_opened(self, place: int) -> None:
        row = self.list.table.row(place) if place >= 0 else None
        if row is None:
            return
        self._row, self._wanted = row, _id(row)
        words, tone = STATES[row.state]
        self.form.show_row(row, words, tone)
        self.keys_changed.emit()

    def _forget(self) -> None:
        self._row = None
        self.form.show_row(None, None, "ok")
        self.keys_changed.emit()

    # -- what can be done

    def save(self) -> None:
        """Keep what the form says: period and serial number."""
        row, kind, until = self._row, self.form.kind, self.form.until
        if row is None:
            return
        if until is None:
            self.form.refuse_date(msg("Type the last day, like 21.11.2028."))
            return
        acting, serial = self.acting(), self.form.serial_text
        self.desk.tasks.run(
            lambda books: register_promise(books, row.sale, row.line, acting, kind=kind, until=until, serial=serial),
            self._on_saved,
            self._on_refused,
            changes=Changes.of("sales"),
        )

    def show_receipt(self) -> None:
        """The receipt of the goods."""
        if self._row is not None:
            self.desk.open_screen("receipts", self._row.sale)

    def _on_saved(self, row: PromiseRow) -> None:
        self._wanted = f"{row.sale}:{row.line}:{row.kind}"
        self.tell(msg("Saved: until {day}.", day=row.until))

    def _on_refused(self, why: Expected) -> None:
        if why.code == "promise.date":
            self.form.refuse_date(why.message)
        else:
            self.refuse(why)


def _id(row: PromiseView) -> str:
    return f"{row.sale}:{row.line}:{row.kind}"


def _columns(face: Face) -> Sequence[Column[PromiseView]]:
    def goods(row: PromiseView) -> Cell:
        return Cell(row.names.get(face.words.language) or row.name, row.serial, strong=True)

    def number(row: PromiseView) -> Cell:
        return Cell(row.number, row.member, detail_tone="points")

    def kind(row: PromiseView) -> Cell:
        words = {"warranty": msg("Warranty"), "trial": msg("Trial"), "": msg("–")}[row.kind]
        return Cell(face.say(words), tone="text2")

    def until(row: PromiseView) -> Cell:
        words, tone = STATES[row.state]
        return Cell(face.words.date(row.until) if row.until else "", face.say(words), detail_tone=tone)

    return (
        Column(msg("Goods"), goods),
        Column(msg("Receipt"), number, ems=8.4, from_ems=28),
        Column(msg("What"), kind, ems=8.6, from_ems=36),
        Column(msg("Until"), until, ems=7.4, align="right"),
    )
