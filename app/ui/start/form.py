"""The short form of a new shop: a name, a country, an owner, a PIN; everything else follows and can wait."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from app.settings.countries import all_zones, countries, country_name, currencies, currency_name, usual_in
from app.ui.face import Face
from app.ui.forms.fields import Field, TextField
from app.ui.forms.listed import ListedField
from app.ui.forms.panel import Beside, Panel
from app.ui.forms.switches import Switch
from app.ui.start.draft import ShopDraft, taxes_words
from app.ui.widgets.button import Button
from app.values.words import Message, msg


class NewShopForm(Panel):
    """Fields of a new shop.

    Attributes:
        found_wanted, back_wanted: A button was pressed.
    """

    found_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, face: Face) -> None:
        super().__init__(face, msg("New shop"), "store")
        self.name = TextField(face, msg("Name of the shop"), longest=60)
        self.country = ListedField(face, msg("Country"), countries, country_name)
        self.currency = ListedField(
            face, msg("Currency"), currencies, lambda code, language: f"{code} · {currency_name(code, language)}"
        )
        self.zone = ListedField(face, msg("Time zone"), all_zones, lambda zone, _language: zone.replace("_", " "))
        self.taxes = Switch(face, msg("The country's usual taxes"))
        self.owner = TextField(face, msg("Your name"), longest=40)
        self.pin = TextField(face, msg("Your PIN"), longest=6, hint=msg("4 to 6 digits; you sign in with it"))
        self.pin.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.points = Switch(
            face,
            msg("Begin with points"),
            msg("1 point for each full 1.00; 100 points take 5.00 off; they end after 180 days"),
        )
        for row in (
            Beside(face, self.name, self.country, weights=(3, 2)),
            Beside(face, self.currency, self.zone),
            Beside(face, self.owner, self.pin, weights=(3, 2)),
            self.taxes,
            self.points,
        ):
            self.add(row)
        self.rows.finish()
        self.found = self.add_button(
            Button(face, msg("Open the shop"), "pay", icon="check", key="Ctrl+S", focusable=True), stretch=True
        )
        self.back = self.add_button(Button(face, msg("Back"), "plain", icon="arrow-left", key="Esc", focusable=True))
        self.found.clicked.connect(self.found_wanted)
        self.back.clicked.connect(self.back_wanted)
        self.country.changed.connect(self._follow_country)
        self.fields: dict[str, Field] = {"name": self.name, "owner": self.owner, "pin": self.pin}
        self.taxes.put(True)
        self.points.put(True)
        self.country.put("RU" if face.words.language == "ru" else "NL")
        self._follow_country()

    def draft(self) -> ShopDraft:
        """What is typed now."""
        return ShopDraft(
            name=self.name.text(),
            country=self.country.value(),
            currency=self.currency.value(),
            zone=self.zone.value(),
            language=self._face.words.language,
            with_taxes=self.taxes.isChecked(),
            owner=self.owner.text(),
            pin=self.pin.text(),
            with_points=self.points.isChecked(),
        )

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

    def _follow_country(self) -> None:
        usual = usual_in(self.country.value())
        self.currency.put(usual.currency)
        self.zone.put(usual.zones[0])
        self.taxes.say(msg("The country's usual taxes"), taxes_words(usual))
