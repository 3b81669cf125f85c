"""A hub's database from nothing: schema, the role that serves, and tenants."""

from __future__ import annotations

import psycopg
from psycopg import sql

from app.hub.migrating import migrate
from app.values.clock import SystemClock
from app.values.errors import Refusal
from app.values.words import msg

ROLE = "regulars_hub"
"""Serves requests: owns no table and does not pass by row-level security."""

_TABLES = (
    "tenants",
    "devices",
    "pairings",
    "heads",
    "stream_clocks",
    "entries",
    "records",
    "erased",
    "balances",
    "grants",
    "bookings",
    "incidents",
)


def found_database(server_dsn: str, database: str) -> None:
    """Make the database on a server, unless it is there."""
    with psycopg.connect(server_dsn, autocommit=True) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (database,)).fetchone()
        if there is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))


def bring_up_to_date(owner_dsn: str) -> int:
    """Migrate as the owner, and give the serving role what it needs and no more; the schema's number."""
    with psycopg.connect(owner_dsn) as connection:
        number = migrate(connection)
        role = sql.Identifier(ROLE)
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (ROLE,)).fetchone() is None:
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS").format(role))
        for table in _TABLES:
            connection.execute(
                sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO {}").format(sql.Identifier(table), role)
            )
        connection.execute(sql.SQL("GRANT SELECT ON migrations TO {}").format(role))
    return number


def add_tenant(owner_dsn: str, tenant: str, name: str) -> None:
    """A business of its own.

    Raises:
        Refusal: `hub.tenant` where there is one already.
    """
    with psycopg.connect(owner_dsn) as connection:
        connection.execute("SELECT set_config('regulars.tenant', %s, true)", (tenant,))
        made = connection.execute(
            "INSERT INTO tenants (tenant, name, life) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING RETURNING 1",
            (tenant, name, new_life()),
        ).fetchone()
        if made is None:
            raise Refusal("hub.tenant", msg("{tenant} is here already.", tenant=tenant))


def restored(owner_dsn: str) -> int:
    """After the database was put back from a backup: another incarnation, which waits for every till; its number."""
    life = new_life()
    with psycopg.connect(owner_dsn) as connection:
        connection.execute("SET row_security = off")
        connection.execute("UPDATE tenants SET life = %s, waits_for_all = true", (life,))
        connection.execute("UPDATE devices SET declared = epoch = 0, caught_up = epoch = 0")
    return life


def new_life() -> int:
    """A number that no incarnation had before: milliseconds since 1970."""
    return SystemClock().now()
