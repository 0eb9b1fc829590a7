"""Reports, events, entities and tellings of a record, as views."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from parley.errors import RecordError
from parley.record import tables as t
from parley.record.filters import Events, conditions
from parley.record.search import matching
from parley.record.store import chunks
from parley.record.views import (
    EntityRef,
    EntityView,
    EventView,
    Hit,
    ReadingView,
    ReportView,
    TellingView,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.engine import Connection

_LEADER = t.report.alias("leader")
_LATER = t.report.alias("later")
_TOLD = sa.select(sa.func.count(t.telling.c.id)).where(t.telling.c.report == t.report.c.id).scalar_subquery()
_REPORT = (
    sa.select(
        *(t.report.c[c] for c in ("id", "key", "source_id", "title", "publisher", "published", "url", "language")),
        *(t.report.c[c] for c in ("hash", "kept_at", "containment", "cluster")),
        _LEADER.c.key.label("leader"),
        _LATER.c.key.label("later"),
        _TOLD.label("n"),
    )
    .join(_LEADER, _LEADER.c.id == t.report.c.cluster)
    .join(_LATER, _LATER.c.id == t.report.c.replaced_by, isouter=True)
)


def report_view(row: Any) -> ReportView:
    """The view of a row of `_REPORT`."""
    return ReportView(
        **{c: row[c] for c in ("key", "title", "publisher", "published", "url", "language", "hash", "kept_at")},
        id=row["source_id"],
        copy_of=row["leader"] if row["cluster"] != row["id"] else None,
        containment=row["containment"],
        replaced_by=row["later"],
        events=row["n"],
    )


def reports(
    connection: Connection,
    *,
    publisher: str | None = None,
    since: str | None = None,
    until: str | None = None,
    entity: str | None = None,
    copies: bool = True,
    replaced: bool = False,
    newest: bool = True,
    limit: int = 50,
    offset: int = 0,
) -> list[ReportView]:
    """Reports by day of publication.

    Args:
        entity: key of an entity that they name.
        copies: whether to give near copies of others, too.
        replaced: whether to give texts that a later one replaced.
    """
    found = _REPORT
    if publisher:
        found = found.where(t.report.c.publisher == publisher)
    if since:
        found = found.where(t.report.c.published >= since)
    if until:
        # A time of the last day comes after the day alone.
        found = found.where(t.report.c.published < until + "~")
    if entity:
        found = found.where(
            t.report.c.id.in_(sa.select(t.appearance.c.report).where(t.appearance.c.entity == _id(entity)))
        )
    if not copies:
        found = found.where(t.report.c.cluster == t.report.c.id)
    if not replaced:
        found = found.where(t.report.c.replaced_by.is_(None))
    order: tuple[Any, ...] = (t.report.c.published.desc().nullslast(), t.report.c.id.desc())
    if not newest:
        order = (t.report.c.published.nullsfirst(), t.report.c.id)
    found = found.order_by(*order).limit(limit).offset(offset)
    return [report_view(row) for row in connection.execute(found).mappings()]


def _id(entity: str) -> Any:
    return sa.select(t.entity.c.id).where(t.entity.c.key == entity).scalar_subquery()


def report(connection: Connection, key: str) -> ReportView:
    """One report.

    Raises:
        RecordError: the record has none with this key.
    """
    row = connection.execute(_REPORT.where(t.report.c.key == key)).mappings().first()
    if row is None:
        raise RecordError(f"the record has no report {key!r}")
    return report_view(row)


def hits(connection: Connection, found: Sequence[tuple[int, str]]) -> list[Hit]:
    """The reports of a search with their snippets, in its order; a text that a later one replaced is not given."""
    rows = {
        row["id"]: row
        for some in chunks([number for number, _ in found])
        for row in connection.execute(_REPORT.where(t.report.c.id.in_(some))).mappings()
    }
    standing = [(number, snippet) for number, snippet in found if rows[number]["later"] is None]
    return [Hit(report=report_view(rows[number]), snippet=snippet) for number, snippet in standing]


def copies_of(connection: Connection, key: str) -> list[ReportView]:
    """The other reports of the cluster of near copies."""
    cluster = sa.select(t.report.c.cluster).where(t.report.c.key == key).scalar_subquery()
    found = _REPORT.where(t.report.c.cluster == cluster, t.report.c.key != key).order_by(t.report.c.id)
    return [report_view(row) for row in connection.execute(found).mappings()]


def readings(connection: Connection, key: str) -> list[ReadingView]:
    """The readings of a report, oldest first."""
    found = (
        sa.select(t.reading, t.report.c.reading.label("current"))
        .join(t.report, t.report.c.id == t.reading.c.report)
        .where(t.report.c.key == key)
        .order_by(t.reading.c.id)
    )
    return [
        ReadingView(
            **{c: row[c] for c in ("id", "schema", "parley", "model", "codebook", "kept_at")},
            current=row["id"] == row["current"],
        )
        for row in connection.execute(found).mappings()
    ]


_REF = ("key", "name", "type", "code", "country")


def entity_refs(connection: Connection, ids: Iterable[int | None]) -> dict[int, EntityRef]:
    """Entities by their number in the database."""
    out = {}
    for some in chunks(sorted({i for i in ids if i is not None})):
        for row in connection.execute(sa.select(t.entity).where(t.entity.c.id.in_(some))).mappings():
            out[row["id"]] = EntityRef(**{c: row[c] for c in _REF})
    return out


def entities(
    connection: Connection,
    *,
    text: str | None = None,
    type: str | None = None,
    country: str | None = None,
    code: str | None = None,
    named: bool = True,
    limit: int = 50,
    offset: int = 0,
) -> list[EntityView]:
    """Entities, those of most reports first.

    Args:
        text: part of the name, or the key.
        code: how the actor code begins (`RUS`, `SYRREB`).
        named: leave out those known by their code alone.
    """
    found = sa.select(t.entity).where(t.entity.c.reports > 0)
    if text:
        found = found.where(sa.or_(t.entity.c.name.icontains(text, autoescape=True), t.entity.c.key == text))
    if type:
        found = found.where(t.entity.c.type == type)
    if country:
        found = found.where(t.entity.c.country == country)
    if code:
        found = found.where(t.entity.c.code.startswith(code, autoescape=True))
    if named:
        found = found.where(sa.not_(t.entity.c.key.startswith("code:")))
    found = found.order_by(t.entity.c.reports.desc(), t.entity.c.key).limit(limit).offset(offset)
    return [_entity(row) for row in connection.execute(found).mappings()]


def _entity(row: Any) -> EntityView:
    return EntityView(
        **{c: row[c] for c in (*_REF, "description", "reports")}, sectors=[s for s in row["sectors"].split("|") if s]
    )


def entity(connection: Connection, key: str) -> EntityView:
    """One entity.

    Raises:
        RecordError: the record has none with this key.
    """
    row = connection.execute(sa.select(t.entity).where(t.entity.c.key == key)).mappings().first()
    if row is None:
        raise RecordError(f"the record has no entity {key!r}")
    return _entity(row)


def names(connection: Connection, key: str) -> list[dict[str, Any]]:
    """The names and descriptions under which reports speak of an entity: with count, first and last day."""
    found = (
        sa.select(
            t.appearance.c.name,
            t.appearance.c.description,
            sa.func.count().label("reports"),
            sa.func.min(t.report.c.published).label("first"),
            sa.func.max(t.report.c.published).label("last"),
        )
        .join(t.report, t.report.c.id == t.appearance.c.report)
        .where(t.appearance.c.entity == _id(key))
        .group_by(t.appearance.c.name, t.appearance.c.description)
        .order_by(sa.desc("reports"), t.appearance.c.name)
        .limit(200)
    )
    return [dict(row) for row in connection.execute(found).mappings()]


def events(
    connection: Connection, asked: Events, *, order: str = "-day", limit: int | None = 50, offset: int = 0
) -> list[EventView]:
    """Events that fit.

    Args:
        order: `day`, `-day` (latest first), `-tellings`, `-last_told`, `score` or `-score`.
    """
    words = matching(connection, asked.text) if asked.text else None
    column = t.event.c[order.removeprefix("-")]
    by = (column.desc(), t.event.c.id.desc()) if order.startswith("-") else (column, t.event.c.id)
    found = sa.select(t.event).where(*conditions(asked, words)).order_by(*by).limit(limit).offset(offset)
    return event_views(connection, connection.execute(found).mappings().all())


def count(connection: Connection, asked: Events) -> int:
    """How many events fit."""
    words = matching(connection, asked.text) if asked.text else None
    return connection.execute(
        sa.select(sa.func.count()).select_from(t.event).where(*conditions(asked, words))
    ).scalar_one()


def event_views(connection: Connection, rows: Sequence[Any]) -> list[EventView]:
    """The views of rows of the table of events."""
    parties: dict[tuple[int, str], list[int]] = defaultdict(list)
    sentences: dict[str, str] = {}
    for some in chunks([row["id"] for row in rows]):
        for event_id, side, who in connection.execute(
            sa.select(t.event_party.c.event, t.event_party.c.side, t.event_party.c.entity)
            .where(t.event_party.c.event.in_(some))
            .order_by(t.event_party.c.event, t.event_party.c.entity)
        ):
            parties[event_id, side].append(who)
    for some in chunks([row["key"] for row in rows]):
        sentence = sa.func.substr(
            t.report.c.text,
            t.telling.c.sentence_start + 1,
            t.telling.c.sentence_end - t.telling.c.sentence_start,
        )
        sentences |= dict(
            connection.execute(
                sa.select(t.telling.c.key, sentence)
                .join(t.report, t.report.c.id == t.telling.c.report)
                .where(t.telling.c.key.in_(some))
            ).all()
        )
    refs = entity_refs(connection, (i for some in parties.values() for i in some))
    plain = (
        "key", "type", "mode", "cameo", "quad", "score", "day", "day_to", "dated", "place", "place_key", "country",
        "latitude", "longitude", "geonames_id", "confidence", "tellings", "independent", "denials", "first_told",
        "last_told", "rejected",
    )  # fmt: skip
    return [
        EventView(
            **{c: row[c] for c in plain},
            contexts=split(row["contexts"]),
            status=split(row["status"]),
            actors=[refs[i] for i in parties[row["id"], "actor"]],
            recipients=[refs[i] for i in parties[row["id"], "recipient"]],
            corrected=loaded(row["corrected"]),
            sentence=sentences.get(row["key"], ""),
        )
        for row in rows
    ]


def split(text: str) -> list[str]:
    """A list kept in one column."""
    return [part for part in text.split("|") if part]


def loaded(text: str) -> list[dict[str, Any]]:
    """A list of objects kept in one column."""
    found: list[dict[str, Any]] = json.loads(text) if text else []
    return found


def event_id(connection: Connection, key: str) -> int:
    """The event that a key leads to: its own, a telling's, or one that a telling had in an earlier reading.

    Raises:
        RecordError: the record has none.
    """
    own = connection.execute(sa.select(t.telling.c.event).where(t.telling.c.key == key)).scalar()
    if own is None:
        heir = sa.select(t.alias.c.telling).where(t.alias.c.key == key).scalar_subquery()
        own = connection.execute(sa.select(t.telling.c.event).where(t.telling.c.key == heir)).scalar()
    if own is None:
        raise RecordError(f"the record has no event {key!r}")
    return int(own)


def event(connection: Connection, key: str) -> EventView:
    """The event that a key leads to.

    Raises:
        RecordError: the record has none.
    """
    number = event_id(connection, key)
    rows = connection.execute(sa.select(t.event).where(t.event.c.id == number)).mappings().all()
    return event_views(connection, rows)[0]


TELLING = (
    sa.select(
        t.telling,
        t.report.c.key.label("report_key"),
        *(t.report.c[c] for c in ("title", "publisher", "published", "cluster")),
        _LEADER.c.key.label("leader"),
        t.event.c.key.label("event_key"),
        sa.func.substr(t.report.c.text, t.telling.c.start + 1, t.telling.c.end - t.telling.c.start).label("quote"),
        sa.func.substr(
            t.report.c.text,
            t.telling.c.sentence_start + 1,
            t.telling.c.sentence_end - t.telling.c.sentence_start,
        ).label("sentence"),
    )
    .join(t.report, t.report.c.id == t.telling.c.report)
    .join(_LEADER, _LEADER.c.id == t.report.c.cluster)
    .join(t.event, t.event.c.id == t.telling.c.event)
)


def tellings(
    connection: Connection,
    *,
    event: str | None = None,
    report: str | None = None,
    said_by: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int = 500,
    offset: int = 0,
) -> list[TellingView]:
    """Tellings of an event, of a report, or on the word of an entity (who said what), the first published first."""
    found = TELLING
    if event:
        found = found.where(t.telling.c.event == event_id(connection, event))
    if report:
        found = found.where(t.report.c.key == report)
    if said_by:
        found = found.where(t.telling.c.source_entity == _id(said_by))
    if since:
        found = found.where(t.report.c.published >= since)
    if until:
        found = found.where(t.report.c.published < until + "~")
    if said_by and not event and not report:
        found = found.order_by(t.telling.c.id.desc())
    elif report and not event:
        found = found.order_by(t.telling.c.start, t.telling.c.id)
    else:
        found = found.order_by(t.report.c.published.nullsfirst(), t.telling.c.id)
    return [telling_view(row) for row in connection.execute(found.limit(limit).offset(offset)).mappings()]


def telling_view(row: Any) -> TellingView:
    """The view of a row of `TELLING`."""
    plain = (
        "key", "title", "publisher", "published", "type", "mode", "cameo", "quad", "score", "day", "day_to", "time",
        "place", "country", "confidence", "source", "start", "end", "sentence_start", "sentence_end", "quote",
        "sentence", "rule", "why", "rejected",
    )  # fmt: skip
    return TellingView(
        **{c: row[c] for c in plain},
        event=row["event_key"],
        report=row["report_key"],
        copy_of=row["leader"] if row["leader"] != row["report_key"] else None,
        item=row["local"],
        contexts=split(row["contexts"]),
        status=split(row["status"]),
        actors=split(row["actor_names"]),
        recipients=split(row["recipient_names"]),
        corrected=loaded(row["corrected"]),
    )
