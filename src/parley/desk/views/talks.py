"""Talks, disagreements and figures."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, get_args

from parley.desk import asked, sums
from parley.desk.called import called
from parley.desk.notes import threads
from parley.desk.render import Shown
from parley.desk.state import DeskError
from parley.model import DisagreementKind, Measure, Stage
from parley.sides import side_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request

    from parley.desk.state import Desk
    from parley.record.views import EntityRef, PositionView

STAGES: tuple[str, ...] = get_args(Stage)
KINDS: tuple[str, ...] = get_args(DisagreementKind)
MEASURES: tuple[str, ...] = get_args(Measure)


def all_talks(desk: Desk, request: Request) -> Shown:
    """Talks, those last told of first."""
    pages = asked.listing(request)
    stage = asked.several(request, "stage", STAGES)
    words = {name: asked.text(request, name) for name in ("text", "country", "entity", "since")}
    found = desk.record.talks(**words, stage=stage[0] if stage else None, limit=pages.size + 1, offset=pages.offset)
    shown, more = pages.cut(found)
    rows = [
        {**t.to_dict(), **{role: [called(e) for e in getattr(t, role)] for role in ("parties", "mediators", "hosts")}}
        for t in shown
    ]
    return Shown(
        data={"asked": {**words, "stage": stage[0] if stage else None}, "talks": shown, **more},
        extra={"stages": STAGES},
        rows=rows,
    )


def talks(desk: Desk, request: Request) -> Shown:
    """One negotiation: stage over time, who takes part, and who wants what."""
    record, key = desk.record, request.path_params["key"]
    found = record.one_talks(key)
    positions = record.positions(key)
    data = {
        "talks": found,
        "stages": record.stages(key),
        "positions": positions,
        "tellings": record.talks_tellings(key),
        "rounds": record.rounds(key),
        "notes": threads(record.notes.of(found.key)),
    }
    return Shown(
        data=data,
        extra={"matrix": matrix(positions, found.parties), "known": STAGES, "new_id": lambda: str(uuid.uuid4())},
        rows=[{**p.to_dict(), "party": p.party.name if p.party else p.party_name} for p in positions],
    )


def matrix(positions: list[PositionView], seated: Sequence[EntityRef] = ()) -> dict[str, Any]:
    """Issues by parties; in each cell what a party said or somebody said for it, the earliest first.

    Args:
        positions: those of the talks.
        seated: the parties of the talks, whose columns come first.
    """
    seats = {e.key: e for e in seated}
    codes = [(e.key, e.code) for e in seated]
    columns: dict[str, dict[str, Any]] = {}
    cells: dict[str, dict[str, list[PositionView]]] = {}
    for p in positions:
        own = side_of(p.party.code, codes) if p.party and p.party.key not in seats else None
        party = seats[own] if own else p.party
        who = party.key if party else p.party_name or "?"
        columns.setdefault(who, {"key": party.key if party else None, "name": called(party) if party else who})
        cells.setdefault(p.issue, {}).setdefault(who, []).append(p)
    first = {key: columns[key] for key in seats if key in columns}
    return {"parties": {**first, **columns}, "cells": cells}


def disagreements(desk: Desk, request: Request) -> Shown:
    """What reports disagree about, the latest first."""
    pages = asked.listing(request, 20)
    kind = asked.several(request, "kind", KINDS)
    between = asked.several(request, "between", ("yes", "no"))
    days = {name: asked.text(request, name) for name in ("since", "until")}
    found = desk.record.disagreements(
        kind=kind[0] if kind else None,
        between=between[0] == "yes" if between else None,
        **days,
        limit=pages.size + 1,
        offset=pages.offset,
    )
    shown, more = pages.cut(found)
    rows = [
        {"key": d.key, "kind": d.kind, "about": d.about, "day": d.day, **{k: v.get(k) for k in
         ("value", "source", "publisher", "published", "sentence")}}
        for d in shown for v in d.values
    ]  # fmt: skip
    given = {**days, "kind": kind[0] if kind else None, "between": between[0] if between else None}
    return Shown(data={"asked": given, "disagreements": shown, **more}, extra={"kinds": KINDS}, rows=rows)


def disagreement(desk: Desk, request: Request) -> Shown:
    """One disagreement: the values side by side."""
    found = desk.record.disagreements(key=request.path_params["key"])
    if not found:
        raise DeskError("the record has no such disagreement (any more)", 404)
    event = desk.record.event(found[0].event) if found[0].event else None
    return Shown(data={"disagreement": found[0], "event": event}, rows=list(found[0].values))


def figures(desk: Desk, request: Request) -> Shown:
    """Reported numbers, the latest first."""
    pages = asked.listing(request)
    measure = asked.several(request, "measure", MEASURES)
    days = {name: asked.text(request, name) for name in ("since", "until")}
    found = sums.figures(
        desk, measure=measure[0] if measure else None, **days, limit=pages.size + 1, offset=pages.offset
    )
    shown, more = pages.cut(found)
    return Shown(
        data={"asked": {**days, "measure": measure[0] if measure else None}, "figures": shown, **more},
        extra={"measures": MEASURES},
        rows=[f.to_dict() for f in shown],
    )
