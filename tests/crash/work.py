"""What a shop does, as short pieces of work by the real workflows: recorded, killed and starved by the harnesses.

Each is given a shop's folder that holds a small founded shop, draws what it does, and says a word after
everything that it has promised to somebody: what was promised must be there whatever happens next.
"""

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.sales.basket import RewardIntent
from app.settings.till import TillSettings
from app.storage.backup import backup
from app.storage.backups.making import make_backup
from app.storage.backups.restoring import Restoring, restore
from app.storage.backups.swap import restore_instead
from app.storage.erasing import erase_everywhere
from app.storage.store import Store
from app.values.clock import SystemClock
from app.workflows.acting import Acting
from app.workflows.complete_sale import complete_sale
from app.workflows.imports.bring_in import ImportOrder, import_list
from app.workflows.privacy.erasure import ERASURE_REASONS, preview_erasure
from app.workflows.return_goods import return_goods
from app.workflows.return_preview import preview
from app.workflows.return_requests import Back, ReturnRequest
from app.workflows.settings import save_shop_settings
from app.workflows.shifts import close_shift
from app.workflows.shop_now import load_shop
from app.workflows.void_sale import VOID_REASONS, void_sale
from tests.counter import Counter, found, member_id
from tests.crash.tape import Ack, Work

MEMBERS, PRODUCTS = 8, 24


def make_shop(folder: Path, *, members: int = MEMBERS, products: int = PRODUCTS) -> None:
    """A founded shop with a morning's sales behind it, closed."""
    with Store.create(folder, SystemClock()) as store:
        found(store, members=members, products=products)
        counter = Counter(store, random.Random(1), members=members, products=products)
        for number in range(3):
            counter.sell(counter.ring_up(f"morning-{number}", 4))


def sell(folder: Path, draw: random.Random, ack: Ack) -> None:
    """Sales as they come: the draft after each change, then the receipt."""
    with Store.open(folder, SystemClock()) as store:
        ack("open")
        counter = _counter(store, draw)
        for number in range(6):
            basket = counter.ring_up(_id(draw, "sale"), draw.randrange(1, 6), with_member=draw.random() < 0.7)
            counter.keep_draft(basket)
            ack(f"draft {number}")
            ack(f"sale {counter.sell(basket).receipt.sale}")


def redeem(folder: Path, draw: random.Random, ack: Ack) -> None:
    """Points are earned in bulk and spent."""
    with Store.open(folder, SystemClock()) as store:
        counter = _counter(store, draw)
        for number in range(4):
            basket = counter.ring_up(_id(draw, "sale"), 12)
            counter.sell(basket)
            ack(f"earned {number}")
            wish = (RewardIntent("points-100", "five-off"),)
            second = counter.ring_up(_id(draw, "sale"), 5).identified(basket.member, "card").wishing(asked=wish)
            request = counter.request(second)
            complete_sale(store, request)
            ack(f"spent {number}")


def give_back(folder: Path, draw: random.Random, ack: Ack) -> None:
    """Goods come back, and a sale is cancelled."""
    with Store.open(folder, SystemClock()) as store:
        counter = _counter(store, draw)
        for number in range(3):
            sale = counter.sell(counter.ring_up(_id(draw, "sale"), 4)).receipt.sale
            ack(f"sale {sale}")
            acting = _acting(store)
            request = ReturnRequest(_id(draw, "return"), sale, (Back("1", 1000),))
            with store.reads() as reads:
                shown = preview(reads, request, acting)
            return_goods(store, request, acting, shown)
            ack(f"return {number}")
            sale = counter.sell(counter.ring_up(_id(draw, "sale"), 2)).receipt.sale
            ack(f"second {number}")
            void_sale(store, sale, next(iter(VOID_REASONS)), acting)
            ack(f"void {number}")


def close_days(folder: Path, draw: random.Random, ack: Ack) -> None:
    """Shifts end, and the next sale begins another."""
    with Store.open(folder, SystemClock()) as store:
        counter = _counter(store, draw)
        for number in range(4):
            ack(f"sale {counter.sell(counter.ring_up(_id(draw, 'sale'), 2)).receipt.sale}")
            close_shift(store, "", store.clock.now())
            ack(f"closed {number}")


def bring_in(folder: Path, draw: random.Random, ack: Ack) -> None:
    """A price list and a list of members come in; a third list is cancelled half way."""
    with Store.open(folder, SystemClock()) as store:
        counter = _counter(store, draw)
        acting = _acting(store)
        import_list(store, ImportOrder("products", price_list(draw, 60)), acting)
        ack("products")
        import_list(store, ImportOrder("members", people(draw, 40)), acting)
        ack("members")
        ack(f"sale {counter.sell(counter.ring_up(_id(draw, 'sale'), 3)).receipt.sale}")
        try:
            import_list(store, ImportOrder("members", people(draw, 30)), acting, _cancel)
        except KeyboardInterrupt:
            ack("cancelled")


