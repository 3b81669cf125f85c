"""The hub's PostgreSQL database: numbered SQL migrations, applied in order and never edited."""
