"""Programs: the shop's offers as they were published, in words; to read, not to edit."""
