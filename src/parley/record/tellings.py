"""A reading as rows: what one report tells, ready to be merged with what others told."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from parley.record import tables as t
from parley.record.days import day_range, is_day, shifted
from parley.record.identity import digest, entity_key, name_key, stems, words_of
from parley.record.store import Numbers, chunks, insert

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.engine import Connection

    from parley.model import Attribution, Entity, Event, Reading, Span

# How long before its publication an act may lie that a report tells of without a date.
UNDATED_DAYS = 2
# One or two dead are counted everywhere.
SMALL_TOLL = 2
_CACHED = 100_000


@dataclass(slots=True)
class Party:
    """An entity as the merge sees it."""

    id: int
    key: str
    stems: frozenset[str]
    country: str | None


class EntityBook:
    """The record's entities by key. Entities are never taken out, so what was read once stays true."""

    def __init__(self) -> None:
        self._known: dict[str, Party] = {}

    def load(self, connection: Connection, numbers: Numbers, entities: Iterable[Entity]) -> None:
        """Make sure that every entity with a key is in the record and known here."""
        if len(self._known) > _CACHED:
            self._known.clear()
        wanted = {key: e for e in entities if (key := entity_key(e)) is not None and key not in self._known}
        for some in chunks(sorted(wanted)):
            columns = (t.entity.c.id, t.entity.c.key, t.entity.c.code, t.entity.c.country)
            for found in connection.execute(sa.select(*columns).where(t.entity.c.key.in_(some))):
                self._learn(found.id, found.key, found.code, found.country)
        rows = []
        for key, entity in wanted.items():
            if key not in self._known:
                row = _entity_row(numbers.next(t.entity), key, entity)
                rows.append(row)
                self._learn(row["id"], key, entity.code, entity.country)
        insert(connection, t.entity, rows)

    def _learn(self, number: int, key: str, code: str | None, country: str | None) -> None:
        self._known[key] = Party(number, key, frozenset(stems(key, code, country)), country)

    def forget(self) -> None:
        """Empty the cache: the transaction that filled it was rolled back."""
        self._known.clear()

    def get(self, entity: Entity) -> Party | None:
        """The party that an entity of a reading is in the record."""
        key = entity_key(entity)
        return self._known.get(key) if key else None


def _entity_row(number: int, key: str, entity: Entity) -> dict[str, Any]:
    return {
        "id": number,
        "key": key,
        # Of the unnamed there are many names; their code is the one that they share.
        "name": entity.code if key.startswith("code:") else entity.name,
        "type": entity.type,
        "code": entity.code,
        "country": entity.country,
        "sectors": "|".join(entity.sectors),
        "description": None if key.startswith("code:") else entity.description,
        "reports": 0,
    }


@dataclass(slots=True)
class Told:
    """One telling of an event: its row, and what the merge compares."""

    row: dict[str, Any]
    actors: list[Party]
    recipients: list[Party]
    words: list[str]
    published: str | None
    first: str | None
    last: str | None
    exact: bool
    dated: bool
    cluster: int = 0
    tolls: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Rows:
    """All rows of one reading."""

    report: int
    cluster: int
    published: str | None
    tellings: list[Told] = field(default_factory=list)
    appearances: list[dict[str, Any]] = field(default_factory=list)
    relations: list[dict[str, Any]] = field(default_factory=list)
    talks: list[dict[str, Any]] = field(default_factory=list)
    positions: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    figures: list[dict[str, Any]] = field(default_factory=list)
    disagreements: list[dict[str, Any]] = field(default_factory=list)


