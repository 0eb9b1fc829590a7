"""Relations and talks of a record as views: what stands, since when, and how it came there."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from parley.errors import RecordError
from parley.record import tables as t
from parley.record.queries import entity_refs, loaded, split
from parley.record.store import chunks
from parley.record.views import (
    PositionView,
    RelationTelling,
    RelationView,
    StageView,
    TalksTelling,
    TalksView,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection


def _id(entity: str) -> Any:
    return sa.select(t.entity.c.id).where(t.entity.c.key == entity).scalar_subquery()


def _quote(table: sa.Table) -> tuple[Any, Any]:
    c = table.c
    return (
        sa.func.substr(t.report.c.text, c.start + 1, c.end - c.start).label("quote"),
        sa.func.substr(t.report.c.text, c.sentence_start + 1, c.sentence_end - c.sentence_start).label("sentence"),
    )


def relations(
    connection: Connection,
    *,
    entity: str | None = None,
    other: str | None = None,
    type: str | None = None,
    key: str | None = None,
    since: str | None = None,
    limit: int = 50,
    offset: int = 0,
) -> list[RelationView]:
    """Standing relations, those last told of first.

    Args:
        entity: key of one end; `other` of the other end.
        since: told of on that day or later.
    """
    r = t.relation.c
    found = sa.select(t.relation)
    if entity and other:
        one, two = _id(entity), _id(other)
        found = found.where(
            sa.or_((r.from_entity == one) & (r.to_entity == two), (r.from_entity == two) & (r.to_entity == one))
        )
    elif entity:
        found = found.where(sa.or_(r.from_entity == _id(entity), r.to_entity == _id(entity)))
    if type:
        found = found.where(r.type == type)
    if key:
        found = found.where(r.key == key)
    if since:
        found = found.where(r.last_told >= since)
    rows = (
        connection.execute(found.order_by(r.last_told.desc().nullslast(), r.id.desc()).limit(limit).offset(offset))
        .mappings()
        .all()
    )
    refs = entity_refs(connection, [row[c] for row in rows for c in ("from_entity", "to_entity")])
    return [
        RelationView(
            **{c: row[c] for c in ("key", "type", "since", "first_told", "last_told", "tellings", "independent")},
            from_=refs[row["from_entity"]],
            to=refs[row["to_entity"]],
            status=split(row["status"]),
        )
        for row in rows
    ]


def relation(connection: Connection, key: str) -> RelationView:
    """One relation.

    Raises:
        RecordError: the record has none with this key.
    """
    found = relations(connection, key=key)
    if not found:
        raise RecordError(f"the record has no relation {key!r}")
    return found[0]


def relation_tellings(connection: Connection, key: str, *, limit: int = 200, offset: int = 0) -> list[RelationTelling]:
    """What reports said of a relation, the first published first."""
    r = t.relation_telling.c
    found = (
        sa.select(
            t.relation_telling, t.report.c.key, t.report.c.publisher, t.report.c.published, *_quote(t.relation_telling)
        )
        .join(t.report, t.report.c.id == r.report)
        .join(t.relation, t.relation.c.id == r.relation)
        .where(t.relation.c.key == key)
        .order_by(r.day.nullsfirst(), r.id)
    )
    return [
        RelationTelling(
            **{c: row[c] for c in ("publisher", "published", "since", "source", "start", "end", "quote", "sentence")},
            report=row["key"],
            item=f"r{row['number']}",
            status=split(row["status"]),
            corrected=loaded(row["corrected"]),
        )
        for row in connection.execute(found.limit(limit).offset(offset)).mappings()
    ]


def talks(
    connection: Connection,
    *,
    entity: str | None = None,
    stage: str | None = None,
    country: str | None = None,
    text: str | None = None,
    since: str | None = None,
    key: str | None = None,
    ids: Sequence[int] | None = None,
    limit: int = 50,
    offset: int = 0,
) -> list[TalksView]:
    """Talks, those last told of first.

    Args:
        entity: key of who takes part, mediates or hosts.
        text: part of the name, or of the name of a party.
        ids: numbers of the talks that are asked for.
    """
    k = t.talks.c
    found = sa.select(t.talks)
    if entity:
        found = found.where(k.id.in_(sa.select(t.talks_party.c.talks).where(t.talks_party.c.entity == _id(entity))))
    if stage:
        found = found.where(k.stage == stage)
    if country:
        found = found.where(k.country == country)
    if text:
        called = sa.select(t.talks_party.c.talks).join(t.entity, t.entity.c.id == t.talks_party.c.entity)
        sits = called.where(t.entity.c.name.icontains(text, autoescape=True), t.talks_party.c.role == "party")
        found = found.where(sa.or_(k.name.icontains(text, autoescape=True), k.id.in_(sits)))
    if ids is not None:
        found = found.where(k.id.in_(ids))
    if since:
        found = found.where(k.last_told >= since)
    if key:
        own = sa.select(t.talks_telling.c.talks).where(t.talks_telling.c.key == key)
        found = found.where(k.id.in_(own))
    rows = (
        connection.execute(found.order_by(k.last_told.desc().nullslast(), k.id.desc()).limit(limit).offset(offset))
        .mappings()
        .all()
    )
    roles: dict[tuple[int, str], list[int]] = defaultdict(list)
    for some in chunks([row["id"] for row in rows]):
        taking = sa.select(t.talks_party).where(t.talks_party.c.talks.in_(some)).order_by(t.talks_party.c.entity)
        for number, role, who in connection.execute(taking):
            roles[number, role].append(who)
    refs = entity_refs(connection, (i for some in roles.values() for i in some))
    plain = ("key", "name", "stage", "venue", "country", "first_told", "last_told", "tellings", "independent")
    return [
        TalksView(
            **{c: row[c] for c in plain},
            parties=[refs[i] for i in roles[row["id"], "party"]],
            mediators=[refs[i] for i in roles[row["id"], "mediator"]],
            hosts=[refs[i] for i in roles[row["id"], "host"]],
        )
        for row in rows
    ]


def one_talks(connection: Connection, key: str) -> TalksView:
    """The talks that a key, theirs or that of a telling, leads to.

    Raises:
        RecordError: the record has none.
    """
    found = talks(connection, key=key)
    if not found:
        raise RecordError(f"the record has no talks {key!r}")
    return found[0]


def rounds(connection: Connection, key: str) -> list[TalksView]:
    """Other talks between two or more of the parties of these, those last told of first: rounds of one process."""
    own = _number(connection, key)
    k = t.talks_party.c
    sides = sa.select(k.entity).where(k.talks == own, k.role == "party")
    shared = sa.select(k.talks).where(k.entity.in_(sides), k.role == "party", k.talks != own)
    found = connection.execute(shared.group_by(k.talks).having(sa.func.count() > 1)).scalars().all()
    return talks(connection, ids=list(found))


def _number(connection: Connection, key: str) -> int:
    number = connection.execute(sa.select(t.talks_telling.c.talks).where(t.talks_telling.c.key == key)).scalar()
    if number is None:
        raise RecordError(f"the record has no talks {key!r}")
    return int(number)


def talks_tellings(connection: Connection, key: str, *, limit: int = 500, offset: int = 0) -> list[TalksTelling]:
    """What reports said of talks, the first published first."""
    k = t.talks_telling.c
    found = (
        sa.select(
            t.talks_telling,
            t.report.c.key.label("report_key"),
            t.report.c.publisher,
            t.report.c.published,
            *_quote(t.talks_telling),
        )
        .join(t.report, t.report.c.id == k.report)
        .where(k.talks == _number(connection, key))
        .order_by(k.day.nullsfirst(), k.id)
    )
    plain = (
        "key", "publisher", "published", "name", "stage", "day", "time", "venue", "country", "start", "end", "quote",
        "sentence", "why",
    )  # fmt: skip
    return [
        TalksTelling(
            **{c: row[c] for c in plain},
            report=row["report_key"],
            item=row["local"],
            documents=loaded(row["documents"]),
            corrected=loaded(row["corrected"]),
        )
        for row in connection.execute(found.limit(limit).offset(offset)).mappings()
    ]


def stages(connection: Connection, key: str) -> list[StageView]:
    """How the stage of talks changed over time."""
    k = t.talks_telling.c
    found = sa.select(k.stage, k.day).where(k.talks == _number(connection, key)).order_by(k.day.nullsfirst(), k.id)
    out: list[StageView] = []
    for stage, day in connection.execute(found):
        if out and out[-1].stage == stage:
            last = out.pop()
            out.append(StageView(stage=stage, first=last.first, last=day or last.last, tellings=last.tellings + 1))
        else:
            out.append(StageView(stage=stage, first=day, last=day, tellings=1))
    return out


def positions(connection: Connection, key: str) -> list[PositionView]:
    """The positions of parties in talks over time; where one changed, what it was before."""
    p = t.position.c
    found = (
        sa.select(t.position, t.report.c.key, *_quote(t.position))
        .join(t.report, t.report.c.id == p.report)
        .where(p.talks == _number(connection, key))
        .order_by(p.day.nullsfirst(), p.id)
    )
    rows: Sequence[Any] = connection.execute(found).mappings().all()
    refs = entity_refs(connection, [row["party"] for row in rows])
    before: dict[tuple[str, Any], str] = {}
    out = []
    for row in rows:
        who = (row["issue_key"], row["party"] or row["party_name"])
        stance = before.get(who)
        before[who] = row["stance"]
        plain = ("issue", "party_name", "stance", "qualifier", "day", "start", "end", "quote", "sentence")
        out.append(
            PositionView(
                **{c: row[c] for c in plain},
                party=refs.get(row["party"]),
                report=row["key"],
                changed_from=stance if stance != row["stance"] else None,
            )
        )
    return out
