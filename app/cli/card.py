"""`regulars card MEMBER...`: members' cards as pictures or PDF, one by one or as sheets to print and cut."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.parsing import Parser
from app.cli.speaking import Speaker
from app.values.errors import Refusal
from app.values.words import msg

if TYPE_CHECKING:
    from app.devices.cards.face import CardFace
    from app.workflows.ports import Reads


def declare(parser: Parser, speaker: Speaker) -> None:
    """The words of the command."""
    from app.cli.history import MEMBER_WORDS

    parser.add_argument("members", nargs="+", metavar="MEMBER", help=speaker.text(MEMBER_WORDS))
    parser.option("--out", type=Path, default=Path(), metavar="DIR", about=msg("where the files go (default: here)"))
    parser.option("--format", choices=("png", "pdf"), default="png", about=msg("picture or PDF"))
    parser.option("--sheet", type=Path, metavar="FILE", about=msg("all cards on sheets of ten, as one PDF"))
    parser.option("--dpi", type=int, default=600, metavar="N", about=msg("resolution of pictures, 150 to 1200"))


def run(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Draw the cards and write the files; says where they are."""
    from app.cli.shops import looking, write_file
    from app.devices.cards.page import card_pdf, card_sheet_pdf
    from app.devices.cards.picture import card_png

    if not 150 <= arguments.dpi <= 1200:
        raise Refusal("usage.dpi", msg("The resolution is from 150 to 1200."))
    with looking(arguments, speaker) as store, store.reads() as reads:
        at = store.clock.now()
        faces = [_face(reads, text) for text in arguments.members]
    if arguments.sheet:
        write_file(arguments.sheet, card_sheet_pdf(faces, at))
        speaker.print(str(arguments.sheet))
        return 0
    for face in faces:
        path = arguments.out / f"card-{face.number}.{arguments.format}"
        data = card_png(face, dpi=arguments.dpi) if arguments.format == "png" else card_pdf(face, at)
        write_file(path, data)
        speaker.print(str(path))
    return 0


def _face(reads: Reads, text: str) -> CardFace:
    from app.cli.history import member_named
    from app.devices.cards.face import card_face
    from app.people.member import short_name

    view = reads.member(member_named(reads, text))
    card = next((card.number for card in view.cards if card.status == "active"), "") if view else ""
    if view is None or not card:
        raise Refusal("card.none", msg("{text} has no active card. Issue one at the till first.", text=text))
    settings = reads.shop_settings()
    name = short_name(view.person.name) if view.person else ""
    return card_face(card, name, settings)
