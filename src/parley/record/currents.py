"""Reports as they stand in the views: each through the latest text and the current reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from parley.record import tables as t
from parley.record.derive import Current
from parley.record.keep import unpacked
from parley.record.store import chunks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.engine import Connection


def currents(connection: Connection, reports: Iterable[int]) -> list[Current]:
    """These reports with their current readings."""
    out = []
    for some in chunks(sorted(set(reports))):
        found = (
            sa.select(t.report, t.reading.c.body)
            .join(t.reading, t.reading.c.id == t.report.c.reading)
            .where(t.report.c.id.in_(some))
            .order_by(t.report.c.id)
        )
        for row in connection.execute(found).mappings():
            earlier = earlier_keys(connection, row["id"])
            out.append(Current(row["id"], row["key"], row["cluster"], unpacked(row["body"], row), earlier=earlier))
    return out


def earlier_keys(connection: Connection, report: int) -> tuple[str, ...]:
    """Keys of the texts that a report replaced, however many times."""
    out: list[str] = []
    level = [report]
    while level:
        found = sa.select(t.report.c.id, t.report.c.key).where(t.report.c.replaced_by.in_(level))
        rows = connection.execute(found).all()
        out += [key for _, key in rows]
        level = [number for number, _ in rows]
    return tuple(out)


def standing_for(connection: Connection, key: str) -> int | None:
    """The report that stands for a key now: itself, or the latest text that replaced it."""
    columns = sa.select(t.report.c.id, t.report.c.replaced_by)
    row = connection.execute(columns.where(t.report.c.key == key)).first()
    while row is not None and row.replaced_by is not None:
        row = connection.execute(columns.where(t.report.c.id == row.replaced_by)).first()
    return row.id if row is not None else None
