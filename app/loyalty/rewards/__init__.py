"""Rewards: what an offer gives, one idea a file.

A reward proposes cuts of rows, in whole minor units, and changes nothing itself. What it proposes depends
only on the book as earlier offers left it and on its turn (times, points, limits).
"""
