"""JSON lines: events with their tellings, and the readings as corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from parley.record import tables as t
from parley.record.export import rows
from parley.record.keep import unpacked
from parley.record.notebook import as_corrected
from parley.record.queries import tellings

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import Connection

    from parley.codebook.ontology import Ontology
    from parley.record.filters import Events

_ALL = 1_000_000


def write_events(connection: Connection, asked: Events, folder: Path) -> None:
    """`events.jsonl`: one event a line with all its tellings, each with the words that it came from."""
    with (folder / "events.jsonl").open("wb") as file:
        for event in rows.events(connection, asked):
            told = tellings(connection, event=event.key, limit=_ALL)
            file.write(msgspec.json.encode({**event.to_dict(), "told": told}) + b"\n")


def write_readings(connection: Connection, asked: Events, folder: Path, ontology: Ontology) -> None:
    """`readings.jsonl`: the readings of the reports that tell what fits, in Parley's own form, with corrections."""
    with (folder / "readings.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        for source in rows.sources(connection, asked):
            row: Any = (
                connection.execute(
                    sa.select(t.report, t.reading.c.body)
                    .join(t.reading, t.reading.c.id == t.report.c.reading)
                    .where(t.report.c.id == source["id"])
                )
                .mappings()
                .one()
            )
            reading = as_corrected(connection, row["key"], row["id"], unpacked(row["body"], row), ontology)
            file.write(reading.to_json() + "\n")
