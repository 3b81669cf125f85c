"""The way back at the counter: returns, exchanges and what a mended fault earns."""
