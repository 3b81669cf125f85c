"""What the books keep of the machine's clock: that it jumped, that it is believed again, and where time stood."""

from __future__ import annotations

from collections.abc import Iterable

from app.facts.bodies import ClockJumped, ClockTrusted
from app.facts.upcast import read_body
from app.values.clock import Instant
from app.values.watched_clock import Jump, Trust
from app.workflows.ports import Books, Reads
from app.workflows.shop_now import calendar_day


def record_clock(books: Books, news: Iterable[Jump | Trust], at: Instant, staff: str = "") -> None:
    """Keep what happened to the clock, in one unit of work; time is the shop's own, not the clock's."""
    news = tuple(news)
    if not news:
        return
    with books.unit_of_work() as unit:
        shift = unit.open_shift()
        day = shift.business_on if shift is not None else calendar_day(unit.shop_settings(), at)
        for each in news:
            body = (
                ClockJumped(each.way, each.was_at, each.told_at)
                if isinstance(each, Jump)
                else ClockTrusted(each.told_at, each.by)
            )
            unit.record(body, business_on=day, staff=staff, at=at)


def unsettled_jump(reads: Reads) -> Jump | None:
    """The last jump of the clock, unless it was believed again since: what is recorded meanwhile is suspect."""
    jumped, trusted = reads.last_of(ClockJumped.__name__), reads.last_of(ClockTrusted.__name__)
    if jumped is None or (trusted is not None and trusted.seq > jumped.seq):
        return None
    body = read_body(jumped)
    return Jump(body.way, body.was_at, body.told_at) if isinstance(body, ClockJumped) else None
