"""The shop's table of codes: partners' cards, labels with weight or price, and a line that tries a code.

One row is one rule; the first that fits wins, so rows can be moved. What a rule may not take (our own cards,
receipts, coupons) is refused where it stands, before anything is kept.
"""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.settings.shop import ShopSettings
from app.ui.face import Face
from app.ui.forms.choices import ChoiceBox
from app.ui.forms.fields import TextField
from app.ui.forms.picks import Pick
from app.ui.widgets.button import Button
from app.ui.widgets.frames import Card, space
from app.ui.widgets.text import TextLabel, wrapped
from app.values.errors import Refusal
from app.values.folding import clean
from app.values.words import Message, msg, plain
from app.workflows.scans.classify import Reading
from app.workflows.scans.rules import DEFAULT_RULES, ScanRule, read_rules, rule_line
from app.workflows.scans.shop_rules import check_rules, other_card, reading_of

ABOUT: dict[str, Message] = {
    "own": msg("Our receipts, gift cards, coupons and badges"),
    "card": msg("Our members' cards"),
    "gs1": msg("GS1 codes with lot, date or weight"),
    "goods": msg("Article numbers of 8, 12, 13 or 14 digits"),
    "link": msg("Web addresses with an article number"),
    "weight": msg("Label with a weight"),
    "price": msg("Label with a price"),
    "other_card": msg("Card of another shop"),
}
READS: dict[str, Message] = {
    "empty": msg("Nothing was typed."),
    "refused": msg("Not a code: it would be refused."),
    "bank_card": msg("A bank card: it would not be read at all."),
    "misread": msg("Misread: the check digit is wrong."),
    "live": msg("A code of a phone card."),
    "receipt": msg("One of our receipts."),
    "gift_card": msg("One of our gift cards."),
    "coupon": msg("One of our coupons."),
    "badge": msg("A staff badge."),
    "card": msg("A member's card of ours."),
    "gs1": msg("A GS1 code."),
    "goods": msg("An article number."),
    "link": msg("A web address."),
    "other": msg("No rule: it is looked up as it stands."),
}
_CHECKS = (
    Pick("none", msg("no check digit")),
    Pick("luhn", msg("Luhn")),
    Pick("ean", msg("EAN")),
    Pick("mod97", msg("mod 97")),
)
CARD_FIELDS = (msg("Name"), msg("First digits"), msg("Length"))
NEW_CARD = ScanRule("other_card", length=16)
NEW_LABELS = {"weight": "22.....{NNDDD}", "price": "24.....{NNNDD}"}


class NoValue(ValueError):
    """What is typed cannot stand, and `words` say why."""

    def __init__(self, words: Message) -> None:
        super().__init__(words.english())
        self.words = words


