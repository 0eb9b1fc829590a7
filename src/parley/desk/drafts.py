"""Drafts: what somebody is typing, kept until it is a note or they throw it away."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from parley.desk import tables as t
from parley.record.notes import now
from parley.record.store import insert

if TYPE_CHECKING:
    from parley.desk.state import Desk


def keep(
    desk: Desk, id: str, owner: str, *, page: str, target: dict[str, Any], parent: str | None, body: str, typed_at: str
) -> bool:
    """Keep a draft; False where a later one of the same id is kept already, or it is a note by now."""
    from parley.record import tables as r

    row = {
        "id": id, "owner": owner, "page": page, "target": json.dumps(target), "parent": parent, "body": body,
        "typed_at": typed_at, "kept_at": now(),
    }  # fmt: skip
    with desk.record.store.write() as connection:
        sent = connection.execute(sa.select(r.note.c.body).where(r.note.c.revision == id)).scalar()
        old = connection.execute(sa.select(t.draft).where(t.draft.c.id == id)).first()
        if sent == body or (old is not None and (old.owner != owner or old.typed_at > typed_at)):
            return False
        connection.execute(sa.delete(t.draft).where(t.draft.c.id == id))
        insert(connection, t.draft, [row])
    return True


def drop(desk: Desk, id: str, owner: str) -> None:
    """Throw a draft away: it became a note, or its writer says so."""
    with desk.record.store.read() as connection:
        mine = sa.select(t.draft.c.id).where(t.draft.c.id == id, t.draft.c.owner == owner)
        if not connection.execute(mine).first():
            return
    with desk.record.store.write() as connection:
        connection.execute(sa.delete(t.draft).where(t.draft.c.id == id, t.draft.c.owner == owner))


def of(desk: Desk, owner: str, page: str | None = None) -> list[dict[str, Any]]:
    """The drafts of a person, the latest typed first; of one page where it is given."""
    found = sa.select(t.draft).where(t.draft.c.owner == owner).order_by(t.draft.c.typed_at.desc()).limit(200)
    if page is not None:
        found = found.where(t.draft.c.page == page)
    with desk.record.store.read() as connection:
        rows = connection.execute(found).mappings().all()
    return [{**{k: v for k, v in row.items() if k != "owner"}, "target": json.loads(row["target"])} for row in rows]
