"""Warranty and trial: the register of what was promised for goods that were sold."""
