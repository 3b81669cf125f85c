"""Customer displays that are not windows: two lines of text on a pole."""
