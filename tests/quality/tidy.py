"""House rules that no tool knows, as functions from a module's path and source to complaints.

Each rule is tried on a bad snippet in `test_tidy.py`, so that none can fall asleep.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

MOST_LINES_OF_A_MODULE = 400
MOST_LINES_OF_A_FUNCTION = 60
MOST_PUBLIC_METHODS = 20
MOST_POSITIONAL_PARAMETERS = 4

FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "misc", "common", "manager", "managers"}
UNFINISHED = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b")

# What asks the machine for the time or for an identifier; `values` is the only room that may.
CLOCKS = {
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "time.strftime",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "uuid.uuid1",
    "uuid.uuid4",
    "uuid.uuid6",
    "uuid.uuid7",
    "uuid1",
    "uuid4",
    "uuid7",
    "QDateTime.currentDateTime",
    "QDateTime.currentDateTimeUtc",
    "QDateTime.currentMSecsSinceEpoch",
    "QDate.currentDate",
    "QTime.currentTime",
    "QUuid.createUuid",
}
# What changes a database, in SQL and through sqlite-utils.
WRITING = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|BEGIN|COMMIT|SAVEPOINT)\b")
WRITING_CALLS = {"insert", "insert_all", "upsert", "upsert_all", "delete_where", "executescript", "transform"}
EXACT_ROOMS = ("values", "people", "sales", "ledger", "loyalty", "facts")

# Functions that are long for a reason a reader would accept, by path and name.
LONG_FUNCTIONS: dict[str, str] = {}

# Functions that take more in a row than a reader can keep apart, for a reason, by path and name.
MANY_PARAMETERS: dict[str, str] = {
    "app/loyalty/price.py:price": "the one call of the whole program; its five values always stand in this order",
    "app/loyalty/explain.py:explain": "the quote, and then exactly what `price` was given, in the same order",
}

# The modules of `storage` that write, each inside a transaction that it is given or opens itself.
WRITERS: dict[str, str] = {
    "app/storage/unit.py": "the unit of work itself: facts, drafts and personal data in one immediate transaction",
    "app/storage/forgetting.py": "destroys what names a forgotten person, inside the unit of work that calls it",
    "app/storage/projector.py": "writes the rows that effects say, inside the unit of work that calls it",
    "app/storage/store.py": "opens the unit of work, and makes a new database before it has its name",
    "app/storage/lists.py": "stages and takes back imported lists, one unit of work for each batch",
    "app/storage/transfer.py": "fills a shop that has no name yet, in one unit of work",
    "app/storage/copying.py": "begins only a snapshot to read; writes a new file that has no name yet",
    "app/storage/backups/restoring.py": "gives a shop that has no name yet the next life of its till",
    "app/storage/doctor/examination.py": "fills a scratch database; the shop is attached for reading only",
    "app/storage/doctor/word_indexes.py": "makes a temporary view of an index in the scratch database",
}

# Where a program may catch everything: at its outermost edges, so that a defect is kept and said.
BROAD_EXCEPT: dict[str, str] = {
    "app/cli/__init__.py": "the command line's edge: a defect is kept in a report and said in one line",
    "app/main/keeper.py": "the bridge of the quiet work beside a selling till: a defect goes to the crash handler",
    "app/ui/tasks.py": "the one bridge between threads: a defect on a worker goes to the crash handler",
}


# Tests of what a machine may not have; each says so when it leaves out.
LEFT_OUT: dict[str, str] = {
    "tests/unit/hub/conftest.py": "PostgreSQL is neither of the system nor installed with the wheel on this machine",
}


@dataclass(frozen=True)
class Module:
    """One Python file: its path in the project, its source and its tree."""

    path: str
    source: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @property
    def room(self) -> str:
        """The room of `app/` it lies in, empty elsewhere."""
        parts = PurePosixPath(self.path).parts
        return parts[1].removesuffix(".py") if parts[0] == "app" and len(parts) > 1 else ""


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions and methods of a tree."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def dotted(node: ast.AST) -> str:
    """`a.b.c` of a name or attribute, empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        left = dotted(node.value)
        return f"{left}.{node.attr}" if left else ""
    return ""


def module_is_short(module: Module) -> Iterator[str]:
    """A module over 400 lines has more than one subject; a migration is one frozen text, however long."""
    if module.path.startswith("db/"):
        return
    lines = module.source.count("\n")
    if lines > MOST_LINES_OF_A_MODULE:
        yield f"{lines} lines; at most {MOST_LINES_OF_A_MODULE}"


def functions_are_short(module: Module) -> Iterator[str]:
    """A function over 60 lines does more than one thing."""
    for function in functions(module.tree):
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        if lines > MOST_LINES_OF_A_FUNCTION and f"{module.path}:{function.name}" not in LONG_FUNCTIONS:
            yield f"{function.name} has {lines} lines; at most {MOST_LINES_OF_A_FUNCTION}"


