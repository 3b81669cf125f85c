"""A scan is never typed, typing is never lost, whatever the layout, the end and the moment."""

import random

import pytest

from app.devices.scanner.layouts import typed_under
from app.devices.scanner.scan_codes import PLAIN, key_of, native_of
from app.devices.scanner.wedge import LONGEST_SCAN, Wedge, WedgeTerms
from app.workflows.scans.keys import Discard, KeyStroke, Replay, Scan
from tests.unit.devices.scanner.keyboard import ALL_LAYOUTS, ENDS, ENTER, TAB, Desk

EAN = "4609991234567"
MIXED = "LC1:K7QZ-90.5/w"
TYPING_KEYS = [key for key in PLAIN if key < 55 and key not in (ENTER, TAB)]
CODE_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_./:$%+?="


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("caps", [False, True])
@pytest.mark.parametrize("layout", ALL_LAYOUTS)
def test_a_scan_is_read_from_its_keys(layout, caps, end):
    desk = Desk(layout, caps)
    desk.scan(EAN, end)
    desk.wait(200)
    assert (desk.codes, desk.typed, desk.passed) == ([EAN], "", [])


@pytest.mark.parametrize("layout", ALL_LAYOUTS)
def test_letters_and_signs_of_a_code_are_right_under_every_layout(layout):
    desk = Desk(layout)
    desk.scan(MIXED)
    assert desk.codes == [MIXED]


@pytest.mark.parametrize("layout", ALL_LAYOUTS)
def test_typing_arrives_as_the_layout_has_it(layout):
    desk = Desk(layout)
    meant = desk.type_text("kofe 12*3")
    desk.wait(100)
    assert desk.typed == meant
    assert desk.codes == []


def a_sequence(rng, desk):
    """Typing and scanning in any order; returns what ought to be seen."""
    meant = []
    for _ in range(rng.randint(1, 8)):
        kind = rng.random()
        if kind < 0.5:
            code, end = a_code(rng)
            desk.wait(rng.randint(60, 400))
            desk.scan(code, end, gap=rng.randint(1, 20))
            meant.append(code)
            desk.wait(60)
        elif kind < 0.9:
            for _ in range(rng.randint(1, 12)):
                keys = [(rng.choice(TYPING_KEYS), rng.random() < 0.3)]
                gap = rng.randint(130, 300) if keys[0][0] == 57 else rng.randint(60, 300)
                text = desk.type_keys(keys, gap)
                meant += [text] if text else []
        else:
            desk.wait(rng.randint(130, 500))
            desk.strike(ENTER)
            meant.append("\n")
    desk.wait(600)
    return meant


def a_code(rng):
    end = rng.choice(ENDS)
    if end == "none":
        return "".join(rng.choice("0123456789") for _ in range(rng.randint(6, 30))), end
    return "".join(rng.choice(CODE_SIGNS) for _ in range(rng.randint(4, 40))), end


def run_sequences(rng, count):
    for number in range(count):
        desk = Desk(rng.choice(ALL_LAYOUTS), rng.random() < 0.3)
        meant = a_sequence(rng, desk)
        assert desk.seen == meant, f"sequence {number}, layout {desk.layout}, caps {desk.caps}"
        assert desk.discarded == 0


def test_a_thousand_mixed_sequences_of_typing_and_scanning():
    run_sequences(random.Random(20261121), 1000)


@pytest.mark.nightly
def test_ten_thousand_mixed_sequences_of_typing_and_scanning():
    run_sequences(random.SystemRandom(), 10_000)