def rows_of(
    reading: Reading,
    report: int,
    report_key: str,
    cluster: int,
    book: EntityBook,
    corrected: dict[str, list[dict[str, Any]]],
) -> Rows:
    """The rows of a reading, without ids.

    Args:
        report: the report's id in the record.
        report_key: its key.
        cluster: the report of which it is a copy.
        book: the entities, loaded.
        corrected: corrections by the local id of what they are of, in the form that the rows keep.
    """
    published = reading.report.published
    published = published[:10] if is_day(published) and published else None
    out = Rows(report=report, cluster=cluster, published=published)
    entities = {e.id: e for e in reading.entities}
    parties = {e.id: book.get(e) for e in reading.entities}
    for e in reading.entities:
        party = parties[e.id]
        if party is not None:
            out.appearances.append(
                {"report": report, "local": e.id, "entity": party.id, "name": e.name, "description": e.description}
            )
    seen: dict[int, int] = {}
    for event in reading.events:
        start = event.evidence[0].start
        seen[start] = seen.get(start, 0) + 1
        key = digest("telling", report_key, str(start), str(seen[start]))
        notes = corrected.get(event.id, [])
        out.tellings.append(_told(reading, event, key, report, published, entities, parties, notes))
    _relations(reading, out, parties, corrected)
    _talks(reading, out, report_key, entities, parties, corrected)
    _figures(reading, out, corrected)
    _tolls(out)
    for n, item in enumerate(reading.disagreements):
        out.disagreements.append(
            {
                "key": digest("inside", report_key, str(n), item.about.kind, item.about.text),
                "kind": item.about.kind,
                "text": item.about.text,
                "report": report,
                "event": None,
                "talks": None,
                "day": published,
                "item": item.about.item,
                "values": [
                    {
                        "value": v.value,
                        "source": sources(v.attribution),
                        "report": report_key,
                        "published": published,
                        "publisher": reading.report.publisher,
                        "start": v.evidence[0].start if v.evidence else None,
                        "end": v.evidence[0].end if v.evidence else None,
                        "sentence": reading.quote(v.evidence[0].sentence) if v.evidence else None,
                    }
                    for v in item.values
                ],
            }
        )
    return out


def _told(
    reading: Reading,
    event: Event,
    key: str,
    report: int,
    published: str | None,
    entities: dict[str, Entity],
    parties: dict[str, Party | None],
    corrected: list[dict[str, Any]],
) -> Told:
    evidence, place = event.evidence[0], event.place
    span = day_range(event.time.value) if event.time else None
    dated = span is not None
    if span is None and published is not None and "future" not in event.status and "historical" not in event.status:
        span = (shifted(published, -UNDATED_DAYS), published)
    named = [entities[i].name for i in (*event.actors, *event.recipients)] + [a.text for a in event.attribution]
    named += [event.time.text] if event.time else []
    words = words_of(reading.quote(evidence.sentence), *named, *([place.name] if place else []))
    source = next((parties[a.source] for a in event.attribution if a.source in parties), None)
    coded = next((c["was"] for c in corrected if c["field"] == "type"), event.type)
    row = {
        "key": key,
        "report": report,
        "local": event.id,
        "coded": coded,
        "type": event.type,
        "mode": event.mode,
        "contexts": "|".join(event.contexts),
        "cameo": event.cameo,
        "quad": event.quad,
        "score": event.score,
        "status": "|".join(event.status),
        "day": span[0] if span and dated else None,
        "day_to": span[1] if span and dated else None,
        "time": event.time.value if event.time else None,
        "place": place.name if place else None,
        "place_key": place_key(place.name, place.country, place.geonames_id) if place else None,
        "country": place.country if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "geonames_id": place.geonames_id if place else None,
        "confidence": event.confidence,
        **_at(evidence, evidence.sentence),
        "rule": evidence.rule,
        "words": " ".join(words),
        "actor_names": "|".join(entities[i].name for i in event.actors),
        "recipient_names": "|".join(entities[i].name for i in event.recipients),
        "source": sources(event.attribution),
        "source_entity": source.id if source else None,
        "why": "",
        "corrected": _json(corrected),
        "rejected": any(c["field"] == "rejected" and c["value"] for c in corrected),
    }
    return Told(
        row=row,
        actors=[p for i in event.actors if (p := parties[i]) is not None],
        recipients=[p for i in event.recipients if (p := parties[i]) is not None],
        words=words,
        published=published,
        first=span[0] if span else None,
        last=span[1] if span else None,
        exact=dated and span is not None and span[0] == span[1],
        dated=dated,
    )


def place_key(name: str, country: str | None, geonames_id: int | None) -> str:
    """What joins a place across reports: its GeoNames id, else its name and country."""
    return f"geonames:{geonames_id}" if geonames_id else f"{name_key(name)}/{country or ''}"


def sources(chain: Sequence[Attribution]) -> str:
    """The chain of sources in words, innermost first."""
    return " < ".join(a.text for a in chain)


