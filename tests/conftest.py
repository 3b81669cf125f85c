"""What holds for every test: no screen, no folder of the user's, repeatable examples, no stray errors."""

import os
import shutil
import tempfile
from pathlib import Path

# Qt chooses its platform when it is imported, and aborts the process where there is no display.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_HOME = Path(tempfile.mkdtemp(prefix="regulars-tests-"))
for _name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
    _folder = _HOME / _name.lower()
    _folder.mkdir(mode=0o700)
    os.environ[_name] = str(_folder)
for _name in ("LANGUAGE", "LC_MESSAGES", "LC_NUMERIC", "LC_TIME"):
    os.environ.pop(_name, None)
os.environ["LC_ALL"] = "C.UTF-8"
# Secrets of test shops lie in files, never in the keyring of whoever runs the tests.
os.environ["REGULARS_KEYS"] = str(_HOME / "keys")

import pytest  # noqa: E402 - after the environment is settled
from hypothesis import HealthCheck, settings  # noqa: E402 - as above

pytest_plugins = ["pytester", "tests.log_guard"]

_SLOW_IS_FINE = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile(
    "ordinary",
    max_examples=60,
    derandomize=True,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=_SLOW_IS_FINE,
)
settings.register_profile(
    "nightly", max_examples=3000, deadline=None, print_blob=True, suppress_health_check=_SLOW_IS_FINE
)
settings.load_profile("ordinary")


def pytest_configure(config: pytest.Config) -> None:
    """Long runs search further and differently every night; the ordinary run is the same every time."""
    if config.getoption("markexpr") == "nightly" and not config.getoption("hypothesis_profile", None):
        settings.load_profile("nightly")


@pytest.fixture(autouse=True, scope="session")
def _cheap_pins() -> None:
    """A PIN costs a guesser a fifth of a second; here that would be minutes of everybody's time."""
    from app.workflows import pins

    pins.COST = pins.Cost(passes=1, memory_kib=64, lanes=1)


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(_HOME, ignore_errors=True)
