"""Cases: examples of prices as data, run through the same engine, ledger and returns as the till.

A shop or an integrator writes down a basket, its programs and what should come out; `run_cases` says what
does. The room reads and compares; it holds no pricing logic of its own.
"""

from app.loyalty.cases.comparing import failures, is_unsupported
from app.loyalty.cases.run import run_case, run_cases

__all__ = ["failures", "is_unsupported", "run_case", "run_cases"]
