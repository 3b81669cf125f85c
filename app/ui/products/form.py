"""The product form: one product's fields, judged while they are typed."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.ui.forms.fields import Field, TextField
from app.ui.forms.figures import MoneyField
from app.ui.forms.panel import Beside, Panel
from app.ui.forms.picks import Pick, PickField
from app.ui.forms.switches import Switch
from app.ui.products.draft import ProductDraft, Verdict, judge_barcode
from app.ui.shell.screen import Desk
from app.ui.theme.icons import goods_icon
from app.ui.widgets.button import Button
from app.values.locales import UNITS as UNIT_WORDS
from app.values.words import Message, msg, plain
from app.workflows.products import UNITS


class ProductForm(Panel):
    """Fields of one product.

    Attributes:
        save_wanted, retire_wanted, back_wanted: A button was pressed.
    """

    save_wanted = Signal()
    retire_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        face = desk.face
        super().__init__(face, msg("New product"), "package")
        self._till = desk.till
        self.name_en = TextField(face, msg("Name in English"), longest=120)
        self.name_ru = TextField(face, msg("Name in Russian"), longest=120)
        self.sku = TextField(face, msg("Article number"), longest=40)
        self.category = TextField(face, msg("Category"), longest=60)
        self.price = MoneyField(face, msg("Price"))
        self.lowest = MoneyField(face, msg("Lowest price"))
        self.barcode = TextField(face, msg("Barcode"), longest=24, sample=msg("scan it, or type it"))
        self.unit = PickField(face, msg("Sold by"), [Pick(unit, UNIT_WORDS[unit]) for unit in UNITS])
        self.taxes = PickField(face, msg("Tax"), (), several=True)
        self.discountable = Switch(
            face, msg("Offers may reduce it"), msg("off for tobacco, deposits and the like: its price always stays")
        )
        for row in (
            self.name_en,
            self.name_ru,
            Beside(face, self.barcode, self.sku, weights=(3, 2)),
            Beside(face, self.price, self.lowest, self.category, weights=(3, 3, 4)),
            Beside(face, self.unit, self.taxes, weights=(4, 5)),
            self.discountable,
        ):
            self.add(row)
        self.rows.finish()
        self.save = self.add_button(
            Button(face, msg("Save"), "primary", icon="save", key="Ctrl+S", focusable=True), stretch=True
        )
        self.retire = self.add_button(Button(face, msg("Take off the list"), "plain", icon="trash-2", focusable=True))
        self.save.clicked.connect(self.save_wanted)
        self.retire.clicked.connect(self.retire_wanted)
        self.barcode.changed.connect(self._judge)
        self.fields: dict[str, Field] = {
            "name_en": self.name_en,
            "name_ru": self.name_ru,
            "sku": self.sku,
            "price": self.price,
            "lowest": self.lowest,
            "barcode": self.barcode,
            "category": self.category,
            "unit": self.unit,
            "taxes": self.taxes,
        }
        desk.till.changed.connect(self._show_taxes)
        face.reworded.connect(self._resay_form)
        self._is_new = True
        self._show_taxes()

    def show_draft(self, draft: ProductDraft, *, is_new: bool) -> None:
        """Show a product; a kept one keeps its article number."""
        self.name_en.put(draft.name_en)
        self.name_ru.put(draft.name_ru)
        self.sku.put(draft.sku)
        self.sku.line.setReadOnly(not is_new)
        self.category.put(draft.category)
        self.price.put(draft.price)
        self.lowest.put(draft.lowest)
        self.barcode.put(draft.barcode)
        self.unit.put(draft.unit)
        self.taxes.put(*draft.taxes)
        self.discountable.put(draft.discountable)
        self.retire.setVisible(not is_new)
        self._is_new = is_new
        self._resay_form()
        self._judge()

    def draft(self) -> ProductDraft:
        """What is typed now."""
        return ProductDraft(
            sku=self.sku.text(),
            name_en=self.name_en.text(),
            name_ru=self.name_ru.text(),
            price=self.price.text(),
            lowest=self.lowest.text(),
            barcode=self.barcode.text(),
            category=self.category.text(),
            unit=self.unit.value(),
            taxes=self.taxes.values(),
            discountable=self.discountable.isChecked(),
        )

    def put_barcode(self, code: str) -> None:
        """Take a scanned barcode."""
        self.barcode.line.setText(code)
        self._judge()

    def refuse(self, wrong: dict[str, Message]) -> None:
        """Show refusals at their fields and go to the first."""
        first: Field | None = None
        for name, field in self.fields.items():
            if name in wrong:
                field.refuse(wrong[name])
                first = first or field
        if first is not None:
            first.editor.setFocus()
            self.rows.show_row(first)

    def focus_first(self) -> None:
        """Begin typing."""
        field = self.name_ru if self._till.shop.settings.language == "ru" else self.name_en
        field.editor.setFocus()

    def _resay_form(self) -> None:
        draft = self.draft()
        shown = self._face.words.name({"en": draft.name_en, "ru": draft.name_ru}) or draft.sku
        self.head(msg("New product") if self._is_new else plain(shown), icon=goods_icon(draft.category))
        self._show_taxes()

    def _judge(self) -> None:
        verdict: Verdict = judge_barcode(self.barcode.text())
        if verdict.tone == "err":
            self.barcode.refuse(verdict.words)
        else:
            self.barcode.tell(verdict.words, verdict.tone)

    def _show_taxes(self) -> None:
        words = self._face.words
        picks = [
            Pick(rate.id, plain(f"{words.name(rate.names) or rate.id} {rate.percent}%".replace(" %", "")))
            for rate in self._till.shop.settings.taxes
        ]
        self.taxes.row.set_picks(picks)
        self.taxes.setVisible(bool(picks))
