"""A forgotten member is forgotten: not one byte of them is left, and the books still verify."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from app.facts.bodies import MemberChanged, MemberErased
from app.people.member import PersonRecord
from app.settings.till import TillSettings
from app.storage.backup import backup
from app.storage.doctor.examination import doctor
from app.storage.erasing import erase_everywhere
from app.storage.register import read_register
from app.storage.store import Store
from app.values.errors import Refusal
from app.workflows.members import Joining, enrol_member
from app.workflows.privacy.erasure import preview_erasure
from tests.security.erasing import Person, Scene, found_bytes


def erase(scene: Scene, member: str, **given: str):
    with scene.store.reads() as reads:
        typed = preview_erasure(reads, member, scene.acting()).typed
    return erase_everywhere(scene.store, member, scene.acting(), **{"reason": "asked", "typed": typed, **given})


def scene_with(folder: Path, count: int, seed: int) -> tuple[Scene, dict[str, Person]]:
    scene = Scene(folder, seed)
    people = [Person(number, scene.draw) for number in range(count)]
    listed = people[::2]
    scene.bring_in(listed)
    return scene, {scene.join(person, listed=person in listed): person for person in people}


def erased_without_a_trace(folder: Path, count: int, seed: int) -> None:
    scene, people = scene_with(folder, count, seed)
    stays = scene.draw.choice(sorted(people))
    order = [member for member in people if member != stays]
    random.Random(seed).shuffle(order)
    for member in order:
        act = erase(scene, member)
        assert act.number in {entry.act for entry in read_register(folder)}
    with scene.store.reads() as reads:
        assert all(reads.member(member) is None for member in order)
        assert reads.member(stays) is not None
    scene.store.close()
    assert [hit for member in order for hit in found_bytes(folder, people[member])] == []
    assert found_bytes(folder, people[stays]) != []
    report = doctor(folder)
    assert report.ok, [check for check in report.checks if not check.ok]


def test_ten_members_leave_no_byte_behind(tmp_path: Path) -> None:
    erased_without_a_trace(tmp_path / "shop", 11, seed=1)


@pytest.mark.nightly
def test_two_hundred_members_leave_no_byte_behind(tmp_path: Path) -> None:
    for seed in range(4):
        erased_without_a_trace(tmp_path / f"shop-{seed}", 51, seed)


def test_the_scan_sees_what_is_there(tmp_path: Path) -> None:
    """The harness can fail: before erasing, the person stands in database, receipts, exports, letters and log."""
    scene, people = scene_with(tmp_path / "shop", 2, seed=3)
    scene.store.close()
    for person in people.values():
        places = {hit.partition(":")[0].partition("/")[0] for hit in found_bytes(tmp_path / "shop", person)}
        assert {"shop.db", "receipts", "exports", "outbox", "printing", "cards", "logs"} <= places


def test_erasing_only_the_fact_would_leave_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sabotage: without the destruction beside the fact the scan finds the person."""
    monkeypatch.setattr("app.storage.unit.forget", lambda *_: None)
    scene, people = scene_with(tmp_path / "shop", 2, seed=4)
    member = next(iter(people))
    erase(scene, member)
    scene.store.close()
    assert any(hit.startswith("shop.db") for hit in found_bytes(tmp_path / "shop", people[member]))


def test_receipts_keep_their_amounts(tmp_path: Path) -> None:
    scene, people = scene_with(tmp_path / "shop", 1, seed=5)
    member = next(iter(people))
    with scene.store.reads() as reads:
        before = [(row.number, row.total_minor) for row in reads.recent_receipts()]
    erase(scene, member)
    with scene.store.reads() as reads:
        assert [(row.number, row.total_minor) for row in reads.recent_receipts()] == before
    scene.store.close()


def test_no_later_fact_brings_the_person_back(tmp_path: Path) -> None:
    scene, people = scene_with(tmp_path / "shop", 2, seed=6)
    member, person = next(iter(people.items()))
    erase(scene, member)
    record = PersonRecord(salt=b"x" * 16, name=person.names[0], phone=f"+31{person.phones[0][1:]}")
    acting = scene.acting()
    with scene.store.unit_of_work() as unit:
        body = MemberChanged(member, record.digest())
        unit.record(body, business_on=acting.business_on, at=acting.at, person=record)
    with scene.store.reads() as reads:
        assert reads.member(member) is None
        assert reads.search_members(person.names[0]) == ()
    scene.store.close()
    assert found_bytes(tmp_path / "shop", person) == []


