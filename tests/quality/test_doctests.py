"""The examples in the docstrings are true."""

import doctest
import importlib

import pytest

from tests.quality.project import modules, read

WITH_EXAMPLES = [
    path.removesuffix("/__init__.py").removesuffix(".py").replace("/", ".")
    for path in modules("app", "db")
    if ">>> " in read(path)
]


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_the_examples_are_true(name: str) -> None:
    outcome = doctest.testmod(importlib.import_module(name))
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_a_wrong_example_would_be_noticed() -> None:
    wrong = doctest.DocTestParser().get_doctest(">>> 1 + 1\n3\n", {}, "wrong", None, None)
    assert doctest.DocTestRunner(verbose=False).run(wrong, out=lambda text: None).failed == 1
