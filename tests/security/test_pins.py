"""A PIN cannot be guessed at the till, nor from a copy of the file; a badge opens what a PIN opens."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.facts.bodies import KeysRenewed, SignInFailed
from app.facts.upcast import read_body
from app.people.lock_out import CALM_MS, WAITS_MS, Ladder
from app.people.pin_rules import check_pin, is_easy
from app.people.staff import StaffMember
from app.storage.secrets import ShopSecrets, is_encrypting, secrets_of
from app.storage.store import Store
from app.values.clock import RunningTime, SetClock
from app.values.errors import Refusal, Trouble
from app.workflows import pins
from app.workflows.pins import PinKeeper, portable_pin_hash
from app.workflows.secrets import PEPPER
from app.workflows.sign_in import MustWait, Proof, WrongPin, change_own_pin, recover, renew_keys, sign_in, wait_left
from app.workflows.staff import end_badge, issue_badge, issue_recovery_code, save_staff
from tests.unit.workflows.conftest import NOON, Counter

DAY_MS = 86_400_000
OWNER, CASHIER = "4821", "5937"


class Ticks:
    """Running time that a test moves."""

    def __init__(self) -> None:
        self.ms = 0

    def __call__(self) -> int:
        return self.ms * 1_000_000


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
def counter(tmp_path: Path, ticks: Ticks) -> Iterator[Counter]:
    clock = SetClock(NOON)
    books = Store.create(tmp_path / "shop", clock, till=2)
    books.running = RunningTime("first", ticks)
    yield Counter(books, clock)
    books.close()


def wrong(counter: Counter, person: str = "", pin: str = "0001") -> WrongPin:
    with pytest.raises(WrongPin) as refused:
        sign_in(counter.books, Proof(pin=pin, person=person), counter.clock.now())
    return refused.value


def who(counter: Counter, **proof: str) -> str:
    return sign_in(counter.books, Proof(**proof), counter.clock.now()).person.name


# -- the ladder


def test_two_are_free_and_then_each_waits_longer(counter: Counter, ticks: Ticks) -> None:
    waits = []
    for _ in range(11):
        waits.append(wrong(counter).wait_ms)
        ticks.ms += waits[-1]
    assert [wait // 1000 for wait in waits] == [0, 0, 2, 5, 15, 60, 300, 900, 3600, 3600, 3600]


def test_while_it_waits_not_even_the_right_pin_is_looked_at(counter: Counter, ticks: Ticks) -> None:
    for _ in range(3):
        wrong(counter)
    with pytest.raises(MustWait) as waiting:
        who(counter, pin=CASHIER)
    assert waiting.value.wait_ms == 2000
    ticks.ms += 2000
    assert who(counter, pin=CASHIER) == "Maria"


@pytest.mark.parametrize("jump", [DAY_MS, -DAY_MS, 3650 * DAY_MS])
def test_the_clock_shortens_no_wait(counter: Counter, jump: int) -> None:
    for _ in range(3):
        wrong(counter)
    counter.clock.advance(jump)
    with pytest.raises(MustWait):
        who(counter, pin=CASHIER)


def test_a_restart_shortens_no_wait(counter: Counter, ticks: Ticks, tmp_path: Path) -> None:
    for _ in range(3):
        wrong(counter)
    counter.books.close()
    ticks.ms = 0
    with Store.open(tmp_path / "shop", counter.clock) as again:
        again.running = RunningTime("second", ticks)
        with again.reads() as reads:
            assert wait_left(again, reads) == 2000
        with pytest.raises(MustWait):
            sign_in(again, Proof(pin=CASHIER), NOON)
        ticks.ms += 2000
        assert sign_in(again, Proof(pin=CASHIER), NOON).person.name == "Maria"


def test_a_badge_and_another_persons_tile_still_sign_in(counter: Counter) -> None:
    badge = issue_badge(counter.books, counter.owner, counter.acting())
    for _ in range(3):
        wrong(counter, counter.cashier)
    assert who(counter, badge=badge) == "Olga"
    assert who(counter, pin=OWNER, person=counter.owner) == "Olga"
    with pytest.raises(MustWait):
        who(counter, pin=CASHIER, person=counter.cashier)
    with pytest.raises(MustWait):
        who(counter, pin=OWNER)


def test_nobody_wipes_out_guesses_at_others_with_their_own_pin(counter: Counter, ticks: Ticks) -> None:
    waits = []
    for _ in range(6):
        ticks.ms += wrong(counter).wait_ms
        assert who(counter, pin=CASHIER) == "Maria"
        with counter.books.reads() as reads:
            waits.append(reads.ladder("till").ladder.wrong)
    assert waits == [1, 2, 3, 4, 5, 6]


def guesses_in(hours: int, scopes: int) -> int:
    """How many guesses anybody gets who tries whenever the ladder lets them, over nobody's and every tile."""
    ladders = [Ladder() for _ in range(scopes + 1)]
    guesses = now = 0
    last, has_failed = [0] * len(ladders), [False] * len(ladders)
    while now < hours * CALM_MS:
        tried = False
        for place in range(len(ladders)):
            till, own = ladders[0].after(now - last[0]), ladders[place].after(now - last[place])
            waits = till.wait_ms if place == 0 else max(own.wait_ms, till.wait_ms if has_failed[place] else 0)
            if waits:
                continue
            for each in {0, place}:
                ladders[each] = ladders[each].after(now - last[each]).failed()
                last[each], has_failed[each] = now, True
            guesses += 1
            tried = True
        if not tried:
            now += 1000
    return guesses


