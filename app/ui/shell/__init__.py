"""The shell: the window that hosts screens, its bars, its messages and the way of a key."""
