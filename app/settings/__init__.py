"""Settings: the declared options of a shop and a till, each with its type, default, range and text."""