def fuzz(rng, steps):
    """Any keys at any pace: each held key ends exactly once, in order, and nothing is held for ever."""
    wedge = Wedge(WedgeTerms(prefix=rng.choice(["", "", "F13", "STX", "~"])))
    at_ms, number, outstanding = 0.0, 0, 0
    given: list[int] = []
    for _ in range(steps):
        at_ms += rng.choice([0, 1, 5, 5, 12, 20, 34, 36, 60, 200, 600])
        if rng.random() < 0.1:
            effects = wedge.tick(at_ms)
            if not wedge.is_holding:
                outstanding = 0
        else:
            number += 1
            outstanding += 1
            key = rng.choice([0, *range(1, 120), 183, 28, 28, 15, 11, 11])
            stroke = KeyStroke(
                at_ms,
                key,
                rng.choice(["", "a", "7", "\r", "я", "٣", "\x00"]),
                shift=rng.random() < 0.2,
                ctrl=rng.random() < 0.1,
                alt=rng.random() < 0.1,
                repeat=rng.random() < 0.05,
                token=number,
            )
            effects = wedge.feed(stroke).effects
        for effect in effects:
            match effect:
                case Replay(tokens):
                    assert 1 <= len(tokens) <= 3
                    given += tokens
                case Scan(text=text):
                    assert text
                    assert len(text) <= LONGEST_SCAN
                case Discard(keys):
                    assert keys >= 1
        if len(given) > 100:
            assert given == sorted(given)
            del given[:-3]
    at_ms += 1000
    wedge.tick(at_ms)
    assert not wedge.is_holding


def test_twenty_thousand_steps_of_any_keys():
    rng = random.Random(7)
    for _ in range(20):
        fuzz(rng, 1000)


@pytest.mark.nightly
def test_a_million_steps_of_any_keys():
    rng = random.SystemRandom()
    for _ in range(100):
        fuzz(rng, 10_000)


def test_two_hundred_scans_back_to_back():
    desk = Desk("ru")
    for number in range(200):
        desk.scan(f"46099912{number:05d}", "crlf", gap=2)
    assert desk.codes == [f"46099912{number:05d}" for number in range(200)]
    assert desk.passed == []


def test_enter_after_a_scan_is_ignored_for_a_moment_and_then_works():
    desk = Desk()
    desk.scan(EAN)
    desk.wait(100)
    desk.strike(ENTER)
    assert desk.typed == ""
    desk.wait(30)
    desk.strike(ENTER)
    assert desk.typed == "\n"


def test_the_state_follows_the_drawing():
    desk = Desk()
    assert desk.wedge.state(desk.at_ms) == "idle"
    desk.type_text("4")
    assert desk.wedge.state(desk.at_ms) == "pending"
    desk.type_text("60", gap=5)
    assert desk.wedge.state(desk.at_ms) == "burst"
    desk.scan("9991234567", gap=5)
    assert desk.wedge.state(desk.at_ms) == "guard"
    assert desk.wedge.state(desk.at_ms + 121) == "idle"


def test_a_roll_of_three_keys_is_typing():
    desk = Desk("ru")
    desk.type_text("rjn", gap=10)
    desk.wait(100)
    assert desk.typed == "кот"


def test_a_scan_torn_off_is_dropped_and_said_but_never_typed():
    desk = Desk()
    desk.scan("AB-12", "none")
    desk.wait(100)
    assert (desk.typed, desk.codes, desk.discarded) == ("", [], 5)


def test_a_function_key_ends_what_is_held_and_passes():
    desk = Desk()
    desk.type_text("12", gap=10)
    desk.wait(5)
    desk.strike(88)
    assert desk.typed == "12"
    assert desk.passed == [88]


def test_a_held_key_repeats_as_typing():
    desk = Desk()
    desk.strike(6)
    for _ in range(5):
        desk.wait(30)
        desk.strike(6, repeat=True)
    desk.wait(100)
    assert desk.typed == "555555"
    assert desk.codes == []


def test_alt_0029_is_the_separator_and_never_a_shortcut():
    desk = Desk("ru")
    desk.scan("0104600439931256215", "none")
    desk.alt_code("0029")
    desk.scan("91EE10", "cr")
    assert desk.codes == ["0104600439931256215\x1d91EE10"]
    assert desk.scans[0].from_keys
    assert desk.passed == []


