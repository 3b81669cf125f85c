"""Help: one sentence for every setting, for the form, the search and the documentation.

An option that declares a hint of its own keeps it; all others have theirs here, so that declarations stay
short. A test insists that no option is without.
"""

from __future__ import annotations

from dataclasses import replace

from app.settings.options import Declared
from app.values.words import Message, msg

HELP: dict[str, dict[str, Message]] = {
    "till": {
        "language": msg("of buttons and messages here; receipts have their own"),
        "theme": msg("dark for the evening; high contrast for eyes that need it"),
        "reduce_motion": msg("figures on the customer's screen stand still too"),
        "scale_percent": msg("Ctrl and + or - changes it at any time"),
        "receipt_columns": msg("of the files in the receipts folder; a printer has its own width"),
        "receipt_pdf": msg("beside the text file, in the shop's folder"),
        "large_quantity": msg("a slip of the finger is noticed before it is paid"),
    },
    "shop": {
        "name": msg("stands on every receipt, card and screen"),
        "address": msg("under the name on the receipt"),
        "tax_id": msg("printed as it is typed, for example VAT NL123456789B01"),
        "club": msg("how members know it; stands on their cards"),
        "footer": msg("thanks, opening hours, a web address"),
        "return_days": msg("later ones need a manager; 0 for none"),
        "return_without_receipt": msg("goods that were bought here, but nobody knows when"),
        "goodwill_points_limit": msg("more of them need a manager"),
        "goodwill_points_month": msg("of all cashiers together; the owner sees who gave them"),
        "goodwill_coupon_points": msg(
            "each coupon takes so many from the month; a member's second one needs a manager"
        ),
        "currency": msg("stays as it is once something was sold"),
        "country": msg("decides how a phone number without its country code is read"),
        "zone": msg("decides when a day begins and what the clock on receipts says"),
        "language": msg("members with a language of their own get theirs"),
        "taxes": msg("each with its letter on the receipt; an article names those that it has"),
        "prices_include_tax": msg("off: tax is added to the price at the till"),
        "tax_rounding": msg("as your tax office wants it; it can change a cent"),
        "cash_step_minor": msg("5 where the smallest coin is 0.05; cards pay the exact sum"),
        "cash_rounding": msg("only cash; the receipt shows the difference"),
        "reduce_percent_limit": msg("more needs a manager; rewards and offers do not count"),
        "policies": msg("for whoever moves from another system; one on each line"),
        "proof_required": msg("a card earns in any case; spending asks for what the programme wants"),
        "drawer_needs_manager": msg("off: a cashier may, with a reason; it is written down either way"),
        "accent": msg("of buttons, cards and the customer's screen; made readable by itself"),
        "receipt_logo": msg("needs a printer that can draw"),
        "quick_keys": msg("goods and functions that stand beside the basket"),
    },
    "scanner": {
        "guard_ms": msg("so that the scanner's own Enter never presses a button"),
        "baud": msg("as it stands in the scanner's manual; USB scanners do not mind"),
        "stand_ins": msg("one on each line; needed for lots and serial numbers"),
    },
    "printer": {
        "port": msg("9100 with nearly every network printer"),
        "baud": msg("as it stands on the printer's own test page"),
        "columns": msg("32 on narrow paper, 42 or 48 on wide; the rulers of the test page show it"),
        "code_page": msg("the set of letters; CP866 and CP1251 have Russian ones"),
        "draws_missing": msg("slower, but no name is printed with question marks"),
        "dots": msg("384 on narrow paper, 512 or 576 on wide"),
        "cuts": msg("off: the paper is fed to where it is torn"),
        "barcode": msg("choose “drawn” where the code of the test page is missing"),
        "asks_status": msg("only with a line that answers: network or serial"),
    },
    "display": {
        "pole_baud": msg("as it stands in the display's manual"),
        "pole_code_page": msg("the test shows all letters: choose what reads right"),
        "done_seconds": msg("then the screen is idle again"),
    },
    "mail": {
        "port": msg("587 with STARTTLS, 465 with TLS"),
        "security": msg("a password is never sent in the open"),
        "user": msg("often the address itself"),
        "sender": msg("members see it; answers go there"),
    },
    "sound": {
        "enabled": msg("goods added, look here, nothing done, member found: four tones"),
        "volume_percent": msg("0 is silence; messages are shown all the same"),
    },
}


_SAME_AS = {"second_printer": "printer"}


def help_of(group: str, option: str, declared: Declared) -> Message:
    """The sentence that explains an option; empty for one that nobody explained."""
    about = _SAME_AS.get(group, group)
    return declared.hint if declared.hint.text else HELP.get(about, {}).get(option, msg(""))


def with_help(group: str, option: str, declared: Declared) -> Declared:
    """The declaration with its help as its hint."""
    return replace(declared, hint=help_of(group, option, declared))
