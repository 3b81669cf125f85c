"""The pictures of the customer's display: idle, the sale, thanks, a pause, a question."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.people.member import ConsentPurpose
from app.ui.display.band import ShopBand
from app.ui.display.parts import BOLD, Dress, FitLine, GoodsList, GoodsRow, Pair, PointsBar, TouchButton
from app.values.locales import Words
from app.values.words import Message, msg, msgn
from app.workflows.display_feed import DisplaySnapshot, ShownLine, ShownPoints

CENTRE = Qt.AlignmentFlag.AlignHCenter
DOWN, ACROSS = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight


class Page(QWidget):
    """One picture; `fit` is called after sizes or style changed."""

    def __init__(self, dress: Dress) -> None:
        super().__init__()
        self.dress = dress

    def fit(self) -> None:
        """Take the sizes in force."""

    def put(self, shown: DisplaySnapshot, words: Words, *, still: bool) -> None:
        """Show a snapshot; `still` where nothing may move."""


class IdlePage(Page):
    """The shop's name and colour, its own line, and what a customer can do."""

    def __init__(self, dress: Dress) -> None:
        super().__init__(dress)
        self.band = ShopBand(dress, is_whole=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.band)

    def put(self, shown: DisplaySnapshot, words: Words, *, still: bool) -> None:
        if shown.state == "paused":
            self.band.say(words.say(msg("One moment, please")))
        else:
            self.band.say(shown.shop, shown.words, words.say(msg("Show your card before you pay")))


class Surface(QFrame):
    """A rounded ground for what belongs together."""

    def __init__(self, dress: Dress) -> None:
        super().__init__()
        self._dress = dress
        self.setObjectName("customerSurface")

    def fit(self) -> None:
        """Wear the style in force."""
        style, sizes = self._dress.style, self._dress.sizes
        self.setStyleSheet(
            f"QFrame#customerSurface {{ background: {style.surface}; border: 1px solid {style.hair};"
            f" border-radius: {sizes.gap(2)}px; }}"
        )


class SalePage(Page):
    """Goods at the left, who it is and what to pay at the right; one under the other on an upright screen."""

    def __init__(self, dress: Dress) -> None:
        super().__init__(dress)
        self.band = ShopBand(dress)
        self.goods = GoodsList(dress)
        self.unread = FitLine(dress, "small", "soft")
        self.greeting = FitLine(dress, "title", "accent", weight=BOLD)
        self.balance = FitLine(dress, "body", "ink")
        self.goal = FitLine(dress, "small", "soft")
        self.bar = PointsBar(dress)
        self.saved = Pair(dress, "body", "ok", weight=QFont.Weight.DemiBold)
        self.caption = FitLine(dress, "body", "soft")
        self.total = FitLine(dress, "figure", "ink", weight=BOLD)
        self.cash = Pair(dress, "body")
        self.given = Pair(dress, "body")
        self.change = Pair(dress, "title", weight=BOLD)
        self._goods_card, self._who_card, self._sum_card = Surface(dress), Surface(dress), Surface(dress)
        self._lay_out()

    def put(self, shown: DisplaySnapshot, words: Words, *, still: bool) -> None:
        def money(minor: int) -> str:
            return words.money(minor, shown.currency, symbol=True)

        self.band.say(shown.shop)
        rows = [
            GoodsRow(line.name, _quantity(line, words), words.amount(line.total_minor, shown.currency))
            for line in shown.lines
        ]
        self.goods.show_rows(rows, lambda count: words.say(msgn("{n} more item above", "{n} more items above", count)))
        waiting = msgn("{n} item is still being checked", "{n} items are still being checked", shown.unread)
        self.unread.say(words.say(waiting) if shown.unread else "")
        self._put_who(shown, words)
        is_paying = shown.state == "paying"
        saved = shown.saved_minor and not is_paying
        self.saved.say(words.say(msg("You save")), money(shown.saved_minor) if saved else "")
        self.caption.say(words.say(msg("To pay") if is_paying else msg("Total")))
        self.total.say(money(shown.to_pay_minor if is_paying else shown.total_minor))
        self.cash.say(words.say(msg("In cash")), money(shown.cash_minor) if shown.cash_minor else "")
        self.given.say(words.say(msg("Given")), money(shown.given_minor) if shown.given_minor else "")
        self.change.say(words.say(msg("Change")), money(shown.change_minor) if shown.change_minor else "")

    def _put_who(self, shown: DisplaySnapshot, words: Words) -> None:
        self.greeting.say(words.say(msg("Hello {name}", name=shown.greeting)) if shown.greeting else "")
        known = next((each for each in shown.points if each.balance_milli is not None), None)
        self.balance.say(points_words(known.balance_milli, words) if known and known.balance_milli is not None else "")
        self.goal.say(goal_words(known, words) if known else "")
        is_paying = shown.state == "paying"
        has_goal = known is not None and known.goal is not None and not is_paying
        self.bar.setVisible(has_goal)
        if is_paying:
            self.goal.say("")
        if known is not None and has_goal:
            self.bar.grow(goal_share(known), goal_share(known), lambda share: None, still=True)
        self._who_card.setVisible(bool(shown.greeting))

    def fit(self) -> None:
        sizes = self.dress.sizes
        self._row.setDirection(DOWN if sizes.is_tall else ACROSS)
        self._row.setStretch(0, 6 if sizes.is_tall else 11)
        self._row.setStretch(1, 0 if sizes.is_tall else 9)
        edge = sizes.gap(3)
        self._row.setContentsMargins(edge, edge, edge, edge)
        self._row.setSpacing(edge)
        self._side.setSpacing(edge)
        for column in (self._goods_column, self._who_column, self._sum_column):
            column.setContentsMargins(sizes.gap(4), sizes.gap(3), sizes.gap(4), sizes.gap(3))
            column.setSpacing(sizes.gap(1))
        for card in (self._goods_card, self._who_card, self._sum_card):
            card.fit()

    def _lay_out(self) -> None:
        self._goods_column = QVBoxLayout(self._goods_card)
        self._goods_column.addWidget(self.goods, 1)
        self._goods_column.addWidget(self.unread)
        self._who_column = QVBoxLayout(self._who_card)
        for part in (self.greeting, self.balance, self.bar, self.goal):
            self._who_column.addWidget(part)
        self._sum_column = QVBoxLayout(self._sum_card)
        self._sum_column.addStretch(1)
        for widget in (self.saved, self.caption, self.total, self.cash, self.given, self.change):
            self._sum_column.addWidget(widget)
        self._sum_column.addStretch(1)
        self._side = QVBoxLayout()
        self._side.addWidget(self._who_card)
        self._side.addWidget(self._sum_card, 1)
        self._row = QBoxLayout(ACROSS)
        self._row.addWidget(self._goods_card)
        self._row.addLayout(self._side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.band)
        column.addLayout(self._row, 1)


