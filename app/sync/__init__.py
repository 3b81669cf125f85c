"""Sync: the terminal's side of the exchange of facts with the hub, and its wire format."""
