"""Slips of the way back: what stands on them, in every width and language, as text, page and print."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from app.devices.paper.slips import SlipPaper, keep_slip, note_paper, return_paper, slip_pdf, slip_text, void_paper
from app.devices.printers.jobs import FolderShelf
from app.devices.printers.profiles import PROFILES
from app.devices.printers.queue import PrintQueue
from app.devices.printers.slip import paper_slip
from app.devices.printers.transports import Transport
from app.facts.bodies import SaleVoided
from app.people.codes import receipt_code
from app.sales.basket import Goods
from app.sales.receipt import Tender, Token
from app.sales.returned import PointsBack, ReturnDocument, ReturnedLine
from app.settings.shop import ShopSettings
from app.values.clock import SetClock
from app.values.errors import Trouble
from app.values.words import msg
from app.workflows.slip_view import Heading, NoteView, ReturnView, Traded, VoidView

NOON = 1_795_258_800_000
SHOP = ShopSettings(name="Sunny Corner", address="Damrak 14", zone="Europe/Amsterdam")
HEAD = Heading(SHOP, NOON, dt.date(2026, 11, 21), "Maria")
MUG = Goods("mug", "Mug with a long name that has to be broken into lines", 850)
GIFT = "73" + "1" * 18


def returned(**changes: object) -> ReturnView:
    document = ReturnDocument(
        id="r", till=2, epoch=1, sequence=7, currency="EUR", sale="s", sale_number="02-000001",
        lines=(ReturnedLine("1", MUG, 2000, 1700, "faulty"),), value_minor=1700, withheld_minor=200,
        refund_minor=1500, refunds=(Tender("gift_card", 500, reference=GIFT), Tender("cash", 1000)),
        points=(PointsBack("club", {"en": "Club", "ru": "Клуб"}, 5_000, 17_000, 0),),
    )  # fmt: skip
    return ReturnView(msgspec.structs.replace(HEAD, **changes), document)


def line_with(text: str, words: str) -> str:
    found = [line for line in text.splitlines() if words in line]
    assert found, (words, text)
    return found[0]


def papers() -> dict[str, SlipPaper]:
    back = SaleVoided(
        "s", 1700, (Tender("cash", 1700),), points=(PointsBack("club", {"en": "Club"}, 20_000, 17_000, 5_000),),
        coupons=("7412",), revoked=(Token("74" + "0" * 14, "next", "coupon"),), reason="mistake",
    )  # fmt: skip
    traded = msgspec.structs.replace(returned(), traded=Traded("02-000008", 2000, 500))
    return {
        "return": return_paper(returned()),
        "exchange": return_paper(traded),
        "copy": return_paper(returned(copied_at=NOON + 60_000)),
        "void": void_paper(VoidView(HEAD, "02-000001", "EUR", back)),
        "note": note_paper(NoteView(HEAD, "note-1", "Anna K.", MUG.name, msg("The note is printed."), GIFT)),
    }


def test_a_return_says_what_came_back_and_how_the_money_goes() -> None:
    text = slip_text(papers()["return"], 42)
    assert line_with(text, "GIVEN BACK").endswith("15.00")
    assert line_with(text, "Kept back").endswith("-2.00")
    assert line_with(text, "Gift card *1111").endswith("5.00")
    assert line_with(text, "Points after").endswith("-12")
    assert "of receipt 02-000001" in text
    assert receipt_code(2, 1, 7) in text.replace(" ", "")


def test_an_exchange_names_the_other_receipt_and_the_net_amount() -> None:
    text = slip_text(papers()["exchange"], 42)
    assert "EXCHANGE" in text
    assert line_with(text, "New goods, receipt 02-000008").endswith("20.00")
    assert line_with(text, "NET PAID").endswith("5.00")


def test_a_copy_says_so_and_a_first_print_does_not() -> None:
    assert "COPY" in slip_text(papers()["copy"], 42)
    assert "COPY" not in slip_text(papers()["return"], 42)


def test_a_void_says_what_ends_and_what_may_be_used_again() -> None:
    text = slip_text(papers()["void"], 42)
    assert "RECEIPT CANCELLED" in text
    assert line_with(text, "Cancelled in full").endswith("17.00")
    assert "7412 may be used again" in text
    assert "no longer counts" in text


@pytest.mark.parametrize("columns", [32, 42, 48])
@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("name", ["return", "exchange", "copy", "void", "note"])
def test_every_slip_fits_every_paper_in_both_languages(name: str, language: str, columns: int) -> None:
    paper = papers()[name]
    head = msgspec.structs.replace(paper.heading, language=language)
    text = slip_text(SlipPaper(paper.name, paper.title, head, paper.layout, paper.code), columns)
    assert max(len(line) for line in text.splitlines()) <= columns
    assert "{" not in text


@pytest.mark.parametrize("name", ["return", "void", "note"])
def test_a_slip_as_a_page_depends_on_its_content_alone(name: str) -> None:
    page = slip_pdf(papers()[name], 42)
    assert page.startswith(b"%PDF")
    assert page == slip_pdf(papers()[name], 42)


def test_files_are_whole_and_a_full_disk_is_said(tmp_path: Path) -> None:
    files = keep_slip(papers()["return"], tmp_path / "receipts", columns=42, with_pdf=True)
    assert [file.name for file in files] == ["02-000007.txt", "02-000007.pdf"]
    (tmp_path / "blocked").write_text("a file where a folder should be")
    with pytest.raises(Trouble, match="02-000007 is saved"):
        keep_slip(papers()["return"], tmp_path / "blocked", columns=42, with_pdf=False)


class Line(Transport):
    """A printer's line that takes everything."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []

    def open(self) -> None: ...
    def send(self, data: bytes) -> None:
        self.sent.append(data)

    def ask(self, data: bytes, wait_ms: int = 0) -> bytes:
        return b""

    def close(self) -> None: ...


@pytest.mark.parametrize("opens", [True, False])
def test_a_slip_goes_through_the_receipts_queue_and_opens_the_drawer_for_cash(tmp_path: Path, opens: bool) -> None:
    profile = msgspec.structs.replace(next(iter(PROFILES.values())), drawer_pin=0, asks_status=False)
    line, clock = Line(), SetClock(NOON)
    queue = PrintQueue(FolderShelf(tmp_path), lambda: line, profile, clock)
    queue.submit(paper_slip(papers()["return"], profile), opens_drawer=opens)
    assert queue.step() == 0
    assert queue.view().waiting == ()
    sent = b"".join(line.sent)
    assert b"GIVEN BACK" in sent
    assert (b"\x1bp\x00" in sent) is opens
