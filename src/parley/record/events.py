"""An event of the record is always what its tellings come to: worked out anew whenever one is added or taken out."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from parley.codebook.ontology import Ontology
from parley.record import tables as t
from parley.record.between import disagreements
from parley.record.members import Member, members_of
from parley.record.merge import profile_of, slots
from parley.record.store import Numbers, chunks, insert

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.engine import Connection

    from parley.record.tellings import Party

_PLACE = ("place", "place_key", "country", "latitude", "longitude", "geonames_id")
_OWNED = (t.event_party, t.event_context, t.block, t.disagreement)


def refresh(connection: Connection, numbers: Numbers, ontology: Ontology, events: Iterable[int]) -> None:
    """Work out these events from their tellings; one without any is taken out."""
    wanted = sorted(set(events))
    old: dict[int, str] = {}
    for some in chunks(wanted):
        old |= dict(connection.execute(sa.select(t.event.c.id, t.event.c.key).where(t.event.c.id.in_(some))).all())
    _clear(connection, sorted(old))
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for number, members in members_of(connection, wanted).items():
        if not members:
            continue
        row, parties = event_row(number, members, ontology)
        rows["event"].append(row)
        rows["event_party"] += [
            {"event": number, "side": side, "entity": p.id, "country": p.country, "day": row["day"]}
            for side, some_parties in parties.items()
            for p in some_parties
        ]
        rows["event_context"] += [
            {"event": number, "context": c, "day": row["day"]} for c in row["contexts"].split("|") if c
        ]
        rows["block"] += [{"slot": s, "event": number} for s in sorted({s for m in members for s in slots(m.told)})]
        for item in disagreements(row["key"], members):
            rows["disagreement"].append(
                {
                    "id": numbers.next(t.disagreement),
                    "key": item["key"],
                    "kind": item["kind"],
                    "text": item["text"],
                    "report": None,
                    "event": number,
                    "talks": None,
                    "day": item["day"],
                    "contents": json.dumps({"item": None, "values": item["values"]}, ensure_ascii=False),
                }
            )
    for table in (t.event, *_OWNED):
        insert(connection, table, rows[table.name])


def _clear(connection: Connection, events: Sequence[int]) -> None:
    for some in chunks(list(events)):
        for table in _OWNED:
            connection.execute(sa.delete(table).where(table.c.event.in_(some)))
        connection.execute(sa.delete(t.event).where(t.event.c.id.in_(some)))


def event_row(number: int, members: list[Member], ontology: Ontology) -> tuple[dict[str, Any], dict[str, list[Party]]]:
    """The row that some tellings come to, and who takes part on each side."""
    overrides = _overrides(members)
    real = [m for m in members if not m.told.row["rejected"]] or members
    affirmed = [m for m in real if "negated" not in m.told.row["status"].split("|")]
    denials = len(real) - len(affirmed)
    voices = affirmed or real
    first = members[0].told.row
    kind = _most(voices, "type") or first["type"]
    alike = [m for m in voices if m.told.row["type"] == kind]
    mode = _most(alike, "mode")
    kind = overrides.get("type", kind)
    mode = overrides.get("mode", mode if kind == first["type"] or "type" not in overrides else None)
    told_so = next((m.told.row for m in alike if m.told.row["mode"] == mode and m.told.row["type"] == kind), None)
    spans = [m.told for m in voices if m.told.exact] or [m.told for m in voices if m.told.dated]
    day = _most(voices, "day") if spans and spans[0].exact else None
    dated = [m.told.row for m in voices if m.told.dated]
    narrow = min(dated, key=lambda r: (r["day_to"] > r["day"], r["day_to"], r["day"]), default=None)
    days = (day, day) if day else (narrow["day"], narrow["day_to"]) if narrow else (None, None)
    if day and narrow and day != narrow["day"]:
        days = next(((r["day"], r["day_to"]) for r in dated if r["day"] == day), days)
    published = sorted(m.told.published for m in real if m.told.published)
    if "day" in overrides:
        days = (overrides["day"], overrides["day"])
    is_dated = days[0] is not None
    if not is_dated and published:
        days = (published[0], published[0])
    place = _place(voices)
    if "place" in overrides:
        place = {**dict.fromkeys(_PLACE), **(overrides["place"] or {})}
    status = set.intersection(*(set(filter(None, m.told.row["status"].split("|"))) for m in voices))
    if "status" in overrides:
        status = set(overrides["status"])
    parties: dict[str, list[Party]] = {}
    for side in ("actor", "recipient"):
        found = {p.id: p for m in voices for p in (m.told.actors if side == "actor" else m.told.recipients)}
        parties[side] = [found[i] for i in sorted(found)]
    corrected = [c for m in members for c in _corrections(m)]
    row = {
        "id": number,
        "key": first["key"],
        "type": kind,
        "mode": mode,
        "contexts": "|".join(sorted({c for m in voices for c in m.told.row["contexts"].split("|") if c})),
        "cameo": told_so["cameo"] if told_so else ontology.cameo(kind, mode),
        "quad": told_so["quad"] if told_so else ontology.kinds[kind].quad,
        "score": told_so["score"] if told_so else ontology.score(kind, mode),
        "status": "|".join(sorted(status)),
        "day": days[0],
        "day_to": days[1],
        "dated": is_dated,
        **place,
        "confidence": max(
            (m.told.row["confidence"] for m in voices if m.told.row["confidence"] is not None), default=None
        ),
        "tellings": len(members),
        "independent": len({m.cluster for m in real}),
        "denials": denials if affirmed else 0,
        "first_told": published[0] if published else None,
        "last_told": published[-1] if published else None,
        "profile": msgspec.json.encode(profile_of(m.told for m in members)).decode(),
        "corrected": json.dumps(corrected, ensure_ascii=False) if corrected else "",
        "rejected": bool(overrides.get("rejected", all(m.told.row["rejected"] for m in members))),
    }
    return row, parties


def _corrections(member: Member) -> list[dict[str, Any]]:
    text = member.told.row["corrected"]
    found: list[dict[str, Any]] = json.loads(text) if text else []
    return found


def _overrides(members: Iterable[Member]) -> dict[str, Any]:
    """What analysts set for the whole event, the latest word of each field."""
    found = [c for m in members for c in _corrections(m) if c["scope"] == "event"]
    return {c["field"]: c["value"] for c in sorted(found, key=lambda c: (c["at"], c["note"]))}


def _most(members: Iterable[Member], column: str) -> Any:
    """The value that most clusters of reports give, an analyst's before any; the first told of equals."""
    votes: Counter[Any] = Counter()
    seen: set[tuple[int, Any]] = set()
    for member in members:
        value = member.told.row[column]
        if value is None or (member.cluster, value) in seen:
            continue
        seen.add((member.cluster, value))
        judged = any(c["field"] == column for c in _corrections(member))
        votes[value] += 1_000_000 if judged else 1
    return max(votes, key=lambda v: votes[v]) if votes else None


def _place(members: Sequence[Member]) -> dict[str, Any]:
    """The place that most name, one with an id of GeoNames before any without."""
    named = [m for m in members if m.told.row["place_key"]]
    judged = [m for m in named if any(c["field"] == "place" for c in _corrections(m))]
    exact = judged or [m for m in named if m.told.row["geonames_id"]] or named
    key = _most(exact, "place_key")
    row = next((m.told.row for m in exact if m.told.row["place_key"] == key), None)
    return {column: row[column] if row else None for column in _PLACE}
