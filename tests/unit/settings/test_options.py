"""Options: read strictly, refused by name, written back as they were."""

import pytest

from app.settings.options import declared_options, from_values, to_values
from app.settings.shop import ShopSettings, TaxRate
from app.settings.till import TillSettings
from app.values.errors import Refusal


def test_missing_options_take_their_default():
    assert from_values(TillSettings, {}) == TillSettings()


@pytest.mark.parametrize("group", [TillSettings, ShopSettings])
def test_every_option_has_words_and_an_allowed_default(group):
    assert all(declared.text.text for declared in declared_options(group).values())
    assert from_values(group, to_values(group())) == group()


def test_a_group_survives_being_written_and_read():
    settings = ShopSettings(name="Лавка", taxes=(TaxRate("food", "B", "9"),), cash_step_minor=5)
    assert from_values(ShopSettings, to_values(settings)) == settings


@pytest.mark.parametrize(
    ("values", "code", "named"),
    [
        ({"colour": "red"}, "settings.unknown", "colour"),
        ({"scale_percent": 500}, "settings.invalid", "200"),
        ({"scale_percent": 10}, "settings.invalid", "75"),
        ({"scale_percent": "big"}, "settings.type", "scale_percent"),
        ({"language": "de"}, "settings.invalid", "en, ru"),
    ],
)
def test_a_wrong_value_is_refused_by_name(values, code, named):
    with pytest.raises(Refusal) as refused:
        from_values(TillSettings, values)
    assert refused.value.code == code
    assert named in refused.value.message.english()


def test_a_text_that_is_too_long_is_refused():
    with pytest.raises(Refusal) as refused:
        from_values(ShopSettings, {"name": "x" * 61})
    assert refused.value.code == "settings.invalid"
