"""Events added up for drawings: over time, as a network, on the map.

Sums over everything come from the cache; sums over a choice take the latest so many events that fit, and say so.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from parley.record import Events
from parley.record import tables as t
from parley.record.aggregates import Period, period_of
from parley.record.filters import conditions
from parley.record.queries import entity_refs
from parley.record.search import matching

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from parley.desk.state import Desk
    from parley.record.views import FigureView

LATEST = 20_000
EVERYTHING = Events()


def _chosen(connection: Connection, asked: Events) -> Any:
    """A select of the ids of the latest events that fit; of what did not happen (yet) none, unless asked for."""
    words = matching(connection, asked.text) if asked.text else None
    where = conditions(asked, words)
    if not asked.status:
        where.append(t.event.c.status == "")
    found = sa.select(t.event.c.id).where(t.event.c.day.is_not(None), *where)
    if asked == EVERYTHING:
        return found.subquery()
    return found.order_by(t.event.c.day.desc(), t.event.c.id.desc()).limit(LATEST).subquery()


def _quads() -> list[Any]:
    return [sa.func.sum(sa.case((t.event.c.quad == q, 1), else_=0)) for q in (1, 2, 3, 4)]


def timeline(desk: Desk, asked: Events) -> dict[str, Any]:
    """Events by day, month or year, whichever fits their span: `by`, `periods` and whether older ones are left out."""

    def make() -> dict[str, Any]:
        with desk.record.store.read() as connection:
            chosen = _chosen(connection, asked)
            e = t.event.join(chosen, chosen.c.id == t.event.c.id)
            span = sa.select(sa.func.min(t.event.c.day), sa.func.max(t.event.c.day), sa.func.count()).select_from(e)
            first, last, number = connection.execute(span).one()
            if not number:
                return {"by": "month", "periods": [], "events": 0, "cut": False}
            by = _fitting(first, last)
            period = period_of(by).label("period")
            found = sa.select(period, sa.func.count(), sa.func.avg(t.event.c.score), *_quads()).select_from(e)
            rows = connection.execute(found.group_by(period).order_by(period)).all()
        periods = [
            {"period": r[0], "events": r[1], "score": round(r[2], 2), "quads": [int(n) for n in r[3:7]]} for r in rows
        ]
        return {"by": by, "periods": periods, "events": number, "cut": number == LATEST and asked != EVERYTHING}

    out: dict[str, Any] = desk.cache.get(("timeline", asked), make)
    return out


def _fitting(first: str, last: str) -> Period:
    try:
        days = (_day(last) - _day(first)).days
    except ValueError:
        return "year"
    return "day" if days <= 62 else "month" if days <= 366 * 10 else "year"


def _day(text: str) -> date:
    parts = [*map(int, text[:10].split("-")), 1, 1][:3]
    return date(*parts)


def network(desk: Desk, asked: Events, *, limit: int = 80) -> list[dict[str, Any]]:
    """Who acts on whom, the lines of most events first."""

    def make() -> list[dict[str, Any]]:
        one, two = t.event_party.alias("one"), t.event_party.alias("two")
        with desk.record.store.read() as connection:
            chosen = _chosen(connection, asked)
            number = sa.func.count().label("n")
            found = (
                sa.select(
                    one.c.entity, two.c.entity, number, sa.func.avg(t.event.c.score),
                    sa.func.min(t.event.c.day), sa.func.max(t.event.c.day), *_quads(),
                )
                .select_from(chosen)
                .join(t.event, t.event.c.id == chosen.c.id)
                .join(one, (one.c.event == t.event.c.id) & (one.c.side == "actor"))
                .join(two, (two.c.event == t.event.c.id) & (two.c.side == "recipient"))
                .where(one.c.entity != two.c.entity)
                .group_by(one.c.entity, two.c.entity)
                .order_by(number.desc(), one.c.entity, two.c.entity)
                .limit(limit)
            )  # fmt: skip
            if asked.party and not asked.other:
                who = sa.select(t.entity.c.id).where(t.entity.c.key == asked.party).scalar_subquery()
                found = found.where(sa.or_(one.c.entity == who, two.c.entity == who))
            rows = connection.execute(found).all()
            refs = entity_refs(connection, [i for r in rows for i in r[:2]])
        return [
            {
                "actor": refs[r[0]].to_dict(), "recipient": refs[r[1]].to_dict(), "events": r[2],
                "score": round(r[3], 2), "first": r[4], "last": r[5], "quads": [int(n) for n in r[6:10]],
            }
            for r in rows
        ]  # fmt: skip

    out: list[dict[str, Any]] = desk.cache.get(("network", asked, limit), make)
    return out


def places(desk: Desk, asked: Events, *, limit: int = 400) -> list[dict[str, Any]]:
    """Where events were, the places of most events first; those without coordinates are left out."""

    def make() -> list[dict[str, Any]]:
        c = t.event.c
        with desk.record.store.read() as connection:
            chosen = _chosen(connection, asked)
            number = sa.func.count().label("n")
            found = (
                sa.select(
                    c.place_key, sa.func.min(c.place), sa.func.min(c.country), sa.func.avg(c.latitude),
                    sa.func.avg(c.longitude), number, sa.func.max(c.day), *_quads(),
                )
                .select_from(t.event.join(chosen, chosen.c.id == c.id))
                .where(c.latitude.is_not(None), c.longitude.is_not(None))
                .group_by(c.place_key)
                .order_by(number.desc(), c.place_key)
                .limit(limit)
            )  # fmt: skip
            rows = connection.execute(found).all()
        return [
            {
                "key": r[0], "place": r[1], "country": r[2], "latitude": round(r[3], 4), "longitude": round(r[4], 4),
                "events": r[5], "last": r[6], "quads": [int(n) for n in r[7:11]],
            }
            for r in rows
        ]  # fmt: skip

    out: list[dict[str, Any]] = desk.cache.get(("places", asked, limit), make)
    return out


def counts(desk: Desk) -> dict[str, int]:
    """How many of each the record holds."""
    out: dict[str, int] = desk.cache.get("counts", desk.record.counts)
    return out


def figures(desk: Desk, **asked: Any) -> list[FigureView]:
    """Reported numbers (`Record.figures`): the latest of all are sorted out from many."""
    out: list[FigureView] = desk.cache.get(("figures", *sorted(asked.items())), lambda: desk.record.figures(**asked))
    return out
