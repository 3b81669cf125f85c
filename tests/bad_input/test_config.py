"""Rows 77-79 of the bad-input table: the till's settings files, torn, wrong, unreadable, in odd places."""

import os
from dataclasses import replace

import pytest

from app.settings.devices import DeviceSettings, PrinterSettings
from app.settings.options import to_values
from app.settings.shop import ShopSettings
from app.settings.till import TillSettings
from app.storage.shop_folder import ShopFolder
from app.storage.store import Store
from app.storage.till_files import settings_bytes
from app.values.clock import SetClock
from app.values.errors import Refusal, Trouble
from app.workflows.settings import save_shop_settings
from tests.ui.shop import make_shop

DARK = TillSettings(theme="dark", scale_percent=130)
NETWORK = DeviceSettings(printer=PrinterSettings("network", "192.0.2.7", columns=48))
BROKEN = {
    "empty": b"",
    "blanks": b"  \n\n",
    "no_toml": b"theme = dark",
    "json": b'{"theme": "dark"}',
    "wrong_type": b"scale_percent = []\n[printer]\ncolumns = 'many'\n",
    "unknown_key": b"colour = 1\n[toaster]\nx = 1\n",
    "bytes": bytes(range(256)),
    "utf16": 'theme = "dark"'.encode("utf-16"),
    "deep": b"x = " + b"[" * 20_000,
    "huge": b"#" * 1_200_000,
    "nul": b"theme = \x00",
}


@pytest.fixture
def folder(tmp_path):
    made = ShopFolder(tmp_path / "Лавка с пробелами и длинным именем")
    made.prepare()
    made.save_till(DARK)
    made.save_devices(NETWORK)
    return made


@pytest.mark.parametrize("what", BROKEN, ids=lambda what: f"row77-{what}")
def test_a_broken_file_gives_way_to_the_last_good_copy_and_says_so(folder, what):
    folder.till_file.write_bytes(BROKEN[what])
    folder.devices_file.write_bytes(BROKEN[what])
    till, devices = folder.load_till(), folder.load_devices()
    assert (till.settings, devices.settings) == (DARK, NETWORK)
    for loaded, name in ((till, "till.toml"), (devices, "devices.toml")):
        said = loaded.notice.english()
        assert name in said
        assert "last good copy" in said
        assert len(said) < 300


def test_row77_a_file_torn_at_any_byte_is_noticed(folder):
    for path, load, good in (
        (folder.till_file, folder.load_till, DARK),
        (folder.devices_file, folder.load_devices, NETWORK),
    ):
        whole = path.read_bytes()
        for end in range(len(whole) - 1):
            path.write_bytes(whole[:end])
            loaded = load()
            assert loaded.settings == good, end
            assert loaded.notice is not None, end
        path.write_bytes(whole)
        assert load().notice is None


def test_row77_a_byte_order_mark_does_no_harm(folder):
    folder.till_file.write_bytes(b"\xef\xbb\xbf" + settings_bytes(to_values(TillSettings(theme="dark"))))
    loaded = folder.load_till()
    assert (loaded.settings.theme, loaded.notice) == ("dark", None)


def test_row77_without_any_good_copy_the_till_starts_with_its_defaults(folder):
    for path in (folder.till_file, folder.last_good_till_file, folder.devices_file, folder.last_good_devices_file):
        path.write_bytes(b"\xff")
    till, devices = folder.load_till(), folder.load_devices()
    assert (till.settings, devices.settings) == (TillSettings(), DeviceSettings())
    assert "defaults" in till.notice.english()
    assert "without its devices" in devices.notice.english()


def test_row78_a_pipe_or_a_folder_instead_of_a_file_hangs_nobody(folder):
    folder.till_file.unlink()
    os.mkfifo(folder.till_file)
    folder.devices_file.unlink()
    folder.devices_file.mkdir()
    assert folder.load_till().settings == DARK
    assert folder.load_devices().settings == NETWORK


def test_row78_a_folder_that_takes_nothing_is_named(tmp_path):
    occupied = tmp_path / "file"
    occupied.write_text("")
    with pytest.raises(Trouble) as refused:
        ShopFolder(occupied / "shop").prepare()
    assert str(occupied) in refused.value.message.english()
    for save, settings in (("save_till", DARK), ("save_devices", NETWORK)):
        with pytest.raises(Trouble) as refused:
            getattr(ShopFolder(tmp_path / "gone"), save)(settings)
        assert str(tmp_path / "gone") in refused.value.message.english()


def test_row78_a_shop_works_in_a_long_and_odd_path(tmp_path):
    deep = tmp_path / "папка с пробелом и длинным именем" / ("x" * 120) / ("y" * 120)
    shop = make_shop(deep / "лавка")
    assert len(str(shop.folder)) > 260
    with Store.open(shop.folder, shop.clock) as store, store.reads() as reads:
        assert reads.count_products() > 0


def test_row79_the_currency_stays_once_something_was_sold(bad_till):
    bad_till.enter("milk")
    bad_till.pay()
    acting = bad_till.acting()
    settings = acting.shop.settings
    for wrong in ("JPY", "USD"):
        changed = replace(settings, currency=wrong)
        with pytest.raises(Refusal, match="cannot change once there are receipts"):
            bad_till.work(lambda books, changed=changed: save_shop_settings(books, changed, acting))
    with bad_till.terminal.store.reads() as reads:
        assert reads.shop_settings() == settings


def test_row79_a_currency_that_is_none_is_refused(tmp_path):
    clock = SetClock(1_795_258_800_000)
    with Store.create(tmp_path / "shop", clock) as books:
        from app.workflows.new_shop import found_shop

        with pytest.raises(Refusal):
            found_shop(books, ShopSettings(currency="EURO"), owner="Olga", pin=None, at=clock.now())
        with pytest.raises(Refusal):
            found_shop(books, ShopSettings(currency="ZZZ"), owner="Olga", pin=None, at=clock.now())
        with pytest.raises(Refusal):
            found_shop(books, ShopSettings(zone="Mars/Olympus"), owner="Olga", pin=None, at=clock.now())
