"""Answering on a real database: two requests that met there are told apart by doing one of them again."""

from __future__ import annotations

from app.hub.core import HubCore
from app.hub.postgres import TRIES, PostgresStore
from app.sync.wire import Reply, Request


def answer_again(core: HubCore, store: PostgresStore, tenant: str, request: Request) -> Reply:
    """Answer a request, again from the start where it met another one.

    Every request can be repeated, so doing one again is always safe.
    """
    for left in range(TRIES - 1, -1, -1):
        try:
            return core.answer(tenant, request)
        except Exception as error:
            if not left or not store.is_worth_retrying(error):
                raise
    raise AssertionError("unreachable")
