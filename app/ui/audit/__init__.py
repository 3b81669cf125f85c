"""Audit: what was approved, cancelled, changed, opened and tried, in words."""
