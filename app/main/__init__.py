"""The terminal put together: the shop's books, its threads, and the window; the one place that connects them.

with open_terminal(folder) as terminal: ...      # a window on a shop that is there
run_terminal(folder)                             # the same, until the window is closed
"""

from app.main.terminal import Terminal, application, open_terminal, run_terminal, start_terminal

__all__ = ["Terminal", "application", "open_terminal", "run_terminal", "start_terminal"]
