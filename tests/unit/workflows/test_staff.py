"""Staff: PINs, roles, and the last owner."""

import msgspec
import pytest

from app.people.pin_rules import check_pin
from app.people.staff import RIGHTS, Permission, StaffMember
from app.values.errors import Refusal
from app.workflows.sign_in import Proof, sign_in
from app.workflows.staff import save_staff


def who(counter, pin):
    return sign_in(counter.books, Proof(pin=pin), counter.clock.now()).person


def test_the_pin_says_who_it_is(counter):
    assert who(counter, "5937").name == "Maria"
    assert who(counter, "4821").role == "owner"


@pytest.mark.parametrize("pin", ["0000", "1234", "98765", "123", "1234567", "12a4", "", "٣٤٥٦"])
def test_a_pin_that_is_guessed_first_or_no_pin_is_refused(pin):
    with pytest.raises(Refusal) as refused:
        check_pin(pin)
    assert refused.value.code in {"pin.easy", "pin.shape"}


def test_a_wrong_pin_signs_nobody_in(counter):
    with pytest.raises(Refusal) as refused:
        who(counter, "4822")
    assert refused.value.code == "pin.wrong"


def test_two_people_never_share_a_pin(counter):
    with pytest.raises(Refusal) as refused:
        save_staff(counter.books, StaffMember(id="", name="Ivo", role="cashier"), counter.acting(), pin="5937")
    assert refused.value.code == "pin.taken"


@pytest.mark.parametrize("change", [{"role": "cashier"}, {"active": False}])
def test_the_last_owner_stays(counter, change):
    acting = counter.acting()
    owner = msgspec.structs.replace(acting.shop.staff[counter.owner], **change)
    with pytest.raises(Refusal) as refused:
        save_staff(counter.books, owner, acting)
    assert refused.value.code == "staff.last_owner"


def test_somebody_who_left_signs_in_no_more(counter):
    acting = counter.acting()
    save_staff(counter.books, msgspec.structs.replace(acting.shop.staff[counter.cashier], active=False), acting)
    with pytest.raises(Refusal):
        who(counter, "5937")


def test_a_cashier_manages_nobody(counter):
    with pytest.raises(Refusal) as refused:
        save_staff(counter.books, StaffMember(id="", name="Ivo", role="owner"), counter.acting(counter.cashier))
    assert refused.value.code == "right.missing"


def test_the_owner_may_do_everything_and_each_role_more_than_the_one_below():
    assert RIGHTS["cashier"] < RIGHTS["manager"] < RIGHTS["owner"] == frozenset(Permission)
