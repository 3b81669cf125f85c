"""Migration 3 ranks the answers that are there, so that a withdrawal wins over what did not know of it."""

from pathlib import Path

import msgspec

from app.storage.connection import library, open_raw
from db.terminal import m0001_the_counter, m0002_the_way_back, m0003_privacy_and_review

FACT = (
    "INSERT INTO facts (id, kind, schema, shop, till, epoch, seq, prev, hlc, at, business_on, staff, body, entry_hash,"
    " chain_hash) VALUES (?, ?, 1, 's', ?, 1, ?, x'00', ?, ?, '2026-11-21', 'kim', ?, x'00', x'00')"
)


def test_answers_of_old_books_are_ranked_and_their_history_is_there(tmp_path: Path) -> None:
    connection = open_raw(tmp_path / "old.db")
    db = library(connection)
    m0001_the_counter.up(db)
    m0002_the_way_back.up(db)
    told = [
        (
            "f1",
            "MemberEnrolled",
            {"member": "m", "joined_on": "2026-11-21", "person": b"x", "consents": {"terms": True}},
        ),
        ("f2", "ConsentChanged", {"member": "m", "purpose": "messages", "granted": False, "version": "v1"}),
        ("f3", "ConsentChanged", {"member": "m", "purpose": "messages", "granted": True, "version": "v2"}),
    ]
    for seq, (fact, kind, body) in enumerate(told, 1):
        connection.execute(FACT, (fact, kind, 3, seq, seq << 16, seq, msgspec.msgpack.encode(body)))
    for purpose, granted, fact, seq in (("terms", 1, "f1", 1), ("messages", 1, "f3", 3)):
        connection.execute(
            "INSERT INTO consents (member, purpose, list, granted, version, language, channel, at, stamp)"
            " VALUES ('m', ?, '', ?, 'v', '', 'till', ?, ?)",
            (purpose, granted, seq, f"{seq << 16:016x}:{fact}"),
        )
    m0003_privacy_and_review.up(db)
    now = connection.execute("SELECT purpose, granted, version, stamp FROM consents ORDER BY purpose").fetchall()
    assert now == [("messages", 0, "v1", f"{2 << 16:016x}:f2"), ("terms", 1, "", f"+{1 << 16:016x}:f1")]
    past = connection.execute("SELECT purpose, granted, till, staff, at FROM consent_answers ORDER BY stamp").fetchall()
    assert past == [("terms", 1, 3, "kim", 1), ("messages", 0, 3, "kim", 2), ("messages", 1, 3, "kim", 3)]
    connection.close()
