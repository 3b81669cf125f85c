"""Ledger: accounts, transfers, lots and balances of points; entries are added and never edited."""
