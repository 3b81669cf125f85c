"""PostgreSQL answers as the rules do in memory, keeps tenants apart, and races give each thing once."""

from __future__ import annotations

import threading
from collections import Counter

import psycopg
import pytest

from app.hub.answering import answer_again
from app.hub.core import HubCore
from app.hub.ports import Device
from app.sync.chain import GENESIS
from app.sync.wire import Booked, BookingAsked, Hello, Pull, Push, Reply, Request
from tests.simulation.ledger_of_play import BUSINESS, PlayReader, entry
from tests.simulation.world import TENANT, Plan, World
from tests.unit.hub.conftest import Hub


class Recorded(World):
    """A history that remembers what the hub was asked and what it answered."""

    def __init__(self, seed: int, plan: Plan) -> None:
        self.said: list[tuple[Request, Reply]] = []
        super().__init__(seed, plan)
        self.hub = _Noting(self)


class _Noting(HubCore):
    def __init__(self, world: Recorded) -> None:
        super().__init__(world.hub_store, PlayReader())
        self._world = world

    def answer(self, tenant: str, request: Request) -> Reply:
        reply = super().answer(tenant, request)
        self._world.said.append((request, reply))
        return reply


def enter(hub: Hub, tenant: str, device: str, shop: str) -> None:
    with hub.store.work(tenant) as work:
        work.put_device(Device(device, shop))


@pytest.mark.parametrize("seed", [3, 5, 8])
def test_postgres_answers_as_the_rules_in_memory(hub: Hub, seed: int) -> None:
    world = Recorded(seed, Plan(tills=3, length=400, hub_faults=False, clones=False))
    for machine in world.machines:
        enter(hub, TENANT, machine.sync.device, machine.shop)
    world.run()
    core = HubCore(hub.store, PlayReader())
    assert len(world.said) > 200
    for request, reply in world.said:
        assert core.answer(TENANT, request) == reply, request


def pair(hub: Hub, tenant: str, device: str) -> HubCore:
    """A till in its first life."""
    enter(hub, tenant, device, "shop 1")
    core = HubCore(hub.store, PlayReader())
    core.answer(tenant, Hello(device, 0, 0, GENESIS, 1, f"nonce {device}", fresh=True, machine=device))
    return core


def test_of_32_tills_each_of_200_codes_goes_to_exactly_one(hub: Hub) -> None:
    tills = [f"till {number}" for number in range(32)]
    cores = [pair(hub, "one", till) for till in tills]
    codes = [entry(f"code {n}", ("move", f"token/{n}", 1, "", ""), hlc=n, device="till 0", epoch=1) for n in range(200)]
    cores[0].answer("one", Push("till 0", 1, 1, 0, GENESIS, tuple(codes)))
    taken: Counter[int] = Counter()
    lock = threading.Lock()

    def grab(till: str) -> None:
        mine = HubCore(hub.store, PlayReader())
        for number in range(200):
            asked = BookingAsked(till, 1, 1, f"sale {till} {number}", f"token/{number}", 1)
            reply = answer_again(mine, hub.store, "one", asked)
            assert isinstance(reply, Booked)
            if reply.yes:
                with lock:
                    taken[number] += 1

    threads = [threading.Thread(target=grab, args=(till,)) for till in tills]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert taken == Counter(dict.fromkeys(range(200), 1))


def test_pushes_at_the_same_moment_leave_no_hole_in_the_stream(hub: Hub) -> None:
    tills = [f"till {number}" for number in range(8)]
    for till in tills:
        pair(hub, "one", till)
    seen: list[int] = []
    done = threading.Event()

    def write(till: str) -> None:
        mine = HubCore(hub.store, PlayReader())
        after, prev = 0, GENESIS
        for batch in range(12):
            made = tuple(
                entry(f"{till} {batch} {n}", ("move", f"points/{n % 3}", 1, "", ""), hlc=n, device=till, epoch=1)
                for n in range(5)
            )
            answer_again(mine, hub.store, "one", Push(till, 1, 1, after, prev, made))
            with hub.store.work("one") as work:
                head = work.head(till, 1)
            after, prev = head.seq, head.digest

    def read() -> None:
        mine = HubCore(hub.store, PlayReader())
        while not done.is_set() or len(seen) < 8 * 60:
            page = mine.answer("one", Pull("till 0", 1, BUSINESS, len(seen), 50))
            seen.extend(row.pos for row in page.rows)  # type: ignore[union-attr]

    reader = threading.Thread(target=read)
    reader.start()
    threads = [threading.Thread(target=write, args=(till,)) for till in tills]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done.set()
    reader.join(30)
    assert seen == list(range(1, 8 * 60 + 1))


def test_row_level_security_is_a_second_wall(hub: Hub) -> None:
    core = pair(hub, "one", "till 0")
    core.answer("one", Push("till 0", 1, 1, 0, GENESIS, (entry("a", ("note", 1), hlc=1, device="till 0", epoch=1),)))
    with psycopg.connect(hub.role) as connection:
        connection.execute("SELECT set_config('regulars.tenant', 'two', false)")
        for table in ("entries", "devices", "heads", "stream_clocks"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("INSERT INTO erased (tenant, member) VALUES ('one', 'm')")
    with psycopg.connect(hub.role) as connection, pytest.raises(psycopg.errors.Error):
        connection.execute("SELECT count(*) FROM entries")


def test_every_key_of_every_table_begins_with_the_tenant(hub: Hub) -> None:
    with psycopg.connect(hub.owner) as connection:
        keys = connection.execute(
            "SELECT conrelid::regclass::text, conname, (SELECT attname FROM pg_attribute"
            " WHERE attrelid = conrelid AND attnum = conkey[1]) FROM pg_constraint"
            " WHERE contype IN ('p', 'u') AND connamespace = 'public'::regnamespace"
        ).fetchall()
    assert len(keys) >= 11
    assert [key for key in keys if key[2] != "tenant" and key[0] != "migrations"] == []
