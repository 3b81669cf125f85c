"""The first start: no shop yet. Open the demo shop, or found one in under a minute.

    kept = first_start(make)      # shows the window until a shop is there or it was closed

`make` gets the `FirstChoice` on a thread of its own, makes the shop, and may raise `Refusal` or `Trouble`,
which is said in the window.
"""

from app.ui.start.first import FirstChoice, first_start

__all__ = ["FirstChoice", "first_start"]
