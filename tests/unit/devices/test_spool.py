"""Receipts lie in their folder whole or not at all, and a failing disk is a trouble with words."""

import errno
from pathlib import Path

import pytest

from app.devices.paper import whole_files
from app.devices.paper.spool import ReceiptFolder
from app.values.errors import Trouble
from tests.golden import samples
from tests.golden.receipts import printed
from tests.unit.devices.seeing import page_text


def test_a_receipt_is_kept_as_text_and_page(tmp_path):
    view = samples.russian()
    text, page = ReceiptFolder(tmp_path / "shop" / "receipts").keep(view)
    assert (text.name, page.name) == ("02-000481.txt", "02-000481.pdf")
    assert text.read_text("utf-8") == printed(view, 42)
    assert "СДАЧА" in page_text(page.read_bytes())
    assert sorted(path.name for path in text.parent.iterdir()) == ["02-000481.pdf", "02-000481.txt"]


def test_a_till_may_keep_the_text_alone_in_its_own_width(tmp_path):
    view = samples.english()
    (text,) = ReceiptFolder(tmp_path, columns=32, with_pdf=False).keep(view)
    assert text.read_text("utf-8") == printed(view, 32)
    assert list(tmp_path.iterdir()) == [text]


def test_a_reprint_takes_the_place_of_the_first_print(tmp_path):
    folder = ReceiptFolder(tmp_path, with_pdf=False)
    folder.keep(samples.english())
    (text,) = folder.keep(samples.anonymous())
    assert text.read_text("utf-8") == printed(samples.anonymous(), 42)


def test_only_the_shops_own_account_may_read_a_receipt(tmp_path):
    (text,) = ReceiptFolder(tmp_path, with_pdf=False).keep(samples.english())
    assert text.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_made_is_a_trouble(tmp_path):
    (tmp_path / "receipts").write_text("a file is in the way", "utf-8")
    with pytest.raises(Trouble) as trouble:
        ReceiptFolder(tmp_path / "receipts").keep(samples.english())
    assert trouble.value.code == "receipt.not_written"
    assert trouble.value.message.english().startswith("Sale 02-000481 is saved. Its receipt could not be written to")


def test_a_full_disk_leaves_the_earlier_file_and_no_half_one(tmp_path, monkeypatch):
    folder = ReceiptFolder(tmp_path, with_pdf=False)
    (text,) = folder.keep(samples.english())

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(Trouble, match="No space left on device"):
        folder.keep(samples.anonymous())
    assert text.read_text("utf-8") == printed(samples.english(), 42)
    assert list(tmp_path.iterdir()) == [text]


def test_an_error_without_words_of_its_own_still_says_what_it_was(tmp_path, monkeypatch):
    def broken(*_, **__):
        raise OSError("the stick was pulled out")

    monkeypatch.setattr(whole_files.tempfile, "mkstemp", broken)
    with pytest.raises(Trouble, match="the stick was pulled out"):
        ReceiptFolder(tmp_path).keep(samples.english())
