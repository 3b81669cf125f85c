"""A member's rights: a withdrawal wins, a copy holds everything, and both are kept."""

from __future__ import annotations

import json

import msgspec
import pytest

from app.facts.bodies import ConsentChanged
from app.people.member import CONSENT_PURPOSES
from app.values.errors import Refusal
from app.values.locales import Words
from app.workflows.imports.bring_in import ImportOrder, import_list
from app.workflows.members import Joining, change_member, enrol_member
from app.workflows.privacy.consent_texts import shown_text
from app.workflows.privacy.consents import change_consent, consent_lines
from app.workflows.privacy.export import member_document, record_export
from app.workflows.privacy.readable import readable_page


@pytest.fixture
def anna(counter):
    joining = Joining(phone="0612344471", name="Anna <b>K</b>", consents={"terms": True})
    return enrol_member(counter.books, joining, counter.acting()).id


def granted(counter, member: str, purpose: str = "messages") -> bool | None:
    with counter.books.reads() as reads:
        view = reads.member(member)
    assert view is not None
    return view.consents.get(purpose)


def answer(counter, member: str, yes: bool) -> None:
    counter.clock.advance(1000)
    change_consent(counter.books, member, counter.acting(), purpose="messages", granted=yes)


def test_a_yes_after_a_withdrawal_counts_when_it_was_asked_anew(counter, anna):
    for yes in (True, False, True):
        answer(counter, anna, yes)
        assert granted(counter, anna) is yes


def test_a_yes_that_did_not_know_of_the_withdrawal_never_undoes_it(counter, anna):
    """Another till recorded it while apart, with a clock that runs ahead."""
    answer(counter, anna, False)
    counter.clock.advance(60_000)
    acting = counter.acting()
    with counter.books.unit_of_work() as unit:
        unit.record(ConsentChanged(anna, "messages", True), business_on=acting.business_on, at=acting.at)
    assert granted(counter, anna) is False
    answer(counter, anna, True)
    assert granted(counter, anna) is True


def test_a_list_brings_no_consent_back(counter, anna):
    with counter.books.reads() as reads:
        card = reads.member(anna).cards[0].number
    answer(counter, anna, False)
    counter.clock.advance(1000)
    raw = f"number,name,phone,consent\n{card},Anna K,0612344471,yes\n".encode()
    import_list(counter.books, ImportOrder("members", raw, "list.csv"), counter.acting())
    assert granted(counter, anna) is False


def test_the_words_that_were_shown_are_kept_once_in_each_language(counter, anna):
    words = {language: Words(language, "Europe/Amsterdam") for language in ("en", "ru")}
    for language in ("en", "ru", "en"):
        counter.clock.advance(1000)
        shown = shown_text("messages", words[language].say, language)
        change_consent(counter.books, anna, counter.acting(), purpose="messages", granted=True, shown=shown)
    with counter.books.reads() as reads:
        lines = consent_lines(reads, anna)
        kept = reads.facts_after(0, frozenset({"ConsentTextShown"}), 0)
    assert len(kept) == 2
    assert lines[0].text.startswith("Messages:")
    assert lines[1].text.startswith("Сообщения:")


def test_nobody_answers_for_somebody_who_is_not_there(counter):
    with pytest.raises(Refusal) as refused:
        answer(counter, "nobody", True)
    assert refused.value.code == "member.unknown"


def test_a_change_names_the_fields_and_never_what_they_say(counter, anna):
    counter.clock.advance(1000)
    changed = Joining(phone="0612398765", name="Anna K", email="a@example.org")
    change_member(counter.books, anna, changed, counter.acting())
    with counter.books.reads() as reads:
        (alteration,) = reads.alterations(anna)
        ((_, fact),) = reads.facts_after(0, frozenset({"MemberChanged"}), 0)
        changed_at = reads.changed_contact_at(anna)
    assert set(alteration.what) == {"name", "phone", "email"}
    assert b"12398765" not in fact.body
    assert changed_at == counter.clock.at


def test_a_copy_holds_everything_and_is_json(counter, anna):
    answer(counter, anna, True)
    acting = counter.acting()
    with counter.books.reads() as reads:
        document = member_document(reads, anna, acting)
    again = json.loads(msgspec.json.encode(document))
    assert again["record"]["phone"] == "+31612344471"
    assert "salt" not in again["record"]
    assert {entry["purpose"] for entry in again["consents"]} == {"terms", "messages"}
    page = readable_page(document, Words("ru", "Europe/Amsterdam"))
    assert "Anna &lt;b&gt;K&lt;/b&gt;" in page
    assert "<b>" not in page


def test_who_may_not_hand_out_gets_nothing(counter, anna):
    with counter.books.reads() as reads, pytest.raises(Refusal) as refused:
        member_document(reads, anna, counter.acting(counter.cashier))
    assert refused.value.code == "right.missing"


def test_an_export_is_kept_with_its_digests(counter, anna):
    record_export(counter.books, counter.acting(), what="member", about=anna, files={"a.json": "ab" * 32}, rows=1)
    with counter.books.reads() as reads:
        assert [entry.kind for entry in reads.log_of(anna)] == ["MemberEnrolled", "DataExported"]


def test_every_purpose_has_its_words():
    texts = {shown_text(purpose, lambda message: message.english(), "en").digest for purpose in CONSENT_PURPOSES}
    assert len(texts) == len(CONSENT_PURPOSES)
