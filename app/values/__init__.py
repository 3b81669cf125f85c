"""Values: money, points, quantities, rates, dates, ids, clock, folded text, words and the error roots.

The lowest room: it knows nothing of the others, so that every other room can speak in its terms.
"""