class RuleRow(Card):
    """One rule: its words, its fields where it has some, and the buttons that move and remove it.

    Attributes:
        edited, moved, removed: Somebody typed, pressed an arrow (-1 up, 1 down) or the cross.
    """

    edited = Signal()
    moved = Signal(int)
    removed = Signal()

    def __init__(self, face: Face, rule: ScanRule) -> None:
        super().__init__(face, inset=True)
        self._rule = rule
        self.about = TextLabel(face, ABOUT[rule.kind], "body")
        self.lines: dict[str, QLineEdit] = {}
        self.check = ChoiceBox(face, _CHECKS, name=msg("Check digit"))
        self.up = self._tool("chevron-up", msg("Earlier"), lambda: self.moved.emit(-1))
        self.down = self._tool("chevron-down", msg("Later"), lambda: self.moved.emit(1))
        self.remove = self._tool("x", msg("Remove this rule"), self.removed.emit)
        self.remove.setVisible(rule.kind not in ("own", "card"))
        self._head, self._fields, self._more, self._column = (
            QHBoxLayout(),
            QHBoxLayout(),
            QHBoxLayout(),
            QVBoxLayout(self),
        )
        self._head.addWidget(self.about, 1)
        for tool in (self.up, self.down, self.remove):
            self._head.addWidget(tool)
        self._column.addLayout(self._head)
        if rule.kind in ("other_card", "weight", "price"):
            self._column.addLayout(self._fields)
        if rule.kind == "other_card":
            self._add_card_fields(rule)
        elif rule.kind in ("weight", "price"):
            self._add_line("pattern", msg("12 digits: . for the article, {NNDDD} for the value"), rule.pattern, 20)
        face.restyled.connect(self._dress)
        self._dress()

    def rule(self) -> ScanRule:
        """What is typed; raises `ValueError` where the length is no number."""
        if self._rule.kind == "other_card":
            length = self.lines["length"].text().strip()
            name = clean(self.lines["name"].text().replace("_", " "), 40)
            return ScanRule(
                "other_card",
                prefix=self.lines["prefix"].text().strip(),
                length=int(length) if length else 0,
                check=self.check.value() or "none",  # type: ignore[arg-type]
                name=name,
            )
        if self._rule.kind in ("weight", "price"):
            return ScanRule(self._rule.kind, pattern=self.lines["pattern"].text().strip())
        return self._rule

    def _add_card_fields(self, rule: ScanRule) -> None:
        values = (("name", rule.name, 40), ("prefix", rule.prefix, 12), ("length", str(rule.length or ""), 2))
        for (name, value, longest), words in zip(values, CARD_FIELDS, strict=True):
            self._add_line(name, words, value, longest)
        self.check.put(rule.check)
        self.check.currentIndexChanged.connect(lambda _place: self.edited.emit())
        # under the name: its words need more room than digits do
        self._more.addWidget(self.check, 1)
        self._more.addStretch(1)
        self._column.addLayout(self._more)

    def _add_line(self, name: str, words: Message, value: str, longest: int) -> None:
        line = self.lines[name] = QLineEdit(value)
        line.setMaxLength(longest)
        line.setPlaceholderText(self._face.say(words))
        line.setAccessibleName(self._face.say(words))
        line.setToolTip(self._face.say(words))
        line.textEdited.connect(lambda _text: self.edited.emit())
        self._fields.addWidget(line, 4 if name in ("name", "pattern") else 2)

    def _tool(self, icon: str, words: Message, run: object) -> Button:
        button = Button(self._face, "", "ghost", icon=icon, size="small", focusable=True)
        button.setAccessibleName(self._face.say(words))
        button.setToolTip(self._face.say(words))
        button.clicked.connect(run)
        return button

    def _dress(self) -> None:
        space(self._face, self._column, (2.5, 1, 1.5, 1.5), 1)
        space(self._face, self._head, (0, 0, 0, 0), 0.5)
        space(self._face, self._fields, (0, 0, 0, 0), 1.5)
        space(self._face, self._more, (0, 0, 0, 0), 1.5)


