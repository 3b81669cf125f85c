"""Facts: what happened in the shop, recorded once, chained by hashes, and the rows that follow from it."""