class DonePage(Page):
    """Thanks, the change, and the points moment: earned today first, then how far the next reward is."""

    def __init__(self, dress: Dress) -> None:
        super().__init__(dress)
        self.band = ShopBand(dress)
        self.thanks = FitLine(dress, "title", "ink", weight=BOLD, align=CENTRE)
        self.earned = FitLine(dress, "huge", "accent", weight=BOLD, align=CENTRE)
        self.earned_words = FitLine(dress, "body", "soft", align=CENTRE)
        self.bar = PointsBar(dress)
        self.goal = FitLine(dress, "body", "ink", align=CENTRE)
        self.caption = FitLine(dress, "body", "soft", align=CENTRE)
        self.change = FitLine(dress, "total", "ink", weight=BOLD, align=CENTRE)
        self._shown: DisplaySnapshot | None = None
        self._lay_out()

    def put(self, shown: DisplaySnapshot, words: Words, *, still: bool) -> None:
        is_same, self._shown = shown == self._shown, shown
        if is_same:
            return
        self.band.say(shown.shop)
        thanks = msg("Thank you, {name}!", name=shown.greeting.split(" ")[0]) if shown.greeting else msg("Thank you!")
        self.thanks.say(words.say(thanks))
        has_change = shown.change_minor > 0
        self.caption.say(words.say(msg("Your change") if has_change else msg("Paid")))
        minor = shown.change_minor if has_change else shown.total_minor
        self.change.say(words.money(minor, shown.currency, symbol=True))
        best = max(shown.points, key=lambda each: each.earned_milli, default=None)
        self._put_points(best if best and best.earned_milli else None, words, still=still)

    def _put_points(self, points: ShownPoints | None, words: Words, *, still: bool) -> None:
        for part in (self.earned, self.earned_words, self.bar, self.goal):
            part.setVisible(points is not None)
        if points is None:
            self.bar.grow(0, 0, lambda share: None, still=True)
            return
        earned = points.earned_milli
        whole = earned // 1000
        self.earned_words.say(words.say(msgn("point today", "points today", whole)))
        self.goal.say(goal_words(points, words))
        self.bar.setVisible(points.goal is not None)
        self.earned.say(f"+{words.points(earned)}")

        def count(share: float) -> None:
            self.earned.say(f"+{words.points(earned if share >= 1 else int(earned * share) // 1000 * 1000)}")

        now = goal_share(points)
        self.bar.grow(max(0.0, now - earned / points.goal.cost_milli) if points.goal else 0, now, count, still=still)

    def fit(self) -> None:
        sizes = self.dress.sizes
        side = sizes.gap(6 if sizes.is_tall else 26)
        self._column.setContentsMargins(side, sizes.gap(3), side, sizes.gap(5))
        self._column.setSpacing(sizes.gap(1))

    def _lay_out(self) -> None:
        self._column = QVBoxLayout()
        self._column.addStretch(2)
        self._column.addWidget(self.thanks)
        self._column.addStretch(1)
        self._column.addWidget(self.earned)
        self._column.addWidget(self.earned_words)
        self._column.addStretch(1)
        self._column.addWidget(self.bar)
        self._column.addWidget(self.goal)
        self._column.addStretch(2)
        self._column.addWidget(self.caption)
        self._column.addWidget(self.change)
        self._column.addStretch(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.band)
        column.addLayout(self._column, 1)


