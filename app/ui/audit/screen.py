"""The audit screen: what happened at the left in sentences, what to look for at the right."""

from __future__ import annotations

import datetime as dt
from typing import cast

from app.ui.face import Face
from app.ui.forms.listing import ListCard
from app.ui.forms.page import SidePanelPage, key
from app.ui.forms.panel import Panel
from app.ui.forms.picks import Pick, PickField
from app.ui.forms.table import Cell, Column
from app.ui.shell.actions import KeyAction
from app.ui.shell.screen import Desk
from app.ui.tasks import Changes
from app.ui.widgets.button import Button
from app.values.folding import fold
from app.values.words import Message, msg, msgn, plain
from app.workflows.audit import AuditQuery, read_audit
from app.workflows.audit_export import AUDIT_FILE, AuditFile
from app.workflows.audit_rows import KINDS, AuditRow, Kind
from app.workflows.audit_words import KIND_WORDS
from app.workflows.chain_signing import SignatureState, signature_state
from app.workflows.ports import Books
from app.workflows.shop_now import calendar_day

PERIODS: dict[str, tuple[int, Message]] = {
    "day": (1, msg("today")),
    "week": (7, msg("7 days")),
    "month": (31, msg("31 days")),
    "year": (366, msg("a year")),
}
ICONS: dict[Kind, str] = {
    "approval": "lock-open",
    "override": "percent",
    "void": "undo-2",
    "sign_in": "octagon-alert",
    "drawer": "banknote",
    "shift": "calendar",
    "staff": "id-card",
    "settings": "settings",
    "export": "download",
    "print": "printer",
    "machine": "monitor",
}
EVERYBODY = "*"
MOST = 2000


