"""W3C Web Annotations (JSON-LD): events on their words, and what analysts noted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from parley.record import notes
from parley.record import tables as t
from parley.record.anchors import AROUND
from parley.record.export import rows
from parley.record.store import chunks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.engine import Connection

    from parley.record.filters import Events
    from parley.record.views import TellingView

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def write_annotations(connection: Connection, asked: Events, folder: Path) -> None:
    """`annotations.jsonld`: one collection whose items are annotations with text quote and text position selectors."""
    reports: set[str] = set()
    with (folder / "annotations.jsonld").open("wb") as file:
        file.write(b'{"@context":"%s","type":"AnnotationPage","items":[' % _CONTEXT.encode())
        first = True
        for item in _all(connection, asked, reports):
            file.write((b"" if first else b",") + b"\n" + msgspec.json.encode(item))
            first = False
        file.write(b"\n]}\n")


def _all(connection: Connection, asked: Events, reports: set[str]) -> Iterator[dict[str, Any]]:
    page: list[TellingView] = []
    for telling in rows.tellings(connection, asked):
        reports.add(telling.report)
        page.append(telling)
        if len(page) == 200:
            yield from _tellings(connection, page)
            page = []
    yield from _tellings(connection, page)
    for note in notes.of_reports(connection, reports):
        if not note.deleted:
            yield _note(note)


def _tellings(connection: Connection, page: list[TellingView]) -> Iterator[dict[str, Any]]:
    texts: dict[str, tuple[str, str | None]] = {}
    for some in chunks(sorted({x.report for x in page})):
        found = sa.select(t.report.c.key, t.report.c.text, t.report.c.url).where(t.report.c.key.in_(some))
        texts |= {key: (text, url) for key, text, url in connection.execute(found)}
    for telling in page:
        text, url = texts[telling.report]
        start, end = telling.start, telling.end
        yield {
            "@context": _CONTEXT,
            "id": f"urn:parley:telling:{telling.key}",
            "type": "Annotation",
            "motivation": "classifying",
            "creator": {"type": "Software", "name": "Parley"},
            "body": {
                "type": "Dataset",
                "value": {
                    "event": telling.event,
                    **{c: getattr(telling, c) for c in ("type", "mode", "cameo", "quad", "score", "status", "day")},
                    **{c: getattr(telling, c) for c in ("place", "country", "actors", "recipients", "corrected")},
                    "source": telling.source or None,
                },
            },
            "target": _target(telling.report, url, text, start, end),
        }


def _target(report: str, url: str | None, text: str, start: int, end: int) -> dict[str, Any]:
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return _selected(report, url, start, end, text[start:end], before, after)


def _selected(
    report: str, url: str | None, start: int, end: int, exact: str, prefix: str, suffix: str
) -> dict[str, Any]:
    return {
        "source": url or f"urn:parley:report:{report}",
        "selector": [
            {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix},
            {"type": "TextPositionSelector", "start": start, "end": end},
        ],
    }


def _note(note: notes.Note) -> dict[str, Any]:
    target = note.target
    source = f"urn:parley:report:{target.report}"
    where: Any = source
    if target.exact is not None and target.start is not None and target.end is not None:
        where = _selected(
            target.report or "", None, target.start, target.end, target.exact, target.prefix or "", target.suffix or ""
        )
    body: dict[str, Any] = {"type": "TextualBody", "value": note.body, "format": "text/markdown"}
    if note.kind != "comment":
        body = {
            "type": "Dataset",
            "value": {"kind": note.kind, "field": note.field, "value": note.value, "why": note.body},
        }
    return {
        "@context": _CONTEXT,
        "id": f"urn:uuid:{note.id}",
        "type": "Annotation",
        "motivation": {"comment": "replying" if note.parent else "commenting"}.get(note.kind, "editing"),
        "creator": {"type": "Person", "name": note.author},
        "created": note.made_at,
        "modified": note.at,
        "body": body,
        "target": f"urn:uuid:{note.parent}" if note.parent else where,
    }
