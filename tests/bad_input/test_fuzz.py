"""Fuzz: scans and searches that no table thought of. The ordinary run takes a sample; `-m nightly` takes all of it.

Every scan must get a reading and a meaning, every search an answer; an exception of any kind is a defect.
"""

import random
import string

import pytest

from app.devices.scanner.framing import Framing
from app.devices.scanner.repair import mend
from app.storage.store import Store
from app.values.barcodes import gs1_check_digit
from app.values.errors import Refusal
from app.workflows.look_up import find_members
from app.workflows.scan_meaning import meaning_of, resolve
from app.workflows.scans.classify import LONGEST_SHOWN, readings
from app.workflows.scans.rules import DEFAULT_RULES
from app.workflows.scans.shop_rules import rules_of
from app.workflows.shop_now import load_shop
from tests.ui.shop import make_shop

SCANS, MANY_SCANS = 3_000, 1_000_000
SEARCHES, MANY_SEARCHES = 600, 200_000
RULES = rules_of(
    (*DEFAULT_RULES, "other_card length=16 prefix=6014 check=luhn name=P", "other_card length=18 prefix=77")
)
PARTS = (
    "01",
    "10",
    "17",
    "21",
    "3103",
    "3922",
    "]C1",
    "]E0",
    "]d2",
    "]Q3",
    "\x1d",
    "^]",
    "{GS}",
    "<GS>",
    "29",
    "72",
    "73",
    "74",
    "75",
    "71",
    "6014",
    "21",
    "23",
    "http://",
    "https://x.example/01/",
    "%B",
    ";",
    "=",
    "^",
    "4600123000022",
    "2912345678906",
    "7200201000048133",
    "\x00",
    "\x1b",
    "\r",
    "٣",
    "７",
    "²",
    "\ud800",
    "\ufeff",
    "\u202e",
    "é",
    "Д",
    "  ",
    "WIFI:T:WPA;",
    "BEGIN:VCARD",
    "👍",
    "\u0301" * 9,
)
WHOLE = ("4600123000022", "2912345678906", "7200201000048133", "2000000000015", "https://x.example/01/4600123000022")


def any_scan(seed: random.Random) -> str:
    kind = seed.randrange(8)
    if kind == 0:
        return "".join(seed.choices(string.digits, k=seed.randrange(0, 30)))
    if kind == 1:
        body = "".join(seed.choices(string.digits, k=12))
        return body + (gs1_check_digit(body) if seed.random() < 0.7 else seed.choice(string.digits))
    if kind == 2:
        return "".join(seed.choices(PARTS, k=seed.randrange(1, 12)))
    if kind == 3:
        return "".join(chr(seed.randrange(0x110000)) for _ in range(seed.randrange(0, 40)))
    if kind == 4:
        return "".join(seed.choices(string.printable, k=seed.randrange(0, 60)))
    if kind == 5:
        return seed.choice(PARTS) * seed.randrange(1, 200)
    if kind == 6:
        whole = list(seed.choice(WHOLE))
        if seed.random() < 0.8:
            whole[seed.randrange(len(whole))] = seed.choice(string.printable)
        return "".join(whole)
    return bytes(seed.randrange(256) for _ in range(seed.randrange(0, 50))).decode("latin-1")


def any_search(seed: random.Random) -> str:
    words = (
        "coffee",
        "кофе",
        "milk",
        "0612344471",
        '"',
        "*",
        "NEAR(",
        "AND",
        "OR",
        "NOT",
        "-",
        ":",
        "^",
        "%",
        "_",
        "(",
        ")",
        "ё",
        "İ",
        "ß",
        "\u0301",
        "\x00",
        "\ud800",
        "😀",
        "\u202e",
        "'; DROP",
        "2912345678906",
        "x" * 300,
        "a",
    )
    if seed.random() < 0.3:
        return any_scan(seed)
    return seed.choice(("", " ", "  ")).join(seed.choices(words, k=seed.randrange(0, 12)))


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    shop = make_shop(tmp_path_factory.mktemp("fuzz") / "shop")
    with Store.open(shop.folder, shop.clock) as store:
        yield store


def fuzz_scans(books: Store, count: int, seed: int) -> dict[str, int]:
    """Scan `count` codes; returns how many had which meaning."""
    source, framing = random.Random(seed), Framing()
    kinds: dict[str, int] = {}
    with books.reads() as reads:
        shop = load_shop(reads, books.clock.now())
        for number in range(count):
            text = any_scan(source)
            if number % 5 == 0:
                framing.feed(text.encode("utf-8", "replace") + b"\r", float(number))
            if number % 7 == 0:
                text = mend(text).code
            for reading in readings(text, RULES):
                assert len(reading.shown) <= LONGEST_SHOWN
                assert all(sign.isprintable() for sign in reading.shown)
                try:
                    kind = meaning_of(resolve(reading, reads, shop))
                except Refusal:
                    kind = "refused"
                kinds[kind] = kinds.get(kind, 0) + 1
    return kinds


def fuzz_searches(books: Store, count: int, seed: int) -> int:
    """Search `count` times; returns how many rows were found in all."""
    source, found = random.Random(seed), 0
    with books.reads() as reads:
        shop = load_shop(reads, books.clock.now())
        for number in range(count):
            text = any_search(source)
            found += len(reads.search_products(text)) + len(reads.search_members(text))
            if number % 3 == 0:
                found += len(find_members(text, reads, shop).rows) + len(reads.product_page("", 5, text))
    return found


def test_a_sample_of_malformed_scans_never_raises(books):
    kinds = fuzz_scans(books, SCANS, 1)
    assert {"product", "member", "receipt", "unknown"} <= set(kinds)


def test_a_sample_of_malformed_searches_never_raises(books):
    assert fuzz_searches(books, SEARCHES, 2) > 0


@pytest.mark.nightly
def test_a_million_malformed_scans_never_raise(books):
    assert sum(fuzz_scans(books, MANY_SCANS, 3).values()) >= MANY_SCANS


@pytest.mark.nightly
def test_two_hundred_thousand_searches_never_raise(books):
    assert fuzz_searches(books, MANY_SEARCHES, 4) > 0
