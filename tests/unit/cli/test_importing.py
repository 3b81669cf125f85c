"""`regulars import` on a real shop: what comes in, what stays out, and that nothing is left behind."""

from __future__ import annotations

import csv

import pytest

from app.storage.store import Store
from app.values.clock import SystemClock
from app.workflows.imports import bring_in

GOOD = "sku,name,price,barcode,tax\nA1,Tea,2.50,2000000000015,food\nA2,Cup,7.00,,standard\n"


@pytest.fixture
def price_list(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(GOOD)
    return path


def count(shop) -> tuple[int, int]:
    with Store.look(shop, SystemClock()) as store, store.reads() as reads:
        return reads.count_products(), reads.count_members()


def test_a_price_list_comes_in(run, shop, price_list):
    told = run("import", "products", price_list, "--shop", shop)
    assert told.code == 0
    assert told.out == "2 rows: 2 new, 0 changed, 0 as they were, 0 refused.\n"
    assert count(shop) == (2, 0)


def test_the_same_file_again_changes_nothing(run, shop, price_list):
    run("import", "products", price_list, "--shop", shop)
    with Store.look(shop, SystemClock()) as store, store.reads() as reads:
        before = reads.last_at()
    told = run("import", "products", price_list, "--shop", shop)
    assert told.code == 0
    assert "2 as they were" in told.out
    assert "Nothing was changed." in told.out
    with Store.look(shop, SystemClock()) as store, store.reads() as reads:
        assert reads.last_at() == before


def test_a_new_price_changes_one_product_and_keeps_the_rest_of_it(run, shop, price_list, tmp_path):
    run("import", "products", price_list, "--shop", shop)
    newer = tmp_path / "newer.csv"
    newer.write_text("sku,name,price\nA1,Tea,2.80\nA2,Cup,7.00\n")
    assert "0 new, 1 changed, 1 as they were" in run("import", "products", newer, "--shop", shop).out
    with Store.look(shop, SystemClock()) as store, store.reads() as reads:
        goods = reads.product("A1").goods
    assert (goods.price_minor, goods.barcode, goods.taxes) == (280, "2000000000015", ("food",))


def test_a_dry_run_only_tells(run, shop, price_list):
    told = run("import", "products", price_list, "--shop", shop, "--dry-run")
    assert told.code == 0
    assert "dry run" in told.out
    assert count(shop) == (0, 0)


def test_refused_rows_are_told_and_reported_and_the_others_come_in(run, shop, price_list, tmp_path):
    price_list.write_text(GOOD + "=1+1,Evil,-1.00,,food\nA3,Jam,,,food\nA1,Tea twice,1.00,,food\n")
    report = tmp_path / "report.csv"
    told = run("import", "products", price_list, "--shop", shop, "--report", report)
    assert told.code == 1
    assert "line 4: price “-1.00”: The price is below zero." in told.out
    assert "line 5: price “”: The price is missing." in told.out
    assert "line 6: sku “A1”: The same article number stands on line 2." in told.out
    assert count(shop) == (2, 0)
    rows = list(csv.DictReader(report.read_text("utf-8-sig").splitlines()))
    assert [(row["line"], row["column"], row["code"]) for row in rows] == [
        ("4", "price", "price.negative"),
        ("5", "price", "price.missing"),
        ("6", "sku", "sku.twice"),
    ]
    assert rows[0]["value"] == "'-1.00"


def test_a_barcode_of_another_product_of_the_shop_is_refused(run, shop, price_list, tmp_path):
    run("import", "products", price_list, "--shop", shop)
    other = tmp_path / "other.csv"
    other.write_text("sku,name,price,barcode,tax\nB1,Coffee,9.00,2000000000015,food\n")
    told = run("import", "products", other, "--shop", shop)
    assert told.code == 1
    assert "The barcode belongs to Tea (A1)." in told.out


def test_other_headers_encodings_and_separators(run, shop, tmp_path):
    path = tmp_path / "прайс.csv"
    path.write_bytes("Артикул;Название;Цена, руб\nA1;Чай;2,50\nA2;Чашка;7,00\n".encode("cp1251"))
    words = ["--map", "sku=Артикул", "--map", "name=Название", "--map", "price=Цена, руб", "--tax", "food"]
    told = run("import", "products", path, "--shop", shop, *words)
    assert told.code == 0, told.out + told.err
    with Store.look(shop, SystemClock()) as store, store.reads() as reads:
        assert (reads.product("A2").goods.name, reads.product("A2").goods.price_minor) == ("Чашка", 700)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The file is empty."),
        ("sku,name,price\n", "a header and no rows"),
        ("name,price\nTea,1\n", "no column sku"),
        ("sku,name,price,price\nA,Tea,1,2\n", "2 columns named price"),
        ("sku,name,price\nA,Tea,1.234\n", "--decimal comma or --decimal point"),
        ("%PDF-1.7", "This is a PDF"),
    ],
)
def test_a_file_that_cannot_be_read_safely_is_refused_whole(run, shop, tmp_path, text, said):
    path = tmp_path / "file.csv"
    path.write_text(text)
    told = run("import", "products", path, "--shop", shop, "--tax", "food")
    assert told.code == 1
    assert said in told.err
    assert count(shop) == (0, 0)


