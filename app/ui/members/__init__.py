"""Members: finding them, their record, cards and consents, and the owner's view of their history."""
