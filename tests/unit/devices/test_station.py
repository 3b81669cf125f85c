"""All devices of a till from its settings: started, changed and stopped while it runs, and none ever in the way."""

import threading

import pytest

from app.devices.printers.profiles import PROFILES
from app.devices.printers.render import render
from app.devices.printers.slip import receipt_slip
from app.devices.printers.transports import PrinterSilent
from app.devices.station import Callbacks, Place, Station, profile_of, with_model
from app.settings.devices import PRINTER_MODELS, DeviceSettings, PrinterSettings, devices_from
from app.values.clock import SystemClock
from app.values.locales import Words
from app.workflows.display_feed import DisplaySnapshot
from tests.golden import samples


class Told:
    def __init__(self):
        self.codes, self.views, self.news = [], [], threading.Condition()

    def code(self, code):
        with self.news:
            self.codes.append(code)
            self.news.notify_all()

    def view(self, view):
        with self.news:
            self.views.append(view)
            self.news.notify_all()

    def wait(self, condition):
        with self.news:
            assert self.news.wait_for(condition, 5), (self.codes, self.views)


@pytest.fixture
def told():
    return Told()


@pytest.fixture
def station(tmp_path, told):
    place = Place(tmp_path / "printing", SystemClock(), Words("en", "UTC"))
    made = Station(place, Callbacks(told.code, told.view))
    yield made
    made.stop()


def states(station):
    return {each.name: each.state for each in station.states()}


def test_nothing_connected_is_a_working_till(station):
    station.apply(devices_from({"sound": {"enabled": False}}))
    assert set(states(station).values()) == {"off"}
    assert station.print_receipt(samples.english()) is False
    station.show(DisplaySnapshot())
    station.play("ok")
    assert station.queue() is None
    with pytest.raises(PrinterSilent):
        station.print_test_page("Till 1")


def test_a_receipt_is_printed_and_the_shelf_is_empty_again(station, told, tmp_path):
    paper = tmp_path / "lp0"
    settings = devices_from({"printer": {"connection": "file", "target": str(paper)}})
    station.apply(settings)
    assert station.print_receipt(samples.english(), opens_drawer=True)
    told.wait(lambda: told.views and not told.views[-1].waiting)
    profile = profile_of(settings.printer)
    assert paper.read_bytes() == b"\x1bp\x00\x32\xfa" + render(receipt_slip(samples.english(), profile), profile)
    assert list((tmp_path / "printing").iterdir()) == []
    station.print_test_page("Till 1")
    assert b"cp866  17" in paper.read_bytes()


def test_a_printer_that_comes_later_prints_what_waited(station, told, tmp_path):
    gone = devices_from({"printer": {"connection": "file", "target": str(tmp_path / "gone" / "lp0")}})
    station.apply(gone)
    station.print_receipt(samples.english())
    told.wait(lambda: told.views and told.views[-1].why)
    assert states(station)["printer"] == "waiting"
    paper = tmp_path / "lp1"
    station.apply(devices_from({"printer": {"connection": "file", "target": str(paper)}}))
    told.wait(lambda: not told.views[-1].waiting and not told.views[-1].why)
    assert b"TOTAL" in paper.read_bytes()
    assert states(station)["printer"] == "ready"


def test_missing_devices_are_states(station, tmp_path):
    nowhere = str(tmp_path / "nowhere")
    station.apply(devices_from({"scanner": {"port": nowhere, "camera": nowhere}, "display": {"pole_port": nowhere}}))
    for _ in range(300):
        now = states(station)
        if now["serial_scanner"] == now["pole"] == "waiting" and now["camera"] == "missing":
            break
        threading.Event().wait(0.01)
    assert (now["serial_scanner"], now["pole"], now["camera"]) == ("waiting", "waiting", "missing")
    station.apply(DeviceSettings())
    assert states(station)["serial_scanner"] == "off"


def test_the_same_settings_start_nothing_again(station, tmp_path):
    settings = devices_from({"printer": {"connection": "file", "target": str(tmp_path / "lp0")}})
    station.apply(settings)
    queue = station.queue()
    station.apply(devices_from({"printer": {"connection": "file", "target": str(tmp_path / "lp0")}}))
    assert station.queue() is queue
    station.apply(devices_from({"sound": {"volume_percent": 10}}))
    assert station.queue() is None


def test_a_known_model_fills_in_what_it_can_do():
    assert {"other", *PROFILES} == set(PRINTER_MODELS)
    assert with_model(PrinterSettings("network", "host", model="pos-5890")).page_number == 59
    assert with_model(PrinterSettings(page_number=3)).page_number == 3
    for name, profile in PROFILES.items():
        found = profile_of(with_model(PrinterSettings(model=name)))
        assert (found.columns, found.code_page, found.page_number) == (
            profile.columns,
            profile.code_page,
            profile.page_number,
        )
