"""A choice of many codes (countries, currencies, time zones), by their names in the language of the screens."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.ui.face import Face
from app.ui.forms.choices import ChoiceField
from app.ui.forms.picks import Pick
from app.values.words import Message, plain


class ListedField(ChoiceField):
    """A box of codes, sorted by name."""

    def __init__(
        self,
        face: Face,
        label: Message,
        codes: Callable[[], Sequence[str]],
        name: Callable[[str, str], str],
        *,
        hint: Message | None = None,
    ) -> None:
        """`name(code, language)` is what a code is called."""
        super().__init__(face, label, (), hint=hint)
        self._codes, self._called = codes, name
        self._extra = ""
        face.reworded.connect(self._list)
        self._list()

    def put(self, value: str) -> None:
        """Choose a code; one that is not listed is listed as it is."""
        if self.box.findData(value) < 0:
            self._extra = value
            self._list()
        super().put(value)

    def _list(self) -> None:
        language = self.face.words.language
        named = sorted((self._called(code, language), code) for code in self._codes())
        picks = [Pick(code, plain(text)) for text, code in named]
        if self._extra:
            picks.append(Pick(self._extra, plain(self._extra)))
        self.box.set_picks(picks)
