"""Accruals: how many points a sale earns, one idea a file.

They are computed after everything else: on what was really paid for the goods of their rule, as the shop's
policies say.
"""
