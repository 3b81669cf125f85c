"""Device settings: every option has words and a range, a file is checked whole, secrets stay on the till."""

import dataclasses
import tomllib

import pytest
import tomli_w

from app.settings.devices import GROUPS, DeviceSettings, PrinterSettings, devices_from, devices_to
from app.settings.options import checked, declared_options
from app.values.errors import Refusal, Trouble


@pytest.mark.parametrize("name", GROUPS)
def test_every_option_says_what_it_is_and_its_default_is_allowed(name):
    group = GROUPS[name]
    options = declared_options(group)
    assert options
    assert all(each.text.text for each in options.values())
    assert checked(group()) == group()


def test_the_groups_are_the_fields():
    assert {
        each.name: type(getattr(DeviceSettings(), each.name)) for each in dataclasses.fields(DeviceSettings)
    } == GROUPS


def test_a_file_gives_back_what_was_kept():
    printer = PrinterSettings("network", "192.0.2.7", page_number=17, code_page="cp866")
    settings = dataclasses.replace(DeviceSettings(), printer=printer)
    assert devices_from(tomllib.loads(tomli_w.dumps(devices_to(settings)))) == settings
    assert devices_from({}) == DeviceSettings()


@pytest.mark.parametrize(
    "tables",
    [
        {"toaster": {}},
        {"mail": 5},
        {"display": {"screen": "third"}},
        {"printer": {"colour": 1}},
        {"printer": {"columns": 40}},
        {"printer": {"page_number": 256}},
        {"scanner": {"gap_ms": 5}},
        {"scanner": {"gap_ms": "35"}},
        {"mail": {"port": 0}},
        {"mail": {"security": "maybe"}},
    ],
)
def test_what_cannot_be_is_refused_by_name(tables):
    with pytest.raises(Refusal, match="settings"):
        devices_from(tables)


def test_a_password_of_an_older_file_is_no_setting_any_more():
    settings = devices_from({"mail": {"host": "mail.example", "password": "secret"}})
    assert settings.mail.host == "mail.example"
    assert "secret" not in repr(settings)
    assert "password" not in devices_to(settings)["mail"]


@pytest.mark.parametrize(("older", "today"), [(True, "second"), (False, "off")])
def test_the_second_screen_of_an_older_file_is_understood(older, today):
    assert devices_from({"display": {"second_screen": older}}).display.screen == today


def test_the_shops_folder_keeps_them_and_survives_a_broken_file(tmp_path):
    from app.storage.shop_folder import ShopFolder

    folder = ShopFolder(tmp_path)
    assert folder.load_devices().settings == DeviceSettings()
    settings = devices_from({"printer": {"connection": "file", "target": "/dev/usb/lp0"}})
    folder.save_devices(settings)
    assert folder.load_devices().settings == settings
    assert folder.load_devices().notice is None
    assert folder.devices_file.stat().st_mode & 0o777 == 0o600
    for broken in (b"[printer", b"[printer]\ncolumns = 41\n", b"\xff\xfe"):
        folder.devices_file.write_bytes(broken)
        loaded = folder.load_devices()
        assert loaded.settings == settings
        assert "devices.toml" in loaded.notice.english()
    with pytest.raises(Trouble, match="were not saved"):
        ShopFolder(tmp_path / "none").save_devices(settings)
