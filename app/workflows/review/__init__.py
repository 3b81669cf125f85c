"""The owner's fraud review: what the rules saw, the receipts behind it, and what was made of it."""
