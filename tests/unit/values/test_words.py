"""Messages are data that can be compared, and English without any catalogue."""

import gettext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.money import Money
from app.values.words import Catalogue, Message, field_names, fill, msg, msgn, plain


def test_a_message_keeps_its_text_and_fields():
    message = msg("needs {needed}: short {short}", needed="1 500", short="260")
    assert message == Message("needs {needed}: short {short}", fields=(("needed", "1 500"), ("short", "260")))
    assert message.english() == "needs 1 500: short 260"


@pytest.mark.parametrize(("count", "text"), [(0, "0 points"), (1, "1 point"), (2, "2 points")])
def test_a_counted_message_has_english_forms(count, text):
    assert msgn("{n} point", "{n} points", count).english() == text


def test_messages_hold_messages_and_money():
    whole = msg("{what} for {price}", what=msgn("{n} cup", "{n} cups", 2), price=Money(350, "EUR"))
    assert whole.english() == "2 cups for 3.50 EUR"


def test_a_declared_message_is_given_its_fields_later():
    declared = msg("Card {end} is blocked.")
    assert declared.saying(end="8906") == msg("Card {end} is blocked.", end="8906")
    assert declared.english() == "Card {end} is blocked."


def test_somebodys_own_words_are_never_filled_in():
    assert plain("Soup {today}").english() == "Soup {today}"


@pytest.mark.parametrize(
    ("text", "fields", "filled"),
    [
        ("{a} and {b}", {"a": "{b}", "b": "x"}, "{b} and x"),
        ("{a}{a}", {"a": "1"}, "11"),
        ("{unknown} stays", {"a": "1"}, "{unknown} stays"),
        ("{name} joined {who}.", {"name": "Anna K.", "who": "Anna K."}, "Anna K. joined Anna K."),
        ("Wait {who}...", {"who": "Anna K."}, "Wait Anna K...."),
        ("Total {sum}.", {"sum": "5"}, "Total 5."),
        ("100 % {", {}, "100 % {"),
    ],
)
def test_fields_are_put_in_once(text, fields, filled):
    assert fill(text, fields) == filled


@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), st.text("{}abc. ", max_size=6)))
def test_braces_in_values_stay_as_they_are(fields):
    assert fill("".join(f"<{{{name}}}>" for name in fields), fields) == "".join(
        f"<{value}>" for value in fields.values()
    )


def test_the_fields_of_a_text_are_known():
    assert field_names("{a} of {b_c}, {a}; { d }") == {"a", "b_c"}


def test_a_catalogue_without_translations_speaks_english():
    catalogue = Catalogue("en")
    assert catalogue.language == "en"
    assert catalogue.sentence(msg("Pay {sum}", sum=1)) == "Pay {sum}"
    assert catalogue.sentence(msgn("one", "many", 2)) == "many"
    assert catalogue.sentence(Message("one", "many")) == "many"
    assert catalogue.sentence(msg("")) == ""


class Shouting(gettext.NullTranslations):
    def gettext(self, message):
        return message.upper()

    def ngettext(self, msgid1, msgid2, n):
        return f"{msgid1 if n == 1 else msgid2}!"


def test_a_catalogue_translates_but_not_somebodys_own_words():
    catalogue = Catalogue("xx", Shouting())
    assert catalogue.sentence(msg("pay")) == "PAY"
    assert catalogue.sentence(msgn("one", "many", 1)) == "one!"
    assert catalogue.sentence(plain("soup")) == "soup"
    assert catalogue.sentence(msg("")) == ""
