"""The README inside each export: what it holds, what made it, and what people changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

import parley
from parley.record import tables as t
from parley.record.filters import Events, conditions
from parley.record.notes import now
from parley.record.search import matching

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import Connection

_ABOUT = {
    "events.csv": "one event a row; lists are joined by `|`",
    "tellings.csv": "one row for each report that tells an event, with the words that it came from",
    "events.parquet": "one event a row; lists are joined by `|`",
    "tellings.parquet": "one row for each report that tells an event, with the words that it came from",
    "events.jsonl": "one event a line, with its tellings in `told`",
    "readings.jsonl": "one reading a line, in the form that `parley schema` describes, with corrections put in",
    "network.graphml": "who acts on whom (GraphML)",
    "network.gexf": "who acts on whom (GEXF 1.3)",
    "events.tsv": "events in the columns of the Phoenix data sets (`phoenix_columns.txt`)",
    "phoenix_columns.txt": "the names of those columns",
    "annotations.jsonld": "W3C Web Annotations",
    "sources.ris": "the sources, as RIS",
    "sources.bib": "the sources, as BibTeX",
}


def write_readme(connection: Connection, asked: Events, folder: Path, format: str, files: list[str]) -> None:
    """`README.md`."""
    words = matching(connection, asked.text) if asked.text else None
    fits = conditions(asked, words)
    events = connection.execute(sa.select(sa.func.count()).select_from(t.event).where(*fits)).scalar_one()
    days = connection.execute(sa.select(sa.func.min(t.event.c.day), sa.func.max(t.event.c.day)).where(*fits)).one()
    made = connection.execute(
        sa.select(t.reading.c.schema, t.reading.c.parley, t.reading.c.model, t.reading.c.codebook, sa.func.count())
        .join(t.report, t.report.c.reading == t.reading.c.id)
        .where(t.report.c.replaced_by.is_(None))
        .group_by(t.reading.c.schema, t.reading.c.parley, t.reading.c.model, t.reading.c.codebook)
        .order_by(sa.desc(sa.func.count()))
    ).all()
    corrected = connection.execute(
        sa.select(sa.func.count()).select_from(t.event).where(*fits, t.event.c.corrected != "")
    ).scalar_one()
    uuid = connection.execute(sa.select(t.meta.c.value).where(t.meta.c.name == "uuid")).scalar()
    lines = [
        "# Events from a Parley record",
        "",
        f"Exported {now()[:19]}Z by Parley {parley.__version__}, format `{format}`, record {uuid}.",
        "",
        f"{events:,} events from {days[0] or 'no day'} to {days[1] or 'no day'}; {corrected:,} corrected by analysts.",
        "",
        "## What was asked",
        "",
        *(f"- {name}: {value}" for name, value in _asked(asked).items()),
        *(["- everything"] if not _asked(asked) else []),
        "",
        "## What made it",
        "",
        "| readings | schema | Parley | language model | codebook |",
        "|---|---|---|---|---|",
        *(f"| {n:,} | {s} | {p or 'unknown'} | {m or 'unknown'} | {c or 'unknown'} |" for s, p, m, c, n in made),
        "",
        "Events are coded after PLOVER, with the CAMEO code that corresponds. Events of several reports were merged;",
        "`independent` counts reports that are no near copies of each other. What an analyst corrected stands in place",
        "of the machine's value, with who and when. Events judged to be none are left out.",
        "",
        "## Files",
        "",
        *(f"- `{name}`: {_ABOUT[name]}" for name in files),
        "",
    ]
    (folder / "README.md").write_text("\n".join(lines), encoding="utf-8")


def _asked(asked: Events) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(asked)
    return {k: v for k, v in plain.items() if v}
