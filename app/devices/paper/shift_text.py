"""X and Z reports as rows of text: what was sold, what paid, what should lie in the drawer and what did."""

from __future__ import annotations

from app.devices.paper.code_pages import CodePage, page_for
from app.devices.paper.rows import Row, Sheet
from app.devices.paper.slip_parts import TENDER_NAMES, heading
from app.devices.paper.slips import SlipPaper
from app.devices.paper.statement_text import points_text
from app.sales.shift import ShiftEnd
from app.values.locales import Words
from app.values.words import Message, msg
from app.workflows.shift_papers import ShiftPaper
from app.workflows.shift_words import DIFFERENCE_WORDS, DISCOUNT_WORDS
from app.workflows.slip_view import Heading


def shift_slip(paper: ShiftPaper) -> SlipPaper:
    """The report as a slip: text, PDF and printer take it from there."""
    name = paper.printed_number.replace(" ", "-")
    if paper.kind == "x":
        name = f"{name}-{paper.shift.business_on.isoformat()}"
    return SlipPaper(
        name,
        msg("Report {number}", number=paper.printed_number),
        _head(paper),
        lambda words, columns, page: shift_rows(paper, words, columns, page),
    )


def shift_rows(paper: ShiftPaper, words: Words, columns: int, page: CodePage | None = None) -> list[Row]:
    """The report as rows of at most `columns` characters."""
    sheet = Sheet(columns, page or page_for(words.language, paper.shop.name + "".join(paper.names.values())))
    title = msg("X REPORT") if paper.kind == "x" else msg("Z REPORT")
    heading(sheet, _head(paper), words, title=words.say(title), number=paper.printed_number.split(" ")[1])
    writer = _Writer(sheet, paper, words)
    writer.line(msg("Shift opened"), words.date_time(paper.shift.opened_at))
    if paper.end is not None and paper.end.forgotten:
        sheet.paragraph(words.say(msg("Closed by the next day's first sale: nobody had closed it.")))
    writer.sales()
    writer.tenders()
    writer.drawer()
    writer.taxes()
    writer.points()
    writer.watched()
    writer.takings()
    sheet.rule(double=True)
    return sheet.rows


def _head(paper: ShiftPaper) -> Heading:
    return Heading(
        paper.shop,
        paper.at,
        paper.shift.business_on,
        staff=paper.names.get(paper.made_by, ""),
        language=paper.shop.language,
        copied_at=paper.at if paper.is_copy else 0,
    )


