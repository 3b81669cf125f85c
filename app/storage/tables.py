"""The declared tables: what each holds, and the key by which its rows are compared.

`fact` is what happened and travels; `private` is personal data beside the facts, by digest; `view` follows
from facts and is rebuilt and compared by `doctor`; `local` belongs to this till alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["fact", "private", "view", "local"]


@dataclass(frozen=True, slots=True)
class Table:
    """One table.

    Attributes:
        key: Columns that name a row; a rowid is never one of them.
        rowid: Local row number, left out of every comparison; empty where there is none.
        index_of: For a word index: the table whose words it holds.
    """

    name: str
    kind: Kind
    key: tuple[str, ...]
    rowid: str = ""
    index_of: str = ""


TABLES: tuple[Table, ...] = (
    Table("facts", "fact", ("id",), "n"),
    Table("list_batches", "fact", ("list", "batch")),
    Table("person_versions", "private", ("digest",)),
    Table("shop_settings", "view", ("name", "stamp")),
    Table("staff", "view", ("id",)),
    Table("programs", "view", ("id", "version", "stamp")),
    Table("shifts", "view", ("id",)),
    Table("lists", "view", ("id",)),
    Table("products", "view", ("sku", "list"), "n"),
    Table("product_words", "view", (), index_of="products"),
    Table("members", "view", ("id", "list"), "n"),
    Table("member_words", "view", (), index_of="members"),
    Table("cards", "view", ("number", "list")),
    Table("card_statuses", "view", ("number",)),
    Table("consents", "view", ("member", "purpose", "list")),
    Table("consent_answers", "view", ("member", "purpose", "stamp")),
    Table("consent_texts", "view", ("digest",)),
    Table("erasures", "view", ("member",)),
    Table("member_merges", "view", ("merge",)),
    Table("member_alterations", "view", ("member", "stamp")),
    Table("review_cases", "view", ("id",)),
    Table("receipts", "view", ("sale",), "n"),
    Table("receipt_lines", "view", ("sale", "place")),
    Table("receipt_attachments", "view", ("sale",)),
    Table("program_totals", "view", ("program",)),
    Table("program_uses", "view", ("member", "program", "business_on")),
    Table("points_entries", "view", ("account", "program", "stamp", "place")),
    Table("points_balances", "view", ("account", "program", "list")),
    Table("points_remainders", "view", ("member", "program")),
    Table("returns", "view", ("id",), "n"),
    Table("return_lines", "view", ("document", "place")),
    Table("sale_voids", "view", ("sale", "stamp")),
    Table("tender_corrections", "view", ("sale",)),
    Table("tokens", "view", ("code",)),
    Table("token_moves", "view", ("code", "stamp", "place")),
    Table("promises", "view", ("sale", "line", "kind", "stamp")),
    Table("referrals", "view", ("friend", "stamp")),
    Table("identity", "local", ("id",)),
    Table("drafts", "local", ("id",)),
    Table("held_baskets", "local", ("sale",)),
    Table("staged_lists", "local", ("id",)),
    Table("sign_in_waits", "local", ("scope",)),
    Table("_sqlite_migrations", "local", ("migration_set", "name"), "id"),
)

BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}


def compared_views() -> tuple[Table, ...]:
    """The views whose rows must be equal after a replay."""
    return tuple(table for table in TABLES if table.kind == "view" and not table.index_of)


def word_indexes() -> tuple[Table, ...]:
    """The full-text indexes."""
    return tuple(table for table in TABLES if table.index_of)
