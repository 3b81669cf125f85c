"""The terminal's SQLite database: numbered migrations, applied in order and never edited."""
