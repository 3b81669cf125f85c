"""Migration 3: forgotten members, every answer to a consent with its text, changes of contact, cases to review.

Frozen like every migration. From here on `consents.stamp` ranks an answer so that a withdrawal wins over any
yes that did not know of it: a yes ranks under the withdrawal it names (`after`), then a plus sign, then its
own stamp. The answers that are there already are ranked anew from their facts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from sqlite_utils import Database

PRIVACY = """
CREATE TABLE erasures (
    member TEXT PRIMARY KEY NOT NULL,
    act TEXT NOT NULL,
    reason TEXT NOT NULL,
    till INTEGER NOT NULL,
    staff TEXT NOT NULL,
    at INTEGER NOT NULL,
    business_on TEXT NOT NULL,
    stamp TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE consent_answers (
    member TEXT NOT NULL,
    purpose TEXT NOT NULL,
    stamp TEXT NOT NULL,
    granted INTEGER NOT NULL,
    version TEXT NOT NULL,
    text TEXT NOT NULL,
    language TEXT NOT NULL,
    channel TEXT NOT NULL,
    till INTEGER NOT NULL,
    staff TEXT NOT NULL,
    at INTEGER NOT NULL,
    after TEXT NOT NULL,
    PRIMARY KEY (member, purpose, stamp)
) STRICT, WITHOUT ROWID;

CREATE TABLE consent_texts (
    digest TEXT PRIMARY KEY NOT NULL,
    purpose TEXT NOT NULL,
    language TEXT NOT NULL,
    version TEXT NOT NULL,
    text TEXT NOT NULL,
    at INTEGER NOT NULL,
    stamp TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE member_alterations (
    member TEXT NOT NULL,
    stamp TEXT NOT NULL,
    what TEXT NOT NULL,
    till INTEGER NOT NULL,
    staff TEXT NOT NULL,
    at INTEGER NOT NULL,
    business_on TEXT NOT NULL,
    PRIMARY KEY (member, stamp)
) STRICT, WITHOUT ROWID;
"""

REVIEW = """
CREATE TABLE review_cases (
    id TEXT PRIMARY KEY NOT NULL,
    rule TEXT NOT NULL DEFAULT '',
    till INTEGER NOT NULL DEFAULT 0,
    staff TEXT NOT NULL DEFAULT '',
    member TEXT NOT NULL DEFAULT '',
    sales TEXT NOT NULL DEFAULT '[]',
    figures TEXT NOT NULL DEFAULT '{}',
    at INTEGER NOT NULL DEFAULT 0,
    business_on TEXT NOT NULL DEFAULT '',
    flagged_stamp TEXT NOT NULL DEFAULT '',
    verdict TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    cleared_by TEXT NOT NULL DEFAULT '',
    cleared_at INTEGER NOT NULL DEFAULT 0,
    cleared_stamp TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX review_cases_open ON review_cases (at) WHERE cleared_stamp = '';
CREATE INDEX review_cases_member ON review_cases (member) WHERE member <> '';
"""

_ANSWERS = """
SELECT kind, body, till, staff, at, printf('%016x', hlc) || ':' || id FROM facts
WHERE kind IN ('MemberEnrolled', 'ConsentChanged') ORDER BY hlc, id
"""


def up(db: Database) -> None:
    """Make the tables, and rank the answers that are there."""
    for block in (PRIVACY, REVIEW):
        for statement in filter(None, map(str.strip, block.split(";\n"))):
            db.execute(statement)
    _rank_answers(db)


def _rank_answers(db: Database) -> None:
    best: dict[tuple[str, str], tuple[str, tuple[Any, ...]]] = {}
    for kind, body, till, staff, at, stamp in db.execute(_ANSWERS).fetchall():
        told = msgspec.msgpack.decode(body)
        joined = kind == "MemberEnrolled"
        answers = told.get("consents", {}) if joined else {told["purpose"]: told["granted"]}
        version = told.get("consent_version" if joined else "version", "")
        language, channel = told.get("language", ""), told.get("channel", "till")
        for purpose, granted in answers.items():
            key = (told["member"], purpose)
            answer = (int(granted), version, language, channel, at)
            rank = f"+{stamp}" if granted else stamp
            if key not in best or best[key][0] < rank:
                best[key] = rank, answer
            db.execute(
                "INSERT INTO consent_answers (member, purpose, stamp, granted, version, text, language, channel, till,"
                " staff, at, after) VALUES (?, ?, ?, ?, ?, '', ?, ?, ?, ?, ?, '')",
                (*key, stamp, *answer[:4], till, staff, at),
            )
    for (member, purpose), (rank, (granted, version, language, channel, at)) in best.items():
        db.execute(
            "UPDATE consents SET granted = ?, version = ?, language = ?, channel = ?, at = ?, stamp = ?"
            " WHERE member = ? AND purpose = ? AND list = ''",
            (granted, version, language, channel, at, rank, member, purpose),
        )
