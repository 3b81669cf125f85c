"""The checkout: presenters in plain Python, and thin widgets that show what they say."""
