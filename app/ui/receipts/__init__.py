"""Receipts: the recent ones, any one by its number, looked at, printed again as a copy, or given a late member."""
