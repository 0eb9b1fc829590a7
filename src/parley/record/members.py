"""The tellings of an event, as the database holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from parley.record import tables as t
from parley.record.days import is_day, shifted
from parley.record.identity import stems
from parley.record.store import chunks
from parley.record.tellings import UNDATED_DAYS, Party, Told, toll

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection

_REPORT = tuple(t.report.c[c] for c in ("published", "publisher", "cluster"))


@dataclass(slots=True)
class Member:
    """A telling among the others of its event."""

    told: Told
    report_key: str
    publisher: str | None
    cluster: int
    figures: list[dict[str, Any]] = field(default_factory=list)


def members_of(connection: Connection, events: Sequence[int]) -> dict[int, list[Member]]:
    """The tellings of events with parties and figures, in the order in which they were kept."""
    out: dict[int, list[Member]] = {event: [] for event in events}
    by_telling: dict[int, Member] = {}
    for some in chunks(sorted(events)):
        found = (
            sa.select(
                t.telling,
                t.report.c.key.label("report_key"),
                *_REPORT,
            )
            .join(t.report, t.report.c.id == t.telling.c.report)
            .where(t.telling.c.event.in_(some))
            .order_by(t.telling.c.id)
        )
        for row in connection.execute(found).mappings():
            member = Member(_told(dict(row)), row["report_key"], row["publisher"], row["cluster"])
            out[row["event"]].append(member)
            by_telling[row["id"]] = member
    for some in chunks(sorted(by_telling)):
        parties = (
            sa.select(t.telling_party, t.entity.c.key, t.entity.c.code, t.entity.c.country)
            .join(t.entity, t.entity.c.id == t.telling_party.c.entity)
            .where(t.telling_party.c.telling.in_(some))
            .order_by(t.telling_party.c.telling, t.telling_party.c.side, t.telling_party.c.entity)
        )
        for telling, side, number, key, code, country in connection.execute(parties):
            told = by_telling[telling].told
            party = Party(number, key, frozenset(stems(key, code, country)), country)
            (told.actors if side == "actor" else told.recipients).append(party)
        for figure in connection.execute(
            sa.select(t.figure).where(t.figure.c.telling.in_(some)).order_by(t.figure.c.id)
        ).mappings():
            member = by_telling[figure["telling"]]
            member.figures.append(dict(figure))
            if mark := toll(dict(figure)):
                member.told.tolls.append(mark)
    return out


def _told(row: dict[str, Any]) -> Told:
    published = row["published"][:10] if is_day(row["published"]) else None
    first, last = row["day"], row["day_to"]
    statuses = row["status"].split("|")
    if first is None and published is not None and "future" not in statuses and "historical" not in statuses:
        first, last = shifted(published, -UNDATED_DAYS), published
    return Told(
        row=row,
        actors=[],
        recipients=[],
        words=row["words"].split(),
        published=published,
        first=first,
        last=last,
        exact=row["day"] is not None and row["day"] == row["day_to"],
        dated=row["day"] is not None,
        cluster=row["cluster"],
    )
