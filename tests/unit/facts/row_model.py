"""Tables as dictionaries: the meaning of the three effects, without SQL."""

from collections.abc import Iterable

from app.facts.effects import Add, Effect, Put, Settle
from app.storage.tables import BY_NAME

Tables = dict[str, dict[tuple[object, ...], dict[str, object]]]


def apply(tables: Tables, effects: Iterable[Effect]) -> None:
    """Do what effects say."""
    for effect in effects:
        rows = tables.setdefault(effect.table, {})
        if isinstance(effect, Put):
            key = tuple(effect.row[name] for name in BY_NAME[effect.table].key)
            assert key not in rows, f"{effect.table} {key} is put twice"
            rows[key] = dict(effect.row)
            continue
        row = rows.setdefault(tuple(effect.key[name] for name in BY_NAME[effect.table].key), dict(effect.key))
        if isinstance(effect, Add):
            for name, amount in effect.amounts.items():
                row[name] = row.get(name, 0) + amount
        elif isinstance(effect, Settle) and effect.stamp > row.get(effect.stamped, ""):
            row.update(effect.fields)
            row[effect.stamped] = effect.stamp
