"""Conditions: what must hold before an offer acts, one idea a file.

A condition is measured over the lines its rule names. `missing` gives None where it holds and otherwise the
reason with what is needed and what is there: the decision and its explanation are one and the same.
"""
