"""Figures of a record and what its reports disagree about, as views."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from parley.record import tables as t
from parley.record.queries import event_id, loaded
from parley.record.store import chunks
from parley.record.views import DisagreementView, FigureView

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


def figures(
    connection: Connection,
    *,
    event: str | None = None,
    report: str | None = None,
    measure: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int = 200,
    offset: int = 0,
) -> list[FigureView]:
    """Figures of an event or a report, or the latest of a measure."""
    f = t.figure.c
    # Chosen first and looked up then: otherwise the words of every figure are cut out of its report and thrown away.
    # The sum keeps SQLite from taking every figure to its report to sort them; it walks the reports from the latest on.
    of = t.report.c.id if event or report else t.report.c.id + 0
    chosen = sa.select(f.id).join(t.report, of == f.report)
    found = (
        sa.select(
            t.figure,
            t.report.c.key.label("report_key"),
            t.report.c.publisher,
            t.report.c.published,
            t.event.c.key.label("event_key"),
            sa.func.substr(t.report.c.text, f.start + 1, f.end - f.start).label("quote"),
            sa.func.substr(t.report.c.text, f.sentence_start + 1, f.sentence_end - f.sentence_start).label("sentence"),
        )
        .join(t.report, t.report.c.id == f.report)
        .join(t.telling, t.telling.c.id == f.telling, isouter=True)
        .join(t.event, t.event.c.id == t.telling.c.event, isouter=True)
    )
    if event:
        told = t.telling.c.id == f.telling
        chosen = chosen.join(t.telling, told).where(t.telling.c.event == event_id(connection, event))
    if report:
        chosen = chosen.where(t.report.c.key == report)
    if measure:
        chosen = chosen.where(f.measure == measure)
    if since:
        chosen = chosen.where(t.report.c.published >= since)
    if until:
        chosen = chosen.where(t.report.c.published < until + "~")
    order = (f.start, f.id) if report else (t.report.c.published.desc().nullslast(), f.id)
    found = found.where(f.id.in_(chosen.order_by(*order).limit(limit).offset(offset))).order_by(*order)
    plain = (
        "publisher", "published", "measure", "low", "best", "high", "qualifier", "who", "day", "place", "country",
        "source", "start", "end", "quote", "sentence",
    )  # fmt: skip
    return [
        FigureView(
            **{c: row[c] for c in plain},
            report=row["report_key"],
            item=row["local"],
            event=row["event_key"],
            corrected=loaded(row["corrected"]),
        )
        for row in connection.execute(found).mappings()
    ]


def disagreements(
    connection: Connection,
    *,
    event: str | None = None,
    report: str | None = None,
    key: str | None = None,
    kind: str | None = None,
    between: bool | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int = 50,
    offset: int = 0,
) -> list[DisagreementView]:
    """Disagreements, the latest first.

    Args:
        between: only those between reports (True) or inside one (False).
    """
    d = t.disagreement.c
    found = (
        sa.select(t.disagreement, t.report.c.key.label("report_key"), t.event.c.key.label("event_key"))
        .join(t.report, t.report.c.id == d.report, isouter=True)
        .join(t.event, t.event.c.id == d.event, isouter=True)
    )
    if event:
        found = found.where(d.event == event_id(connection, event))
    if report:
        found = found.where(t.report.c.key == report)
    if key:
        found = found.where(d.key == key)
    if kind:
        found = found.where(d.kind == kind)
    if between is not None:
        found = found.where(d.report.is_(None) if between else d.report.is_not(None))
    if since:
        found = found.where(d.day >= since)
    if until:
        found = found.where(d.day <= until)
    rows = (
        connection.execute(found.order_by(d.day.desc().nullslast(), d.id.desc()).limit(limit).offset(offset))
        .mappings()
        .all()
    )
    contents = [json.loads(row["contents"]) for row in rows]
    _quote(connection, [v for c in contents for v in c["values"]])
    return [
        DisagreementView(
            **{c: row[c] for c in ("key", "kind", "day")},
            about=row["text"],
            between=row["report"] is None,
            report=row["report_key"],
            event=row["event_key"],
            item=content["item"],
            values=content["values"],
        )
        for row, content in zip(rows, contents, strict=True)
    ]


def _quote(connection: Connection, values: list[dict[str, Any]]) -> None:
    """Fill in the sentences of values."""
    wanted = {v["report"] for v in values if v.get("sentence") is None and v.get("sentence_start") is not None}
    texts: dict[str, str] = {}
    for some in chunks(sorted(wanted)):
        found = sa.select(t.report.c.key, t.report.c.text).where(t.report.c.key.in_(some))
        texts |= dict(connection.execute(found).all())
    for value in values:
        if value.get("sentence") is None and value["report"] in texts:
            value["sentence"] = texts[value["report"]][value["sentence_start"] : value["sentence_end"]]
