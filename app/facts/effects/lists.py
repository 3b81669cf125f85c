"""Imported lists: what each staged batch puts into the tables, and the fact that makes all of it count.

A batch is msgpack of its rows and goes where the fact goes. Its rows carry the list's id and stay unseen
until `lists` knows it, so that thousands of rows become visible by one small row. People's records are not
in the batch but beside it, by digest, like any other person's.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping

import msgspec

from app.facts.bodies import ListOf, ListPublished
from app.facts.effects.changes import Effect, Put, Row, Settle
from app.facts.effects.goods import product_fields
from app.facts.effects.members import person_fields
from app.facts.effects.points import transfer
from app.facts.envelope import Fact
from app.people.member import PersonRecord
from app.sales.basket import Goods


class ListedProduct(msgspec.Struct, frozen=True, omit_defaults=True):
    """A product on an imported list."""

    goods: Goods
    names: dict[str, str] = {}


class ListedMember(msgspec.Struct, frozen=True, omit_defaults=True):
    """A member on an imported list; `person` is the digest of the record beside it."""

    member: str
    joined_on: dt.date
    person: bytes
    card: str = ""
    points_milli: dict[str, int] = {}
    consents: dict[str, bool] = {}


def encode_batch(rows: list[ListedProduct] | list[ListedMember]) -> bytes:
    """The bytes of a batch."""
    return msgspec.msgpack.encode(rows)


def batch_digest(batch: bytes) -> bytes:
    """What the fact says of a batch."""
    return hashlib.sha256(batch).digest()


def decode_products(batch: bytes) -> list[ListedProduct]:
    """Rows of a batch of products."""
    return msgspec.msgpack.decode(batch, type=list[ListedProduct])


def decode_members(batch: bytes) -> list[ListedMember]:
    """Rows of a batch of members."""
    return msgspec.msgpack.decode(batch, type=list[ListedMember])


def batch_effects(list_id: str, of: ListOf, batch: bytes, people: Mapping[bytes, PersonRecord]) -> Iterator[Effect]:
    """What a batch puts into the tables.

    Args:
        people: Records by digest; a forgotten one is missing.
    """
    if of == "products":
        for product in decode_products(batch):
            yield from _listed_product(list_id, product)
    else:
        for member in decode_members(batch):
            yield from _listed_member(list_id, member, people.get(member.person))


def _listed_product(list_id: str, product: ListedProduct) -> Iterator[Effect]:
    fields = product_fields(product.goods, product.names)
    yield Put("products", {"sku": product.goods.sku, "list": list_id, **fields, "stamp": ""})


def _listed_member(list_id: str, row: ListedMember, person: PersonRecord | None) -> Iterator[Effect]:
    joined: Row = {"id": row.member, "list": list_id, "joined_on": row.joined_on.isoformat(), "channel": "import"}
    yield Put("members", {**joined, **person_fields(row.person, person)})
    if row.card:
        yield Put("cards", {"number": row.card, "list": list_id, "member": row.member, "stamp": ""})
    for purpose, granted in row.consents.items():
        yield Put(
            "consents",
            {
                "member": row.member,
                "purpose": purpose,
                "list": list_id,
                "granted": int(granted),
                "version": "",
                "language": "",
                "channel": "import",
                "at": 0,
                "stamp": "",
            },
        )
    for program, points in row.points_milli.items():
        if points:
            yield from _opening(list_id, row.member, program, points)


def _opening(list_id: str, member: str, program: str, points: int) -> Iterator[Effect]:
    # Instant, date and canonical place are those of the fact that publishes the list: `lists` has them.
    yield from transfer(
        {
            "account": member,
            "program": program,
            "stamp": f"{list_id}.{member}",
            "list": list_id,
            "kind": "opening",
            "points_milli": points,
            "at": 0,
            "business_on": "",
            "active_from": 0,
            "last_valid_on": "",
            "sale": "",
            "reason": "",
        },
        0,
    )


def list_published(fact: Fact, body: ListPublished) -> Iterator[Effect]:
    """From now on its rows count, as if each had been recorded with this fact."""
    yield Settle(
        "lists",
        {"id": body.list},
        {
            "kind": body.of,
            "rows": body.rows,
            "source": body.source,
            "at": fact.at,
            "business_on": fact.business_on.isoformat(),
        },
        fact.stamp,
    )
