"""`regulars price BASKET.json`: what a basket would cost, by the shop's programmes, with every reason.

The basket: `{"lines": [{"sku", "quantity"}], "member", "proof", "codes": [...], "rewards": [{"program",
"reward", "times", "points"}], "refuse": [...], "at"}`. A line names an article of the shop, or brings its own
`name`, `price`, `category`, `taxes`. Quantities, prices and points are decimal texts or whole numbers.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.parsing import Parser
from app.cli.speaking import Speaker
from app.values.words import msg


def declare(parser: Parser, speaker: Speaker) -> None:
    """The words of the command."""
    parser.add_argument("basket", type=Path, metavar="BASKET.json", help=speaker.text(msg("a basket as JSON")))


def run(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Price it and print the quote."""
    from app.cli.price_basket import read_wish, to_basket
    from app.cli.price_quote import quote_json
    from app.cli.shops import looking, read_file
    from app.workflows.ring_up import quote_now, with_rights
    from app.workflows.shop_now import load_shop, moment_of

    wish = read_wish(read_file(arguments.basket))
    with looking(arguments, speaker) as store, store.reads() as reads:
        at = wish.instant() or store.clock.now()
        shop = load_shop(reads, at)
        basket = to_basket(wish, reads, shop, at)
        standing = with_rights(reads.standing(basket.member, moment_of(shop, at)), basket, None)
        quote = quote_now(basket, shop, standing, at)
        speaker.data(quote_json(quote, basket=basket, standing=standing, shop=shop, at=at, speaker=speaker))
    return 0
