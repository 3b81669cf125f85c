"""Bank card numbers typed into everything: not one whole number is on disk afterwards."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from app.channels.letters import Letter
from app.channels.outbox import Outbox
from app.people.staff import StaffMember
from app.sales.basket import Goods
from app.settings.shop import ShopSettings
from app.storage.backup import backup
from app.values.errors import Refusal
from app.values.journal import note, start_journal, stop_journal
from app.workflows.hold_basket import hold_basket, note_held
from app.workflows.imports.bring_in import ImportOrder, import_list
from app.workflows.look_up import Misread, find_members, identify
from app.workflows.members import Joining, change_member, enrol_member, issue_card, set_card_status
from app.workflows.products import save_product
from app.workflows.review.cases import NewCase, clear_case, keep_cases
from app.workflows.ring_up import add, new_basket
from app.workflows.scans.classify import classify
from app.workflows.settings import save_shop_settings
from app.workflows.staff import save_staff
from tests.counter import article
from tests.security.erasing import Scene
from tests.ui.counter_driver import Driver
from tests.unit.values.test_bank_cards import made_up

Sink = Callable[[Scene, str, int], None]


def written(number: str, way: int) -> str:
    """A number as people write it."""
    fours = [number[place : place + 4] for place in range(0, len(number), 4)]
    return (number, " ".join(fours), "-".join(fours), f"card:{number}.", f"{number} 12/28 123")[way % 5]


def _member(scene: Scene) -> str:
    with scene.store.reads() as reads:
        page = reads.member_page("", 1)
    return page[0].id


def joins(scene: Scene, text: str, turn: int) -> None:
    phone = f"06{turn % 10**8:08d}"
    try:
        enrol_member(scene.store, Joining(phone, f"Anna {text}", notes=f"pays with {text}"), scene.acting())
    except Refusal as refusal:
        if refusal.code != "phone.invalid":
            raise


def is_changed(scene: Scene, text: str, turn: int) -> None:
    changed = Joining(name=f"B {text}", notes=text, email=f"{turn}@example.org", external=f"X{turn}")
    change_member(scene.store, _member(scene), changed, scene.acting())


def has_an_old_number(scene: Scene, text: str, _turn: int) -> None:
    try:
        enrol_member(scene.store, Joining(name="Old", external=text), scene.acting())
    except Refusal as refusal:
        if refusal.code != "external.bank_card":
            raise


def card_is_lost(scene: Scene, text: str, _turn: int) -> None:
    with scene.store.reads() as reads:
        view = reads.member(_member(scene))
    number = view.cards[0].number if view.cards else issue_card(scene.store, view.id, scene.acting()).number
    set_card_status(scene.store, number, "active", scene.acting(), reason=text)


def is_sold(scene: Scene, text: str, turn: int) -> None:
    goods = Goods(sku=f"P{turn}", name=f"Gift for {text}", price_minor=100, category=text)
    save_product(scene.store, goods, {"ru": f"Подарок {text}"}, scene.acting(), is_new=True)


def is_held(scene: Scene, text: str, turn: int) -> None:
    acting = scene.acting()
    with scene.store.reads() as reads:
        held = reads.held_baskets()
    if held:
        note_held(scene.store, held[0].basket.id, text)
        return
    basket, _ = add(new_basket(scene.store.ids.new(), acting.shop, "basket", acting.at), article(turn % 6), 1000)
    hold_basket(scene.store, basket, acting, note=text)


def is_brought_in(scene: Scene, text: str, turn: int) -> None:
    rows = f'number,name,phone\n{text},"C {text}",\nN{turn},"D {text}",\n'
    import_list(scene.store, ImportOrder("members", rows.encode(), f"list {turn}.csv"), scene.acting())


def is_a_setting(scene: Scene, text: str, _turn: int) -> None:
    settings = ShopSettings(name=f"S {text}"[:60], footer=f"call us {text}", address=text)
    old = scene.acting().shop.settings
    same = {name: getattr(old, name) for name in ("currency", "country", "zone", "prices_include_tax", "taxes")}
    import dataclasses

    save_shop_settings(scene.store, dataclasses.replace(settings, **same), scene.acting())


def is_on_the_staff(scene: Scene, text: str, turn: int) -> None:
    try:
        save_staff(scene.store, StaffMember("", f"K{turn} {text}", "cashier"), scene.acting())
    except Refusal as refusal:
        if refusal.code != "staff.name_taken":
            raise


def is_cleared(scene: Scene, text: str, turn: int) -> None:
    keep_cases(scene.store, [NewCase(f"case-{turn}", "F1")], scene.acting())
    clear_case(scene.store, f"case-{turn}", "fine", scene.acting(), reason=f"was {text}")


def is_logged(_scene: Scene, text: str, turn: int) -> None:
    note(f"looked up {text}", query=text, turn=turn)


def is_written_to(scene: Scene, text: str, turn: int) -> None:
    outbox = Outbox(scene.store.folder.outbox, lambda: None, scene.clock)
    outbox.post(Letter(id=f"L{turn}", to="a@example.org", subject=f"S {text}", text=f"T {text}", made_at=turn))


def is_searched(scene: Scene, text: str, _turn: int) -> None:
    acting = scene.acting()
    with scene.store.reads() as reads:
        find_members(text, reads, acting.shop)
        found = identify(text.replace(" ", "").replace("-", ""), reads, acting.shop)
    if text.isdigit():
        assert isinstance(found, Misread)
        assert found.code == ""


SINKS: tuple[Sink, ...] = (
    joins, is_changed, has_an_old_number, card_is_lost, is_sold, is_held, is_brought_in, is_a_setting,
    is_on_the_staff, is_cleared, is_logged, is_written_to, is_searched,
)  # fmt: skip


def spread(scene: Scene, numbers: list[str], seed: int) -> None:
    """Type every number somewhere, in some spelling."""
    draw = random.Random(seed)
    sinks = list(SINKS)
    for turn, number in enumerate(numbers):
        sink = sinks[turn % len(sinks)] if turn < 5 * len(sinks) else draw.choice(sinks)
        sink(scene, written(number, draw.randrange(5)), turn)


def whole_numbers(folder: Path, numbers: list[str]) -> list[str]:
    """Numbers that lie whole in some file of a folder, plain or in groups of four."""
    found = []
    files = [(path, path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file()]
    together = b"\n".join(data for _, data in files)
    for number in numbers:
        for way in (0, 1, 2):
            if written(number, way).encode() in together:
                found.append(written(number, way))
    return found


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    made = Scene(tmp_path / "shop", 5)
    enrol_member(made.store, Joining("0612344471", "First"), made.acting())
    journal = start_journal(made.store.folder.logs, made.clock)
    yield made
    stop_journal(journal)
    made.store.close()


def after_typing(scene: Scene, count: int, seed: int) -> list[str]:
    numbers = made_up(count, seed)
    spread(scene, numbers, seed)
    backup(scene.store, scene.store.folder.backups / "b.db")
    scene.store.close()
    return whole_numbers(scene.folder, numbers)


def test_a_thousand_numbers_typed_everywhere_leave_none_on_disk(scene: Scene) -> None:
    assert after_typing(scene, 1000, seed=11) == []


@pytest.mark.nightly
def test_ten_thousand_numbers_typed_everywhere_leave_none_on_disk(scene: Scene) -> None:
    assert after_typing(scene, 10_000, seed=12) == []


def test_the_scan_of_the_disk_finds_a_number(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sabotage: with the net taken away the same typing leaves numbers behind."""
    monkeypatch.setattr("app.values.folding.without_bank_cards", lambda text: text)
    assert after_typing(scene, 60, seed=13) != []


def test_typed_and_scanned_at_the_counter(till: Driver) -> None:
    numbers = made_up(8, seed=14)
    for number in numbers:
        till.enter(number)
        till.press("Esc")
    for number in numbers[:3]:
        till.scan(number)
        till.press("Esc")
    till.press("F2")
    till.enter(numbers[0])
    till.settle_all()
    folder = till.terminal.store.folder.root
    till.terminal.close()
    assert whole_numbers(folder, numbers) == []


def test_17_a_magnetic_stripe_is_dropped_unread() -> None:
    reading = classify("%B4111111111111111^KUZNETSOVA/ANNA^26121010000000000?")
    assert reading.kind == "bank_card"
    assert "4111" not in str(msgspec.to_builtins(reading))
