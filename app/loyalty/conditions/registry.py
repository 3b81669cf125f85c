"""All conditions a rule may carry. A new one is a module of its own and a name here."""

from __future__ import annotations

from app.loyalty.conditions.code_entered import CodeEntered
from app.loyalty.conditions.forbids import Forbids
from app.loyalty.conditions.line_min_quantity import LineMinQuantity
from app.loyalty.conditions.max_amount import MaxAmount
from app.loyalty.conditions.min_amount import MinAmount
from app.loyalty.conditions.min_quantity import MinQuantity

AnyCondition = MinQuantity | LineMinQuantity | MinAmount | MaxAmount | Forbids | CodeEntered
CONDITIONS: tuple[type[AnyCondition], ...] = (MinQuantity, LineMinQuantity, MinAmount, MaxAmount, Forbids, CodeEntered)
