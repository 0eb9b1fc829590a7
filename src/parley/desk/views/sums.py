"""The overview, and the record drawn: over time, as a network, on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from parley.desk import asked, charts, sums
from parley.desk import tables as t
from parley.desk.people import person
from parley.desk.render import Shown
from parley.desk.views.events import named, row
from parley.record import Events
from parley.record.notes import now
from parley.record.store import insert

if TYPE_CHECKING:
    from starlette.requests import Request

    from parley.desk.state import Desk

# Two looks within this many minutes are one: a reload does not make all that is new old.
VISIT_MINUTES = 30


def overview(desk: Desk, request: Request) -> Shown:
    """What is new, what happens, who is at odds, where talks stand, what is contradicted."""
    who = person(request)
    since = last_look(desk, who.name) if who else None
    record = desk.record
    timeline = sums.timeline(desk, sums.EVERYTHING)
    latest = record.events(limit=8)
    data = {
        "since": since,
        "new": _new(desk, since),
        "counts": sums.counts(desk),
        "timeline": timeline,
        "events": latest,
        "dyads": sums.network(desk, sums.EVERYTHING, limit=8),
        "talks": record.talks(limit=6),
        "disagreements": record.disagreements(limit=4),
        "figures": sums.figures(desk, limit=6),
    }
    return Shown(data=data, extra={"chart": charts.bars(timeline, "events")}, rows=[row(e) for e in latest])


def last_look(desk: Desk, name: str) -> str | None:
    """When a person looked before this visit; remembers that they look now."""
    from datetime import datetime

    with desk.record.store.read() as connection:
        old = connection.execute(sa.select(t.seen).where(t.seen.c.owner == name)).first()
    moment = now()
    if old is not None:
        away = datetime.fromisoformat(moment) - datetime.fromisoformat(old.at)
        if away.total_seconds() < 60:
            return str(old.before) if old.before else None
        before: str | None = old.at if away.total_seconds() > VISIT_MINUTES * 60 else old.before
    else:
        before = None
    with desk.record.store.write() as connection:
        connection.execute(sa.delete(t.seen).where(t.seen.c.owner == name))
        insert(connection, t.seen, [{"owner": name, "at": moment, "before": before}])
    return before


def _new(desk: Desk, since: str | None) -> dict[str, Any]:
    """What was kept since a moment: the latest reports, and notes of others."""
    from parley.record import tables as r

    with desk.record.store.read() as connection:
        title = sa.func.coalesce(r.report.c.title, r.report.c.source_id).label("title")
        found = sa.select(r.report.c.key, title, r.report.c.publisher, r.report.c.kept_at, r.report.c.id)
        rows = connection.execute(found.order_by(r.report.c.id.desc()).limit(100)).mappings().all()
    fresh = [dict(row) for row in rows if since is None or row["kept_at"] > since]
    notes = [n for n in desk.record.notes.all(limit=20) if since is None or n.at > since]
    return {
        "reports": [{k: v for k, v in f.items() if k != "id"} for f in fresh[:6]],
        "more": max(0, len(fresh) - 6),
        "notes": [
            {"id": n.id, "author": n.author, "at": n.at, "body": n.body[:200], "kind": n.kind} for n in notes[:6]
        ],
    }


def _drawn(desk: Desk, request: Request) -> tuple[Events, dict[str, Any], dict[str, Any]]:
    conditions = asked.events(request)
    extra = {"types": asked.TYPES, "statuses": asked.STATUSES, **named(desk, conditions)}
    return conditions, extra, {k: v for k, v in _params(request).items() if k not in ("since", "until", "as")}


def _params(request: Request) -> dict[str, Any]:
    return {k: request.query_params.getlist(k) for k in request.query_params}


def _by_quad(quads: list[int]) -> dict[str, int]:
    return {f"quad{q}": n for q, n in enumerate(quads, 1)}


def timeline(desk: Desk, request: Request) -> Shown:
    """Events over time."""
    conditions, extra, params = _drawn(desk, request)
    found = sums.timeline(desk, conditions)
    rows = [{**{k: p[k] for k in ("period", "events", "score")}, **_by_quad(p["quads"])} for p in found["periods"]]
    latest = desk.record.events(conditions, limit=12)
    data = {"asked": conditions, "timeline": found, "events": latest}
    return Shown(data=data, extra={**extra, "chart": charts.bars(found, "events", params)}, rows=rows)


def network(desk: Desk, request: Request) -> Shown:
    """Who acts on whom."""
    conditions, extra, _ = _drawn(desk, request)
    edges = sums.network(desk, conditions, limit=asked.whole(request, "lines", 60, 1, 300))
    rows = [
        {
            "actor": e["actor"]["name"],
            "recipient": e["recipient"]["name"],
            **{k: e[k] for k in ("events", "score", "first", "last")},
            **_by_quad(e["quads"]),
        }
        for e in edges
    ]
    drawing = desk.cache.get(("network drawn", msgspec.json.encode(edges)), lambda: charts.network(edges))
    return Shown(data={"asked": conditions, "edges": edges}, extra={**extra, "chart": drawing}, rows=rows)


def world(desk: Desk, request: Request) -> Shown:
    """Where events were."""
    conditions, extra, _ = _drawn(desk, request)
    found = sums.places(desk, conditions)
    params = {k: v for k, v in _params(request).items() if k not in ("place", "as")}
    rows = [{**{k: v for k, v in p.items() if k != "quads"}, **_by_quad(p["quads"])} for p in found]
    data = {"asked": conditions, "places": found}
    return Shown(data=data, extra={**extra, "chart": charts.world(found, params)}, rows=rows)
