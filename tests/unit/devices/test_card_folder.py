"""Printed cards lie in their folder whole or not at all."""

import pytest

from app.devices.cards.face import CardFace
from app.devices.cards.folder import CardFolder
from app.values.errors import Trouble
from tests.unit.devices.seeing import page_text, picture, seen

NUMBER = "2912345678906"
ANNA = CardFace(NUMBER, "Anna K.", "Sunny Corner Shop", "Sunny Club")
AT = 1_795_284_240_000


def test_a_card_is_kept_as_page_and_picture(tmp_path):
    page, shown = CardFolder(tmp_path / "cards").keep(ANNA, AT)
    assert (page.name, shown.name) == (f"{NUMBER}.pdf", f"{NUMBER}.png")
    assert "Anna K." in page_text(page.read_bytes())
    assert ("EAN13", NUMBER) in seen(picture(shown.read_bytes()), scale=0.5)
    assert sorted(path.name for path in page.parent.iterdir()) == [page.name, shown.name]
    assert page.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_made_is_a_trouble(tmp_path):
    (tmp_path / "cards").write_text("a file is in the way", "utf-8")
    with pytest.raises(Trouble) as trouble:
        CardFolder(tmp_path / "cards").keep(ANNA, AT)
    assert trouble.value.code == "card.not_written"
    assert trouble.value.message.english().startswith("The card works, but it could not be written to")
