"""What devices found out, in words: the findings of the scanner's test, where secrets lie, the report for a helper."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from app.settings.devices import devices_to
from app.values.words import Message, msg, plain
from app.workflows.device_desk import DeviceName

if TYPE_CHECKING:
    from app.devices.scanner.calibration import Calibration
    from app.workflows.device_desk import DeviceDesk
    from app.workflows.secrets import SecretPlace

SECRET_WORDS: dict[SecretPlace, Message] = {
    "keyring": msg("Keys and passwords are kept in the keyring of this machine."),
    "folder": msg(
        "No keyring answers on this machine: keys and passwords lie in a folder that only this user can read. "
        "Encrypt the disk, or set up a keyring."
    ),
    "nowhere": msg("Keys and passwords cannot be kept on this machine. PINs and e-mail will not work."),
}
LAYOUT_WORDS: dict[str, Message] = {
    "us": msg("English (US)"),
    "ru": msg("Russian"),
    "ru-typewriter": msg("Russian (typewriter)"),
    "fr": msg("French"),
    "de": msg("German"),
}
_ENDINGS: dict[str, Message] = {"enter": msg("Enter"), "tab": msg("Tab"), "none": msg("nothing")}
_HIDDEN = frozenset({"user", "sender", "host", "setup_codes"})
"""Options that name people or places: they are no part of a report."""


def report_lines(desk: DeviceDesk) -> tuple[Message, ...]:
    """The whole page as lines."""
    lines = [desk.secrets_words()]
    for group, options in devices_to(desk.settings).items():
        shown = ", ".join(f"{name} = {value}" for name, value in options.items() if name not in _HIDDEN)
        lines.append(plain(f"[{group}] {shown}"))
    lines += [plain(f"{state.name}: {state.state} {state.why}".strip()) for state in desk.states()]
    for receipt in desk.waiting():
        lines.append(plain(f"{receipt.name}: {(desk.now() - receipt.made_at) // 60_000} min"))
    lines += desk.scanner_report().lines
    names: tuple[DeviceName, ...] = get_args(DeviceName)
    for name in names:
        for event in desk.events(name):
            times = f" x{event.times}" if event.times > 1 else ""
            ago = (desk.now() - event.at) // 1000
            lines.append(msg("{name}, {ago} s ago: {event}", name=f"{name}{times}", ago=ago, event=event.words))
    return tuple(lines)


def findings(found: Calibration) -> tuple[Message, ...]:
    """What the test scans say, best first."""
    lines = [
        msg("Digits arrive as they are printed: cards and goods can be read.")
        if found.reads_digits
        else msg("The digits did not arrive yet. Scan the first code."),
        msg("Letters and signs arrive as they are printed.")
        if found.reads_signs
        else msg("Letters and signs did not arrive yet. Scan the second code."),
        msg("The GS1 separator arrives: lots and serial numbers can be read.")
        if found.sends_separator
        else msg("No GS1 separator yet. Scan the third code; the scanner may need its setup code."),
    ]
    lines.append(msg("A code ends with: {ending}.", ending=_ENDINGS[found.ending]))
    if found.layout:
        layout = LAYOUT_WORDS[found.layout]
        lines.append(msg("Keyboard layout: {layout}. Codes are read as they are printed.", layout=layout))
    if found.measured_ms:
        measured = round(found.measured_ms)
        lines.append(
            msg("Measured: {measured} ms between keys. Setting: {gap} ms.", measured=measured, gap=found.gap_ms)
        )
    if not found.sees_keys:
        lines.append(msg("Scan codes are missing here: keep the keyboard on the English layout."))
    return tuple(lines)
