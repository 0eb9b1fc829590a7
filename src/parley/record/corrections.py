"""What an analyst corrected takes the place of what the machine read, with who said so and when."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, get_args

import msgspec

from parley.codebook.ontology import Ontology
from parley.errors import RecordError
from parley.model import Entity, EventType, Measure, Place, RelationType, Stage, Time
from parley.record.days import day_range

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parley.model import Event, Reading

# Which fields of what may be corrected. "rejected" is "this is none": not an event, not talks ...
FIELDS = {
    "event": ("type", "mode", "actors", "recipients", "day", "place", "status", "rejected"),
    "figure": ("measure", "low", "best", "high", "rejected"),
    "talks": ("name", "stage", "parties", "mediators", "rejected"),
    "relation": ("type", "status", "rejected"),
}
_STATUSES = {
    "event": {"historical", "future", "hypothetical", "negated"},
    "relation": {"ended", "denied", "alleged"},
}
_CLOSED = {
    ("event", "type"): frozenset(get_args(EventType)),
    ("figure", "measure"): frozenset(get_args(Measure)),
    ("talks", "stage"): frozenset(get_args(Stage)),
    ("relation", "type"): frozenset(get_args(RelationType)),
}


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """One corrected value.

    Attributes:
        item: id of what is corrected in the reading.
        scope: `telling` (what this report says) or `event` (the event, whoever tells of it).
        note: the note that holds it.
    """

    item: str
    field: str
    value: Any
    scope: str
    author: str
    at: str
    note: str


def check(kind: str, field: str, value: Any, ontology: Ontology) -> None:
    """Refuse a correction that no reading could hold.

    Raises:
        RecordError: says which values are allowed.
    """
    if field not in FIELDS.get(kind, ()):
        known = ", ".join(FIELDS.get(kind, ())) or "nothing"
        raise RecordError(f"{field!r} of {kind} cannot be corrected; what can: {known}")
    allowed = _CLOSED.get((kind, field))
    if allowed and value not in allowed:
        raise RecordError(f"{value!r} is no {field} of {kind}; write one of {', '.join(sorted(allowed))}")
    if field == "mode" and value is not None and not any(value in k.modes for k in ontology.kinds.values()):
        raise RecordError(f"{value!r} is no mode of any type of event")
    if field == "status" and not (isinstance(value, list) and set(value) <= _STATUSES[kind]):
        raise RecordError(f"a status is a list of {', '.join(sorted(_STATUSES[kind]))}")
    if field == "day" and value is not None and day_range(value) is None:
        raise RecordError(f"{value!r} is no day; write YYYY-MM-DD, YYYY-MM or YYYY")
    if field in ("actors", "recipients", "parties", "mediators") and not (
        isinstance(value, list) and all(isinstance(v, dict) and v.get("name") for v in value)
    ):
        raise RecordError(f"{field} are a list of entities, each with its name and, where known, key, code and country")
    if field == "place" and value is not None and not (isinstance(value, dict) and value.get("name")):
        raise RecordError("a place has a name and, where known, country, latitude, longitude and geonames_id")
    if field in ("low", "best", "high") and not (value is None or isinstance(value, int | float)):
        raise RecordError(f"{field} is a number")
    if field == "rejected" and not isinstance(value, bool):
        raise RecordError("rejected is true or false")


def apply(
    reading: Reading, corrections: Iterable[Correction], ontology: Ontology
) -> tuple[Reading, dict[str, list[dict[str, Any]]]]:
    """The reading as corrected, and by item what was corrected, each with the value before (`was`).

    What was rejected stays in the reading; its corrections say so (see `without_rejected`).
    """
    ordered = sorted(corrections, key=lambda c: (c.at, c.note))
    if not ordered:
        return reading, {}
    out = copy.deepcopy(reading)
    found: dict[str, Any] = {e.id: e for e in out.events}
    found |= {f.id: f for f in out.figures} | {k.id: k for k in out.talks}
    found |= {f"r{n + 1}": r for n, r in enumerate(out.relations)}
    done: dict[str, list[dict[str, Any]]] = {}
    for c in ordered:
        item = found.get(c.item)
        if item is None:
            continue
        was = _set(out, item, c.field, c.value, ontology)
        entry = {"field": c.field, "value": c.value, "was": was, "scope": c.scope}
        done.setdefault(c.item, []).append({**entry, "author": c.author, "at": c.at, "note": c.note})
    return out, done


def without_rejected(reading: Reading, done: dict[str, list[dict[str, Any]]]) -> Reading:
    """The reading without what analysts rejected."""
    gone = {i for i, some in done.items() if [c["value"] for c in some if c["field"] == "rejected"][-1:] == [True]}
    if not gone:
        return reading
    return msgspec.structs.replace(
        reading,
        events=[e for e in reading.events if e.id not in gone],
        figures=[
            msgspec.structs.replace(f, event=None) if f.event in gone else f
            for f in reading.figures
            if f.id not in gone
        ],
        talks=[t for t in reading.talks if t.id not in gone],
        relations=[r for n, r in enumerate(reading.relations) if f"r{n + 1}" not in gone],
        disagreements=[d for d in reading.disagreements if d.about.item not in gone],
    )


def _set(reading: Reading, item: Any, field: str, value: Any, ontology: Ontology) -> Any:
    """Set one field; gives what stood there."""
    if field == "rejected":
        return False
    if field in ("actors", "recipients", "parties", "mediators"):
        names = {e.id: e.name for e in reading.entities}
        was: Any = [names.get(i, i) for i in getattr(item, field)]
        setattr(item, field, [_entity(reading, v) for v in value])
        return was
    if field == "day":
        was = item.time.value if item.time else None
        _set_day(reading, item, value)
        return was
    if field == "place":
        was = item.place.name if item.place else None
        item.place = msgspec.convert({**value, "entity": None}, Place) if value else None
        return was
    was = getattr(item, field)
    setattr(item, field, value)
    if hasattr(item, "quad") and field in ("type", "mode"):
        _recode(item, ontology)
    return was


def _recode(event: Event, ontology: Ontology) -> None:
    """Type and mode decide code, quad class and score."""
    event.mode = ontology.mode(event.type, event.mode)
    event.cameo = ontology.cameo(event.type, event.mode)
    event.quad = ontology.kinds[event.type].quad
    event.score = ontology.score(event.type, event.mode)


def _set_day(reading: Reading, event: Event, value: str | None) -> None:
    if value is None:
        event.time = None
    elif event.time is not None:
        event.time.value = value
    else:
        words = event.evidence[0]
        event.time = Time(start=words.start, end=words.end, text=reading.quote(words), value=value)


def _entity(reading: Reading, value: dict[str, Any]) -> str:
    """The id of an entity in the reading, added where the reading lacks it."""
    for entity in reading.entities:
        if (value.get("key") and entity.key == value["key"]) or (not value.get("key") and entity.name == value["name"]):
            return entity.id
    known = {e.id for e in reading.entities}
    number = len(known) + 1
    while f"E{number}" in known:
        number += 1
    fields = {k: v for k, v in value.items() if k in ("name", "code", "country", "key", "sectors", "description")}
    key = value.get("key") or value["name"].lower()
    reading.entities.append(
        msgspec.convert({"type": "organization", **fields, **_typed(value), "id": f"E{number}", "key": key}, Entity)
    )
    return f"E{number}"


def _typed(value: dict[str, Any]) -> dict[str, Any]:
    return {"type": value["type"]} if value.get("type") else {}
