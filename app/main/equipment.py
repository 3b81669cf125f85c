"""Equipment: the till's devices joined to its screens; scans come in, receipts, pictures and tones go out.

Devices work on threads of their own. What they say crosses over to the window's thread by a signal, so that
no screen is ever touched by another thread, and a device that hangs holds up nobody.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

import msgspec
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from app.devices.scanner.inbox import ScanInbox, ScannedCode
from app.devices.scanner.repair import known_by, mend
from app.devices.scanner.scan_codes import key_of
from app.devices.scanner.wedge import Wedge, WedgeTerms
from app.devices.station import Callbacks, Place, Station
from app.main.customer_screen import CustomerScreen
from app.ui.checkout.look import Looked
from app.ui.shell.actions import Notice, Press
from app.ui.shell.scan_filter import ScanFilter
from app.values.errors import Refusal
from app.values.locales import Words
from app.values.numbers import MILLI, decimal_text
from app.values.words import msg
from app.workflows.look_up import Misread, NotKnown, ProductHit, misread_words
from app.workflows.scan_meaning import Scanned, ScannedGoods, resolve
from app.workflows.scans.classify import readings
from app.workflows.scans.shop_rules import rules_of

if TYPE_CHECKING:
    from app.devices.printers.queue import QueueView
    from app.devices.scanner.scan_codes import Platform
    from app.devices.sounds.tones import Tone
    from app.main.mail import Mail
    from app.settings.devices import DeviceSettings
    from app.storage.shop_folder import ShopFolder
    from app.ui.checkout.screen import CheckoutScreen
    from app.ui.display.feed import SaleFeed
    from app.ui.shell.screen import Desk
    from app.ui.shell.window import TerminalWindow
    from app.workflows.display_feed import DisplaySnapshot
    from app.workflows.receipt_view import ReceiptView
    from app.workflows.scans.classify import Reading
    from app.workflows.scans.keys import Scan
    from app.workflows.scans.rules import ScanRule

MOST_TEST_SCANS = 12
_TONES: dict[str, Tone] = {"err": "error", "warn": "warn"}
_PLATFORMS = {"xcb": "x11", "wayland": "wayland", "windows": "windows"}


class Equipment(QObject):
    """The devices of one window.

    Attributes:
        station: The devices themselves.
        inbox: Scans that wait for their turn.
        test_scans: The last scans of the scanner that types, for its test page.
        feed: What the customer is shown; there once a checkout is followed.
        customer: The customer's window.
        mail: The letters that wait and go.
    """

    _code_read = Signal(object)
    _queue_moved = Signal(object)
    _sound_changed = Signal(str)

    def __init__(self, desk: Desk, window: TerminalWindow, folder: ShopFolder) -> None:
        """Start what `devices.toml` names; what is wrong with that file is said in the window."""
        super().__init__(window)
        self._desk, self._window, self._folder = desk, window, folder
        self._checkout: CheckoutScreen | None = None
        self._filter: ScanFilter | None = None
        self._stand_ins: tuple[str, ...] = ()
        self._silent = ""
        self.feed: SaleFeed | None = None
        self.mail: Mail | None = None
        self.customer = CustomerScreen(desk, window)
        self.inbox = ScanInbox()
        self.test_scans: deque[Scan] = deque(maxlen=MOST_TEST_SCANS)
        words = Words(desk.till.settings.language, desk.till.shop.settings.zone)
        place = Place(folder.printing, desk.till.clock, words)
        told = Callbacks(self._code_read.emit, self._queue_moved.emit, sound_changed=self._sound_changed.emit)
        self.station = Station(place, told)
        self._code_read.connect(self.on_code_read, Qt.ConnectionType.QueuedConnection)
        self._queue_moved.connect(self.on_queue_moved, Qt.ConnectionType.QueuedConnection)
        self._sound_changed.connect(self.on_sound_changed, Qt.ConnectionType.QueuedConnection)
        self._say = desk.notify
        desk.notify = self._notify
        loaded = folder.load_devices()
        self.apply(loaded.settings)
        if loaded.notice is not None:
            desk.notify(Notice(loaded.notice, "warn"))

    def apply(self, settings: DeviceSettings) -> None:
        """Work with these settings from now on."""
        self.settings = settings
        terms = settings.scanner
        self.inbox = ScanInbox(terms.duplicate_ms)
        self._stand_ins = terms.stand_ins
        self._filter_keys()
        self.station.apply(settings)
        self.customer.apply(settings.display)
        self._show_pole()

    def follow(self, checkout: CheckoutScreen) -> None:
        """Sell what labels say, and show the customer this checkout's sale, from now on."""
        from app.ui.display.feed import SaleFeed

        self._checkout = checkout
        feed = self.feed = SaleFeed(checkout.counter, lambda: self.settings.display.done_seconds, self._is_watched)
        feed.shown.connect(self._on_shown)
        self.customer.follow(feed)
        self._show_pole()

    def print_receipt(self, view: ReceiptView) -> None:
        """Queue a finished sale's receipt; the drawer opens where cash changed hands. Any thread may call it."""
        is_first = not view.is_copy
        has_cash = any(tender.kind == "cash" for tender in view.receipt.tenders)
        self.station.print_receipt(view, opens_drawer=is_first and has_cash)

    def stop(self) -> None:
        """Let go of all devices."""
        self._desk.notify = self._say
        if self._filter is not None:
            self._filter.stop()
        if self.feed is not None:
            self.feed.stop()
        self.customer.stop()
        if self.mail is not None:
            self.mail.stop()
        self.station.stop()

    def play_all(self, tones: Sequence[Tone], pause_ms: int) -> None:
        """Play tones one after the other."""
        for place, tone in enumerate(tones):
            QTimer.singleShot(place * pause_ms, self, partial(self.station.play, tone))

    def on_keys_scanned(self, scan: Scan) -> None:
        """The scanner that types has read a code."""
        self.test_scans.append(scan)
        self.on_code_read(ScannedCode(scan.text, "keys", scan.from_keys, time.monotonic() * 1000))

    def on_scan_torn(self) -> None:
        """Half a scan: nothing was typed and nothing was added."""
        self._desk.notify(Notice(msg("A code was cut off. Nothing was added; scan again."), "warn"))

    def on_code_read(self, code: ScannedCode) -> None:
        """Any scanner has read a code: it waits its turn, and the window takes one at a time."""
        if self.inbox.offer(code) == "queued":
            QTimer.singleShot(0, self, self.deliver)

    def deliver(self) -> None:
        """Hand the next scan to the screen in front."""
        code = self.inbox.take()
        if code is None:
            return
        text = code.text
        if not code.from_keys:
            text = mend(text, known_by(rule.prefix for rule in self._rules())).code
        for reading in readings(text, self._rules(), self._stand_ins or ("",)):
            self._hand_over(reading)
        if not code.from_keys and any(sign.isalpha() and not sign.isascii() for sign in text):
            self._say_layout()
        refused = 0 if len(self.inbox) else self.inbox.forget_refused()
        if refused:
            words = msg("Too many scans at once: {count} were not taken. Scan them again.", count=refused)
            self._desk.notify(Notice(words, "err"))

    def on_queue_moved(self, view: QueueView) -> None:
        """The printer fell silent, or prints again: said once."""
        if view.why and not self._silent:
            words = msg("The receipt waits: the printer is not answering ({why}). Sales go on.", why=view.why)
            self._desk.notify(Notice(words, "warn"))
        self._silent = view.why

    def _rules(self) -> tuple[ScanRule, ...]:
        """The shop's table of codes, as it is now; the usual one where that cannot be read."""
        try:
            return rules_of(self._desk.till.shop.settings.scan_rules)
        except Refusal:
            return rules_of(())

    def _say_layout(self) -> None:
        """A code that could not be mended: what is wrong is the keyboard, and that is said last."""
        words = msg("A code came under another keyboard layout. Switch the keyboard to English and scan it again.")
        checkout = self._checkout
        notice = Notice(words, "err")
        if checkout is None:
            self._desk.notify(notice)
        else:
            checkout.counter.do(lambda: self._desk.notify(notice))

    def on_sound_changed(self, state: str) -> None:
        """A till that cannot be heard says so: whoever trusts the tones has to look."""
        self._window.top_bar.show_silence(state == "missing")

    def _hand_over(self, reading: Reading) -> None:
        match reading.kind:
            case "empty":
                return
            case "bank_card":
                words = msg("That was a bank card. It was not read and not kept; use the card terminal.")
                self._desk.notify(Notice(words, "warn"))
                return
            case "refused":
                words = msg("Not a code: {text}. Nothing was added; scan again.", text=reading.shown)
                self._desk.notify(Notice(words, "err"))
                return
            case "live":
                words = msg("Codes of phone cards are not read yet. Ask for the card number.")
                self._desk.notify(Notice(words, "warn"))
                return
            case "misread" if not reading.code:
                self._desk.notify(Notice(misread_words(reading.shown), "err"))
                return
        text = reading.code if reading.code and len(reading.code) <= len(reading.shown) else reading.shown
        self.station.play("ok")
        if reading.kind in ("weight", "price", "gs1") and self._sell_label(reading):
            return
        if self._window.takes_typing():
            self._window.on_key_pressed(Press("", text), "")
        self._window.on_key_pressed(Press("Enter"), text)

    def _sell_label(self, reading: Reading) -> bool:
        """Goods with the weight or price that their code carries; False where the counter is not selling now."""
        checkout = self._checkout
        if checkout is None or self._window.screen_in_front is not checkout:
            return False
        counter = checkout.counter
        if counter.mode.name not in ("basket", "done"):
            return False
        shop = self._desk.till.shop

        def sell(scanned: Scanned) -> None:
            if counter.mode.name == "done":
                counter.close()
            if isinstance(scanned, ScannedGoods) and scanned.quantity_milli >= self._asks_from_milli():
                # a heavy label asks as a typed quantity does, and waits in the entry line
                counter.type(f"{decimal_text(scanned.quantity_milli, 3)}*{scanned.goods.sku}")
                counter.enter()
            elif isinstance(scanned, ScannedGoods):
                row = msgspec.structs.replace(scanned.row, goods=scanned.goods)
                counter.take(Looked(ProductHit(row)), scanned.quantity_milli, scanned=True)
            elif isinstance(scanned, ProductHit | Misread | NotKnown):
                counter.take(Looked(scanned), MILLI, scanned=True)

        counter.do(lambda: counter.ask(lambda reads: resolve(reading, reads, shop, shop.digits), sell))
        return True

    def _asks_from_milli(self) -> int:
        return self._desk.till.settings.large_quantity * MILLI

    def _is_watched(self) -> bool:
        """Whether any customer's display is there."""
        return self.station.has_display or self.customer.window is not None

    def _on_shown(self, shown: DisplaySnapshot) -> None:
        self.station.show(shown)

    def _show_pole(self) -> None:
        """The text display shows the newest picture, whatever it is: selling, paying or thanks."""
        if self.feed is not None and self.station.has_display:
            self.feed.look()
            self.station.show(self.feed.now)

    def _notify(self, notice: Notice) -> None:
        tone = _TONES.get(notice.tone)
        if tone is not None:
            self.station.play(tone)
        self._say(notice)

    def _filter_keys(self) -> None:
        """Filter where keys tell their scan codes; elsewhere the router's own way of telling scans remains."""
        platform = _PLATFORMS.get(QGuiApplication.platformName())
        if self._filter is not None:
            self._filter.stop()
            self._filter = None
        if platform is None:
            return
        terms = self.settings.scanner
        wedge = Wedge(WedgeTerms(gap_ms=terms.gap_ms, guard_ms=terms.guard_ms, prefix=terms.prefix))
        self._filter = ScanFilter(wedge, lambda native: key_of(native, cast("Platform", platform)), self)
        self._filter.scanned.connect(self.on_keys_scanned)
        self._filter.torn.connect(self.on_scan_torn)
