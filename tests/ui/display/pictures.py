"""One snapshot of every state of the customer's display, with long names and large sums, in either language."""

import msgspec

from app.workflows.display_feed import (
    DisplaySnapshot,
    ShownGoal,
    ShownLine,
    ShownPoints,
    ShownQuestion,
    Stage,
    asking,
    idle,
    paused,
    paying,
)

CLUB = {"en": "Corner Club", "ru": "Клуб «Уголок»"}
GOAL = ShownGoal({"en": "€10 off", "ru": "скидка 10 €"}, 1_000_000, 229_000)
NAMES = {
    "en": ("Coffee beans 1 kg", "Apples Gala", 'Mug "Anna", porcelain, with a very long name and its saucer'),
    "ru": ("Кофе зерновой 1 кг", "Яблоки Гала", "Средство для мытья посуды концентрированное, 500 мл"),
}


def pictures(language: str) -> dict[str, DisplaySnapshot]:
    """One snapshot of each state."""
    stage = Stage("Sunny Corner", "EUR", language, "Open from 9 to 21")
    lines = tuple(
        ShownLine(name, quantity, unit, total)
        for name, quantity, unit, total in zip(
            NAMES[language] * 5, (2000, 1235, 1000) * 5, ("pc", "kg", "pc") * 5, (2180, 308, 123_456) * 5, strict=True
        )
    )
    points = (ShownPoints(CLUB, 31_000, 0, 771_000, GOAL),)
    sold = msgspec.structs.replace(
        idle(stage), state="selling", lines=lines, unread=2, saved_minor=200, total_minor=1_234_563, to_pay_minor=3663
    )
    known = msgspec.structs.replace(sold, state="identified", greeting="Anna-Maria K.", points=points)
    thanks = msgspec.structs.replace(idle(stage), state="done", greeting="Anna K.", points=points, change_minor=83_500)
    return {
        "idle": idle(stage),
        "selling": sold,
        "identified": known,
        "paying": paying(known, 3163, 4000, cash_minor=3165),
        "done": thanks,
        "done without a member": msgspec.structs.replace(idle(stage), state="done", total_minor=3163),
        "paused": paused(stage),
        "consent": asking(sold, ShownQuestion("consent", 1)),
        "receipt": asking(thanks, ShownQuestion("receipt", 2)),
    }
