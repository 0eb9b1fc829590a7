"""Events and tellings of a record as flat rows, a page at a time, so that memory stays flat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from parley.record import tables as t
from parley.record.filters import Events, conditions
from parley.record.queries import TELLING, event_views, telling_view
from parley.record.search import matching

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection

    from parley.record.views import EventView, TellingView

_PAGE = 400


def events(connection: Connection, asked: Events) -> Iterator[EventView]:
    """All events that fit, in the order of their numbers."""
    words = matching(connection, asked.text) if asked.text else None
    wanted = sa.select(t.event).where(*conditions(asked, words)).order_by(t.event.c.id).limit(_PAGE)
    last = 0
    while rows := connection.execute(wanted.where(t.event.c.id > last)).mappings().all():
        last = rows[-1]["id"]
        yield from event_views(connection, rows)


def tellings(connection: Connection, asked: Events) -> Iterator[TellingView]:
    """All tellings of the events that fit."""
    words = matching(connection, asked.text) if asked.text else None
    fitting = sa.select(t.event.c.id).where(*conditions(asked, words))
    wanted = TELLING.where(t.telling.c.event.in_(fitting)).order_by(t.telling.c.id).limit(_PAGE)
    if not asked.rejected:
        wanted = wanted.where(t.telling.c.rejected.is_(False))
    last = 0
    while rows := connection.execute(wanted.where(t.telling.c.id > last)).mappings().all():
        last = rows[-1]["id"]
        yield from map(telling_view, rows)


def sources(connection: Connection, asked: Events) -> Iterator[dict[str, Any]]:
    """The reports that tell the events that fit: what a citation needs."""
    words = matching(connection, asked.text) if asked.text else None
    fitting = sa.select(t.event.c.id).where(*conditions(asked, words))
    told = sa.select(t.telling.c.report).where(t.telling.c.event.in_(fitting))
    columns = ("id", "key", "source_id", "title", "publisher", "published", "url", "language", "hash")
    wanted = sa.select(*(t.report.c[c] for c in columns)).where(t.report.c.id.in_(told)).order_by(t.report.c.id)
    last = 0
    while rows := connection.execute(wanted.where(t.report.c.id > last).limit(_PAGE)).mappings().all():
        last = rows[-1]["id"]
        yield from map(dict, rows)


EVENT_COLUMNS = (
    "event", "type", "mode", "contexts", "cameo", "quad", "score", "status", "day", "day_to", "dated", "actor_names",
    "actor_codes", "actor_countries", "actor_keys", "recipient_names", "recipient_codes", "recipient_countries",
    "recipient_keys", "place", "place_country", "latitude", "longitude", "geonames_id", "confidence", "tellings",
    "independent", "denials", "first_told", "last_told", "corrected_by", "sentence",
)  # fmt: skip
_SAME = (
    "type", "mode", "cameo", "quad", "score", "day", "day_to", "dated", "place", "latitude", "longitude",
    "geonames_id", "confidence", "tellings", "independent", "denials", "first_told", "last_told", "sentence",
)  # fmt: skip


def event_row(event: EventView) -> dict[str, Any]:
    """An event as one row; lists are joined by '|'."""
    row: dict[str, Any] = {c: getattr(event, c) for c in _SAME}
    row |= {
        "event": event.key,
        "contexts": "|".join(event.contexts),
        "status": "|".join(event.status),
        "place_country": event.country,
        "corrected_by": "|".join(sorted({f"{c['field']}:{c['author']}:{c['at'][:10]}" for c in event.corrected})),
    }
    for side, some in (("actor", event.actors), ("recipient", event.recipients)):
        row[f"{side}_names"] = "|".join(e.name for e in some)
        row[f"{side}_codes"] = "|".join(e.code or "" for e in some)
        row[f"{side}_countries"] = "|".join(e.country or "" for e in some)
        row[f"{side}_keys"] = "|".join(e.key for e in some)
    return row


TELLING_COLUMNS = (
    "telling", "event", "report", "publisher", "published", "copy_of", "item", "type", "mode", "status", "day", "place",
    "country", "actors", "recipients", "source", "start", "end", "quote", "sentence", "rule", "why", "corrected_by",
)  # fmt: skip


def telling_row(telling: TellingView) -> dict[str, Any]:
    """A telling as one row."""
    same = (
        "event", "report", "publisher", "published", "copy_of", "item", "type", "mode", "day", "place", "country",
        "source", "start", "end", "quote", "sentence", "rule", "why",
    )  # fmt: skip
    row: dict[str, Any] = {c: getattr(telling, c) for c in same}
    return row | {
        "telling": telling.key,
        "status": "|".join(telling.status),
        "actors": "|".join(telling.actors),
        "recipients": "|".join(telling.recipients),
        "corrected_by": "|".join(sorted({f"{c['field']}:{c['author']}:{c['at'][:10]}" for c in telling.corrected})),
    }
