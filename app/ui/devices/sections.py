"""Sections of the devices page: a group of settings each, with the devices and the test that belong to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from app.values.words import Message, msg
from app.workflows.device_desk import DeviceName, DeviceState, TestName


@dataclass(frozen=True, slots=True)
class DeviceSection:
    """One kind of device.

    Attributes:
        group: Name of the settings group.
        devices: Whose states are shown.
        test, test_words: What its button tries; None and empty where there is none.
    """

    group: str
    title: Message
    icon: str
    devices: tuple[DeviceName, ...] = ()
    test: TestName | None = None
    test_words: Message | None = None


SECTIONS: tuple[DeviceSection, ...] = (
    DeviceSection(
        "scanner",
        msg("Scanner"),
        "scan-barcode",
        ("serial_scanner", "camera"),
        "setup_codes",
        msg("Print the codes"),
    ),
    DeviceSection("printer", msg("Printer"), "printer", ("printer",), "printer", msg("Print the test page")),
    DeviceSection(
        "second_printer",
        msg("Other printer"),
        "printer",
        ("second_printer",),
        "second_printer",
        msg("Print the test page"),
    ),
    DeviceSection(
        "display",
        msg("Customer display"),
        "monitor",
        ("customer_screen", "pole"),
        "display",
        msg("Show numbers and letters"),
    ),
    DeviceSection("mail", msg("E-mail"), "mail", ("mail",)),
    DeviceSection("sound", msg("Sounds"), "play", ("sounds",), "sound", msg("Play all tones")),
)
REPORT = DeviceSection("", msg("Report"), "info", get_args(DeviceName))
"""A page of its own: every state, where secrets lie, and all of it as a file for whoever helps."""
DEVICE_WORDS: dict[DeviceName, Message] = {
    "printer": msg("Receipt printer"),
    "second_printer": msg("Other printer"),
    "serial_scanner": msg("Serial scanner"),
    "camera": msg("Camera"),
    "customer_screen": msg("Customer's screen"),
    "pole": msg("Text display"),
    "mail": msg("Letters"),
    "sounds": msg("Loudspeaker"),
}
_STATE_WORDS: dict[str, tuple[Message, str]] = {
    "off": (msg("not set up"), "primary"),
    "ready": (msg("ready"), "ok"),
    "waiting": (msg("not answering"), "warn"),
    "missing": (msg("not found"), "warn"),
}


def state_words(state: DeviceState) -> tuple[Message, str]:
    """A state in words, and its tone; loudspeakers are opened with their first tone, which is no fault."""
    if state.name == "sounds" and state.state == "off":
        return msg("silent so far"), "primary"
    return _STATE_WORDS[state.state]
