"""Backups: where they lie, which are kept, how a shop comes back from one, and the proof that it would."""
