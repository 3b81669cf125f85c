"""Storage: the shop's SQLite database, and the only room that knows SQLite."""
