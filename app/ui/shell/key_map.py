"""What the keys of the selling screens mean: the one list behind the help, the printed card and the tests.

A key keeps its meaning on every selling screen. The card is of the whole till; the help shows it beside the
keys that work now.
"""

from __future__ import annotations

from app.values.words import msg
from app.workflows.key_card import KeyLine, KeySection

KEY_MAP: tuple[KeySection, ...] = (
    KeySection(
        msg("Ringing up"),
        (
            KeyLine("0–9 A–Z", msg("code, name or amount; a scan needs no key")),
            KeyLine("Enter", msg("takes what was typed; on a red line: fix it")),
            KeyLine("3*", msg("quantity before a code; alone: quantity of the line")),
            KeyLine("+ −", msg("one more, one less of the selected line")),
            KeyLine("↑ ↓ PgUp PgDn Home End", msg("move in the basket")),
            KeyLine("Del", msg("take the line out")),
            KeyLine("Backspace", msg("take a letter back")),
            KeyLine("Ctrl+Z Ctrl+Y", msg("undo, redo")),
            KeyLine("Esc", msg("one step back; nothing of the sale is lost")),
        ),
    ),
    KeySection(
        msg("Panels"),
        (
            KeyLine("F1", msg("this help; once more prints the card")),
            KeyLine("F2", msg("member: find, join, without")),
            KeyLine("F3", msg("find goods, check a price")),
            KeyLine("F4", msg("reduce the line; once more the whole receipt")),
            KeyLine("F5", msg("rewards, with the reasons")),
            KeyLine("F6 F7", msg("hold the sale; take a held one back")),
            KeyLine("F8", msg("goods come back, exchange")),
            KeyLine("F9", msg("receipts")),
            KeyLine("F10", msg("menu: screens and this till")),
            KeyLine("F11", msg("hide the sale from the customer, show it again")),
            KeyLine("F12", msg("pay")),
            KeyLine("1–9", msg("choose in a list; number pad: + − move, . goes back, * more")),
        ),
    ),
    KeySection(
        msg("Paying"),
        (
            KeyLine("Enter", msg("cash: what was typed, or exactly what is due")),
            KeyLine("+", msg("by card")),
            KeyLine("*", msg("points")),
            KeyLine("/", msg("number pad: pay or finish; with an empty sale the menu")),
        ),
    ),
    KeySection(
        msg("Everywhere"),
        (
            KeyLine("Ctrl+L", msg("lock, for another cashier")),
            KeyLine("Ctrl+P", msg("print the last receipt again")),
            KeyLine("Ctrl+F", msg("search, on the screens of the office")),
            KeyLine("Ctrl + −", msg("larger, smaller")),
            KeyLine("Ctrl+0", msg("usual size")),
        ),
    ),
)
