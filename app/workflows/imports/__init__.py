"""Imports: a file of products or members, checked whole, told row by row, and brought in under one list.

Nothing here opens a file or a database: bytes come in, rows and problems go out, and `bring_in` stages them
through the ports. A column is found by its name or by what the shopkeeper says it is, never by its place.
"""
