"""The demo: a quarter hour at the counter, played by real keys and scans through the real window."""
