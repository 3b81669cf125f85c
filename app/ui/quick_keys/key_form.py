"""The form of one quick key: what it is, its own words, its colour."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.settings.quick_keys import LONGEST_LABEL, QUICK_COLOURS, QuickKey
from app.ui.checkout.quick_functions import FUNCTIONS
from app.ui.face import Face
from app.ui.forms.choices import ChoiceField
from app.ui.forms.fields import TextField
from app.ui.forms.panel import Panel
from app.ui.forms.picks import Pick, PickField
from app.ui.widgets.button import Button
from app.ui.widgets.frames import Spaced
from app.values.folding import clean
from app.values.words import Message, msg, plain
from app.workflows.rows import ProductRow

COLOUR_WORDS: dict[str, Message] = {
    "": msg("none"),
    "primary": msg("blue"),
    "ok": msg("green"),
    "warn": msg("amber"),
    "points": msg("violet"),
}
KINDS = (
    Pick("goods", msg("Goods")),
    Pick("department", msg("Department")),
    Pick("function", msg("Function")),
)
MOST_FOUND = 5


class KeyForm(Panel):
    """Fields of the chosen key.

    Attributes:
        changed: Emitted with the key as it is now.
        searched: Emitted with words of goods.
        remove_wanted, earlier_wanted, later_wanted: The buttons.
    """

    changed = Signal(object)
    searched = Signal(str)
    remove_wanted = Signal()
    earlier_wanted = Signal()
    later_wanted = Signal()

    def __init__(self, face: Face) -> None:
        super().__init__(face, msg("Key"), "pencil")
        self._face = face
        self._key: QuickKey | None = None
        self._is_putting = False
        self.kind = PickField(face, msg("What it does"), KINDS)
        self.goods = TextField(face, msg("Goods"), sample=msg("name, article number, or scan"), longest=64)
        self._found = Spaced(face, spacing=1)
        self._rows: list[Button] = []
        self._products: tuple[ProductRow, ...] = ()
        self.department = TextField(face, msg("Department"), hint=msg("also the category of what it sells"), longest=30)
        self.tax = ChoiceField(face, msg("Tax"), ())
        functions = [Pick(name, function.words) for name, function in FUNCTIONS.items()]
        self.function = ChoiceField(face, msg("Function"), functions)
        self.label = TextField(
            face, msg("Own words"), hint=msg("empty for the name it has anyway"), longest=LONGEST_LABEL
        )
        colours = [Pick(colour, COLOUR_WORDS[colour]) for colour in QUICK_COLOURS]
        self.colour = PickField(face, msg("Colour"), colours)
        for field in (self.kind, self.goods, self._found, self.department, self.tax, self.function, self.label):
            self.rows.add(field)
        self.rows.add(self.colour)
        self.earlier = Button(face, msg("Earlier"), "plain", icon="arrow-left", size="small", focusable=True)
        self.later = Button(face, msg("Later"), "plain", icon="arrow-right", size="small", focusable=True)
        self._moves = QHBoxLayout()
        self._moves.addWidget(self.earlier)
        self._moves.addWidget(self.later)
        self.rows.add(self._moves)
        self.rows.finish()
        self.remove = self.add_button(
            Button(face, msg("Remove"), "danger", icon="trash-2", size="small", focusable=True)
        )
        self._wire()
        self.put(None)

    @property
    def key(self) -> QuickKey | None:
        """The key that is shown."""
        return self._key

    def set_taxes(self, taxes: Sequence[tuple[str, str]]) -> None:
        """The shop's taxes: id and words."""
        self.tax.box.set_picks([Pick("", msg("as usual")), *(Pick(tax, plain(words)) for tax, words in taxes)])

    def put(self, key: QuickKey | None, name: str = "") -> None:
        """Show a key (None for none); `name` is what its goods are called."""
        self._is_putting = True
        self._key = key
        for widget in (self.kind, self.label, self.colour, self.earlier, self.later, self.remove):
            widget.setEnabled(key is not None)
        self.show_found(())
        if key is not None:
            self._put_fields(key, name)
        self._show_kind(key.kind if key is not None else "")
        self._is_putting = False

    def _put_fields(self, key: QuickKey, name: str) -> None:
        self.kind.put(key.kind)
        self.goods.put(name if key.kind == "goods" else "")
        self.department.put(key.what if key.kind == "department" else "")
        self.tax.put(key.tax)
        if key.kind == "function":
            self.function.put(key.what)
        self.label.put(key.label)
        self.colour.put(key.colour)

    def show_found(self, rows: tuple[ProductRow, ...]) -> None:
        """Goods that were searched for, to choose from."""
        self._products = rows[:MOST_FOUND]
        while len(self._rows) < len(self._products):
            button = Button(self._face, "", "soft", size="small", focusable=True)
            button.clicked.connect(self._chooser(len(self._rows)))
            self._rows.append(button)
            assert isinstance(self._found.body, QVBoxLayout)
            self._found.body.addWidget(button)
        for place, button in enumerate(self._rows):
            button.setVisible(place < len(self._products))
            if place < len(self._products):
                row = self._products[place]
                name = self._face.goods_name(row.goods.name, row.names)
                button.say(f"{name[:32]} · {self._face.amount(row.goods.price_minor)}")
        self._found.setVisible(bool(self._products))

    def choose_first(self) -> None:
        """Enter in the search: the first that was found."""
        if self._products:
            self._choose(0)

    def _chooser(self, place: int) -> Callable[[], None]:
        return lambda: self._choose(place)

    def _choose(self, place: int) -> None:
        row = self._products[place]
        self.goods.put(self._face.goods_name(row.goods.name, row.names))
        self.show_found(())
        self._change(kind="goods", what=row.goods.sku)

    def _change(self, **options: str) -> None:
        if self._key is not None and not self._is_putting:
            self._key = msgspec.structs.replace(self._key, **options)
            self.changed.emit(self._key)

    def _on_kind(self) -> None:
        kind = self.kind.value()
        self._show_kind(kind)
        if kind == "function":
            self.function.put(next(iter(FUNCTIONS)))
            self._change(kind=kind, what=next(iter(FUNCTIONS)))
        elif kind == "department":
            self._change(kind=kind, what=clean(self.department.text(), 30))
        else:
            self._change(kind=kind, what="")

    def _show_kind(self, kind: str) -> None:
        self.goods.setVisible(kind == "goods")
        self.department.setVisible(kind == "department")
        self.tax.setVisible(kind == "department")
        self.function.setVisible(kind == "function")

    def _wire(self) -> None:
        self.kind.changed.connect(self._on_kind)
        self.goods.changed.connect(lambda: self.searched.emit(self.goods.text()))
        self.goods.line.returnPressed.connect(self.choose_first)
        self.department.changed.connect(lambda: self._change(what=clean(self.department.text(), 30)))
        self.tax.changed.connect(lambda: self._change(tax=self.tax.value()))
        self.function.changed.connect(lambda: self._change(what=self.function.value()))
        self.label.changed.connect(lambda: self._change(label=clean(self.label.text(), LONGEST_LABEL)))
        self.colour.changed.connect(lambda: self._change(colour=self.colour.value()))
        self.remove.clicked.connect(self.remove_wanted)
        self.earlier.clicked.connect(self.earlier_wanted)
        self.later.clicked.connect(self.later_wanted)
