"""All accruals a rule may carry. A new one is a module of its own and a name here."""

from __future__ import annotations

from app.loyalty.accruals.per_money import PerMoney
from app.loyalty.accruals.per_receipt import PerReceipt
from app.loyalty.accruals.per_unit import PerUnit

AnyAccrual = PerMoney | PerUnit | PerReceipt
ACCRUALS: tuple[type[AnyAccrual], ...] = (PerMoney, PerUnit, PerReceipt)
