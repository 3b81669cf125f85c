"""Insight: the owner's questions, answered purely from rows to frozen results."""
