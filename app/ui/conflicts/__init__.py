"""What tills disagree on: shown until it adds up again."""
