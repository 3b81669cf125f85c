"""A shop's folder, and the till's own settings in it: whole, private, and forgiving of a hand that slipped."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.settings.till import TillSettings
from app.storage.shop_folder import ShopFolder, default_folder, write_whole
from app.values.errors import Refusal, Trouble

DARK = replace(TillSettings(), theme="dark", receipt_columns=32)


@pytest.fixture
def folder(tmp_path: Path) -> ShopFolder:
    made = ShopFolder(tmp_path / "shop")
    made.prepare()
    return made


def test_the_layout(folder: ShopFolder) -> None:
    names = [path.name for path in (folder.database, folder.till_file, folder.backups, folder.receipts, folder.logs)]
    assert names == ["shop.db", "till.toml", "backups", "receipts", "logs"]
    assert folder.backups.is_dir()
    assert not folder.exists
    assert {path.stat().st_mode & 0o777 for path in (folder.root, folder.logs)} == {0o700}


def test_the_default_is_the_platforms_place_for_data() -> None:
    assert default_folder().root.name == "shop"
    assert "regulars" in str(default_folder().root)


def test_settings_come_back(folder: ShopFolder) -> None:
    assert folder.load_till().settings == TillSettings()
    folder.save_till(DARK)
    loaded = folder.load_till()
    assert (loaded.settings, loaded.notice) == (DARK, None)
    assert folder.till_file.stat().st_mode & 0o777 == 0o600


BROKEN = {
    "no TOML": b"theme = dark",
    "a wrong value": b'theme = "pink"',
    "a wrong type": b"receipt_columns = true",
    "an unknown name": b"colour = 1",
    "no text": b"\xff\xfe\x00",
    "a table": b"[theme]\nx = 1",
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_gives_way_to_the_last_good_copy(folder: ShopFolder, content: bytes) -> None:
    folder.save_till(DARK)
    folder.till_file.write_bytes(content)
    loaded = folder.load_till()
    assert loaded.settings == DARK
    assert "last good copy" in loaded.notice.english()
    assert folder.till_file.read_bytes() == content
    folder.last_good_till_file.write_bytes(content)
    loaded = folder.load_till()
    assert loaded.settings == TillSettings()
    assert "defaults" in loaded.notice.english()


def test_a_good_edit_by_hand_is_taken(folder: ShopFolder) -> None:
    folder.save_till(DARK)
    folder.till_file.write_text('theme = "light"\n')
    loaded = folder.load_till()
    assert (loaded.settings.theme, loaded.notice) == ("light", None)


def test_what_cannot_be_saved_is_said_and_the_old_stays(folder: ShopFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.save_till(DARK)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Trouble, match="not saved"):
        folder.save_till(TillSettings())
    assert folder.load_till().settings == DARK


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"one")
    write_whole(tmp_path / "a", b"two")
    assert (tmp_path / "a").read_bytes() == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_value_that_is_not_allowed_is_refused_by_name() -> None:
    from app.settings.options import checked

    with pytest.raises(Refusal, match="Colours"):
        checked(replace(TillSettings(), theme="pink"))
