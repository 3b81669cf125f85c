"""Which screens there are, in the order of the menu.

Adding a screen: its module under `app/ui/<family>/`, and a line here.
"""

from __future__ import annotations

from app.people.staff import Permission
from app.ui.shell.registry import ScreenEntry
from app.values.words import msg

SCREENS: tuple[ScreenEntry, ...] = (
    ScreenEntry("receipts", msg("Receipts"), "receipt", "app.ui.receipts.screen", "ReceiptsScreen", Permission.SELL),
    ScreenEntry(
        "promises",
        msg("Warranty and trial"),
        "calendar",
        "app.ui.promises.screen",
        "PromisesScreen",
        Permission.SELL,
    ),
    ScreenEntry(
        "conflicts", msg("To decide"), "triangle-alert", "app.ui.conflicts.screen", "ConflictsScreen", Permission.RETURN
    ),
    ScreenEntry("members", msg("Members"), "users", "app.ui.members.screen", "MembersScreen", Permission.EDIT_MEMBER),
    ScreenEntry(
        "member_history",
        msg("Member's history"),
        "history",
        "app.ui.members.history_screen",
        "MemberHistoryScreen",
        Permission.VIEW_HISTORY,
        in_menu=False,
    ),
    ScreenEntry(
        "products", msg("Products"), "package", "app.ui.products.screen", "ProductsScreen", Permission.EDIT_PRODUCTS
    ),
    ScreenEntry(
        "programs",
        msg("Programmes"),
        "badge-percent",
        "app.ui.programs.screen",
        "ProgramsScreen",
        Permission.PUBLISH_PROGRAMS,
    ),
    ScreenEntry("backups", msg("Backups"), "database", "app.ui.backups.screen", "BackupsScreen", Permission.SETTINGS),
    ScreenEntry("shift", msg("Shift"), "calendar", "app.ui.shift.screen", "ShiftScreen", Permission.CLOSE_SHIFT),
    ScreenEntry("audit", msg("Audit"), "history", "app.ui.audit.screen", "AuditScreen", Permission.VIEW_AUDIT),
    ScreenEntry("staff", msg("Staff"), "id-card", "app.ui.staff.screen", "StaffScreen", Permission.MANAGE_STAFF),
    ScreenEntry(
        "style", msg("The shop's own style"), "store", "app.ui.style.screen", "StyleScreen", Permission.SETTINGS
    ),
    ScreenEntry(
        "quick_keys",
        msg("Quick keys"),
        "layers",
        "app.ui.quick_keys.screen",
        "QuickKeysScreen",
        Permission.SETTINGS,
    ),
    ScreenEntry("review", msg("Fraud review"), "search", "app.ui.review.screen", "ReviewScreen", Permission.REVIEW),
    ScreenEntry("devices", msg("Devices"), "printer", "app.ui.devices.screen", "DevicesScreen", Permission.SETTINGS),
    ScreenEntry(
        "setup", msg("Set up the till"), "circle-check", "app.ui.setup.screen", "SetupScreen", Permission.SETTINGS
    ),
    ScreenEntry(
        "settings", msg("Settings"), "settings", "app.ui.settings.screen", "SettingsScreen", Permission.SETTINGS
    ),
)
