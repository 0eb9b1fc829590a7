"""Events added up for drawings: over time, as a network, on the map.

Sums over everything come from the cache; sums over a choice take the latest so many events that fit, and say so.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from parley.record import Events
from parley.record import tables as t
from parley.record.aggregates import LETTERS, Period
from parley.record.filters import conditions
from parley.record.queries import entity_refs
from parley.record.search import matching

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from parley.desk.state import Desk
    from parley.record.views import FigureView

LATEST = 20_000
EVERYTHING = Events()


def _chosen(connection: Connection, asked: Events, *columns: str) -> Any:
    """A select of the latest events that fit; of what did not happen (yet) none, unless asked for.

    What is added up comes out of it as well: to look every event up a second time took as long as to find it.
    """
    words = matching(connection, asked.text) if asked.text else None
    where = conditions(asked, words)
    if not asked.status:
        where.append(t.event.c.status == "")
    found = sa.select(*(t.event.c[c] for c in ("id", "day", "quad", *columns)))
    found = found.where(t.event.c.day.is_not(None), *where)
    if asked == EVERYTHING:
        return found.subquery()
    return found.order_by(t.event.c.day.desc(), t.event.c.id.desc()).limit(LATEST).subquery()


def _quads(chosen: Any) -> list[Any]:
    return [sa.func.sum(sa.case((chosen.c.quad == q, 1), else_=0)) for q in (1, 2, 3, 4)]


def timeline(desk: Desk, asked: Events) -> dict[str, Any]:
    """Events by day, month or year, whichever fits their span: `by`, `periods` and whether older ones are left out."""

    def make() -> dict[str, Any]:
        with desk.record.store.read() as connection:
            chosen = _chosen(connection, asked, "score")
            columns = (chosen.c.day, sa.func.count(), sa.func.sum(chosen.c.score), *_quads(chosen))
            days = connection.execute(sa.select(*columns).group_by(chosen.c.day).order_by(chosen.c.day)).all()
        if not days:
            return {"by": "month", "periods": [], "events": 0, "cut": False}
        by = _fitting(days[0][0], days[-1][0])
        found: dict[str, list[float]] = {}
        for day, *numbers in days:
            held = found.setdefault(day[: LETTERS[by]], [0, 0.0, 0, 0, 0, 0])
            held[:] = [a + b for a, b in zip(held, numbers, strict=True)]
        periods: list[dict[str, Any]] = [
            {"period": period, "events": n, "score": round(score / n, 2), "quads": [int(q) for q in quads]}
            for period, (n, score, *quads) in found.items()
        ]
        number = sum(p["events"] for p in periods)
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
            chosen = _chosen(connection, asked, "score")
            number = sa.func.count().label("n")
            found = (
                sa.select(
                    one.c.entity, two.c.entity, number, sa.func.avg(chosen.c.score),
                    sa.func.min(chosen.c.day), sa.func.max(chosen.c.day), *_quads(chosen),
                )
                .select_from(chosen)
                .join(one, (one.c.event == chosen.c.id) & (one.c.side == "actor"))
                .join(two, (two.c.event == chosen.c.id) & (two.c.side == "recipient"))
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
        with desk.record.store.read() as connection:
            chosen = _chosen(connection, asked, "place", "place_key", "country", "latitude", "longitude")
            c = chosen.c
            number = sa.func.count().label("n")
            found = (
                sa.select(
                    c.place_key, sa.func.min(c.place), sa.func.min(c.country), sa.func.avg(c.latitude),
                    sa.func.avg(c.longitude), number, sa.func.max(c.day), *_quads(chosen),
                )
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


def warm(desk: Desk) -> None:
    """Work out behind what the overview and the drawings show of everything, so that nobody waits for it first."""
    for what in (
        lambda: timeline(desk, EVERYTHING), lambda: network(desk, EVERYTHING, limit=8), lambda: counts(desk),
        lambda: network(desk, EVERYTHING, limit=60), lambda: places(desk, EVERYTHING),
    ):  # fmt: skip
        desk.cache.behind(what)


def counts(desk: Desk) -> dict[str, int]:
    """How many of each the record holds."""
    out: dict[str, int] = desk.cache.get("counts", desk.record.counts)
    return out


def figures(desk: Desk, **asked: Any) -> list[FigureView]:
    """Reported numbers (`Record.figures`): the latest of all are sorted out from many."""
    out: list[FigureView] = desk.cache.get(("figures", *sorted(asked.items())), lambda: desk.record.figures(**asked))
    return out