class QuestionPage(Page):
    """A question with two answers of the same size; a consent names each purpose, none ticked beforehand.

    Attributes:
        answered: Emitted with the question's number, yes or no, and the purposes that were ticked.
    """

    answered = Signal(int, bool, object)

    def __init__(self, dress: Dress) -> None:
        super().__init__(dress)
        self._serial = 0
        self.band = ShopBand(dress)
        self.head = FitLine(dress, "title", "ink", weight=BOLD, align=CENTRE)
        self.detail = FitLine(dress, "body", "soft", align=CENTRE)
        self.detail2 = FitLine(dress, "body", "soft", align=CENTRE)
        self.ticks: dict[ConsentPurpose, TouchButton] = {}
        for purpose in OPTIONAL:
            tick = self.ticks[purpose] = TouchButton(dress)
            tick.setCheckable(True)
        self.no, self.yes = TouchButton(dress), TouchButton(dress, is_strong=True)
        self.yes.clicked.connect(lambda: self._answer(is_yes=True))
        self.no.clicked.connect(lambda: self._answer(is_yes=False))
        self._lay_out()

    def put(self, shown: DisplaySnapshot, words: Words, *, still: bool) -> None:
        question = shown.question
        if question is None:
            return
        if question.serial != self._serial:
            self._serial = question.serial
            for tick in self.ticks.values():
                tick.setChecked(False)
        self.band.say(shown.shop)
        is_consent = question.kind == "consent"
        for purpose, tick in self.ticks.items():
            tick.setVisible(is_consent)
            tick.say(words.say(OPTIONAL[purpose]))
        if is_consent:
            self.head.say(words.say(msg("Join the club?")))
            self.detail.say(words.say(msg("I agree to the terms of the club,")))
            self.detail2.say(words.say(msg("and that my phone number is kept for it.")))
            self.yes.say(words.say(msg("Yes, join")))
        else:
            self.head.say(words.say(msg("The receipt by e-mail?")))
            self.detail.say(words.say(msg("To the address that you gave us.")))
            self.detail2.say("")
            self.yes.say(words.say(msg("Yes, please")))
        self.no.say(words.say(msg("No, thank you")))

    def fit(self) -> None:
        sizes = self.dress.sizes
        side = sizes.gap(6 if sizes.is_tall else 20)
        self._column.setContentsMargins(side, sizes.gap(3), side, sizes.gap(5))
        self._column.setSpacing(sizes.gap(2))
        self._buttons.setSpacing(sizes.gap(4))

    def _answer(self, *, is_yes: bool) -> None:
        ticked = frozenset(purpose for purpose, tick in self.ticks.items() if tick.isChecked() and not tick.isHidden())
        self.answered.emit(self._serial, is_yes, ticked if is_yes else frozenset())

    def _lay_out(self) -> None:
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self.no)
        self._buttons.addWidget(self.yes)
        self._column = QVBoxLayout()
        self._column.addStretch(2)
        for part in (self.head, self.detail, self.detail2, *self.ticks.values()):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self._column.addLayout(self._buttons)
        self._column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.band)
        column.addLayout(self._column, 1)


OPTIONAL: dict[ConsentPurpose, Message] = {
    "messages": msg("I want news and offers"),
    "profiling": msg("I want offers made from my own purchases"),
}
"""What a customer may allow besides, each by itself."""


def points_words(milli: int, words: Words) -> str:
    """`771 points`."""
    if milli % 1000:
        return words.say(msg("Points: {points}", points=words.points(milli)))
    return words.say(msgn("{n} point", "{n} points", milli // 1000))


def goal_words(points: ShownPoints, words: Words) -> str:
    """How much is missing for the next reward; empty where there is none, or nobody may know."""
    goal = points.goal
    if goal is None or not goal.names:
        return ""
    whole = -(-goal.missing_milli // 1000)
    return words.say(msgn("{n} more point for {reward}", "{n} more points for {reward}", whole,
                          reward=words.name(goal.names)))  # fmt: skip


def goal_share(points: ShownPoints) -> float:
    """How far it is to the next reward, 0 to 1."""
    goal = points.goal
    return (goal.cost_milli - goal.missing_milli) / goal.cost_milli if goal and goal.cost_milli else 0.0


def _quantity(line: ShownLine, words: Words) -> str:
    """How much of it, unless it is just one."""
    return "" if (line.quantity_milli, line.unit) == (1000, "pc") else words.quantity(line.quantity_milli, line.unit)