def _at(span: Span, sentence: Span) -> dict[str, int]:
    return {
        "start": span.start,
        "end": span.end,
        "sentence_start": sentence.start,
        "sentence_end": sentence.end,
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if value else ""


def toll(figure: dict[str, Any]) -> str | None:
    """A count of people as a mark by which two tellings of one act are known; None for small and open counts."""
    n = figure["best"]
    return f"{figure['measure']} {n:g}" if n is not None and n > SMALL_TOLL else None


def _tolls(out: Rows) -> None:
    by: dict[str | None, list[str]] = {}
    for figure in out.figures:
        if mark := toll(figure):
            by.setdefault(figure["event_local"], []).append(mark)
    for told in out.tellings:
        told.tolls = by.get(told.row["local"], [])
        told.cluster = out.cluster


def _relations(
    reading: Reading, out: Rows, parties: dict[str, Party | None], corrected: dict[str, list[dict[str, Any]]]
) -> None:
    for n, relation in enumerate(reading.relations):
        one, other = parties[relation.from_], parties[relation.to]
        notes = corrected.get(f"r{n + 1}", [])
        if one is None or other is None or one.id == other.id or any(c["field"] == "rejected" for c in notes):
            continue
        evidence = relation.evidence[0]
        out.relations.append(
            {
                "type": relation.type,
                "from_entity": one.id,
                "to_entity": other.id,
                "key": digest("relation", relation.type, one.key, other.key),
                "report": out.report,
                "cluster": out.cluster,
                "number": n + 1,
                "status": "|".join(relation.status),
                "since": relation.since,
                "day": out.published,
                **_at(evidence, evidence.sentence),
                "source": sources(relation.attribution),
                "corrected": _json(notes),
            }
        )


def _talks(
    reading: Reading,
    out: Rows,
    report_key: str,
    entities: dict[str, Entity],
    parties: dict[str, Party | None],
    corrected: dict[str, list[dict[str, Any]]],
) -> None:
    for talks in reading.talks:
        notes = corrected.get(talks.id, [])
        if any(c["field"] == "rejected" for c in notes):
            continue
        evidence = talks.evidence[0]
        roles = {
            role: sorted({p.id for i in ids if (p := parties[i]) is not None})
            for role, ids in (("party", talks.parties), ("mediator", talks.mediators), ("host", talks.hosts))
        }
        key = digest("talks", report_key, str(evidence.start), talks.id)
        out.talks.append(
            {
                "key": key,
                "report": out.report,
                "cluster": out.cluster,
                "local": talks.id,
                "name": talks.name,
                "stage": talks.stage,
                "day": out.published,
                "time": talks.time.value if talks.time else None,
                "venue": talks.venue.name if talks.venue else None,
                "country": talks.venue.country if talks.venue else None,
                "documents": _json([{"name": d.name, "date": d.date} for d in talks.documents]),
                "parties": json.dumps(roles),
                **_at(evidence, evidence.sentence),
                "why": "",
                "corrected": _json(notes),
            }
        )
        out.positions[key] = [
            {
                "report": out.report,
                "issue": issue.name,
                "issue_key": name_key(issue.name),
                "party": p.id if position.party and (p := parties[position.party]) is not None else None,
                "party_name": entities[position.party].name if position.party else None,
                "stance": position.stance,
                "qualifier": position.qualifier,
                "day": out.published,
                **_at(position.evidence[0], position.evidence[0].sentence),
            }
            for issue in talks.issues
            for position in issue.positions
            if position.evidence
        ]


def _figures(reading: Reading, out: Rows, corrected: dict[str, list[dict[str, Any]]]) -> None:
    for figure in reading.figures:
        notes = corrected.get(figure.id, [])
        if any(c["field"] == "rejected" for c in notes):
            continue
        evidence, place = figure.evidence[0], figure.place
        span = day_range(figure.time.value) if figure.time else None
        out.figures.append(
            {
                "report": out.report,
                "local": figure.id,
                "event_local": figure.event,
                "measure": figure.measure,
                "low": figure.low,
                "best": figure.best,
                "high": figure.high,
                "qualifier": figure.qualifier,
                "who": figure.who,
                "day": span[0] if span else None,
                "place": place.name if place else None,
                "country": place.country if place else None,
                **_at(evidence, evidence.sentence),
                "source": sources(figure.attribution),
                "corrected": _json(notes),
            }
        )
