"""The door of the audit: what is shown becomes a file in the shop's folder, for its owner alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.workflows.audit_export import AUDIT_FILE, AuditFile, audit_document
from app.workflows.privacy.export import record_export

if TYPE_CHECKING:
    from app.storage.shop_folder import ShopFolder
    from app.ui.shell.screen import Desk
    from app.workflows.acting import Acting
    from app.workflows.audit_rows import AuditRow
    from app.workflows.ports import Books


class AuditDoor:
    """Fulfils `workflows.audit_export` in the shop's folder."""

    def __init__(self, desk: Desk, folder: ShopFolder) -> None:
        self._folder = folder
        desk.services[AUDIT_FILE] = self.keep

    def keep(self, books: Books, rows: tuple[AuditRow, ...], acting: Acting) -> AuditFile:
        """Write the file, then keep that it was made.

        Raises:
            Refusal: `right.missing`. Trouble: `export.not_written`.
        """
        from app.storage.private_files import write_export
        from app.values.clock import local

        content = audit_document(rows, acting)
        at = local(acting.at, acting.shop.settings.zone)
        name = f"audit-{at:%Y-%m-%d-%H%M%S}"
        digests = write_export(self._folder.exports, name, {"audit.json": content})
        record_export(books, acting, what="audit", files=digests, rows=len(rows))
        return AuditFile(str(self._folder.exports / name / "audit.json"), len(rows))