def test_an_alt_code_by_itself_means_nothing():
    desk = Desk()
    desk.alt_code("0029")
    desk.wait(200)
    assert (desk.typed, desk.codes, desk.passed) == ("", [], [])


def test_control_characters_of_scanners_are_inert_for_people():
    desk = Desk()
    for key in (36, 50, 23, 27):
        desk.wait(100)
        desk.strike(key, ctrl=True)
    desk.wait(100)
    assert (desk.typed, desk.codes, desk.passed) == ("", [], [])


def test_other_combinations_pass():
    desk = Desk()
    desk.strike(44, ctrl=True)
    desk.strike(2, alt=True)
    assert desk.passed == [44, 2]


@pytest.mark.parametrize(
    ("prefix", "key", "held"), [("F13", 183, {}), ("STX", 48, {"ctrl": True}), ("~", 41, {"shift": True})]
)
def test_a_programmed_prefix_begins_a_scan_at_any_pace(prefix, key, held):
    desk = Desk(wedge=Wedge(WedgeTerms(prefix=prefix)))
    desk.strike(key, **held)
    desk.scan("7", gap=150)
    assert (desk.codes, desk.typed, desk.passed) == (["7"], "", [])


def test_a_prefix_without_a_code_ends_after_half_a_second():
    desk = Desk(wedge=Wedge(WedgeTerms(prefix="F13")))
    desk.strike(183)
    desk.wait(5)
    desk.strike(2)
    desk.wait(800)
    assert (desk.typed, desk.codes, desk.discarded) == ("", [], 1)
    desk.type_text("12")
    desk.wait(100)
    assert desk.typed == "12"


def test_a_code_of_4096_signs_is_one_scan():
    desk = Desk()
    code = "https://example.test/" + "a1" * 2038
    desk.scan(code[:4096], gap=1)
    assert desk.codes == [code[:4096]]


def test_an_endless_scan_is_dropped_whole():
    desk = Desk()
    desk.scan("7" * (LONGEST_SCAN + 50), gap=1)
    assert desk.codes == []
    assert desk.discarded == LONGEST_SCAN + 50
    desk.wait(300)
    desk.scan(EAN)
    assert desk.codes == [EAN]


def test_without_scan_codes_the_text_is_kept_and_marked():
    desk = Desk("ru", tells_keys=False)
    desk.scan("LC12345")
    assert desk.codes == ["ДС12345"]
    assert not desk.scans[0].from_keys


def test_the_pace_of_a_scan_is_measured():
    desk = Desk()
    desk.scan(EAN, gap=9)
    assert desk.scans[0].widest_gap_ms == pytest.approx(9)


def test_keypad_digits_are_digits_and_arrows_without_num_lock_pass():
    desk = Desk()
    for key in (71, 72, 73, 75, 76, 77):
        desk.wait(5)
        desk.strike(key, text="7")
    desk.wait(5)
    desk.strike(96, text="\r")
    assert desk.codes == ["789456"]
    desk.wait(500)
    desk.strike(71, text="")
    assert desk.passed[-1:] == [71]


@pytest.mark.parametrize("platform", ["x11", "wayland", "windows", "evdev"])
def test_every_platform_numbers_the_same_keys(platform):
    for key in (*PLAIN, 183, 88):
        assert key_of(native_of(key, platform), platform) == key
    assert key_of(0, platform) == 0


def test_the_layouts_are_those_that_were_measured():
    measured = {
        "us": MIXED,
        "ru": "ДС1ЖЛ7ЙЯ-90ю5.ц",
        "ru-typewriter": "ДС№ЖЛ.ЙЯ!?%ю:ёц",
        "fr": "LC&MKèAW)çà:(!z",
        "de": "LC1ÖK7QYß90.5-w",
    }
    from app.devices.scanner.scan_codes import strokes_of

    for layout, text in measured.items():
        assert "".join(typed_under(layout, key, shift=shift) for key, shift in strokes_of(MIXED)) == text
