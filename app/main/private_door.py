"""The door for a member's rights: exports and acts as files, and forgetting with everything around the books."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from app.values.locales import Words
from app.workflows.privacy.doors import ERASE_MEMBER, EXPORT_MEMBER, Erased, Exported

if TYPE_CHECKING:
    from pathlib import Path

    from app.storage.shop_folder import ShopFolder
    from app.storage.store import Store
    from app.ui.shell.screen import Desk
    from app.workflows.acting import Acting
    from app.workflows.ports import Books, Reads
    from app.workflows.privacy.erasure import ErasureAct


class PrivateDoor:
    """Fulfils `workflows.privacy.doors` in the shop's folder."""

    def __init__(self, desk: Desk, folder: ShopFolder) -> None:
        self._desk, self._folder = desk, folder

    def open(self) -> None:
        """Offer it."""
        self._desk.services[EXPORT_MEMBER] = self._export
        self._desk.services[ERASE_MEMBER] = self._erase

    def _export(self, reads: Reads, member: str, acting: Acting) -> Exported:
        return export_member(reads, member, acting, self._folder.exports)

    def _erase(self, books: Books, member: str, acting: Acting, *, reason: str, typed: str) -> Erased:
        from app.storage.erasing import erase_everywhere

        act = erase_everywhere(cast("Store", books), member, acting, reason=reason, typed=typed)
        settings = acting.shop.settings
        return Erased(act.number, write_act(act, self._folder.acts, settings.language), len(act.backups))


def export_member(reads: Reads, member: str, acting: Acting, folder: Path) -> Exported:
    """Write a member's data into a new folder below this one: JSON, and a page in the member's language."""
    import msgspec

    from app.storage.private_files import export_name, write_export
    from app.workflows.privacy.export import member_document
    from app.workflows.privacy.readable import readable_page

    document = member_document(reads, member, acting)
    settings = acting.shop.settings
    language = document["record"].get("language") or settings.language
    page = readable_page(document, Words(language, settings.zone))
    data = msgspec.json.format(msgspec.json.encode(document), indent=2)
    name = export_name(document["member"]["id"], acting.at)
    files = write_export(folder, name, {"member.json": data, "member.html": page.encode()})
    return Exported(str(folder / name), files)


def write_act(act: ErasureAct, folder: Path, language: str) -> str:
    """Write the act as PDF; returns the file."""
    from app.devices.paper.act_pdf import act_pdf
    from app.storage.private_files import write_export

    name = f"act-{act.number}.pdf"
    write_export(folder.parent, folder.name, {name: act_pdf(act, Words(language, act.shop.zone))})
    return str(folder / name)
