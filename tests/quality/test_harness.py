"""The rules of `tests/conftest.py` hold: what must fail a test does fail it."""

import os
from pathlib import Path

import platformdirs
import pytest
from hypothesis import settings


def test_a_stray_error_in_the_log_fails_the_test(pytester: pytest.Pytester, expected_errors: list[str]) -> None:
    expected_errors.append("till: printer is gone")  # the inner run shares our log
    pytester.makepyfile(
        """
        import logging

        def test_quiet():
            logging.getLogger("till").warning("slow")

        def test_stray():
            logging.getLogger("till").error("printer is gone")

        def test_expected(expected_errors):
            expected_errors.append("printer")
            logging.getLogger("till").error("printer is gone")

        def test_expected_but_absent(expected_errors):
            expected_errors.append("printer")
        """
    )
    outcome = pytester.runpytest_inprocess("-p", "tests.log_guard")
    outcome.assert_outcomes(passed=2, failed=2)
    outcome.stdout.fnmatch_lines(["*till: printer is gone*", "*expected errors were not logged: printer*"])


def test_an_exception_in_a_slot_fails_the_test(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        from PySide6.QtCore import QTimer

        def test_slot(qtbot):
            def on_timer_ended():
                raise ValueError("in a slot")

            QTimer.singleShot(0, on_timer_ended)
            qtbot.wait(20)
        """
    )
    outcome = pytester.runpytest_inprocess("-o", "qt_api=pyside6")
    outcome.assert_outcomes(failed=1)


def test_a_warning_of_qt_fails_the_test(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        from PySide6.QtCore import qWarning

        def test_warned(qtbot):
            qWarning("a widget is unhappy")
        """
    )
    outcome = pytester.runpytest_inprocess("-o", "qt_api=pyside6", "-o", "qt_log_level_fail=WARNING")
    outcome.assert_outcomes(failed=1)


def test_no_test_reaches_the_folders_of_the_user() -> None:
    own = Path(os.environ["XDG_DATA_HOME"]).parent
    assert own.name.startswith("regulars-tests-")
    if os.name == "posix" and os.uname().sysname == "Linux":
        for folder in (platformdirs.user_data_path("x"), platformdirs.user_config_path("x")):
            assert own in folder.parents


def test_the_ordinary_run_is_the_same_every_time(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("markexpr") == "not nightly":
        assert settings.default is not None
        assert settings.default.derandomize