def test_at_most_35_guesses_in_a_day_and_one_more_for_each_tile() -> None:
    assert guesses_in(24, 0) <= 35
    assert guesses_in(24, 5) <= 35 + 5


@given(st.lists(st.integers(0, 4 * CALM_MS), max_size=30))
def test_the_ladder_never_waits_less_for_more_wrong_ones(pauses: list[int]) -> None:
    ladder = Ladder()
    for pause in pauses:
        before = ladder.after(pause)
        ladder = before.failed()
        assert ladder.wait_ms == WAITS_MS[min(before.wrong, len(WAITS_MS) - 1)]
        assert ladder.after(ladder.wait_ms).wait_ms == 0


def test_every_wrong_one_is_recorded(counter: Counter) -> None:
    wrong(counter)
    wrong(counter, counter.cashier)
    with pytest.raises(WrongPin, match=r"badge\.unknown"):
        who(counter, badge="75" + "0" * 18)
    with counter.books.reads() as reads:
        day = counter.acting().business_on
        found = [read_body(fact) for fact in reversed(reads.facts_of(("SignInFailed",), day, day))]
    assert [(body.how, body.tile, body.wrong) for body in found] == [
        ("pin", "", 1),
        ("pin", counter.cashier, 2),
        ("badge", "", 1),
    ]
    assert all(isinstance(body, SignInFailed) for body in found)


def test_another_persons_pin_at_a_tile_is_as_wrong_as_any(counter: Counter) -> None:
    mine = wrong(counter, counter.cashier, OWNER).message.english()
    other = wrong(counter, counter.owner, "0001").message.english()
    assert mine.replace("2", "1").split()[:2] == other.split()[:2] == ["Wrong", "PIN."]


# -- a copy of the file


def test_no_pin_of_ten_thousand_verifies_without_the_pepper(counter: Counter) -> None:
    with counter.books.reads() as reads:
        people = reads.staff()
        shop = reads.identity().shop
    thief = PinKeeper(shop, b"\x00" * 32)
    kept = {person.pin_hash.split("$", 3)[3] for person in people}
    bare = {hashed[hashed.index("$argon2") :] for hashed in (person.pin_hash for person in people)}
    for digits in itertools.product("0123456789", repeat=4):
        pin = "".join(digits)
        assert thief.pin_hash(pin).split("$", 3)[3] not in kept
        assert not any(pins._fits(hashed, pin.encode()) for hashed in bare)


def test_the_pepper_is_nowhere_in_the_shops_folder(counter: Counter) -> None:
    pepper = counter.books.secrets.get(PEPPER)
    assert pepper is not None
    assert len(pepper) == 32
    counter.books.hand_over_writing()
    for file in counter.books.folder.root.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert pepper not in data
            assert pepper.hex().encode() not in data


def test_an_older_hash_is_kept_anew_at_the_next_sign_in(counter: Counter) -> None:
    acting = counter.acting()
    old = StaffMember("", "Nora", "cashier", portable_pin_hash("8264"))
    person = save_staff(counter.books, old, acting)
    signed = sign_in(counter.books, Proof(pin="8264"), NOON)
    assert not signed.must_change
    with counter.books.reads() as reads:
        [kept] = [each.pin_hash for each in reads.staff() if each.id == person.id]
    assert kept.startswith("pin1$")
    assert who(counter, pin="8264") == "Nora"


