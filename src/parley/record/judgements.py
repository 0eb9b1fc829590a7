"""What analysts said of events: these are one, these are not. Kept as notes, obeyed by every merge from then on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sqlalchemy as sa

from parley.record import tables as t
from parley.record.notes import read
from parley.record.store import chunks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.engine import Connection


@dataclass(slots=True)
class Judgements:
    """By key of a telling: whose event it shares, and whose it must not."""

    together: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    apart: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def load(connection: Connection) -> Judgements:
    """All judgements that stand, the later one where two contradict."""
    out = Judgements()
    notes = [n for n in read(connection, t.note.c.kind.in_(("join", "split"))) if not n.deleted]
    now = renamed(connection, {k for n in notes for side in ("these", "those") for k in n.value[side]})
    for note in notes:
        these, those = ([now.get(k, k) for k in note.value[side]] for side in ("these", "those"))
        add, drop = (out.together, out.apart) if note.kind == "join" else (out.apart, out.together)
        for one, others in ((these, those), (those, these)):
            for key in one:
                add[key].update(others)
                drop[key].difference_update(others)
    return out


def renamed(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """By keys that tellings had in earlier readings, the keys that they have now."""
    out: dict[str, str] = {}
    for some in chunks(sorted(set(keys))):
        found = sa.select(t.alias.c.key, t.alias.c.telling).where(t.alias.c.key.in_(some))
        out |= dict(connection.execute(found).all())
    return out