def settle(folder: Path, draw: random.Random, ack: Ack) -> None:
    """Terms of the shop and settings of the till change."""
    with Store.open(folder, SystemClock()) as store:
        for number in range(4):
            acting = _acting(store)
            save_shop_settings(store, replace(acting.shop.settings, name=f"Shop {draw.randrange(10**6)}"), acting)
            ack(f"terms {number}")
            columns = draw.choice((32, 42, 48))
            store.folder.save_till(replace(TillSettings(), receipt_columns=columns))
            ack(f"till {number}")


def back_up(folder: Path, draw: random.Random, ack: Ack) -> None:
    """Copies are made between sales."""
    with Store.open(folder, SystemClock()) as store:
        counter = _counter(store, draw)
        for number in range(3):
            ack(f"sale {counter.sell(counter.ring_up(_id(draw, 'sale'), 3)).receipt.sale}")
            backup(store, folder / "backups" / f"copy-{number}.db")
            ack(f"backup {number}")


def create(folder: Path, draw: random.Random, ack: Ack) -> None:
    """A new shop is made beside the old one."""
    for number in range(2):
        with Store.create(folder / f"second-{number}", SystemClock()) as store:
            ack(f"made {number}")
            found(store, members=2, products=3)
            ack(f"founded {number}")


def forget(folder: Path, draw: random.Random, ack: Ack) -> None:
    """Members ask to be forgotten, between sales."""
    with Store.open(folder, SystemClock()) as store:
        counter = _counter(store, draw)
        for number in draw.sample(range(MEMBERS), 3):
            member, acting = member_id(number), _acting(store)
            with store.reads() as reads:
                typed = preview_erasure(reads, member, acting).typed
            erase_everywhere(store, member, acting, reason=ERASURE_REASONS[0], typed=typed)
            ack(f"forgotten {number}")
            basket = counter.ring_up(_id(draw, "sale"), 2, with_member=False)
            ack(f"sale {counter.sell(basket).receipt.sale}")


def come_back(folder: Path, draw: random.Random, ack: Ack) -> None:
    """A backup is restored into a new folder, which sells on."""
    with Store.open(folder, SystemClock()) as store:
        made = make_backup(store, "asked", store.clock.now())
        ack("backup")
    restore(Restoring(Path(made.done.file), folder / "second-0", old_shop=folder), SystemClock())
    ack("restored")
    with Store.open(folder / "second-0", SystemClock()) as store:
        _counter(store, draw).sell(_counter(store, draw).ring_up(_id(draw, "sale"), 2))
        ack("went on")


def rescue(folder: Path, draw: random.Random, ack: Ack) -> None:
    """A backup takes the place of the books, which are moved aside; what was sold after it is taken over."""
    with Store.open(folder, SystemClock()) as store:
        made = make_backup(store, "asked", store.clock.now())
        counter = _counter(store, draw)
        ack(f"sale {counter.sell(counter.ring_up(_id(draw, 'sale'), 2)).receipt.sale}")
    restore_instead(Path(made.done.file), folder, SystemClock())
    ack("rescued")
    with Store.open(folder, SystemClock()) as store:
        counter = _counter(store, draw)
        ack(f"sale {counter.sell(counter.ring_up(_id(draw, 'sale'), 2)).receipt.sale}")


WORKS: dict[str, Work] = {
    "sale": sell,
    "redeem": redeem,
    "return": give_back,
    "shift": close_days,
    "import": bring_in,
    "settings": settle,
    "backup": back_up,
    "create": create,
    "forget": forget,
    "restore": come_back,
    "rescue": rescue,
}


def price_list(draw: random.Random, rows: int) -> bytes:
    """A file of products."""
    lines = [f"N-{draw.getrandbits(40):010x},Thing {number},{draw.randrange(1, 90)}.50" for number in range(rows)]
    return "\n".join(["sku,name,price", *lines]).encode()


def people(draw: random.Random, rows: int) -> bytes:
    """A file of members."""
    lines = [f"Person {draw.getrandbits(40):010x},+31612{draw.randrange(10**6):06d}" for _ in range(rows)]
    return "\n".join(["name,phone", *lines]).encode()


def copied(make: Callable[[Path], None], place: Path, folder: Path) -> None:
    """Make a shop once at `place`, and lay a copy of it into `folder`."""
    if not place.exists():
        make(place)
    shutil.copytree(place, folder)


def _cancel(doing: str, done: int, _of: int) -> None:
    if doing == "writing" and done:
        raise KeyboardInterrupt


def _counter(store: Store, draw: random.Random) -> Counter:
    return Counter(store, draw, members=MEMBERS, products=PRODUCTS)


def _acting(store: Store) -> Acting:
    at = store.clock.now()
    with store.reads() as reads:
        return Acting(load_shop(reads, at), "", at)


def _id(draw: random.Random, word: str) -> str:
    return f"{word}-{draw.getrandbits(64):016x}"