class ScanRulesEditor(QWidget):
    """All rules in order, and the line that tries a code.

    Attributes:
        changed: Somebody changed, moved, added or removed a rule.
    """

    changed = Signal()

    def __init__(self, face: Face, title: Message) -> None:
        super().__init__()
        self._face = face
        self.rows: list[RuleRow] = []
        self._title = TextLabel(face, title, "small", tone="text2", weight=QFont.Weight.Medium)
        about = msg("The first rule that fits wins. Partners' cards are bound to a member by scanning them in a sale.")
        self._about = wrapped(TextLabel(face, about, "caption", tone="text2"))
        self._note = wrapped(TextLabel(face, "", "small", tone="err"))
        self._note.hide()
        self.trial = TextField(face, msg("Try a code"), sample=msg("type or scan one"), longest=200)
        self.trial.changed.connect(self._try)
        self._list, self._adding, self._column = QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        self.add_card = self._adder(msg("Partner's card"), lambda: self._add(NEW_CARD))
        self.add_weight = self._adder(msg("Weight label"), lambda: self._add(ScanRule("weight", NEW_LABELS["weight"])))
        self.add_price = self._adder(msg("Price label"), lambda: self._add(ScanRule("price", NEW_LABELS["price"])))
        self._adding.addStretch(1)
        for widget in (self._title, self._about, self.trial):
            self._column.addWidget(widget)
        self._column.addLayout(self._list)
        self._column.addWidget(self._note)
        self._column.addLayout(self._adding)
        face.restyled.connect(self._dress)
        self._dress()

    def put(self, lines: tuple[str, ...]) -> None:
        """Show a table; the usual one where it is empty."""
        for row in tuple(self.rows):
            self._drop(row)
        for rule in read_rules(lines or DEFAULT_RULES):
            self._append(rule, len(self.rows))
        self._note.hide()
        self._try()

    def read(self) -> tuple[str, ...]:
        """The table as it is kept, empty for the usual one; raises `ValueError` where it cannot stand."""
        lines = self._lines()
        try:
            check_rules(lines)
        except Refusal as refusal:
            raise NoValue(refusal.message) from refusal
        self._note.hide()
        return () if lines == DEFAULT_RULES else lines

    def refuse(self, words: Message) -> None:
        """Say what is wrong."""
        self._note.say(words)
        self._note.show()

    def try_code(self, code: str) -> None:
        """A code was scanned while the table is shown: try it."""
        self.trial.put(code)
        self._try()

    def _lines(self) -> tuple[str, ...]:
        return tuple(rule_line(row.rule()) for row in self.rows)

    def _try(self) -> None:
        code = self.trial.text().strip()
        if not code:
            self.trial.clear_note()
            return
        try:
            shop = ShopSettings(scan_rules=self._lines())
            reading = reading_of(code, shop)
            behind = other_card(code, shop)
        except (Refusal, ValueError):
            self.trial.tell(msg("The table above is not complete."), "warn")
            return
        if behind is not None and reading.kind != "other_card":
            words = msg("{reads} If no goods have it: a card of {name}.", reads=_said(reading), name=behind.name or "?")
            self.trial.tell(words, "ok")
        else:
            self.trial.tell(_said(reading), "warn" if reading.kind in ("refused", "misread", "other") else "ok")

    def _adder(self, words: Message, run: object) -> Button:
        button = Button(self._face, words, "soft", icon="plus", size="small", focusable=True)
        button.clicked.connect(run)
        self._adding.addWidget(button)
        return button

    def _add(self, rule: ScanRule) -> None:
        """A new card goes before the article numbers where it can be told apart by its length, else behind."""
        places = [place for place, row in enumerate(self.rows) if row.rule().kind == "goods"]
        row = self._append(rule, places[0] if places else len(self.rows))
        next(iter(row.lines.values())).setFocus()
        self._on_changed()

    def _append(self, rule: ScanRule, place: int) -> RuleRow:
        row = RuleRow(self._face, rule)
        row.edited.connect(self._on_changed)
        row.removed.connect(lambda: self._remove(row))
        row.moved.connect(lambda step: self._move(row, step))
        self.rows.insert(place, row)
        self._list.insertWidget(place, row)
        return row

    def _remove(self, row: RuleRow) -> None:
        self._drop(row)
        self._on_changed()

    def _move(self, row: RuleRow, step: int) -> None:
        place = self.rows.index(row)
        new = max(0, min(len(self.rows) - 1, place + step))
        if new != place:
            self.rows.insert(new, self.rows.pop(place))
            self._list.removeWidget(row)
            self._list.insertWidget(new, row)
            self._on_changed()

    def _drop(self, row: RuleRow) -> None:
        self.rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _on_changed(self) -> None:
        self._note.hide()
        self._try()
        self.changed.emit()

    def _dress(self) -> None:
        space(self._face, self._column, (0, 0, 0, 0), 2)
        space(self._face, self._list, (0, 0, 0, 0), 1)
        space(self._face, self._adding, (0, 0, 0, 0), 1.5)
        self._adding.setAlignment(Qt.AlignmentFlag.AlignLeft)


def _said(reading: Reading) -> Message:
    label = reading.label
    if label is not None:
        value, kind = Decimal(label.value).scaleb(-label.decimals), ABOUT[reading.kind]
        return msg("{kind}: article {article}, value {value}.", kind=kind, article=label.article, value=value)
    if reading.kind == "other_card":
        return msg("A card of {name}.", name=plain(reading.name or "?"))
    return READS[reading.kind]
