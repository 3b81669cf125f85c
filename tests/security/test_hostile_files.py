"""Files from strangers: rows 45 to 63 of the catalogue of bad input, each refused in words or read rightly.

The number of a case is its row in the catalogue.
"""

from __future__ import annotations

import contextlib
import io
import json
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from app.loyalty.accruals.per_money import PerMoney
from app.loyalty.program import read_program
from app.values.errors import Expected, Refusal
from app.workflows.imports.bring_in import ImportOrder, ImportReport, import_list
from app.workflows.imports.kinds import Answers
from app.workflows.imports.sheets import check_archive, read_sheet
from app.workflows.programs import publish_program
from tests.security import workbooks
from tests.security.erasing import Scene
from tests.security.workbooks import with_part

HEAD = "sku,name,price,barcode\n"


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    made = Scene(tmp_path_factory.mktemp("hostile") / "shop", 1)
    yield made
    made.store.close()


def bring(scene: Scene, raw: bytes, **told: object) -> ImportReport:
    return import_list(scene.store, ImportOrder("products", raw, "list", dry_run=True, **told), scene.acting())


def code_of(scene: Scene, raw: bytes, **told: object) -> str:
    """Why the whole file was refused; else the first row's problem; else how many rows came in."""
    try:
        report = bring(scene, raw, **told)
    except Refusal as refusal:
        return refusal.code if refusal.message.english() else "without words"
    return report.problems[0].code if report.problems else f"{report.added}"


def csv(*rows: str, head: str = HEAD) -> bytes:
    return (head + "\n".join(rows)).encode()


GOOD_BOOK = workbooks.workbook()
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
WIDE = ",".join(f"c{n}" for n in range(300))
WHOLE_FILES: list[tuple[int, str, bytes, str]] = [
    (45, "cp1251", csv("A1,Чашка,7.00,").decode().encode("cp1251"), "1"),
    (45, "utf-16", csv("A1,Чашка,7.00,").decode().encode("utf-16"), "1"),
    (45, "utf-8 with its mark", b"\xef\xbb\xbf" + csv("A1,Cup,7.00,"), "1"),
    (45, "mixed newlines", csv("A1,Cup,7.00,\r\nA2,Pot,8.00,\rA3,Pan,9.00,"), "3"),
    (45, "zero bytes in a row", csv("A1,Cu\0p,7.00,"), "row.broken"),
    (45, "only zero bytes", b"\0" * 4000, "import.kind"),
    (46, "semicolons", csv("A1;Cup;7.00;", head=HEAD.replace(",", ";")), "1"),
    (46, "tabs", csv("A1\tCup\t7.00\t", head=HEAD.replace(",", "\t")), "1"),
    (46, "quotes in quotes", csv('A1,"Cup ""blue""",7.00,'), "1"),
    (46, "a field of a megabyte", csv(f"A1,{'x' * (1 << 20)},7.00,"), "row.broken"),
    (46, "300 columns", f"{WIDE}\n{WIDE}".encode(), "import.columns"),
    (47, "no header", csv("A1,Cup,7.00,", head=""), "import.column_missing"),
    (47, "a doubled column", csv("A1,Cup,7.00,8.00", head="sku,name,price,price\n"), "import.column_twice"),
    (48, "a price that may mean two things", csv('A1,Cup,"1.234",'), "import.decimal"),
    (48, "a price with a space", csv('A1,Cup,"1 234,50",'), "1"),
    (48, "a price with both marks", csv('A1,Cup,"1.234,50",'), "import.decimal"),
    (49, "a barcode of a spreadsheet", csv("A1,Cup,7.00,4.60E+12"), "code.spreadsheet"),
    (53, "a bomb", workbooks.bomb(), "import.bomb"),
    (53, "macros", with_part(GOOD_BOOK, "xl/vbaProject.bin", b"x"), "import.macros"),
    (53, "links elsewhere", with_part(GOOD_BOOK, "xl/externalLinks/e1.xml", b"<x/>"), "import.links"),
    (53, "an archive within", with_part(GOOD_BOOK, "xl/media/a.zip", b"PK"), "import.links"),
    (53, "a way out of the archive", with_part(GOOD_BOOK, "../evil.xml", b"x"), "import.damaged"),
    (53, "a lie about a size", workbooks.with_lie(workbooks.bomb(), SHEET, 5000), "import.damaged"),
    (53, "a cell at the end of the world", workbooks.workbook(change=workbooks.far_away), "import.sheet"),
    (54, "a formula never worked out", workbooks.workbook(change=workbooks.formula), "row.broken"),
    (54, "an error cell", workbooks.workbook(change=workbooks.error), "row.broken"),
    (54, "a merged header", workbooks.workbook(change=workbooks.merged), "import.header"),
    (54, "too many digits", workbooks.workbook(change=workbooks.many_digits), "row.broken"),
    (55, "a web page", b"<html><table><tr><td>sku</td></tr></table></html>", "import.kind"),
    (55, "an old workbook", b"\xd0\xcf\x11\xe0" + b"x" * 600, "import.kind"),
    (55, "an archive of something else", with_part(b"PK\x05\x06" + b"\0" * 18, "a.txt", b"x"), "import.kind"),
    (55, "half a workbook", workbooks.workbook()[:3000], "import.damaged"),
    (56, "entities that multiply", with_part(GOOD_BOOK, STRINGS, workbooks.MARK), "import.entities"),
    (56, "a file of this machine", with_part(GOOD_BOOK, STRINGS, workbooks.XXE), "import.entities"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "code"), [case[2:] for case in WHOLE_FILES], ids=[f"{case[0]} {case[1]}" for case in WHOLE_FILES]
)
def test_files_of_strangers(scene: Scene, raw: bytes, code: str) -> None:
    assert code_of(scene, raw) == code


