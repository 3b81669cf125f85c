"""Backups on the screen: the page about them, and the way out where the books cannot be opened."""
