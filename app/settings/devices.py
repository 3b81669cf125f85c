"""Settings of one till's devices: kept in `devices.toml` beside its database, never synced.

Each device is a group of its own, so that a form, the file and the checks follow from the declaration. A file
of another till can be taken over whole: it names nothing but devices.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from app.settings.options import from_values, option, to_values
from app.values.errors import Refusal
from app.values.words import msg

PRINTER_MODELS = (
    "other", "generic-80", "generic-80-ru", "generic-58", "generic-58-ru", "epson-tm-t20", "epson-tm-t88", "pos-5890",
    "rp-326", "drawn",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ScannerSettings:
    """How codes come in."""

    gap_ms: int = option(
        35,
        msg("Longest pause between two keys of a scan, milliseconds"),
        hint=msg("the test page measures it"),
        low=20,
        high=100,
    )
    guard_ms: int = option(120, msg("Enter is ignored after a scan for, milliseconds"), low=0, high=1000)
    duplicate_ms: int = option(
        250,
        msg("The same code again within so many milliseconds is one scan"),
        hint=msg("0 for a scanner on a stand that reads many of the same"),
        low=0,
        high=2000,
    )
    prefix: str = option(
        "", msg("Key that begins every scan, if the scanner is set up so"), hint=msg("F13, STX or one sign"), longest=3
    )
    port: str = option("", msg("Serial scanner: port"), hint=msg("/dev/ttyACM0 or COM3; empty for none"), longest=120)
    baud: int = option(9600, msg("Serial scanner: speed"), low=300, high=921_600)
    camera: str = option("", msg("Camera that reads codes"), hint=msg("/dev/video0; empty for none"), longest=120)
    setup_codes: tuple[str, ...] = option(
        (),
        msg("Setup codes of this scanner"),
        hint=msg("from its manual, as title=code; one on each line, printed as bars"),
    )
    stand_ins: tuple[str, ...] = option(
        ("^]", "{GS}", "<GS>"), msg("What this scanner sends instead of the GS1 separator")
    )


@dataclass(frozen=True, slots=True)
class PrinterSettings:
    """The receipt printer."""

    connection: str = option(
        "none",
        msg("Receipt printer"),
        hint=msg("windows and cups print through a queue of the system"),
        choices=("none", "network", "serial", "file", "cups", "windows"),
    )
    target: str = option("", msg("Where it is"), hint=msg("host, port, device file or name of the queue"), longest=120)
    port: int = option(9100, msg("Network port"), low=1, high=65_535)
    baud: int = option(9600, msg("Speed of a serial printer"), low=300, high=921_600)
    model: str = option("other", msg("Model"), hint=msg("a known model fills in what follows"), choices=PRINTER_MODELS)
    columns: int = option(42, msg("Columns of the paper"), choices=(32, 42, 48))
    code_page: str = option(
        "cp858", msg("Letters it prints"), choices=("cp437", "cp852", "cp858", "cp866", "cp1251", "cp1252")
    )
    page_number: int = option(
        19,
        msg("Number of these letters in the printer"),
        hint=msg("choose the line of the test page that reads right; -1 to draw every line"),
        low=-1,
        high=255,
    )
    draws_missing: bool = option(True, msg("Draw lines whose letters it lacks"))
    dots: int = option(512, msg("Dots across the paper"), low=200, high=1200)
    cuts: bool = option(True, msg("It has a cutter"))
    drawer_pin: int = option(0, msg("Drawer"), hint=msg("-1 for none, 0 for pin 2, 1 for pin 5"), low=-1, high=1)
    barcode: str = option("native", msg("Bars of the receipt code"), choices=("native", "raster", "none"))
    asks_status: bool = option(False, msg("Ask it for paper before printing"))


@dataclass(frozen=True, slots=True)
class DisplaySettings:
    """What the customer sees."""

    screen: str = option(
        "off",
        msg("Customer's screen"),
        hint=msg("a window is for trying it out on one screen"),
        choices=("off", "second", "window"),
    )
    monitor: int = option(
        2, msg("Number of the customer's screen"), hint=msg("the test shows each screen its number"), low=1, high=9
    )
    touch: bool = option(False, msg("Customers can touch their screen"), hint=msg("then they may answer questions"))
    pole_port: str = option("", msg("Text display: port"), hint=msg("empty for none"), longest=120)
    pole_baud: int = option(9600, msg("Text display: speed"), low=300, high=921_600)
    pole_code_page: str = option(
        "cp858", msg("Text display: letters"), choices=("cp437", "cp858", "cp866", "cp1251", "cp1252")
    )
    done_seconds: int = option(6, msg("The thanks stay for, seconds"), low=2, high=30)


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Receipts by e-mail."""

    host: str = option("", msg("Mail server"), hint=msg("empty for no receipts by e-mail"), longest=120)
    port: int = option(587, msg("Port of the mail server"), low=1, high=65_535)
    security: str = option("starttls", msg("Security of the mail server"), choices=("starttls", "tls", "none"))
    user: str = option("", msg("Name at the mail server"), longest=120)
    sender: str = option("", msg("Address that receipts come from"), longest=120)


@dataclass(frozen=True, slots=True)
class SoundSettings:
    """The tones of the till."""

    enabled: bool = option(True, msg("Sounds"))
    volume_percent: int = option(70, msg("Volume, percent"), low=0, high=100)


@dataclass(frozen=True, slots=True)
class DeviceSettings:
    """All devices of a till."""

    scanner: ScannerSettings = field(default_factory=ScannerSettings)
    printer: PrinterSettings = field(default_factory=PrinterSettings)
    second_printer: PrinterSettings = field(default_factory=PrinterSettings)
    display: DisplaySettings = field(default_factory=DisplaySettings)
    mail: MailSettings = field(default_factory=MailSettings)
    sound: SoundSettings = field(default_factory=SoundSettings)


GROUPS: dict[str, type[Any]] = {
    "scanner": ScannerSettings,
    "printer": PrinterSettings,
    "second_printer": PrinterSettings,
    "display": DisplaySettings,
    "mail": MailSettings,
    "sound": SoundSettings,
}


def devices_from(tables: Mapping[str, Any]) -> DeviceSettings:
    """Settings from the tables of a file; a missing table or option takes its default.

    Raises:
        Refusal: an unknown table or name, a wrong type or a value out of range.
    """
    unknown = sorted(set(tables) - set(GROUPS))
    if unknown:
        raise Refusal("settings.unknown", msg("There is no setting named {name}.", name=unknown[0]))
    flat = next((name for name, table in tables.items() if not isinstance(table, Mapping)), "")
    if flat:
        raise Refusal("settings.type", msg("A setting has a value of the wrong type: {why}", why=flat))
    return DeviceSettings(**{name: from_values(GROUPS[name], _upgraded(name, table)) for name, table in tables.items()})


def devices_to(settings: DeviceSettings) -> dict[str, dict[str, Any]]:
    """Settings as tables, ready for TOML; no secret is among them."""
    return {each.name: to_values(getattr(settings, each.name)) for each in fields(settings)}


def _upgraded(name: str, table: Mapping[str, Any]) -> dict[str, Any]:
    """A table as it is written today: the screen has three states now, the mail password lies in the secret store."""
    today = dict(table)
    if name == "display" and "second_screen" in today:
        today["screen"] = "second" if today.pop("second_screen") else "off"
    if name == "mail":
        today.pop("password", None)
    if name == "scanner":
        today.pop("rules", None)  # they are the shop's now, one table for all tills
    return today