def test_a_dearer_hash_follows_at_the_next_sign_in(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pins, "COST", pins.Cost(passes=2, memory_kib=128, lanes=1))
    assert who(counter, pin=CASHIER) == "Maria"
    with counter.books.reads() as reads:
        [kept] = [each.pin_hash for each in reads.staff() if each.id == counter.cashier]
    assert "$m=128,t=2,p=1$" in kept
    assert who(counter, pin=CASHIER) == "Maria"


# -- keys that are lost (row 80)


def lose(counter: Counter) -> None:
    counter.books.secrets.forget(PEPPER)


def test_lost_keys_are_said_and_an_owner_opens_with_the_recovery_code(counter: Counter) -> None:
    code = issue_recovery_code(counter.books, counter.owner, counter.acting())
    badge = issue_badge(counter.books, counter.cashier, counter.acting())
    lose(counter)
    for proof in (Proof(pin=OWNER), Proof(badge=badge)):
        with pytest.raises(Refusal, match=r"keys\.lost"):
            sign_in(counter.books, proof, NOON)
    with pytest.raises(WrongPin, match=r"recovery\.wrong"):
        recover(counter.books, "ABCD-EFGH", "6157", NOON)
    assert recover(counter.books, code.lower().replace("-", " "), "6157", NOON).name == "Olga"
    assert who(counter, pin="6157") == "Olga"
    for proof in (Proof(pin=CASHIER), Proof(badge=badge), Proof(pin=OWNER)):
        with pytest.raises(WrongPin):
            sign_in(counter.books, proof, NOON)
    with counter.books.reads() as reads:
        day = counter.acting().business_on
        [renewed] = reads.facts_of(("KeysRenewed",), day, day)
    assert isinstance(read_body(renewed), KeysRenewed)


def test_the_command_line_renews_keys_only_where_they_are_lost(counter: Counter) -> None:
    with pytest.raises(Refusal, match=r"keys\.whole"):
        renew_keys(counter.books, NOON)
    lose(counter)
    renew_keys(counter.books, NOON)
    owner = counter.acting().shop.staff[counter.owner]
    save_staff(counter.books, owner, counter.acting(), pin="6157")
    assert who(counter, pin="6157") == "Olga"


