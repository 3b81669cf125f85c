"""Settings: the declared options of this till and of the shop as a searchable form, refused at the option."""
