"""`parley record correct`: put an event right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from parley.cli.console import harmless
from parley.cli.keep import RecordOption, opened
from parley.cli.record import Author, Why

if TYPE_CHECKING:
    from parley.record import Record

NOTHING = "none"


def correct(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="Key of an event; `parley record show` lists them.")],
    field: Annotated[
        str,
        typer.Argument(
            metavar="FIELD",
            help="type, mode, actors, recipients, day, place, status, or rejected (yes: it is no event).",
        ),
    ],
    value: Annotated[
        str,
        typer.Argument(
            metavar="VALUE", help=f"The right value; `{NOTHING}` for nothing; several parties or statuses by `|`."
        ),
    ],
    record: RecordOption,
    author: Author,
    why: Why = "",
    scope: Annotated[
        str, typer.Option(metavar="SCOPE", help="event: whoever tells of it; telling: what the first report says.")
    ] = "event",
) -> None:
    """Correct an event. What was coded stays beside the correction, with who made it and when.

    A party is an entity's key or name as the record has it (`parley record show EVENT --json`), or a new name.
    """
    if scope not in ("event", "telling"):
        raise typer.BadParameter("a scope is event or telling", param_hint="--scope")
    chosen: Literal["event", "telling"] = "event" if scope == "event" else "telling"
    with opened(record) as kept:
        place = kept.notes.event(event)
        kept.notes.correct(place, field, _value(kept, field, value), author=author, body=why, scope=chosen)
        made = kept.event(event)
    for correction in made.corrected:
        change = f"{correction['field']} set to {correction['value']} (was {correction['was']})"
        print(harmless(f"{event}: {change} by {correction['author']}, {correction['at'][:10]}"))


def _value(kept: Record, field: str, text: str) -> Any:
    if field == "rejected":
        return {"yes": True, "true": True, "no": False, "false": False}.get(text.lower(), text)
    parts = [] if text == NOTHING else [part.strip() for part in text.split("|") if part.strip()]
    if field == "status":
        return parts
    if field in ("actors", "recipients"):
        return [_party(kept, part) for part in parts]
    if field == "place" and parts:
        return {"name": text}
    return None if text == NOTHING else text


def _party(kept: Record, name: str) -> dict[str, Any]:
    """The entity of the record with this key or name, else one that has only the name."""
    for known in (*_by_key(kept, name), *kept.entities(text=name)):
        if name in (known.key, known.name):
            found = {"key": known.key, "name": known.name, "type": known.type, "code": known.code}
            return {k: v for k, v in {**found, "country": known.country}.items() if v}
    return {"name": name}


def _by_key(kept: Record, key: str) -> list[Any]:
    from parley.errors import RecordError

    try:
        return [kept.entity(key)]
    except RecordError:
        return []
