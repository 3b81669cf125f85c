"""Points on paper: the fewest decimals in which everything printed of a program is exact, so that it adds up."""

from __future__ import annotations

from app.workflows.receipt_view import ReceiptView


def digits_of(view: ReceiptView, program: str) -> int:
    """Decimals (0 to 3) for this program's points on this receipt."""
    receipt = view.receipt
    amounts = [tender.points_milli for tender in receipt.tenders if tender.program == program]
    for change in receipt.points:
        if change.program == program:
            amounts += [change.before_milli, change.spent_milli, change.earned_milli]
    amounts += [gap.short_milli for gap in view.gaps if gap.program == program]
    amounts += [ending.points_milli for ending in view.ending if ending.program == program]
    return max((_needed(amount) for amount in amounts), default=0)


def _needed(milli: int) -> int:
    """Decimals that an amount of thousandths needs: 0 for 31000, 1 for 31500."""
    return next(digits for digits in range(4) if milli % 10 ** (3 - digits) == 0)
