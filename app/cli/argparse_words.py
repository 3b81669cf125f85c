"""argparse's own sentences in the reader's language.

argparse asks a function named `_` in its module for each sentence. Here it is given ours, so that a typing
mistake is answered in Russian where the till speaks Russian.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

from app.cli.speaking import Speaker
from app.values.words import Message, msg

SENTENCES: tuple[Message, ...] = (
    msg("usage: "),
    msg("the following arguments are required: %s"),
    msg("invalid choice: %(value)r (choose from %(choices)s)"),
    msg("argument %(argument_name)s: %(message)s"),
    msg("expected one argument"),
    msg("expected at least one argument"),
    msg("expected at most one argument"),
    msg("unrecognized arguments: %s"),
    msg("invalid %(type)s value: %(value)r"),
    msg("ignored explicit argument %r"),
    msg("unknown parser %(parser_name)r (choices: %(choices)s)"),
)


def speak(speaker: Speaker) -> None:
    """From now on argparse speaks this reader's language."""
    said = {sentence.text: sentence for sentence in SENTENCES}

    def sentence(text: str) -> str:
        known = said.get(text)
        return speaker.text(known) if known is not None else text

    own: Callable[[str], str] = sentence
    vars(argparse)["_"] = own