class _Writer:
    """Writes the blocks of one report."""

    def __init__(self, sheet: Sheet, paper: ShiftPaper, words: Words) -> None:
        self._sheet, self._paper, self._words = sheet, paper, words
        self._report = paper.report

    def line(self, label: Message, text: str, *, strong: bool = False, indent: int = 0) -> None:
        """Words at the left, a figure at the right."""
        style = "strong" if strong else "plain"
        self._sheet.pair(self._words.say(label), text, indent=indent, style=style)  # type: ignore[arg-type]

    def money(self, label: Message, minor: int, *, strong: bool = False, indent: int = 0) -> None:
        """Words at the left, an amount at the right."""
        self.line(label, self._words.amount(minor, self._report.currency), strong=strong, indent=indent)

    def count(self, label: Message, number: int, *, always: bool = False) -> None:
        """Words at the left, a number at the right; nothing where there was none."""
        if number or always:
            self.line(label, self._words.number(number))

    def sales(self) -> None:
        report = self._report
        self._sheet.rule()
        if report.first_number:
            self._sheet.paragraph(
                self._words.say(msg("Receipts {first} to {last}", first=report.first_number, last=report.last_number))
            )
        self.count(msg("Sales"), report.receipts, always=True)
        self.money(msg("Goods at full price"), report.gross_minor)
        for kind, amount in report.discounts_minor.items():
            self.money(DISCOUNT_WORDS[kind], -amount, indent=2)
        self.money(msg("Sold"), report.sales_minor)
        if report.voids:
            self.money(msg("Cancelled ({count})", count=report.voids), -report.voids_minor)
        if report.returns:
            self.money(msg("Given back ({count})", count=report.returns), -report.refunds_minor)
        self.money(msg("NET"), report.net_minor, strong=True)
        if report.rounding_minor:
            self.money(msg("Cash rounding"), report.rounding_minor)

    def tenders(self) -> None:
        self._sheet.rule()
        for kind, amount in self._report.tenders_minor.items():
            self.money(TENDER_NAMES[kind], amount)
        slip = self._paper.end.card_slip_minor if self._paper.end is not None else None
        if slip is not None:
            self.money(msg("Card terminal's own total"), slip)
            self.money(msg("Difference"), slip - self._report.tenders_minor.get("card", 0))

    def drawer(self) -> None:
        cash, end = self._report.cash, self._paper.end
        self._sheet.rule()
        self.money(msg("Float, counted") if cash.float_counted else msg("Float, carried over"), cash.float_minor)
        self.money(msg("Cash sales"), cash.sales_minor)
        for label, amount in (
            (msg("Cash given back"), -cash.refunds_minor),
            (msg("Corrected"), cash.corrected_minor),
            (msg("Put in"), cash.in_minor),
            (msg("Taken out"), -cash.out_minor),
        ):
            if amount:
                self.money(label, amount)
        self.money(msg("Expected in the drawer"), cash.expected_minor, strong=True)
        if end is not None:
            self._counted(end)

    def _counted(self, end: ShiftEnd) -> None:
        for place, count in enumerate(end.counts, 1):
            who = self._paper.names.get(count.staff, "")
            label = (
                msg("Counted ({place}, {name})", place=place, name=who)
                if who
                else msg("Counted ({place})", place=place)
            )
            self.money(label, count.counted_minor)
        if end.difference_minor is None:
            self._sheet.paragraph(self._words.say(msg("Nobody counted the drawer.")))
        else:
            self.money(msg("DIFFERENCE"), end.difference_minor, strong=True)
        if end.reason:
            self._sheet.paragraph(self._words.say(DIFFERENCE_WORDS[end.reason]))
        if end.note:
            self._sheet.paragraph(end.note)
        self.money(msg("Left in the drawer"), end.left_minor)
        if end.counted_minor is not None and end.counted_minor > end.left_minor:
            self.money(msg("Taken away"), end.counted_minor - end.left_minor)
        if end.bag:
            self.line(msg("Bag"), end.bag)

    def taxes(self) -> None:
        if not self._report.taxes:
            return
        self._sheet.rule()
        for row in self._report.taxes:
            self.money(msg("{label} {rate} % net", label=row.label, rate=row.rate), row.net_minor)
            self.money(msg("tax"), row.tax_minor, indent=2)

    def points(self) -> None:
        for program, figure in self._report.points.items():
            self._sheet.rule()
            self._sheet.paragraph(self._paper.names.get(program, program), "strong")
            for label, milli in (
                (msg("Points given"), figure.issued_milli),
                (msg("Points as a gift"), figure.granted_milli),
                (msg("Points spent"), -figure.spent_milli),
                (msg("Points taken back"), -figure.taken_back_milli),
                (msg("Points given back"), figure.given_back_milli),
            ):
                if milli:
                    self.line(label, points_text(self._words, milli, 0), indent=2)

    def watched(self) -> None:
        report = self._report
        self._sheet.rule()
        self.count(msg("Drawer opened without a sale"), report.drawer_opens, always=True)
        self.count(msg("Reductions by hand"), report.manual)
        self.count(msg("Approvals"), report.approvals)
        self.count(msg("Corrected tenders"), report.corrections)
        self.count(msg("Wrong PINs"), report.wrong_pins)
        self.count(msg("New members"), report.new_members)

    def takings(self) -> None:
        if self._report.hours:
            self._sheet.rule()
        for hour, takings in self._report.hours.items():
            label = msg("{hour}:00 ({count})", hour=f"{hour:02d}", count=takings.receipts)
            self.money(label, takings.total_minor)
        if len(self._report.staff) > 1:
            self._sheet.rule()
            for who, takings in self._report.staff.items():
                name = self._paper.names.get(who, "-")
                self.money(msg("{name} ({count})", name=name, count=takings.receipts), takings.total_minor)
