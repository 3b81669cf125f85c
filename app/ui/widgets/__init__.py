"""The small widgets that all screens are made of."""
