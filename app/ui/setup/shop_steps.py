"""The steps of the shop itself: a first offer, goods and members from files, and who else works here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.facts.bodies import ListOf
from app.people.staff import StaffMember
from app.ui.forms.fields import TextField
from app.ui.forms.files import ask_which, read_chosen
from app.ui.forms.panel import Heading
from app.ui.forms.picks import Pick, PickField
from app.ui.programs.sentences import sentences
from app.ui.setup.step import Step
from app.ui.tasks import Changes
from app.ui.widgets.button import Button
from app.ui.widgets.frames import Card, space
from app.ui.widgets.pill import Pill
from app.ui.widgets.text import TextLabel, wrapped
from app.values.words import Message, msg, plain
from app.workflows.first_shop import templates
from app.workflows.imports.bring_in import ImportOrder, ImportReport, import_list
from app.workflows.imports.kinds import Answers
from app.workflows.programs import publish_program
from app.workflows.staff import save_staff

if TYPE_CHECKING:
    from app.loyalty.program import Program
    from app.ui.face import Face
    from app.ui.forms.page import OfficePage
    from app.values.errors import Expected

LARGEST_FILE = 64_000_000
MOST_PROBLEMS = 5
KINDS = "CSV (*.csv *.tsv *.txt)"


class OfferCard(Card):
    """One offer to begin with: what it does, and a button that puts it in force."""

    def __init__(self, face: Face, program: Program, *, is_running: bool) -> None:
        super().__init__(face, inset=True)
        self._head, self._column = QHBoxLayout(), QVBoxLayout(self)
        self._head.addWidget(TextLabel(face, plain(face.words.name(program.names)), "body"), 1)
        self.publish = Button(face, msg("Begin it"), "soft", size="small", focusable=True)
        self.pill = Pill(face, msg("in force"), "ok")
        self._head.addWidget(self.publish)
        self._head.addWidget(self.pill)
        self.publish.setVisible(not is_running)
        self.pill.setVisible(is_running)
        self._column.addLayout(self._head)
        for sentence in list(sentences(program, face.currency, face.words.name))[:3]:
            self._column.addWidget(wrapped(TextLabel(face, sentence.words, "small", tone="text2")))
        face.restyled.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        space(self._face, self._column, (2.5, 1.5, 2, 1.5), 0.5)
        space(self._face, self._head, (0, 0, 0, 0), 1.5)


class OfferStep(Step):
    """Offers that come with the program; one of them is enough to begin."""

    title = msg("First offer")
    icon = "badge-percent"

    def __init__(self, page: OfficePage) -> None:
        super().__init__(page)
        self.say(msg("Begin with points, or with any of these. All figures can be changed later under Programmes."))
        self.cards: dict[str, OfferCard] = {}
        for program in templates():
            card = OfferCard(self.face, program, is_running=page.desk.till.shop.program(program.id) is not None)
            card.publish.clicked.connect(lambda _checked=False, program=program: self.begin(program))
            self.cards[program.id] = card
            self.put(card)
        self.finish()

    def is_done(self) -> bool:
        return bool(self.page.desk.till.shop.published)

    def begin(self, program: Program) -> None:
        """Put an offer in force now."""
        page = self.page
        acting = page.acting()
        page.desk.tasks.run(
            lambda books: publish_program(books, program, acting),
            lambda _row: page.reload_shop(lambda: self._begun(program)),
            page.refuse,
            changes=Changes.of("programs"),
        )

    def _begun(self, program: Program) -> None:
        card = self.cards[program.id]
        card.publish.hide()
        card.pill.show()
        self.page.tell(msg("{name} is in force.", name=plain(self.face.words.name(program.names))))
        self.changed.emit()


class ImportStep(Step):
    """Goods and members from a file, checked whole before anything is written."""

    title = msg("Goods and members")
    icon = "upload"

    def __init__(self, page: OfficePage) -> None:
        super().__init__(page)
        self._order: ImportOrder | None = None
        self._counts = (0, 0)
        self.say(
            msg(
                "A table as CSV, as any till or spreadsheet saves it: columns sku, name, price, barcode for goods; "
                "name, phone, card for members. Nothing is written before you have seen what would come in."
            )
        )
        self.decimal = PickField(
            self.face,
            msg("Prices are written with"),
            [Pick("", msg("see for itself")), Pick(".", msg("point: 1234.50")), Pick(",", msg("comma: 1234,50"))],
        )
        self.decimal.put("")
        self.put(self.decimal)
        self.goods = self.button(msg("Goods from a file"), lambda: self._ask("products"), icon="package")
        self.members = self.button(msg("Members from a file"), lambda: self._ask("members"), icon="users")
        self.told = QWidget()
        self._told_rows = QVBoxLayout(self.told)
        self._told_rows.setContentsMargins(0, 0, 0, 0)
        self.add(self.told)
        self.bring_button = self.button(msg("Bring them in"), self.bring_in, icon="check", kind="primary")
        self.bring_button.hide()
        self.finish()
        self.refresh()

    def is_done(self) -> bool:
        return self._counts[0] > 0

    def refresh(self) -> None:
        self.page.desk.tasks.read(
            lambda reads: (reads.count_products(), reads.count_members()), self._on_counted, key="setup_counts"
        )

    def check(self, of: ListOf, path: Path) -> None:
        """Read a file and tell what would come in."""
        page, decimal = self.page, self.decimal.value()
        acting = page.acting()

        def read() -> ImportOrder:
            raw = read_chosen(path, most=LARGEST_FILE)
            return ImportOrder(of, raw, path.name, answers=Answers(decimal=decimal), dry_run=True)

        def checked(order: ImportOrder) -> None:
            self._order = order
            page.desk.tasks.run(
                lambda books: import_list(books, order, acting), self._show, self._refused, changes=Changes()
            )

        page.desk.tasks.read(lambda _reads: read(), checked, on_refused=self._refused)

    def bring_in(self) -> None:
        """Bring in what was told."""
        order, page = self._order, self.page
        if order is None:
            return
        acting = page.acting()
        wanted = ImportOrder(order.of, order.raw, order.source, answers=order.answers)
        self._order = None
        self.bring_button.hide()
        page.desk.tasks.run(
            lambda books: import_list(books, wanted, acting),
            self._brought,
            self._refused,
            changes=Changes.of("products", "members"),
        )

    def _ask(self, of: ListOf) -> None:
        path = ask_which(self, self.face, msg("Which file?"), kinds=KINDS)
        if path is not None:
            self.check(of, path)

    def _show(self, report: ImportReport) -> None:
        summary = msg(
            "{rows} rows: {added} new, {changed} changed, {unchanged} the same, {refused} stay out.",
            rows=report.rows,
            added=report.added,
            changed=report.changed,
            unchanged=report.unchanged,
            refused=report.refused,
        )
        lines: list[Message] = [summary]
        for problem in report.problems[:MOST_PROBLEMS]:
            lines.append(msg("Line {line}: {what}", line=problem.line, what=problem.message))
        if len(report.problems) > MOST_PROBLEMS:
            lines.append(msg("and {count} more", count=len(report.problems) - MOST_PROBLEMS))
        self._tell(lines)
        self.bring_button.setVisible(bool(report.added or report.changed))

    def _brought(self, report: ImportReport) -> None:
        self._tell([msg("{count} rows are in the shop.", count=report.added + report.changed)])
        self.refresh()

    def _refused(self, refused: Expected) -> None:
        self._order = None
        self.bring_button.hide()
        self._tell([refused.message], tone="err")

    def _tell(self, lines: list[Message], *, tone: str = "text") -> None:
        while (item := self._told_rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for words in lines:
            self._told_rows.addWidget(wrapped(TextLabel(self.face, words, "body", tone=tone)))

    def _on_counted(self, counts: tuple[int, int]) -> None:
        self._counts = counts
        self.changed.emit()


class StaffStep(Step):
    """Who else works here, each with a first PIN that they change at their own first sign-in."""

    title = msg("Staff")
    icon = "id-card"

    def __init__(self, page: OfficePage) -> None:
        super().__init__(page)
        self.say(msg("Everybody signs in with a PIN of their own; what they do carries their name."))
        self.add(Heading(self.face, msg("They work here")))
        self.names = self.say(plain(""), tone="text")
        self.name = TextField(self.face, msg("Name"), longest=40, hint=msg("as it stands on receipts"))
        self.pin = TextField(
            self.face, msg("First PIN"), longest=6, hint=msg("they choose their own at the first sign-in")
        )
        self.pin.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.put(self.name)
        self.put(self.pin)
        self.add_button = self.button(msg("Add a cashier"), self.add_cashier, icon="user-plus", kind="primary")
        self.finish()
        self.refresh()

    def is_done(self) -> bool:
        return len([person for person in self.page.desk.till.shop.staff.values() if person.active]) > 1

    def refresh(self) -> None:
        people = [person.name for person in self.page.desk.till.shop.staff.values() if person.active]
        self.names.say(plain(", ".join(people)))

    def add_cashier(self) -> None:
        """Keep a new cashier, or say at the field why not."""
        page = self.page
        acting, name, pin = page.acting(), self.name.text(), self.pin.text()
        person = StaffMember(id="", name=name, role="cashier")
        page.desk.tasks.run(
            lambda books: save_staff(books, person, acting, pin or None),
            lambda _person: page.reload_shop(self._added),
            self._refused,
            changes=Changes.of("staff"),
        )

    def _added(self) -> None:
        self.page.tell(msg("{name} can sign in now.", name=plain(self.name.text().strip())))
        self.name.put("")
        self.pin.put("")
        self.refresh()
        self.changed.emit()

    def _refused(self, refused: Expected) -> None:
        field = self.pin if refused.code.startswith("pin.") else self.name
        if refused.code.startswith(("pin.", "staff.")):
            field.refuse(refused.message)
        else:
            self.page.refuse(refused)


STEPS = cast("tuple[type[Step], ...]", (OfferStep, ImportStep, StaffStep))
"""The steps of the shop, in order."""