def classes_are_small(module: Module) -> Iterator[str]:
    """A class with very many public methods is several classes; a protocol's are counted where it is fulfilled."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef) and "Protocol" not in {dotted(base).split(".")[-1] for base in node.bases}:
            methods = [item.name for item in node.body if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef)]
            public = [name for name in methods if not name.startswith("_")]
            if len(public) > MOST_PUBLIC_METHODS:
                yield f"{node.name} has {len(public)} public methods; at most {MOST_PUBLIC_METHODS}"


def few_positional_parameters(module: Module) -> Iterator[str]:
    """A call with many arguments in a row cannot be read; from the fifth on they have names."""
    for function in functions(module.tree):
        names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
        own = names[1:] if names[:1] in (["self"], ["cls"]) else names
        if len(own) > MOST_POSITIONAL_PARAMETERS and f"{module.path}:{function.name}" not in MANY_PARAMETERS:
            yield f"{function.name} takes {len(own)} positional parameters; at most {MOST_POSITIONAL_PARAMETERS}"


def names_say_something(module: Module) -> Iterator[str]:
    """A module is named after what it holds."""
    path = PurePosixPath(module.path)
    for part in (*path.parent.parts, path.stem):
        if part in FORBIDDEN_NAMES:
            yield f"a module named {part} holds anything"


def everything_is_finished(module: Module) -> Iterator[str]:
    """What is not done is not there."""
    unfinished = "NotImplemented" + "Error"
    for number, line in enumerate(module.source.splitlines(), 1):
        if UNFINISHED.search(line) or unfinished in line:
            yield f"line {number} is unfinished: {line.strip()}"


def time_and_ids_come_from_values(module: Module) -> Iterator[str]:
    """A replay, a demo and a test set the clock and the ids; so nobody asks the machine but `values`."""
    if module.room == "values" or not module.path.startswith(("app/", "db/")):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute | ast.Name):
            name = dotted(node)
            if name in CLOCKS or ".".join(name.split(".")[-2:]) in CLOCKS:
                yield f"line {node.lineno} asks the machine: {name}"
        if isinstance(node, ast.Import | ast.ImportFrom):
            sources = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            if "random" in sources or "uuid" in sources:
                yield f"line {node.lineno} imports {', '.join(sources)}; use app.values.ids"


def amounts_are_exact(module: Module) -> Iterator[str]:
    """Money, points, quantities and rates are whole numbers or fractions in every pure room."""
    if module.room not in EXACT_ROOMS:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield f"line {node.lineno} has the float {node.value}"
        if isinstance(node, ast.Call) and dotted(node.func) == "float":
            yield f"line {node.lineno} makes a float"


def defects_are_not_swallowed(module: Module) -> Iterator[str]:
    """Catching everything hides defects; only the named outermost edges may, or who raises it again."""
    if module.path in BROAD_EXCEPT:
        return
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.ExceptHandler):
            continue
        kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        broad = any(kind is None or dotted(kind) in {"Exception", "BaseException"} for kind in kinds)
        again = any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
        if broad and not again:
            yield f"line {node.lineno} catches everything"


def storage_writes_in_units(module: Module) -> Iterator[str]:
    """Half a sale can only be written where there is no transaction around it; so few modules write at all."""
    if module.room != "storage" or module.path in WRITERS:
        return
    for node in ast.walk(module.tree):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and WRITING.match(text):
            yield f"line {getattr(node, 'lineno', 0)} writes: {text.strip().splitlines()[0]}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITING_CALLS:
            yield f"line {node.lineno} writes by {node.func.attr}()"


def tests_are_run(module: Module) -> Iterator[str]:
    """A test that is left out says why; one that is expected to fail is a bug that waits."""
    if not module.path.startswith("tests/") or module.path in LEFT_OUT:
        return
    skip, fail = "sk" + "ip", "xf" + "ail"
    for node in ast.walk(module.tree):
        name = dotted(node.func) if isinstance(node, ast.Call) else dotted(node) if isinstance(node, ast.expr) else ""
        if name in {f"pytest.mark.{skip}", f"pytest.mark.{fail}", f"pytest.{fail}", f"pytest.{skip}"}:
            yield f"line {getattr(node, 'lineno', 0)} leaves a test out: {name}"


RULES: tuple[Callable[[Module], Iterator[str]], ...] = (
    module_is_short,
    functions_are_short,
    classes_are_small,
    few_positional_parameters,
    names_say_something,
    everything_is_finished,
    time_and_ids_come_from_values,
    amounts_are_exact,
    defects_are_not_swallowed,
    storage_writes_in_units,
    tests_are_run,
)
# Tests may be long in a row of plain steps, and may wait for a wall clock.
RULES_OF_TESTS = (names_say_something, everything_is_finished, tests_are_run)


def complaints(module: Module, rules: tuple[Callable[[Module], Iterator[str]], ...] = RULES) -> list[str]:
    """All complaints about a module, each beginning with its path and the rule's name."""
    return [f"{module.path}: {rule.__name__}: {text}" for rule in rules for text in rule(module)]
