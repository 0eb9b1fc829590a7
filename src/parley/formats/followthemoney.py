"""A reading as FollowTheMoney-style entities: the report, who is in it, what they did, what stands between them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from parley.model import Reading

_SCHEMA = {"person": "Person", "organization": "Organization", "location": "Address"}


def to_followthemoney(reading: Reading) -> Iterator[dict[str, Any]]:
    """One entity after another; ids are the same each time and of no other report. Values are lists of text."""
    report = reading.report
    article = _key(report.id)
    published = [report.published] if report.published else []

    def entity(key: str, schema: str, /, **properties: list[str]) -> dict[str, Any]:
        kept = {name: [value for value in values if value] for name, values in properties.items()}
        return {"id": key, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}

    yield entity(
        article,
        "Article",
        title=[report.title or report.id],
        publishedAt=published,
        publisher=[report.publisher or ""],
        sourceUrl=[report.url or ""],
        language=["eng"],
    )
    for found in reading.entities:
        schema = _SCHEMA[found.type]
        yield entity(
            _key(report.id, found.id),
            schema,
            **{"full" if schema == "Address" else "name": [found.name]},
            country=[(found.country or "").lower()],
            notes=[f"CAMEO {found.code}" if found.code else ""],
            summary=[found.description or ""],
            proof=[article],
        )
    for event in reading.events:
        first = event.evidence[0]
        yield entity(
            _key(report.id, event.id),
            "Event",
            name=[f"{event.type} {event.mode or ''}".strip()],
            date=[event.time.value or ""] if event.time else published,
            organizer=[_key(report.id, side) for side in event.actors],
            involved=[_key(report.id, side) for side in event.recipients],
            location=[event.place.name] if event.place else [],
            description=[reading.quote(first.sentence)],
            keywords=[f"CAMEO {event.cameo}" if event.cameo else "", *event.status, *event.contexts],
            proof=[article],
        )
    for number, relation in enumerate(reading.relations, 1):
        yield entity(
            _key(report.id, f"r{number}"),
            "UnknownLink",
            subject=[_key(report.id, relation.from_)],
            object=[_key(report.id, relation.to)],
            role=[relation.type],
            startDate=[relation.since or ""],
            description=[reading.quote(relation.evidence[0].sentence)],
            proof=[article],
        )


def _key(*parts: str) -> str:
    return hashlib.sha1("\x1f".join(parts).encode(), usedforsecurity=False).hexdigest()
