"""Erasing with everything around it: the files first, the register, then the books, and what is left to tell.

In this order a program that is stopped half-way loses nothing that the books cannot print again, and the next
opening finishes what was begun.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from app.storage.private_files import copies_with, destroy_traces
from app.storage.register import Forgotten, enter_forgotten
from app.storage.store import Store
from app.workflows.acting import Acting
from app.workflows.privacy.erasure import ErasureAct, check_erasure, erase_member, preview_erasure, traces_of


def further_copies(store: Store) -> tuple[Path, ...]:
    """The folder on another disk to which this till's backups go, where there is one."""
    folder = store.folder.load_till().settings.backup_folder.strip()
    return (Path(folder).expanduser(),) if folder else ()


def erase_everywhere(
    store: Store, member: str, acting: Acting, *, reason: str, typed: str, copies: Iterable[Path] | None = None
) -> ErasureAct:
    """Forget a member: files, register, books.

    Args:
        copies: Further folders with copies of the books; those of the till's settings if None.

    Returns:
        The act, with the copies that still hold the person.

    Raises:
        Refusal: as `erase_member`. Trouble: a file or the register could not be written.
    """
    with store.reads() as reads:
        shown = preview_erasure(reads, member, acting)
        check_erasure(shown, reason=reason, typed=typed)
        traces = traces_of(reads, shown.view.id)
    files = destroy_traces(store.folder, traces)
    folders = (store.folder.backups, *(further_copies(store) if copies is None else copies))
    entries = [Forgotten(each, shown.act, reason, acting.at) for each in traces.members]
    enter_forgotten((store.folder.root, *folders), entries)
    act = erase_member(store, member, acting, reason=reason, typed=typed)
    return msgspec.structs.replace(act, counts={**act.counts, **files}, backups=copies_with(folders, traces.members))
