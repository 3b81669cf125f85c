"""The page about backups: what there is, one more now, a check, a drill and restoring, all beside a selling till."""

from pathlib import Path

import pytest

from app.storage import ballast
from app.storage.connection import open_raw
from app.storage.doctor import doctor
from app.ui.backups.screen import BackupsScreen
from app.ui.widgets.button import Button
from app.values.errors import Trouble
from tests.ui.pace import breathe, until
from tests.ui.shop import COFFEE

HOUR_MS = 3_600_000


@pytest.fixture
def keeping(till):
    """The till's housekeeping; its own clockwork stands still."""
    keeping = till.terminal._housekeeping
    keeping._timer.stop()
    return keeping


@pytest.fixture
def page(till, keeping):
    """The page in front."""
    till.window.open_screen("backups")
    yield till.window.screen_in_front
    till.window.go_home()


def rest(till, keeping):
    # A backup is written, read back and synced; on a busy machine that takes its time.
    until(lambda: keeping.keeper.waiting == 0, what="the end of the quiet work", seconds=60)
    till.settle()
    breathe(1)


def test_a_backup_is_made_checked_and_tried(page, till, keeping):
    assert isinstance(page, BackupsScreen)
    assert "There is no backup yet" in till.words(page)
    till.press("Ctrl+B")
    rest(till, keeping)
    assert "Backed up and read back" in till.notice
    assert page.list.table.rows_model.rowCount() == 1
    assert "less than an hour ago" in till.words(page)
    page.check()
    rest(till, keeping)
    assert "it is whole" in till.notice
    page.drill()
    rest(till, keeping)
    assert "would come back whole" in till.notice
    assert "never" not in till.words(page)


def test_a_spoilt_backup_is_told_apart(page, till, keeping):
    page.back_up()
    rest(till, keeping)
    file = Path(keeping.now().rows[0].file)
    file.write_bytes(file.read_bytes()[:40_960])
    page.check()
    rest(till, keeping)
    assert "is damaged" in till.notice
    page.drill()
    rest(till, keeping)
    assert "would not come back whole" in till.notice
    assert "it failed" in till.words(page)


def test_restoring_goes_into_a_new_folder(page, till, keeping, tmp_path):
    page.back_up()
    rest(till, keeping)
    page.folder.put("restored")
    page.restore()
    assert page.folder.is_wrong
    page.folder.put(str(tmp_path / "restored"))
    page.restore()
    rest(till, keeping)
    assert "This till goes on as it was" in till.notice
    assert doctor(tmp_path / "restored").ok
    page.restore()
    rest(till, keeping)
    assert "already holds a shop" in till.notice


def test_a_backup_is_made_when_it_is_due_and_not_when_nothing_happened(till, keeping, shop):
    keeping.look_round()
    rest(till, keeping)
    assert [row.why for row in keeping.now().rows] == ["scheduled"]
    shop.clock.advance(5 * HOUR_MS)
    keeping.look_round()
    rest(till, keeping)
    assert len(keeping.now().rows) == 1
    till.scan(COFFEE)
    till.pay()
    keeping.look_round()
    rest(till, keeping)
    assert len(keeping.now().rows) == 2


def test_the_end_of_a_shift_makes_one(till, keeping):
    till.scan(COFFEE)
    till.pay()
    till.terminal.desk.till.close_shift()
    rest(till, keeping)
    assert [row.why for row in keeping.now().rows] == ["close"]


def test_damage_in_the_middle_is_said_in_the_background(till, keeping, shop):
    raw = open_raw(shop.folder / "shop.db")
    [guard] = raw.execute("SELECT sql FROM sqlite_schema WHERE name = 'facts_stay'").fetchone()
    raw.execute("DROP TRIGGER facts_stay")
    raw.execute("UPDATE facts SET staff = 'thief' WHERE seq = 2")
    raw.execute(guard)
    raw.close()
    keeping.look_through()
    rest(till, keeping)
    assert "damaged inside (fact 2/1/2" in till.notice
    assert "Damaged" in till.words(till.window.top_bar)


def test_a_whole_file_is_looked_through_and_nothing_is_said(till, keeping):
    keeping.look_through()
    rest(till, keeping)
    assert keeping.now().damage is None
    assert keeping.now().looked_at
    assert till.notice == ""


def test_a_slow_disk_is_said_once(till, keeping, monkeypatch):
    times = iter((2500.0, 2500.0, 3000.0))
    monkeypatch.setattr(till.terminal.store, "take_slowest_commit_ms", lambda: next(times))
    keeping._mind_slow_disk()
    assert "took 2 s to keep a receipt" in till.notice
    till.window.messages.dismiss()
    keeping._mind_slow_disk()
    assert till.notice == ""


def test_an_old_backup_is_said(till, keeping, shop):
    keeping.back_up()
    rest(till, keeping)
    shop.clock.advance(72 * HOUR_MS)
    keeping._mind_age(shop.clock.now(), keeping.now().rows[0].made_at)
    assert "The newest backup is 3 days old" in till.notice


def test_another_disk_that_is_gone_is_said_and_the_backup_stands(page, till, keeping, tmp_path):
    till.terminal.desk.services["set_till"](backup_folder=str(tmp_path / "no" / "usb"))
    till.settle()
    page.back_up()
    rest(till, keeping)
    assert "Is the disk plugged in?" in till.notice
    assert len(keeping.now().rows) == 1


def test_the_reserve_is_made_where_there_is_room(till, keeping, shop, monkeypatch):
    monkeypatch.setattr(ballast, "make", lambda folder: (folder / "ballast").write_bytes(b"x") > 0)
    keeping.look_round()
    rest(till, keeping)
    assert (shop.folder / "ballast").exists()


def test_a_trouble_of_the_quiet_work_is_said(page, till, keeping, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise Trouble("disk.full", "The disk is full")

    monkeypatch.setattr("app.main.housekeeping.make_backup", full)
    page.back_up()
    rest(till, keeping)
    assert till.notice == "The disk is full"
    assert all(button.isEnabled() for button in page.findChildren(Button) if button is page.now_button)
