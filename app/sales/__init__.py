"""Sales: basket, line, tax, tender, receipt, cash rounding and totals, as plain values."""
