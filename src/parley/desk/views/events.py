"""Events: the list with its filters, and one with all its tellings side by side."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import msgspec

from parley.desk import asked
from parley.desk.called import called
from parley.desk.notes import threads
from parley.desk.render import Shown
from parley.desk.state import DeskError

if TYPE_CHECKING:
    from starlette.requests import Request

    from parley.desk.state import Desk
    from parley.record.views import EventView

ORDERS = {
    "-day": "latest first",
    "day": "oldest first",
    "-tellings": "most told first",
    "-last_told": "last told first",
}


def events(desk: Desk, request: Request) -> Shown:
    """Events that fit."""
    conditions = asked.events(request)
    order = request.query_params.get("order") or "-day"
    if order not in ORDERS:
        raise DeskError(f"order is one of {', '.join(ORDERS)}", 422)
    pages = asked.listing(request)
    found = desk.record.events(conditions, order=order, limit=pages.size + 1, offset=pages.offset)
    shown, more = pages.cut(found)
    return Shown(
        data={"asked": conditions, "order": order, "events": shown, **more},
        extra={"orders": ORDERS, "types": asked.TYPES, "statuses": asked.STATUSES, **named(desk, conditions)},
        rows=[row(e) for e in shown],
    )


def named(desk: Desk, conditions: Any) -> dict[str, Any]:
    """The names of the entities that are asked for by key."""
    out = {}
    for field in ("party", "other", "actor", "recipient", "said_by"):
        key = getattr(conditions, field)
        if key:
            found = desk.record.entities(text=key, named=False, limit=20)
            out[key] = next((called(e) for e in found if e.key == key), key)
    return {"names": out}


def row(event: EventView) -> dict[str, Any]:
    """An event as a flat row."""
    out = event.to_dict()
    for side in ("actors", "recipients"):
        out[side] = [e["name"] for e in out[side]]
        out[f"{side}_codes"] = [e.code or "" for e in getattr(event, side)]
    out["corrected"] = [f"{c['field']} by {c['author']}" for c in event.corrected]
    return out


def event(desk: Desk, request: Request) -> Shown:
    """One event: all its tellings, figures, disagreements, notes."""
    record = desk.record
    found = record.event(request.path_params["key"])
    tellings = record.tellings(event=found.key)
    data = {
        "event": found,
        "tellings": tellings,
        "figures": record.figures(event=found.key),
        "disagreements": record.disagreements(event=found.key),
        "notes": threads(record.notes.of_event(found.key)),
    }
    return Shown(
        data=data,
        extra={"new_id": lambda: str(uuid.uuid4()), "differ": _differ(tellings)},
        rows=[t.to_dict() for t in tellings],
    )


def _differ(tellings: list[Any]) -> set[str]:
    """The fields in which tellings differ."""
    plain = [msgspec.to_builtins(t) for t in tellings]
    fields = ("type", "mode", "actors", "recipients", "day", "place", "status", "source")
    return {f for f in fields if len({str(t[f]) for t in plain}) > 1}
