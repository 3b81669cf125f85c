"""A shop in which members left traces wherever a person can, and a scan of every byte of it afterwards."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

import msgspec

from app.devices.paper.spool import ReceiptFolder
from app.storage.private_files import export_name, write_export
from app.storage.store import Store
from app.values.clock import SetClock
from app.values.folding import fold, tokens
from app.values.locales import Words
from app.workflows.acting import Acting
from app.workflows.complete_sale import Paid, SaleRequest, complete_sale
from app.workflows.hold_basket import hold_basket
from app.workflows.imports.bring_in import ImportOrder, import_list
from app.workflows.members import Joining, change_member, enrol_member, issue_card
from app.workflows.privacy.consent_texts import shown_text
from app.workflows.privacy.consents import change_consent
from app.workflows.privacy.export import member_document, record_export
from app.workflows.privacy.readable import readable_page
from app.workflows.receipt_making import receipt_view
from app.workflows.ring_up import add, cash_due, new_basket, quote_now, with_rights
from app.workflows.shop_now import load_shop, moment_of
from tests.counter import article, found

NOON = 1_795_258_800_000
_SYLLABLES = ("zor", "vil", "qua", "shen", "dmi", "pru", "gal", "tev", "nok", "бри", "щум", "żół", "fae", "jux", "wym")


class Person:
    """Somebody nobody else is: every word of theirs is theirs alone."""

    def __init__(self, number: int, draw: random.Random) -> None:
        def word() -> str:
            return "".join(draw.sample(_SYLLABLES, 4)).capitalize()

        self.number = number
        self.names = (f"{word()} {word()}", f"{word()} {word()}")
        self.phones = (f"061{number:03d}{draw.randrange(10**4):04d}", f"062{number:03d}{draw.randrange(10**4):04d}")
        self.email = f"{fold(word())}.{number}@example.org".encode("ascii", "ignore").decode()
        self.notes = f"{word()} likes {word()}"
        self.external = f"OLD{draw.randrange(10**9):09d}"
        self.birthday = dt.date(1930 + number % 70, 1 + draw.randrange(12), 1 + draw.randrange(28))

    def needles(self) -> Iterator[bytes]:
        """All bytes that would give the person away, in the encodings and directions in which they may lie."""
        phones = [f"31{phone[1:]}" for phone in self.phones]
        texts = {*self.names, *self.notes.split(" likes "), self.email, self.external, *phones, *self.phones}
        texts |= {word for name in self.names for word in (*name.split(), *tokens(name))}
        texts |= {phone[::-1] for phone in phones}
        texts |= {f"{name.split()[0]} {name.split()[1][0]}." for name in self.names}
        for text in texts:
            yield text.encode()
            yield text.lower().encode()
            yield text.encode("utf-16-le")
        yield self.birthday.isoformat().encode()


class Scene:
    """A shop with its counter, and people who come to it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.clock = SetClock(NOON)
        self.draw = random.Random(seed)
        self.store = Store.create(folder, self.clock)
        found(self.store, members=0, products=6)

    def acting(self) -> Acting:
        self.clock.advance(1000)
        with self.store.reads() as reads:
            return Acting(load_shop(reads, self.clock.now()), "", self.clock.now())

    def bring_in(self, people: list[Person], *, new: int | None = None) -> None:
        """A list of members from another system; so many of them are new."""
        rows = [f"{p.external},{p.names[0]},{p.phones[0]},{p.email}" for p in people]
        raw = "\n".join(["number,name,phone,email", *rows]).encode()
        report = import_list(self.store, ImportOrder("members", raw, "people.csv"), self.acting())
        assert report.added == (len(people) if new is None else new), report.problems

    def join(self, person: Person, *, listed: bool) -> str:
        """The member's id; everything that can be kept of them is kept."""
        if listed:
            with self.store.reads() as reads:
                found = reads.find_member(person.external)
            assert found is not None
            member = found
        else:
            terms = shown_text("terms", lambda message: message.english(), "en")
            joining = Joining(
                person.phones[0], person.names[0], person.email, person.birthday, external=person.external,
                consents={"terms": True}, shown={"terms": terms}, notes=person.notes,
            )  # fmt: skip
            member = enrol_member(self.store, joining, self.acting()).id
        changed = Joining(
            person.phones[1], person.names[1], person.email, person.birthday, notes=person.notes,
            external=person.external,
        )  # fmt: skip
        change_member(self.store, member, changed, self.acting())
        issue_card(self.store, member, self.acting())
        words = shown_text("messages", lambda message: message.english(), "en")
        change_consent(self.store, member, self.acting(), purpose="messages", granted=True, shown=words)
        self.sell(member)
        self.hold(member, person)
        self.leave_files(member, person)
        return member

    def sell(self, member: str) -> str:
        """A sale with its printed receipt in the folder."""
        acting = self.acting()
        basket = new_basket(self.store.ids.new(), acting.shop, "basket", acting.at)
        basket, _ = add(basket, article(self.draw.randrange(6)), 1000 * self.draw.randrange(1, 4))
        basket = msgspec.structs.replace(basket, member=member, proof="card")
        with self.store.reads() as reads:
            standing = with_rights(reads.standing(member, moment_of(acting.shop, acting.at)), basket, None)
        quote = quote_now(basket, acting.shop, standing, acting.at)
        paid = (Paid("cash", cash_due(acting.shop, quote.due_minor)),)
        done = complete_sale(self.store, SaleRequest(basket, paid, quote, standing, acting.shop, "", acting.at))
        with self.store.reads() as reads:
            view = receipt_view(reads, acting.shop, done.receipt.sale)
        assert view is not None
        ReceiptFolder(self.store.folder.receipts).keep(view)
        return done.receipt.sale

    def hold(self, member: str, person: Person) -> None:
        """A basket put aside, with the name in its note."""
        acting = self.acting()
        basket = new_basket(self.store.ids.new(), acting.shop, "basket", acting.at)
        basket, _ = add(basket, article(1), 1000)
        with self.store.reads() as reads:
            held = len(reads.held_baskets())
        if held < 5:
            basket = msgspec.structs.replace(basket, member=member, proof="card")
            hold_basket(self.store, basket, acting, note=f"for {person.names[1]}")

    def leave_files(self, member: str, person: Person) -> None:
        """An export, a letter, a waiting print, a printed card, and lines in a log."""
        folder, acting = self.store.folder, self.acting()
        with self.store.reads() as reads:
            document = member_document(reads, member, acting)
            card = reads.member(member).cards[0].number
        page = readable_page(document, Words("en", "Europe/Amsterdam"))
        files = {"member.json": msgspec.json.encode(document), "member.html": page.encode()}
        kept = write_export(folder.exports, export_name(member, acting.at), files)
        record_export(self.store, acting, what="member", about=member, files=kept, rows=1)
        for path, text in (
            (folder.outbox / f"{person.number}.json", f'{{"to": "{person.email}", "text": "Dear {person.names[1]}"}}'),
            (folder.printing / f"{person.number}.json", f'{{"lines": ["{person.names[1]}"]}}'),
            (folder.root / "cards" / f"{card}.pdf", f"%PDF {person.names[1]}"),
        ):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        with (folder.logs / "regulars.log").open("a", encoding="utf-8") as log:
            log.write(f'{{"event": "looked up", "who": "{person.names[1]}", "phone": "+31{person.phones[1][1:]}"}}\n')


def found_bytes(folder: Path, person: Person, *, apart_from: tuple[str, ...] = ()) -> list[str]:
    """Where in a folder the person still stands, file by file; the books must be closed."""
    found = []
    needles = sorted(set(person.needles()))
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part in apart_from for part in path.parts):
            data = path.read_bytes()
            found += [f"{path.relative_to(folder)}: {needle!r}" for needle in needles if needle in data]
    return found
