"""Entities, pairs of them, and the relations that stand between them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from parley.desk import asked, charts, sums
from parley.desk.notes import threads
from parley.desk.render import Shown
from parley.desk.state import DeskError
from parley.desk.views.events import row
from parley.errors import RecordError
from parley.record import Events

if TYPE_CHECKING:
    from starlette.requests import Request

    from parley.desk.state import Desk
    from parley.record.views import EntityView, RelationView

KINDS = ("person", "organization", "location")
FRIENDLY = ("allied-with", "supports", "arms")
HOSTILE = ("fights", "opposes")
RELATIONS = (*HOSTILE, *FRIENDLY, "member-of", "leads", "represents", "mediates", "located-in")


def entities(desk: Desk, request: Request) -> Shown:
    """Entities, those of most reports first."""
    pages = asked.listing(request)
    kind = asked.several(request, "type", KINDS)
    words = {name: asked.text(request, name) for name in ("text", "country", "code")}
    found = desk.record.entities(**words, type=kind[0] if kind else None, limit=pages.size + 1, offset=pages.offset)
    shown, more = pages.cut(found)
    return Shown(
        data={"asked": {**words, "type": kind[0] if kind else None}, "entities": shown, **more},
        extra={"kinds": KINDS},
        rows=[e.to_dict() for e in shown],
    )


def entity(desk: Desk, request: Request) -> Shown:
    """One entity: names and roles over time, friends and foes, what it did and bore, what it said, notes."""
    record, key = desk.record, request.path_params["key"]
    who = record.entity(key)
    relations = record.relations(entity=key, limit=200)
    conditions = Events(party=key)
    events = record.events(conditions, limit=20)
    data: dict[str, Any] = {
        "entity": who,
        "names": record.names(key),
        "relations": relations,
        "events": events,
        "talks": record.talks(entity=key, limit=20),
        "said": record.tellings(said_by=key, limit=10),
        "reports": record.reports(entity=key, limit=10),
        "timeline": sums.timeline(desk, conditions),
        "partners": partners(desk, key),
        "notes": threads(record.notes.of(key)),
    }
    return Shown(
        data=data,
        extra={
            "friends": sided(relations, who, FRIENDLY),
            "foes": sided(relations, who, HOSTILE),
            "ties": sided(relations, who, tuple(r for r in RELATIONS if r not in (*FRIENDLY, *HOSTILE))),
            "chart": charts.bars(data["timeline"], "events"),
            "new_id": lambda: str(uuid.uuid4()),
        },
        rows=[row(e) for e in events],
    )


def sided(relations: list[RelationView], who: EntityView, types: tuple[str, ...]) -> list[dict[str, Any]]:
    """Relations of some types, each with the other end."""
    return [
        {"relation": r, "other": r.to if r.from_.key == who.key else r.from_, "active": r.from_.key == who.key}
        for r in relations
        if r.type in types
    ]


def partners(desk: Desk, key: str) -> list[dict[str, Any]]:
    """With whom an entity has most to do."""
    found = sums.network(desk, Events(party=key), limit=30)
    both: dict[str, dict[str, Any]] = defaultdict(lambda: {"events": 0, "quads": [0, 0, 0, 0]})
    for edge in found:
        other = edge["recipient"] if edge["actor"]["key"] == key else edge["actor"]
        entry = both[other["key"]]
        entry["entity"] = other
        entry["events"] += edge["events"]
        entry["quads"] = [a + b for a, b in zip(entry["quads"], edge["quads"], strict=True)]
    return sorted(both.values(), key=lambda e: -e["events"])[:12]


def dyads(desk: Desk, request: Request) -> Shown:
    """Pairs that have most to do with each other."""
    conditions = asked.events(request)
    edges = sums.network(desk, conditions, limit=200)
    pairs: dict[tuple[str, str], dict[str, Any]] = {}
    for edge in edges:
        a, b = sorted((edge["actor"], edge["recipient"]), key=lambda e: str(e["key"]))
        entry = pairs.setdefault((a["key"], b["key"]), {"one": a, "other": b, "events": 0, "quads": [0, 0, 0, 0]})
        entry["events"] += edge["events"]
        entry["quads"] = [x + y for x, y in zip(entry["quads"], edge["quads"], strict=True)]
        entry["last"] = max(filter(None, (entry.get("last"), edge["last"])), default=None)
    found = sorted(pairs.values(), key=lambda p: -p["events"])
    return Shown(
        data={"asked": conditions, "dyads": found},
        extra={"types": asked.TYPES, "statuses": asked.STATUSES, "names": {}},
        rows=[{**p, "one": p["one"]["name"], "other": p["other"]["name"]} for p in found],
    )


def dyad(desk: Desk, request: Request) -> Shown:
    """What passes between two: events over time, relations, talks of both."""
    one, other = asked.text(request, "one"), asked.text(request, "other")
    if not one or not other:
        raise DeskError("say who: /dyad?one=KEY&other=KEY", 422)
    record = desk.record
    conditions = Events(party=one, other=other, since=asked.text(request, "since"), until=asked.text(request, "until"))
    events = record.events(conditions, limit=100)
    timeline = sums.timeline(desk, conditions)
    sides = [_side(desk, key) for key in (one, other)]
    theirs = {t.key for t in record.talks(entity=other, limit=200)}
    data: dict[str, Any] = {
        "one": sides[0],
        "other": sides[1],
        "timeline": timeline,
        "events": events,
        "relations": record.relations(entity=one, other=other),
        "talks": [t for t in record.talks(entity=one, limit=200) if t.key in theirs],
    }
    return Shown(data=data, extra={"chart": charts.bars(timeline, "events")}, rows=[row(e) for e in events])


def _side(desk: Desk, key: str) -> dict[str, Any]:
    if len(key) == 3 and key.isupper():
        return {"key": key, "name": key, "type": "country", "code": key, "country": key}
    try:
        return desk.record.entity(key).to_dict()
    except RecordError as error:
        raise DeskError(str(error), 404) from error


def relations(desk: Desk, request: Request) -> Shown:
    """Standing relations, those last told of first."""
    pages = asked.listing(request)
    kind = asked.several(request, "type", RELATIONS)
    since = asked.text(request, "since")
    who = asked.text(request, "entity")
    found = desk.record.relations(
        entity=who, type=kind[0] if kind else None, since=since, limit=pages.size + 1, offset=pages.offset
    )
    shown, more = pages.cut(found)
    return Shown(
        data={"asked": {"type": kind[0] if kind else None, "since": since, "entity": who}, "relations": shown, **more},
        extra={"kinds": RELATIONS},
        rows=[{**r.to_dict(), "from": r.from_.name, "to": r.to.name} for r in shown],
    )


def relation(desk: Desk, request: Request) -> Shown:
    """One relation with all its tellings."""
    record, key = desk.record, request.path_params["key"]
    found = record.relation(key)
    tellings = record.relation_tellings(key)
    return Shown(
        data={"relation": found, "tellings": tellings, "notes": threads(record.notes.of(key))},
        extra={"new_id": lambda: str(uuid.uuid4())},
        rows=[t.to_dict() for t in tellings],
    )
