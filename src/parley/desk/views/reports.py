"""Reports: the list, and one with its text, marks, events beside their sentences and notes in the margin."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import msgspec

from parley.desk import marks
from parley.desk.asked import listing, text
from parley.desk.notes import threads
from parley.desk.render import Shown, side
from parley.desk.state import DeskError

if TYPE_CHECKING:
    from starlette.requests import Request

    from parley.desk.state import Desk
    from parley.model import Reading


def reports(desk: Desk, request: Request) -> Shown:
    """Reports by day of publication."""
    pages = listing(request)
    asked = {name: text(request, name) for name in ("publisher", "since", "until", "entity")}
    found = desk.record.reports(
        **asked, copies=request.query_params.get("copies") != "no", limit=pages.size + 1, offset=pages.offset
    )
    shown, more = pages.cut(found)
    return Shown(
        data={"asked": asked, "reports": shown, **more},
        extra={"publishers": publishers(desk)},
        rows=[r.to_dict() for r in shown],
    )


def publishers(desk: Desk) -> list[str]:
    """The publishers that most reports come from."""
    import sqlalchemy as sa

    from parley.record import tables as t

    def make() -> list[str]:
        found = (
            sa.select(t.report.c.publisher)
            .where(t.report.c.publisher.is_not(None))
            .group_by(t.report.c.publisher)
            .order_by(sa.func.count().desc())
            .limit(100)
        )
        with desk.record.store.read() as connection:
            return sorted(connection.execute(found).scalars())

    found: list[str] = desk.cache.get("publishers", make)
    return found


def report(desk: Desk, request: Request) -> Shown:
    """One report."""
    key = request.path_params["key"]
    number = request.query_params.get("reading")
    if number is not None and not (number.isdecimal() and len(number) < 10):
        raise DeskError(f"{number!r} is no number of a reading", 404)
    record = desk.record
    view = record.report(key)
    reading = record.reading(key, number=int(number) if number else None)
    own = record.notes.of_report(key)
    tellings = {t.item: t for t in record.tellings(report=key)}
    on: dict[str, list[Any]] = {}
    of_items = [n for n in own if n.target.kind not in ("span", "report")]
    for thread in threads(of_items):
        on.setdefault(thread["item"] or "", []).append(thread)
    shown = {
        "report": view,
        "reading": reading,
        "notes": threads(own),
        "tellings": list(tellings.values()),
        "readings": record.readings(key),
        "copies": record.copies(key),
    }
    margin = [n for n in own if n.target.kind == "span" or n.parent]
    return Shown(
        data=shown,
        extra={
            "paragraphs": _with_items(reading, margin),
            "entities": {e.id: e for e in reading.entities},
            "told": tellings,
            "on": on,
            "whole": [t for t in threads(own) if t["target"]["kind"] == "report"],
            "orphans": [t for t in threads(own) if t["state"] == "orphan"],
            "write": _asked_span(request, reading),
            "new_id": lambda: str(uuid.uuid4()),
            "sentence": lambda span: marks.sentence_number(reading, span),
            "earlier": number,
        },
        rows=[t.to_dict() for t in tellings.values()],
    )


def _with_items(reading: Reading, notes: list[Any]) -> list[dict[str, Any]]:
    out = marks.paragraphs(reading, notes)
    spans = [n for n in threads(notes) if n["target"]["kind"] == "span" and n["state"] != "orphan"]
    for p in out:
        p["events"] = marks.beside(reading, p, reading.events)
        p["figures"] = marks.beside(reading, p, reading.figures)
        first, last = p["sentences"][0]["start"], p["sentences"][-1]["end"]
        p["side"] = side(reading.report.text[first:last])
        p["notes"] = [n for n in spans if first <= (n["start"] or 0) < last]
    return out


def _asked_span(request: Request, reading: Reading) -> dict[str, Any] | None:
    """The words that the address asks to write on (`?on=10:25`), for those without JavaScript."""
    start, _, end = request.query_params.get("on", "").partition(":")
    if not (start.isdecimal() and end.isdecimal() and len(start) < 9 and len(end) < 9):
        return None
    a, b = int(start), int(end)
    if not 0 <= a < b <= len(reading.report.text):
        return None
    return {"start": a, "end": b, "exact": reading.report.text[a:b]}


def why(desk: Desk, request: Request) -> Shown:
    """Why an event of a report was coded: entry, operators, words, what weighed, what was dropped."""
    from parley.desk.explain import explanation

    key, item = request.path_params["key"], request.path_params["item"]
    reading = desk.record.reading(key, corrected=False)
    event = next((e for e in reading.events if e.id == item), None)
    if event is None:
        raise DeskError(f"the reading of this report has no event {item!r}", 404)
    found = explanation(desk, key, reading, event)
    return Shown(data={"report": desk.record.report(key), "event": msgspec.to_builtins(event), "why": found})
