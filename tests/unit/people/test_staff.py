"""Rights follow from the role; default is no."""

import pytest

from app.people.staff import RIGHTS, Permission, StaffMember


def test_each_role_may_do_what_the_role_below_may():
    assert RIGHTS["cashier"] < RIGHTS["manager"] < RIGHTS["owner"]
    assert RIGHTS["owner"] == set(Permission)


@pytest.mark.parametrize(
    ("role", "permission", "may"),
    [
        ("cashier", Permission.SELL, True),
        ("cashier", Permission.ENROL, True),
        ("cashier", Permission.REDUCE_ANY, False),
        ("cashier", Permission.VIEW_HISTORY, False),
        ("manager", Permission.CARD_STATUS, True),
        ("manager", Permission.SETTINGS, False),
        ("owner", Permission.MANAGE_STAFF, True),
    ],
)
def test_a_role_may_or_may_not(role, permission, may):
    assert StaffMember("s1", "Maria", role).may(permission) is may


def test_somebody_who_left_may_do_nothing():
    gone = StaffMember("s1", "Maria", "owner", active=False)
    assert not any(gone.may(permission) for permission in Permission)


def test_kept_names_of_permissions_do_not_change():
    assert {permission.value for permission in Permission} >= {"sell", "enrol", "reduce", "reduce_any", "settings"}
