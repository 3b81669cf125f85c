"""A pytest plugin: a test in which the program logs an error fails, unless it said that it expects one.

A test that provokes trouble on purpose takes the fixture `expected_errors` and adds a part of each message:

    def test_a_full_disk_is_said(expected_errors):
        expected_errors.append("disk is full")
"""

import logging
from collections.abc import Generator

import pytest

_RECORDS = pytest.StashKey[list[logging.LogRecord]]()
_EXPECTED = pytest.StashKey[list[str]]()


class _Collector(logging.Handler):
    """Keeps the records of errors."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture
def expected_errors(request: pytest.FixtureRequest) -> list[str]:
    """Parts of messages that this test provokes; one that never comes fails the test too."""
    expected: list[str] = []
    request.node.stash[_EXPECTED] = expected
    return expected


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test that logged an error nobody expected."""
    collector = _Collector()
    root = logging.getLogger()
    root.addHandler(collector)
    try:
        outcome = yield
    finally:
        root.removeHandler(collector)
    messages = [f"{record.name}: {record.getMessage()}" for record in collector.records]
    expected = item.stash.get(_EXPECTED, [])
    stray = [message for message in messages if not any(part in message for part in expected)]
    absent = [part for part in expected if not any(part in message for message in messages)]
    if stray:
        pytest.fail("errors were logged:\n" + "\n".join(stray), pytrace=False)
    if absent:
        pytest.fail("expected errors were not logged: " + ", ".join(absent), pytrace=False)
    return outcome
