"""A clock that jumps: it is said and kept, the till goes on, and a person may say that the clock is right."""

import pytest

from app.facts.bodies import ClockJumped, ClockTrusted
from app.main import open_terminal
from app.storage.doctor import doctor
from app.values.watched_clock import WatchedClock
from app.workflows.clock_watch import unsettled_jump
from tests.ui.counter_driver import Driver
from tests.ui.shop import ANNA_CARD, COFFEE

HOUR, DAY, YEAR = 3_600_000, 86_400_000, 365 * 86_400_000


@pytest.fixture
def machine(shop):
    """The shop's clock as a machine's, watched; `ran` is how long it has run."""
    ran = [0]

    class Machine:
        clock = WatchedClock(shop.clock, lambda: ran[0])

        @staticmethod
        def passes(ms):
            ran[0] += ms
            shop.clock.advance(ms)

        @staticmethod
        def jumps(ms):
            shop.clock.advance(ms)

    return Machine()


@pytest.fixture
def till(shop, machine, qtbot):
    terminal = open_terminal(shop.folder, clock=machine.clock)
    terminal.show()
    qtbot.waitExposed(terminal.window)
    driver = Driver(terminal, qtbot)
    driver.settle()
    terminal._housekeeping._timer.stop()
    yield driver
    terminal.close()
    terminal.window.deleteLater()


def look(till):
    till.terminal._housekeeping.clock.look()
    till.settle()


def sell(till):
    till.scan(COFFEE)
    return till.pay()


def last_fact(till, kind):
    with till.terminal.store.reads() as reads:
        return reads.last_of(kind.__name__)


def seq(till):
    with till.terminal.store.reads() as reads:
        return reads.chain_head()[0]


@pytest.mark.parametrize("jump", [-HOUR, -YEAR, 10 * YEAR])
def test_a_jump_is_said_kept_and_lived_with(till, machine, jump):
    sell(till)
    before = machine.clock.now()
    machine.jumps(jump)
    machine.passes(60_000)
    look(till)
    assert "no points expire" in till.notice
    assert "Time suspect" in till.words(till.window.top_bar)
    assert last_fact(till, ClockJumped) is not None
    head = seq(till)
    sell(till)
    with till.terminal.store.reads() as reads:
        assert before <= reads.recorded_at() <= before + HOUR
        assert unsettled_jump(reads) is not None
    assert seq(till) > head
    assert doctor(till.terminal.store).ok


def test_a_person_says_that_it_is_right(till, machine, shop):
    machine.jumps(40 * DAY)
    look(till)
    till.window.messages._act()
    till.settle()
    assert machine.clock.now() == shop.clock.now()
    assert last_fact(till, ClockTrusted).staff == till.terminal.desk.till.staff.id
    assert "Time suspect" not in till.words(till.window.top_bar)


def test_not_everybody_may_say_so(till, machine, shop):
    machine.jumps(40 * DAY)
    look(till)
    till.terminal.desk.till.sign(None)
    till.terminal._housekeeping.clock.believe()
    till.settle()
    assert machine.clock.now() < shop.clock.now()
    assert "Only who may change settings" in till.notice


def test_a_clock_that_comes_back_is_believed_by_itself(till, machine):
    machine.jumps(-DAY)
    look(till)
    machine.jumps(DAY)
    look(till)
    assert "believed again" in till.notice
    assert last_fact(till, ClockTrusted).seq > last_fact(till, ClockJumped).seq


def test_points_do_not_expire_because_a_clock_leapt(till, machine, shop):
    from app.workflows.shop_now import moment_of

    def usable():
        with till.terminal.store.reads() as reads:
            moment = moment_of(till.terminal.desk.till.shop, machine.clock.now())
            return sum(row.usable_milli for row in reads.points(shop.anna, moment))

    granted = usable()
    till.scan(ANNA_CARD)
    sell(till)
    points = usable()
    assert points > granted
    machine.jumps(10 * YEAR)
    assert usable() == points
    machine.clock.trust("person")
    assert usable() == granted


def test_the_next_start_goes_on_from_the_books(till, machine, shop, qtbot):
    sell(till)
    at = machine.clock.now()
    till.terminal.close()
    shop.clock.at = 0
    clock = WatchedClock(shop.clock, lambda: 0)
    again = open_terminal(shop.folder, clock=clock)
    again._housekeeping._timer.stop()
    assert clock.now() == at
    assert again.window.top_bar._suspect.isVisibleTo(again.window)
    again.close()
