"""Corrections as forms: what the machine read stands in the fields; what is changed becomes a correction each."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse
from starlette.routing import Route

from parley.desk import limits, notes
from parley.desk.asked import TYPES
from parley.desk.errors import status_of, words_of
from parley.desk.people import require
from parley.desk.render import Shown, page, render
from parley.desk.security import form
from parley.desk.state import DeskError
from parley.desk.views.talks import MEASURES, STAGES
from parley.errors import ParleyError
from parley.model import RelationType
from parley.record.notes import checked

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from parley.desk.state import Desk, Person
    from parley.model import Reading

STATUSES = {
    "event": ("historical", "future", "hypothetical", "negated"),
    "relation": ("ended", "denied", "alleged"),
}


def _item(reading: Reading, item: str) -> tuple[str, Any]:
    for kind, found in (("event", reading.events), ("figure", reading.figures), ("talks", reading.talks)):
        for one in found:
            if one.id == item:
                return kind, one
    if item[:1] == "r" and item[1:].isdecimal() and 0 < int(item[1:]) <= len(reading.relations):
        return "relation", reading.relations[int(item[1:]) - 1]
    raise DeskError(f"the reading of this report has no {item!r}", 404)


def fields(reading: Reading, kind: str, item: Any) -> dict[str, Any]:
    """The values that may be corrected, as the form shows them."""
    names = {e.id: e for e in reading.entities}

    def listed(ids: list[str]) -> str:
        return "\n".join(names[i].name for i in ids)

    if kind == "event":
        return {
            "type": item.type, "mode": item.mode or "", "actors": listed(item.actors),
            "recipients": listed(item.recipients), "day": (item.time.value if item.time else None) or "",
            "place": item.place.name if item.place else "", "status": list(item.status),
        }  # fmt: skip
    if kind == "figure":
        return {"measure": item.measure, **{f: _number(getattr(item, f)) for f in ("low", "best", "high")}}
    if kind == "talks":
        mediators = listed(item.mediators)
        return {"name": item.name, "stage": item.stage, "parties": listed(item.parties), "mediators": mediators}
    return {"type": item.type, "status": list(item.status)}


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}" if value != int(value) else str(int(value))


def correct_page(desk: Desk, request: Request) -> Shown:
    """The form."""
    require(request, "analyst")
    key, item = request.path_params["key"], request.path_params["item"]
    reading = desk.record.reading(key)
    kind, found = _item(reading, item)
    return Shown(
        data={"report": desk.record.report(key), "kind": kind, "item": item, "fields": fields(reading, kind, found)},
        extra=_extra(desk, reading, kind, found),
    )


def _extra(desk: Desk, reading: Reading, kind: str, found: Any) -> dict[str, Any]:
    from typing import get_args

    evidence = found.evidence[0]
    ontology = desk.record.ontology
    return {
        "quote": reading.quote(evidence.sentence),
        "choices": {
            "event": {"type": TYPES},
            "figure": {"measure": MEASURES},
            "talks": {"stage": STAGES},
            "relation": {"type": get_args(RelationType)},
        }[kind],
        "modes": sorted({m for k in ontology.kinds.values() for m in k.modes}),
        "statuses": STATUSES.get(kind, ()),
        "entities": sorted({e.name for e in reading.entities}),
        "given": None,
        "problem": "",
        "id": str(uuid.uuid4()),
        "body": "",
        "scope": "telling",
        "page": "correct",
    }


async def post(request: Request) -> Response:
    """Write a correction for each field that was changed."""
    desk: Desk = request.app.state.desk
    sent = await form(desk, request)
    key, item = request.path_params["key"], request.path_params["item"]
    given = {name: [str(v) for v in sent.getlist(name)] for name in sent}
    try:
        who = require(request, "analyst")
        limits.WRITES.take(who.name)
        await run_in_threadpool(_write, desk, key, item, given, who)
    except ParleyError as error:
        if isinstance(error, DeskError) and error.status in (401, 404):
            raise
        reading = await run_in_threadpool(desk.record.reading, key)
        kind, found = _item(reading, item)
        now = fields(reading, kind, found)
        typed = {f: given.get(f, []) if f == "status" else (given.get(f) or [""])[0] for f in now}
        data = {
            **_extra(desk, reading, kind, found), "report": desk.record.report(key), "kind": kind, "item": item,
            "fields": typed, "problem": words_of(error), "id": given.get("id", [""])[0],
            "body": given.get("body", [""])[0], "scope": given.get("scope", ["telling"])[0],
        }  # fmt: skip
        return render(request, "correct.html", data, status_of(error))
    return RedirectResponse(f"/reports/{key}#{item}", 303)


def _write(desk: Desk, key: str, item: str, given: dict[str, list[str]], who: Person) -> None:
    reading = desk.record.reading(key)
    kind, found = _item(reading, item)
    was = fields(reading, kind, found)
    base = uuid.UUID(checked(given.get("id", [""])[0] or None))
    body = given.get("body", [""])[0].replace("\r\n", "\n")
    scope = given.get("scope", ["telling"])[0]
    changes: list[tuple[str, Any]] = []
    if given.get("act", [""])[0] == "reject":
        changes.append(("rejected", True))
    else:
        for name, old in was.items():
            new = given.get(name, [""])
            value = sorted(v for v in new if v) if name == "status" else new[0].replace("\r\n", "\n").strip()
            if value != (sorted(old) if name == "status" else old.strip()):
                changes.append((name, _value(reading, name, value)))
    if not changes:
        raise DeskError("nothing is changed; change a value, or write a comment instead", 422)
    where = notes.Where(kind=kind, report=key, item=item)  # type: ignore[arg-type]
    for n, (name, value) in enumerate(changes):
        # The id follows from the form's, so that a form that is sent twice corrects once.
        written = notes.Written(
            target=where, field=name, value=value, body=body if n == 0 else "",
            scope="event" if scope == "event" and kind == "event" else "telling",
        )  # fmt: skip
        notes.write(desk, str(uuid.uuid5(base, name)), written, who)


def _value(reading: Reading, name: str, value: Any) -> Any:
    """What the record keeps of what the form says."""
    if name in ("actors", "recipients", "parties", "mediators"):
        known = {e.name: e for e in reading.entities}
        out = []
        for line in filter(None, map(str.strip, value.splitlines())):
            entity = known.get(line)
            more = (
                {k: v for k, v in msgspec.to_builtins(entity).items() if k in ("key", "code", "country", "type") and v}
                if entity
                else {}
            )
            out.append({"name": line, **more})
        return out
    if name == "place":
        return {"name": value} if value else None
    if name in ("low", "best", "high"):
        if not value:
            return None
        try:
            return float(value.replace(",", "").replace(" ", ""))
        except ValueError as error:
            raise DeskError(f"{value!r} is no number", 422) from error
    if name in ("mode", "day"):
        return value or None
    return value


def routes() -> list[Route]:
    """The form of each item."""
    path = "/reports/{key}/correct/{item}"
    return [Route(path, post, methods=["POST"]), *page(path, "correct.html", correct_page, "correct")]
