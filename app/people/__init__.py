"""People: members, cards, consents, staff, roles and rights, as plain values without a database."""
