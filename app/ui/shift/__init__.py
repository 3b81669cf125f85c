"""The shift: what was sold since it opened, by tender, and closing it."""
