"""Settings as a file: written, read back, and refused whole where anything about it is wrong."""

import dataclasses
import json
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.settings.devices import DeviceSettings, PrinterSettings
from app.settings.shop import ShopSettings, TaxRate
from app.settings.till import TillSettings
from app.values.errors import Refusal
from app.workflows.settings_file import Difference, SettingsSet, differences, read_settings_file, settings_file

NOW = SettingsSet(TillSettings(), ShopSettings(name="Sunny Corner"), DeviceSettings())
OTHER = SettingsSet(
    TillSettings(theme="dark", scale_percent=130),
    ShopSettings(name="Лавка «Солнце»", taxes=(TaxRate("food", "B", "9"),), scan_rules=("own", "card", "goods")),
    DeviceSettings(printer=PrinterSettings("network", "192.0.2.7", columns=48)),
)


def test_a_file_gives_back_what_was_set():
    assert read_settings_file(settings_file(OTHER), NOW) == OTHER
    as_json = json.dumps(tomllib.loads(settings_file(OTHER).decode())).encode()
    assert read_settings_file(as_json, NOW) == OTHER
    assert read_settings_file(b"\xef\xbb\xbf" + settings_file(OTHER), NOW) == OTHER


def test_what_a_file_does_not_name_stays():
    read = read_settings_file(b'format = 1\n[till]\ntheme = "dark"\n[devices.sound]\nvolume_percent = 10\n', OTHER)
    assert read.till == dataclasses.replace(OTHER.till, theme="dark")
    assert read.shop == OTHER.shop
    assert read.devices.printer == OTHER.devices.printer
    assert read.devices.sound.volume_percent == 10


def test_the_differences_are_listed_in_order():
    found = differences(NOW, OTHER)
    assert found[0] == Difference("till", "theme", "light", "dark")
    assert [each.group for each in found] == ["till", "till", "shop", "shop", "shop", "printer", "printer", "printer"]
    assert differences(NOW, NOW) == ()


HOSTILE = {
    "nothing": b"",
    "random": bytes(range(256)),
    "half": b'format = 1\n[till]\ntheme = "da',
    "no_format": b'[till]\ntheme = "dark"\n',
    "another_format": b"format = 2\n",
    "true_format": b"format = true\n",
    "unknown_table": b"format = 1\n[staff]\npin = 1\n",
    "unknown_option": b"format = 1\n[till]\ncolour = 1\n",
    "unknown_device": b"format = 1\n[devices.toaster]\nslots = 2\n",
    "wrong_type": b'format = 1\n[till]\nscale_percent = "big"\n',
    "out_of_range": b"format = 1\n[shop]\nreturn_days = -1\n",
    "no_table": b"format = 1\ntill = 5\n",
    "no_device_table": b"format = 1\n[devices]\nprinter = 5\n",
    "takes_our_cards": b'format = 1\n[shop]\nscan_rules = ["own", "card", "other_card length=13"]\n',
    "deep_toml": b"format = 1\nx = " + b"[" * 5000,
    "deep_json": b'{"x":' + b"[" * 100_000,
    "json_list": b"[1]",
    "json_twice": b'{"format": 1, "till": {"theme": "dark", "theme": "light"}}',
    "nul": b"format = 1\n\0",
    "utf16": 'format = 1\n[till]\ntheme = "dark"\n'.encode("utf-16"),
    "huge": b"#" * 3_000_000,
    "many_pages": ("format = 1\n" + "[[shop.quick_keys]]\nname = 'x'\n" * 30).encode(),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_in_words(what):
    with pytest.raises(Refusal) as refused:
        read_settings_file(HOSTILE[what], NOW)
    said = refused.value.message.english()
    assert 10 < len(said) < 400


@given(st.binary(max_size=200))
def test_any_bytes_are_settings_or_refused(data):
    for content in (data, b"format = 1\n" + data, b"{" + data):
        try:
            read_settings_file(content, NOW)
        except Refusal:
            continue
