"""Which column is which: by name or as told, never by position."""

import pytest

from app.values.errors import Refusal
from app.workflows.imports.columns import MEMBER_COLUMNS, PRODUCT_COLUMNS, cells_of, find_columns


def code_of(header, wanted=PRODUCT_COLUMNS, told=None):
    with pytest.raises(Refusal) as refused:
        find_columns(header, wanted, told or {})
    return refused.value


def test_names_are_found_in_any_order_and_case():
    places = find_columns(["Price", "colour", "NAME", "sku"], PRODUCT_COLUMNS, {})
    assert cells_of(["9.99", "red", "Mug", "M1"], places) == {"sku": "M1", "name": "Mug", "price": "9.99"}


def test_other_names_are_told():
    told = {"sku": "Internal Reference", "price": "Sales Price"}
    places = find_columns(["Name", "Internal Reference", "Sales Price"], PRODUCT_COLUMNS, told)
    assert cells_of(["Desk", "D1", "450"], places)["price"] == "450"


def test_columns_are_joined_and_have_fallbacks():
    header = ["First", "Last", "Mobile", "Home"]
    places = find_columns(header, MEMBER_COLUMNS, {"name": "First+Last", "phone": "Mobile|Home"})
    assert cells_of(["Ann", "Lee", "", "12"], places) == {"name": "Ann Lee", "phone": "12"}
    assert cells_of(["", "Lee", "34", "12"], places) == {"name": "Lee", "phone": "34"}


def test_a_name_with_a_plus_in_it_is_one_column():
    places = find_columns(["A+B", "phone"], MEMBER_COLUMNS, {"name": "A+B"})
    assert cells_of(["x", "1"], places)["name"] == "x"


def test_a_missing_column_names_what_the_file_has():
    refused = code_of(["Title", "Cost"], told={"sku": "Title"})
    assert refused.code == "import.column_missing"
    assert "name, price" in refused.message.english()
    assert "Title, Cost" in refused.message.english()
    assert "--map name=THEIRS" in refused.message.english()


def test_members_need_one_way_to_be_found():
    assert code_of(["name", "points"], MEMBER_COLUMNS).code == "import.column_missing"
    assert find_columns(["email"], MEMBER_COLUMNS, {})


def test_a_doubled_column_is_asked_about_and_can_be_told():
    header = ["name", "phone", "email", "phone"]
    refused = code_of(header, MEMBER_COLUMNS)
    assert refused.code == "import.column_twice"
    assert "--map phone=phone#1" in refused.message.english()
    places = find_columns(header, MEMBER_COLUMNS, {"phone": "phone#2"})
    assert cells_of(["Ann", "1", "a@b.cd", "2"], places)["phone"] == "2"


def test_a_doubled_column_that_nobody_needs_does_no_harm():
    assert find_columns(["email", "note", "note"], MEMBER_COLUMNS, {})


@pytest.mark.parametrize(
    ("told", "code"),
    [({"colour": "x"}, "usage.map"), ({"sku": "nowhere"}, "import.column"), ({"sku": "name#3"}, "import.column")],
)
def test_what_was_told_wrongly_is_refused(told, code):
    assert code_of(["sku", "name", "price"], told=told).code == code