class Ring:
    """A keyring; it answers, or it does not."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.is_silent = False

    def get_password(self, service: str, username: str) -> str | None:
        self._ask()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._ask()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._ask()
        del self.kept[service, username]

    def _ask(self) -> None:
        if self.is_silent:
            raise RuntimeError("locked")


def test_a_keyring_has_it_and_the_folder_only_says_so(tmp_path: Path) -> None:
    ring = Ring()
    secrets = ShopSecrets("shop", tmp_path / "keys", lambda: ring)
    assert secrets.place() == "keyring"
    secrets.put(PEPPER, b"hidden")
    assert [file.name for file in (tmp_path / "keys" / "shop").iterdir()] == ["pepper.in-keyring"]
    assert ShopSecrets("shop", tmp_path / "keys", lambda: ring).get(PEPPER) == b"hidden"
    ring.is_silent = True
    with pytest.raises(Trouble, match=r"secrets\.silent"):
        ShopSecrets("shop", tmp_path / "keys", lambda: ring).get(PEPPER)
    ring.is_silent = False
    secrets.forget(PEPPER)
    assert ring.kept == {}
    assert secrets.get(PEPPER) is None


def test_without_a_keyring_files_of_the_owner_alone(tmp_path: Path) -> None:
    secrets = ShopSecrets("shop", tmp_path / "keys", lambda: None)
    secrets.put(PEPPER, b"hidden")
    file = tmp_path / "keys" / "shop" / "pepper.key"
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert secrets.place() == "folder"
    assert ShopSecrets("shop", tmp_path / "keys", lambda: None).get(PEPPER) == b"hidden"


def test_a_silent_keyring_takes_nothing_new_and_the_folder_does(tmp_path: Path) -> None:
    ring = Ring()
    ring.is_silent = True
    secrets = ShopSecrets("shop", tmp_path / "keys", lambda: ring)
    secrets.put(PEPPER, b"hidden")
    assert (tmp_path / "keys" / "shop" / "pepper.key").read_bytes() == b"hidden"


def test_keyrings_that_write_plain_text_are_passed_over() -> None:
    for module, fits in (
        ("keyring.backends.SecretService", True),
        ("keyring.backends.Windows", True),
        ("keyring.backends.macOS", True),
        ("keyrings.alt.file", False),
        ("keyring.backends.null", False),
        ("keyring.backends.fail", False),
        ("keyring.backends.chainer", False),
    ):
        assert is_encrypting(type("Keyring", (), {"__module__": module})()) is fits


def test_keys_never_lie_in_the_shops_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGULARS_KEYS", str(tmp_path / "shop" / "keys"))
    with pytest.raises(Trouble, match=r"secrets\.inside"):
        secrets_of("shop", tmp_path / "shop")


# -- which PINs, whose badge (row 93)


@pytest.mark.parametrize(
    "pin",
    [
        "0000", "1111", "1234", "4321", "0123", "9876", "1212", "1122", "1987", "2004", "2580",
        "111111", "123123", "112233", "010190",
    ],
)  # fmt: skip
def test_what_is_guessed_first_is_refused(pin: str) -> None:
    assert is_easy(pin)
    with pytest.raises(Refusal, match=r"pin\.easy"):
        check_pin(pin)


def test_ones_own_birthday_is_refused_where_it_is_known() -> None:
    for pin in ("2511", "1125"):
        check_pin(pin)
        with pytest.raises(Refusal, match=r"pin\.easy"):
            check_pin(pin, born_on=(1990, 11, 25))


def test_most_pins_are_left_to_choose_from() -> None:
    assert sum(is_easy(f"{n:04d}") for n in range(10_000)) < 400


@pytest.mark.parametrize("name", ["", "  ", "Ma\nria", "Ma\tria", "Maria\u2028", "\x00"])
def test_a_name_is_one_line_with_something_in_it(counter: Counter, name: str) -> None:
    with pytest.raises(Refusal, match=r"staff\.name"):
        save_staff(counter.books, StaffMember("", name, "cashier"), counter.acting())


def test_two_people_of_one_name_would_be_one_in_every_report(counter: Counter) -> None:
    with pytest.raises(Refusal, match=r"staff\.same_name"):
        save_staff(counter.books, StaffMember("", "MARIA", "cashier"), counter.acting())


def test_an_owner_lowers_another_but_never_themselves(counter: Counter) -> None:
    second = save_staff(counter.books, StaffMember("", "Ivo", "owner"), counter.acting())
    own = counter.acting().shop.staff[counter.owner]
    for change in ({"role": "manager"}, {"active": False}):
        with pytest.raises(Refusal, match=r"staff\.own_role"):
            save_staff(counter.books, msgspec.structs.replace(own, **change), counter.acting())
    lowered = save_staff(counter.books, msgspec.structs.replace(second, role="cashier"), counter.acting())
    assert lowered.role == "cashier"


def test_a_badge_that_was_lost_or_replaced_opens_nothing(counter: Counter) -> None:
    first = issue_badge(counter.books, counter.cashier, counter.acting())
    assert who(counter, badge=first) == "Maria"
    second = issue_badge(counter.books, counter.cashier, counter.acting())
    with pytest.raises(WrongPin):
        who(counter, badge=first)
    end_badge(counter.books, counter.cashier, counter.acting())
    with pytest.raises(WrongPin):
        who(counter, badge=second)


def test_the_given_pin_is_changed_and_the_new_one_is_ones_own(counter: Counter) -> None:
    given_pin = save_staff(counter.books, StaffMember("", "Nora", "cashier"), counter.acting(), pin="8264")
    signed = sign_in(counter.books, Proof(pin="8264"), NOON)
    assert signed.must_change
    for pin, code in (("8264", "pin.same"), (CASHIER, "pin.taken"), ("1234", "pin.easy"), ("61571", "pin.shape")):
        with pytest.raises(Refusal) as refused:
            change_own_pin(counter.books, signed.person, pin, NOON)
        assert refused.value.code == code
    change_own_pin(counter.books, signed.person, "6157", NOON)
    again = sign_in(counter.books, Proof(pin="6157"), NOON)
    assert (again.person.id, again.must_change) == (given_pin.id, False)


def test_who_left_has_neither_pin_nor_badge(counter: Counter) -> None:
    badge = issue_badge(counter.books, counter.cashier, counter.acting())
    person = counter.acting().shop.staff[counter.cashier]
    save_staff(counter.books, msgspec.structs.replace(person, active=False), counter.acting())
    for proof in (Proof(pin=CASHIER), Proof(badge=badge)):
        with pytest.raises(WrongPin):
            sign_in(counter.books, proof, NOON)
    with counter.books.reads() as reads:
        [gone] = [each for each in reads.staff() if each.id == counter.cashier]
    assert (gone.pin_hash, gone.badge_hash) == ("", "")