@pytest.mark.parametrize("born", ["31.02.2026", "0026-01-01", "2999-01-01"])
def test_50_days_that_cannot_be(scene: Scene, born: str) -> None:
    raw = f"name,phone,birthday\nAnna,+31612344471,{born}\n".encode()
    report = import_list(scene.store, ImportOrder("members", raw, dry_run=True), scene.acting())
    assert [problem.column for problem in report.problems] == ["birthday"]


def test_50_a_day_that_may_mean_two_things_is_asked(scene: Scene) -> None:
    raw = b"name,phone,birthday\nAnna,+31612344471,01/02/2003\n"
    with pytest.raises(Refusal) as refused:
        import_list(scene.store, ImportOrder("members", raw, dry_run=True), scene.acting())
    assert refused.value.code == "import.dates"
    answered = ImportOrder("members", raw, dry_run=True, answers=Answers(dates="dmy"))
    assert import_list(scene.store, answered, scene.acting()).added == 1


def test_51_an_import_that_breaks_off_leaves_nothing(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = csv(*(f"Z{n},Cup {n},7.00," for n in range(1200)))
    calls = []

    def breaks_off(doing: str, *_: int) -> None:
        calls.append(doing)
        if calls.count("writing") == 3:
            raise KeyboardInterrupt

    with scene.store.reads() as reads:
        before = reads.count_products()
    with pytest.raises(KeyboardInterrupt):
        import_list(scene.store, ImportOrder("products", raw), scene.acting(), breaks_off)
    with scene.store.reads() as reads:
        assert reads.count_products() == before


def test_52_the_same_file_twice_changes_nothing(scene: Scene) -> None:
    raw = workbooks.workbook()
    assert import_list(scene.store, ImportOrder("products", raw), scene.acting()).added == 2
    again = import_list(scene.store, ImportOrder("products", raw), scene.acting())
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)


def test_53_an_honest_workbook_is_read() -> None:
    table = read_sheet(workbooks.workbook(change=workbooks.dates))
    assert table.header == workbooks.HEADER
    first, second = table.records()
    assert first.fields == ("A1", "2026-11-21", "2.5", "2000000000015")
    assert second.fields == ("A2", "Чашка", "7", "")


def test_54_a_hidden_sheet_is_not_the_one_that_is_meant() -> None:
    assert list(read_sheet(workbooks.workbook(change=workbooks.hidden)).records()) == []


def test_56_the_check_reads_no_file_of_this_machine(tmp_path: Path) -> None:
    """Nothing is parsed before the check: not even a DTD is opened."""
    with pytest.raises(Refusal):
        check_archive(with_part(GOOD_BOOK, "xl/styles.xml", workbooks.XXE))


