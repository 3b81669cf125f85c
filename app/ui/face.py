"""How the till looks and speaks: what every widget is given so that it never asks for a global.

A widget takes the `Face` first, dresses itself when `restyled` is emitted and says its words again when
`reworded` is: so light, dark, size and language all change live.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont

from app.ui.theme.colours import Palette, ThemeName
from app.ui.theme.look import Look
from app.ui.theme.sizes import Metrics, TypeRole
from app.values.locales import Words
from app.values.words import Message


class Face(QObject):
    """Look and words together.

    Attributes:
        look: Palette and sizes.
        words: The language in force.
        restyled, reworded: Colours or sizes changed; the language changed.
    """

    restyled = Signal()
    reworded = Signal()

    def __init__(self, look: Look, words: Words, currency: str = "EUR") -> None:
        super().__init__()
        self.look = look
        self.words = words
        self.currency = currency
        look.changed.connect(self.restyled)

    @property
    def palette(self) -> Palette:
        """Colour tokens in force."""
        return self.look.palette

    @property
    def metrics(self) -> Metrics:
        """Sizes in force."""
        return self.look.metrics

    def colour(self, token: str) -> QColor:
        """A colour token."""
        return self.look.colour(token)

    def font(self, role: TypeRole, weight: QFont.Weight | None = None) -> QFont:
        """The font of a role of the type scale."""
        return self.look.font(role, weight)

    def wear(self, name: ThemeName) -> None:
        """Change the palette."""
        self.look.wear(name)

    def speak(self, words: Words, currency: str = "") -> None:
        """Change the language, and the currency where the shop's own has changed."""
        self.words = words
        self.currency = currency or self.currency
        self.reworded.emit()

    def say(self, message: Message) -> str:
        """A message in the language of the screens."""
        return self.words.say(message)

    def money(self, minor: int) -> str:
        """An amount of the shop's currency, with its sign where the language puts it."""
        return self.words.money(minor, self.currency, symbol=True)

    def amount(self, minor: int) -> str:
        """An amount of the shop's currency without the sign: for columns."""
        return self.words.amount(minor, self.currency)

    def quantity(self, milli: int, unit: str) -> str:
        """A quantity with its unit."""
        return self.words.quantity(milli, unit)

    def quantity_number(self, milli: int) -> str:
        """A quantity without its unit."""
        return self.words.quantity_number(milli)

    def goods_name(self, name: str, names: dict[str, str] | None) -> str:
        """A product's name in the language of the screens; as it stands on the price list where there is none."""
        return (names or {}).get(self.words.language) or name

    def name(self, names: dict[str, str]) -> str:
        """Somebody's own words, in the language of the screens where they have it."""
        return self.words.name(names)
