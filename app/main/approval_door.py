"""The door to approvals: the panel over the window, made when somebody is first asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ui.forms.approval import ApprovalPanel
    from app.ui.shell.screen import Desk
    from app.ui.shell.window import TerminalWindow
    from app.workflows.approvals import ApprovalRequest

SERVICE = "approve"


class ApprovalDoor:
    """Fulfils `ui.forms.approval.ask_approval` for one window."""

    def __init__(self, desk: Desk, window: TerminalWindow) -> None:
        self._desk, self._window = desk, window
        self._panel: ApprovalPanel | None = None
        desk.services[SERVICE] = self.ask

    def ask(
        self, request: ApprovalRequest, on_approved: Callable[[str], None], on_cancelled: Callable[[], None]
    ) -> None:
        """Ask a second person over the screen in front."""
        if self._panel is None:
            from app.ui.forms.approval import ApprovalPanel

            self._panel = ApprovalPanel(self._desk, self._window.stack)
            self._window.cover_with(self._panel)
            self._panel.opened.connect(self._window.show_keys)
            self._panel.closed.connect(self._window.show_keys)
        self._panel.ask(request, on_approved, on_cancelled)