def test_53_the_reader_may_use_half_a_gigabyte_and_no_more() -> None:
    script = (
        "from app.workflows.imports.sheet_child import _limit\n_limit()\n"
        "try:\n    x = bytearray(700 * 1024 * 1024)\nexcept MemoryError:\n    print('stopped')\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "stopped"


# -- programmes

GOOD = Path("resources/examples/points-100.json").read_text("utf-8")


def program(change: Callable[[dict[str, object]], None]) -> str:
    raw = json.loads(GOOD)
    change(raw)
    return json.dumps(raw)


PROGRAMS: list[tuple[int, str, str | bytes]] = [
    (57, "not JSON", "{"),
    (57, "a list", "[]"),
    (57, "nothing", b""),
    (57, "random bytes", bytes(range(256))),
    (57, "a field twice", GOOD.replace('"id"', '"id": "x", "id"', 1)),
    (57, "NaN", GOOD.replace("{", '{"limits": NaN, ', 1)),
    (57, "infinity", GOOD.replace("{", '{"limits": 1e999, ', 1)),
    (57, "half a character", GOOD.replace('"id"', '"about": "\\ud800", "id"', 1)),
    (57, "a field nobody knows", program(lambda raw: raw.update(magic=1))),
    (57, "a newer version", program(lambda raw: raw.update(schema=99))),
    (57, "no name", program(lambda raw: raw.pop("id"))),
    (62, "ten thousand rules", program(lambda raw: raw.update(rules=raw["rules"] * 10_000))),
    (62, "two megabytes", GOOD + " " * 2_000_000),
    (57, "depth", "[" * 100_000 + "]" * 100_000),
    (57, "depth in an object", '{"a":' * 100_000 + "1" + "}" * 100_000),
]


@pytest.mark.parametrize("data", [case[2] for case in PROGRAMS], ids=[f"{case[0]} {case[1]}" for case in PROGRAMS])
def test_programmes_of_strangers(data: str | bytes) -> None:
    with pytest.raises(Refusal) as refused:
        read_program(data)
    assert refused.value.code == "program.invalid"
    assert len(refused.value.message.english()) < 600


def test_the_good_programme_is_read() -> None:
    assert read_program(GOOD).id == "points-100"


def test_58_points_worth_more_than_the_money_need_an_owners_word(scene: Scene) -> None:
    generous = read_program(GOOD)
    rule = msgspec.structs.replace(generous.rules[0], earn=PerMoney(points_milli=100_000, per_minor=100))
    generous = msgspec.structs.replace(generous, id="generous", rules=(rule,))
    with pytest.raises(Refusal) as refused:
        publish_program(scene.store, generous, scene.acting())
    assert refused.value.code == "program.loss"
    with scene.store.reads() as reads:
        assert "generous" not in {row.id for row in reads.published_programs()}
    assert publish_program(scene.store, generous, scene.acting(), loss_accepted=True).version == 1


# -- mutations

SEEDS = [workbooks.workbook(), csv("A1,Cup,7.00,2000000000015", 'A2,"Tea ""x""",2.50,'), GOOD.encode()]


def mutated(draw: random.Random) -> bytes:
    """One of the good files, damaged somewhere."""
    data = bytearray(draw.choice(SEEDS))
    for _ in range(draw.randrange(1, 8)):
        at = draw.randrange(len(data)) if data else 0
        match draw.randrange(6):
            case 0:
                data[at : at + 1] = bytes([draw.randrange(256)])
            case 1:
                del data[at : at + draw.randrange(1, 40)]
            case 2:
                data[at:at] = draw.randbytes(draw.randrange(1, 30))
            case 3:
                data[at:at] = data[at : at + draw.randrange(1, 200)]
            case 4:
                data = data[: max(1, at)]
            case _:
                data[at:at] = draw.choice((b"\0", b'"', b"\xff\xfe", b"=cmd|", b"4.6E+12", b"\r", b"<!ENTITY"))
    return bytes(data)


def damage(scene: Scene, count: int, seed: int) -> int:
    """Read so many damaged files; returns how many were read all the same. Anything but a refusal is raised."""
    draw, read = random.Random(seed), 0
    for number in range(count):
        data = mutated(draw)
        try:
            if data[:1] == b"{":
                read_program(data)
            elif data.startswith(b"PK"):
                check_archive(data)
            else:
                bring(scene, data)
        except Expected:
            continue
        except zipfile.BadZipFile as wrong:  # pragma: no cover - the promise is that it never comes out
            raise AssertionError(f"file {number} of seed {seed}") from wrong
        read += 1
    return read


def test_hundreds_of_damaged_files(scene: Scene) -> None:
    assert 0 < damage(scene, 600, seed=2) < 600


def test_damaged_workbooks_in_the_reader_itself() -> None:
    """What passes the check by chance is still only read or refused."""
    draw = random.Random(3)
    for _ in range(4):
        with zipfile.ZipFile(io.BytesIO(GOOD_BOOK)) as good:
            inside = bytearray(good.read(SHEET))
        at = draw.randrange(len(inside))
        inside[at : at + 3] = draw.randbytes(3)
        with contextlib.suppress(Refusal):
            read_sheet(with_part(GOOD_BOOK, SHEET, bytes(inside)))


@pytest.mark.nightly
def test_a_hundred_thousand_damaged_files(scene: Scene) -> None:
    assert damage(scene, 100_000, seed=4) > 0
