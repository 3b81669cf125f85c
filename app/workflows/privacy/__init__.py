"""A member's rights over their data: what they allowed, a copy of it, and being forgotten."""
