"""The house rules hold in every module, and each of them notices its bad snippet."""

from collections.abc import Callable, Iterator

import pytest

from tests.quality import tidy
from tests.quality.project import CODE, ROOT, modules, read

LONG_FUNCTION = "def f():\n" + "    x = 1\n" * 61
LARGE_CLASS = "class C:\n" + "".join(f"    def m{n}(self): ...\n" for n in range(21))
NOT_DONE = "raise NotImplemented" + "Error"
NOTE = "# TO" + "DO: later"


@pytest.mark.parametrize("path", modules(*CODE))
def test_the_module_is_tidy(path: str) -> None:
    assert tidy.complaints(tidy.Module(path, read(path))) == []


def test_the_tests_are_tidy() -> None:
    found = [
        text
        for path in modules("tests")
        for text in tidy.complaints(tidy.Module(path, read(path)), tidy.RULES_OF_TESTS)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("rule", "path", "source"),
    [
        (tidy.module_is_short, "app/sales/basket.py", "x = 1\n" * 401),
        (tidy.functions_are_short, "app/sales/basket.py", LONG_FUNCTION),
        (tidy.classes_are_small, "app/sales/basket.py", LARGE_CLASS),
        (tidy.few_positional_parameters, "app/sales/basket.py", "class C:\n    def f(self, a, b, c, d, e): ..."),
        (tidy.few_positional_parameters, "app/sales/basket.py", "def f(a, b, c, d, e=1): ..."),
        (tidy.names_say_something, "app/sales/utils.py", ""),
        (tidy.names_say_something, "app/ui/common/button.py", ""),
        (tidy.everything_is_finished, "app/sales/tax.py", NOT_DONE),
        (tidy.everything_is_finished, "app/sales/tax.py", NOTE),
        (tidy.time_and_ids_come_from_values, "app/sales/tax.py", "import time\nx = time.time()"),
        (tidy.time_and_ids_come_from_values, "app/sales/tax.py", "import datetime\nx = datetime.datetime.now()"),
        (tidy.time_and_ids_come_from_values, "app/ui/clock.py", "x = QDateTime.currentDateTime()"),
        (tidy.time_and_ids_come_from_values, "app/sales/tax.py", "from datetime import date\nx = date.today()"),
        (tidy.time_and_ids_come_from_values, "app/sales/tax.py", "make = uuid.uuid4"),
        (tidy.time_and_ids_come_from_values, "app/sales/tax.py", "from uuid import uuid4"),
        (tidy.time_and_ids_come_from_values, "app/main.py", "import random"),
        (tidy.amounts_are_exact, "app/ledger/lots.py", "rate = 0.05"),
        (tidy.amounts_are_exact, "app/loyalty/quote.py", "x = float(amount)"),
        (tidy.defects_are_not_swallowed, "app/ui/x.py", "try:\n    f()\nexcept Exception:\n    pass"),
        (tidy.defects_are_not_swallowed, "app/ui/x.py", "try:\n    f()\nexcept (ValueError, Exception):\n    g()"),
        (tidy.defects_are_not_swallowed, "app/ui/x.py", "try:\n    f()\nexcept:\n    g()"),
        (tidy.storage_writes_in_units, "app/storage/queries.py", 'db.execute("INSERT INTO lots VALUES (?)")'),
        (tidy.storage_writes_in_units, "app/storage/queries.py", 'db.execute(f"UPDATE {table} SET x = 1")'),
        (tidy.storage_writes_in_units, "app/storage/queries.py", 'SQL = """\nDELETE FROM lots\n"""'),
        (tidy.storage_writes_in_units, "app/storage/queries.py", 'db.execute("BEGIN")'),
        (tidy.storage_writes_in_units, "app/storage/queries.py", 'lots.upsert({"id": 1})'),
        (tidy.tests_are_run, "tests/unit/test_x.py", "@pytest.mark.sk" + "ip\ndef test_x(): ..."),
        (tidy.tests_are_run, "tests/unit/test_x.py", "@pytest.mark.xf" + "ail(reason='so')\ndef test_x(): ..."),
    ],
)
def test_the_rule_notices(rule: Callable[[tidy.Module], Iterator[str]], path: str, source: str) -> None:
    assert list(rule(tidy.Module(path, source)))


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("app/values/clock.py", "import time\nx = time.time_ns()"),
        ("app/ui/tasks.py", "import time\nx = time.perf_counter()"),
        ("app/ui/paint.py", "half = 0.5"),
        ("app/storage/work.py", "try:\n    f()\nexcept BaseException:\n    back()\n    raise"),
        ("app/storage/unit.py", 'db.execute("INSERT INTO facts VALUES (?)")'),
        ("app/storage/queries.py", 'db.execute("SELECT 1")\nlater = "Update the till."'),
        ("db/terminal/m0001_x.py", "x = 1\n" * 401),
        ("app/workflows/ports.py", LARGE_CLASS.replace("C:", "C(Protocol):")),
        ("app/sales/basket.py", "def f(a, b, *, c, d, e): ..."),
        ("app/sales/basket.py", "def f():\n" + "    x = 1\n" * 59),
    ],
)
def test_good_code_is_left_alone(path: str, source: str) -> None:
    assert tidy.complaints(tidy.Module(path, source)) == []


def test_the_exceptions_are_few_and_real() -> None:
    assert len(tidy.BROAD_EXCEPT) <= 3
    functions = (*tidy.LONG_FUNCTIONS, *tidy.MANY_PARAMETERS)
    named = {*(name.split(":")[0] for name in functions), *tidy.BROAD_EXCEPT, *tidy.WRITERS}
    assert [path for path in named if not (ROOT / path).is_file()] == []
    reasons = (
        *tidy.LONG_FUNCTIONS.values(),
        *tidy.MANY_PARAMETERS.values(),
        *tidy.BROAD_EXCEPT.values(),
        *tidy.WRITERS.values(),
    )
    assert all(len(reason) > 20 for reason in reasons)
