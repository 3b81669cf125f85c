"""Database definitions: numbered migrations and generated schemas, frozen and independent of `app`."""
