"""Loyalty: the one rules engine, from programs and a basket to a quote with its reasons."""
