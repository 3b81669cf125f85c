"""Regulars: the loyalty terminal on a shop's counter; its rooms are described in the README."""

__version__ = "0.1.0"