@pytest.mark.parametrize(
    "words",
    [
        ["--map", "sku"],
        ["--map", "colour=Colour"],
        ["--tax", "luxury"],
        ["--delimiter", "ab"],
    ],
)
def test_wrong_words_are_misuse(run, shop, price_list, words):
    assert run("import", "products", price_list, "--shop", shop, *words).code == 2


def test_a_file_that_is_not_there_is_misuse(run, shop, tmp_path):
    assert run("import", "products", tmp_path / "none.csv", "--shop", shop).code == 2


def test_members_come_in_with_cards_points_and_consents(run, stocked):
    told = run("history", "2900000000018", "--shop", stocked)
    assert told.code == 0
    assert "Anna Kuznetsova" in told.out
    assert "+250" in told.out
    assert run("doctor", "--shop", stocked).code == 0


def test_members_who_are_there_are_left_alone(run, stocked, tmp_path):
    path = tmp_path / "again.csv"
    path.write_text("name,phone,points\nAnna K,+31612344471,999\nBoris,+31612344472,10\n")
    told = run("import", "members", path, "--shop", stocked)
    assert "2 rows: 1 new, 0 changed, 1 as they were, 0 refused." in told.out
    assert '"closing": "250"' in run("history", "2900000000018", "--json", "--shop", stocked).out


def test_members_known_by_e_mail_alone_do_not_come_in_twice(run, stocked, tmp_path):
    path = tmp_path / "mail.csv"
    path.write_text("name,email\nCarla,carla@example.com\nDirk,dirk@example.com\n")
    assert "2 new" in run("import", "members", path, "--shop", stocked).out
    assert "2 as they were" in run("import", "members", path, "--shop", stocked).out


def test_a_row_that_is_two_members_is_refused(run, stocked, tmp_path):
    path = tmp_path / "two.csv"
    path.write_text("name,phone,number\nBoris,+31612344472,A-1\n")
    assert run("import", "members", path, "--shop", stocked).code == 0
    path.write_text("name,phone,number\nWho,+31612344471,A-1\n")
    told = run("import", "members", path, "--shop", stocked)
    assert told.code == 1
    assert "two different members" in told.out


def test_points_without_a_programme_are_asked_about(run, shop, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("phone,points\n0612344471,5\n")
    told = run("import", "members", path, "--shop", shop)
    assert told.code == 1
    assert "--program ID" in told.err
    assert run("import", "members", path, "--shop", shop, "--program", "nonsense").code == 2


def test_an_import_that_is_stopped_leaves_nothing(run, shop, tmp_path, monkeypatch):
    path = tmp_path / "many.csv"
    path.write_text("sku,name,price\n" + "".join(f"S{n},Thing {n},1.00\n" for n in range(2000)))
    monkeypatch.setattr(bring_in, "PROGRESS_ROWS", 1)
    from app.cli.progress import ProgressBar

    def stop_late(self, doing, done, of):
        if doing.text == "writing" and done > 1500:
            raise KeyboardInterrupt

    monkeypatch.setattr(ProgressBar, "show", stop_late)
    told = run("import", "products", path, "--shop", shop, "--tax", "food")
    assert told.code == 1
    assert "Stopped" in told.err
    monkeypatch.undo()
    assert count(shop) == (0, 0)
    with Store.look(shop, SystemClock()) as store, store.reads() as reads:
        assert reads.look.all("SELECT * FROM list_batches") == []
        assert reads.look.all("SELECT * FROM staged_lists") == []
    assert run("doctor", "--shop", shop).code == 0


def test_a_new_folder_becomes_a_shop_and_that_is_said(run, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("sku,name,price\nA1,Tea,2.50\n")
    told = run("import", "products", path, "--shop", tmp_path / "fresh")
    assert told.code == 0
    assert "A new shop was made" in told.err
    assert count(tmp_path / "fresh") == (1, 0)
