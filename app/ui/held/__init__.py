"""Held baskets: put aside and taken back at the counter."""
