"""The register of who was forgotten: a small file beside the books and beside their copies.

A copy that was made before an erasure brings the person back when it is put back; the register, which names
numbers and no person, says whom to forget again. It is written before the books are changed, so that an
erasure that was cut short is finished at the next opening.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from app.facts.bodies import MemberErased
from app.storage.shop_folder import write_whole
from app.values.clock import Instant, local
from app.values.errors import Trouble
from app.values.words import msg


class Forgotten(msgspec.Struct, frozen=True):
    """One line of the register: that a member was forgotten; nothing of the person."""

    member: str
    act: str
    reason: str
    at: Instant


def register_file(folder: Path) -> Path:
    """Where a folder's register lies: the shop's own, and one beside every set of copies."""
    return folder / "forgotten.json"


def read_register(folder: Path) -> tuple[Forgotten, ...]:
    """Who is registered as forgotten; a register that cannot be read counts as none, and is left alone."""
    try:
        return msgspec.json.decode(register_file(folder).read_bytes(), type=tuple[Forgotten, ...])
    except (OSError, msgspec.DecodeError):
        return ()


def enter_forgotten(folders: Iterable[Path], entries: Iterable[Forgotten]) -> None:
    """Add to the registers of these folders; a folder that is not there has none.

    Raises:
        Trouble: `erase.register`.
    """
    entries = tuple(entries)
    for folder in folders:
        if not (entries and folder.is_dir()):
            continue
        kept = {each.member: each for each in (*read_register(folder), *entries)}
        try:
            write_whole(register_file(folder), msgspec.json.encode(sorted(kept.values(), key=lambda each: each.at)))
        except OSError as error:
            raise Trouble(
                "erase.register",
                msg(
                    "The register of forgotten members in {folder} could not be written ({why}). Write down the act's "
                    "number: a copy that is put back would bring the person back.",
                    folder=str(folder),
                    why=error.strerror or str(error),
                ),
            ) from error


def forget_again(store: Any) -> int:
    """Forget in a store's books whom the register says, where a copy brought them back; returns how many."""
    registered = read_register(store.folder.root)
    if not registered:
        return 0
    with store.unit_of_work() as unit:
        back = [each for each in registered if unit.erasure(each.member) is None and unit.member(each.member)]
        now = store.clock.now()
        day = local(now, unit.shop_settings().zone).date()
        for each in back:
            unit.record(MemberErased(each.member, each.act, each.reason), business_on=day, at=now)
    if back:
        store.empty_log()
    return len(back)


def carry_register(sources: Iterable[Path | None], target: Path) -> None:
    """Bring the registers of several folders into one: of the shop that was, and of the folder of the copy."""
    for source in sources:
        if source is not None and source != target:
            enter_forgotten((target,), read_register(source))