class AuditScreen(SidePanelPage):
    """Look, search, and hand out what was found.

    Attributes:
        rows: What is shown, the latest first.
    """

    title = msg("Audit")
    icon = "history"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        face = self.face
        self.rows: tuple[AuditRow, ...] = ()
        self._all: tuple[AuditRow, ...] = ()
        self.list: ListCard[AuditRow] = ListCard(
            face, self._columns(face), sample=msg("Search in what is shown"), name=msg("Audit")
        )
        self.panel = Panel(face, msg("What to look for"), "filter")
        self.period = PickField(face, msg("When"), [Pick(name, words) for name, (_, words) in PERIODS.items()])
        self.kinds = PickField(
            face, msg("What (nothing chosen: all)"), [Pick(kind, KIND_WORDS[kind]) for kind in KINDS], several=True
        )
        self.person = PickField(face, msg("Who did or allowed it"), [])
        for row in (self.period, self.kinds, self.person):
            self.panel.add(row)
        self.panel.rows.finish()
        self.save = Button(face, msg("Keep as a file"), "soft", icon="download", key="Ctrl+E", focusable=True)
        self.panel.add_button(self.save, stretch=True)
        self.save.clicked.connect(self.export)
        self.set_sides(self.list, self.panel)
        self.period.put("week")
        for field in (self.period, self.kinds, self.person):
            field.changed.connect(self._read)
        self.list.searched.connect(self._find)
        self.list.opened.connect(self._on_opened)

    # -- what the shell calls

    def page_keys(self) -> tuple[KeyAction, ...]:
        keys = [key("Ctrl+F", msg("Find"), self.list.focus_search)]
        if self.rows:
            keys.append(key("Ctrl+E", msg("Keep as a file"), self.export))
        return tuple(keys)

    def on_shown(self) -> None:
        super().on_shown()
        people = sorted(self.desk.till.shop.staff.values(), key=lambda person: person.name)
        self.person.row.set_picks(
            [Pick(EVERYBODY, msg("everybody")), *(Pick(person.id, plain(person.name)) for person in people)]
        )
        if not self.person.value():
            self.person.put(EVERYBODY)
        self.list.show_loading()
        self._read()
        self._look_at_signature()
        self.list.table.setFocus()

    def refresh(self, changes: Changes) -> None:
        if self.isVisible() and changes.kinds:
            self._read()

    def export(self) -> None:
        """Keep what is shown as a file; that it was handed out is kept too."""
        door = self.desk.services.get(AUDIT_FILE)
        if door is None or not self.rows:
            return
        acting, rows = self.acting(), self.rows

        def work(books: Books) -> AuditFile:
            return cast("AuditFile", door(books, rows, acting))

        def kept(made: AuditFile) -> None:
            words = msgn("{n} entry kept in {file}.", "{n} entries kept in {file}.", made.rows, file=made.path)
            self.tell(words)

        self.desk.tasks.run(work, kept, self.refuse, changes=Changes.of("audit"))

    # -- reading

    def query(self) -> AuditQuery:
        """What is looked for now."""
        till = self.desk.till
        last = max(calendar_day(till.shop.settings, till.now()), self.acting().business_on)
        days, _ = PERIODS[self.period.value()]
        person = self.person.value()
        kinds = tuple(kind for kind in KINDS if kind in self.kinds.values())
        who = "" if person == EVERYBODY else person
        return AuditQuery(last - dt.timedelta(days=days - 1), last, kinds, who, MOST)

    def _read(self) -> None:
        query, acting = self.query(), self.acting()
        self.desk.tasks.read(
            lambda reads: read_audit(reads, query, acting),
            self._show,
            key="audit",
            on_refused=lambda refused: self.list.show_trouble(refused.message, self._read),
        )

    def _show(self, rows: tuple[AuditRow, ...]) -> None:
        self._all = rows
        self._find(self.list.search.text())

    def _find(self, text: str) -> None:
        wanted = fold(text).split()
        self.rows = tuple(row for row in self._all if all(word in self._folded(row) for word in wanted))
        many = msg("the latest {n}", n=MOST) if len(self._all) >= MOST else None
        self.rename(msg("Audit"), many or msgn("{n} entry", "{n} entries", len(self.rows)))
        if self.rows:
            self.list.show_listed(self.rows)
        elif wanted:
            self.list.show_empty("search", msg("Nothing found"), msg("Type less, or look at a longer time."))
        else:
            self.list.show_empty("circle-check", msg("Nothing to look into"), msg("Nothing of that kind happened."))
        self.keys_changed.emit()

    def _folded(self, row: AuditRow) -> str:
        names = (self._called(row.staff), self._called(row.approved_by), row.number)
        return fold(" ".join((self.face.say(row.said), *names)))

    def _on_opened(self, place: int) -> None:
        row = self.list.table.row(place)
        if row is not None and row.sale and self.desk.has_screen("receipts"):
            self.desk.open_screen("receipts", row.sale)

    def _look_at_signature(self) -> None:
        self.desk.tasks.run(signature_state, self._show_signature, self.refuse)

    def _show_signature(self, state: SignatureState) -> None:
        self.panel.banner.say(state.said, state.tone)

    def _called(self, staff: str) -> str:
        person = self.desk.till.shop.staff.get(staff)
        return person.name if person is not None else ""

    def _columns(self, face: Face) -> tuple[Column[AuditRow], ...]:
        def when(row: AuditRow) -> Cell:
            return Cell(face.words.time(row.at), detail=face.words.date(row.business_on))

        def what(row: AuditRow) -> Cell:
            allowed = self._called(row.approved_by)
            detail = face.say(msg("allowed by {name}", name=allowed)) if allowed else ""
            tone = "err" if row.kind == "sign_in" else "text"
            return Cell(face.say(row.said), detail=detail, icon=ICONS[row.kind], tone=tone)

        return (
            Column(msg("When"), when, ems=6.4),
            Column(msg("Who"), lambda row: Cell(self._called(row.staff) or face.say(msg("the till"))), ems=6),
            Column(msg("What"), what),
            Column(msg("Receipt"), lambda row: Cell(row.number), ems=6, from_ems=34),
        )