def test_the_same_file_brings_no_forgotten_person_back(tmp_path: Path) -> None:
    scene, people = scene_with(tmp_path / "shop", 3, seed=7)
    member, person = next((member, each) for member, each in people.items() if each.number == 0)
    erase(scene, member)
    scene.bring_in(list(people.values())[::2], new=1)
    with scene.store.reads() as reads:
        assert reads.find_member(person.external) is None
        assert reads.search_members(person.names[0]) == ()
    scene.store.close()
    assert found_bytes(tmp_path / "shop", person) == []
    assert doctor(tmp_path / "shop").ok


def test_who_joins_again_is_a_new_member(tmp_path: Path) -> None:
    scene, people = scene_with(tmp_path / "shop", 1, seed=8)
    member, person = next(iter(people.items()))
    erase(scene, member)
    view = enrol_member(scene.store, Joining(person.phones[0], person.names[0]), scene.acting())
    assert view.id != member
    assert view.visits == 0
    scene.store.close()


def test_a_copy_that_is_put_back_is_cleaned_when_opened(tmp_path: Path) -> None:
    scene, people = scene_with(tmp_path / "shop", 2, seed=9)
    member, person = next(iter(people.items()))
    folder = scene.store.folder
    backup(scene.store, folder.backups / "daily-1.db")
    act = erase(scene, member)
    assert [name for name, _day in act.backups] == ["daily-1.db"]
    scene.store.close()
    for tail in ("", "-wal", "-shm"):
        folder.database.with_name(folder.database.name + tail).unlink(missing_ok=True)
    (folder.backups / "daily-1.db").replace(folder.database)
    store = Store.open(folder.root, scene.clock)
    with store.reads() as reads:
        assert reads.member(member) is None
        assert reads.erasure(member) is not None
    store.close()
    assert found_bytes(folder.root, person) == []


def test_a_copy_on_another_disk_is_listed_and_gets_the_register(tmp_path: Path) -> None:
    scene, people = scene_with(tmp_path / "shop", 1, seed=13)
    member = next(iter(people))
    stick = tmp_path / "stick"
    stick.mkdir()
    scene.store.folder.save_till(TillSettings(backup_folder=str(stick)))
    backup(scene.store, stick / "weekly.db")
    act = erase(scene, member)
    assert [name for name, _day in act.backups] == ["weekly.db"]
    assert [entry.member for entry in read_register(stick)] == [member]
    scene.store.close()


def test_an_erasure_cut_short_is_finished_at_the_next_opening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scene, people = scene_with(tmp_path / "shop", 2, seed=10)
    member, person = next(iter(people.items()))

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("app.storage.erasing.erase_member", killed)
    with pytest.raises(KeyboardInterrupt):
        erase(scene, member)
    scene.store.close()
    Store.open(tmp_path / "shop", scene.clock).close()
    assert found_bytes(tmp_path / "shop", person) == []


@pytest.mark.parametrize(("given", "code"), [({"typed": "0"}, "erase.typed"), ({"reason": "because"}, "erase.reason")])
def test_what_is_not_confirmed_changes_nothing(tmp_path: Path, given: dict[str, str], code: str) -> None:
    scene, people = scene_with(tmp_path / "shop", 1, seed=11)
    member, person = next(iter(people.items()))
    with pytest.raises(Refusal) as refused:
        erase(scene, member, **given)
    assert refused.value.code == code
    with scene.store.reads() as reads:
        view = reads.member(member)
    assert view is not None
    assert view.person is not None
    assert view.person.name == person.names[1]
    assert list(scene.store.folder.exports.rglob("*.json"))
    scene.store.close()


def test_an_erasure_says_nothing_of_the_person(tmp_path: Path) -> None:
    scene, people = scene_with(tmp_path / "shop", 1, seed=12)
    member = next(iter(people))
    erase(scene, member)
    with scene.store.reads() as reads:
        log = reads.log_of(member)
    assert log[-1].kind == MemberErased.__name__
    assert {entry.kind for entry in log} >= {"DataExported", "ConsentChanged", "CardIssued"}
    scene.store.close()
