"""Every setting explains itself, in one sentence, in both languages."""

import pytest

from app.settings import devices
from app.settings.help import HELP, help_of
from app.settings.options import declared_options
from app.settings.shop import ShopSettings
from app.settings.till import TillSettings
from app.values.locales import Words

GROUPS = {"till": TillSettings, "shop": ShopSettings, **devices.GROUPS}
OPTIONS = [(group, option) for group, kind in GROUPS.items() for option in declared_options(kind)]


@pytest.mark.parametrize(("group", "option"), OPTIONS, ids=lambda name: name)
def test_every_setting_has_help_in_both_languages(group, option):
    about = declared_options(GROUPS[group])[option]
    words = help_of(group, option, about)
    english, russian = Words("en").say(words), Words("ru").say(words)
    assert len(english) > 3
    assert english != Words("en").say(about.text)
    assert russian != english


def test_no_help_is_left_over():
    left = [(group, option) for group, texts in HELP.items() for option in texts if (group, option) not in OPTIONS]
    assert left == []
