"""Workflows: one module per use case of the shop, and the ports that the outside world fulfils."""
