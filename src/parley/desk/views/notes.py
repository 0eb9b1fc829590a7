"""Notes over the whole record, one note with its history, and one's drafts."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from parley.desk import asked, drafts
from parley.desk.markdown import mentioned
from parley.desk.notes import shown as note_shown
from parley.desk.notes import threads
from parley.desk.people import person
from parley.desk.render import Shown, address
from parley.record.notes import checked

if TYPE_CHECKING:
    from starlette.requests import Request

    from parley.desk.state import Desk
    from parley.record import Note

KINDS = ("comment", "correction", "join", "split")
STATES = ("attached", "moved", "orphan")


def listed(desk: Desk, request: Request) -> Shown:
    """Notes that fit; of one report, event or thing in the order of the text, else the latest first."""
    book = desk.record.notes
    for name, read in (("report", book.of_report), ("event", book.of_event), ("key", book.of)):
        key = asked.text(request, name)
        if key:
            found = read(key)
            return Shown(data={"notes": [note_shown(n) for n in found], "threads": threads(found)})
    pages = asked.listing(request)
    kind, state = asked.several(request, "kind", KINDS), asked.several(request, "state", STATES)
    author, names = asked.text(request, "author"), asked.text(request, "mentions")
    open_ = asked.several(request, "open", ("yes", "no"))
    found = book.all(
        kind=kind[0] if kind else None, author=author, state=state[0] if state else None,
        limit=pages.size + 1 if not (names or open_) else 2000, offset=pages.offset if not (names or open_) else 0,
    )  # fmt: skip
    if names:
        found = [n for n in found if names.lower().lstrip("@") in mentioned(n.body)]
    if open_:
        found = [n for n in found if n.resolved == (open_[0] == "no")]
    if names or open_:
        found = found[pages.offset : pages.offset + pages.size + 1]
    some, more = pages.cut(found)
    given = {
        "kind": kind[0] if kind else None, "state": state[0] if state else None, "author": author, "mentions": names,
        "open": open_[0] if open_ else None,
    }  # fmt: skip
    notes = [{**note_shown(n), "address": where(n)} for n in some]
    return Shown(data={"asked": given, "notes": notes, **more}, rows=[_row(n) for n in notes])


def _row(note: dict[str, Any]) -> dict[str, Any]:
    plain = {
        k: note[k] for k in ("id", "kind", "author", "at", "made_at", "body", "parent", "field", "resolved", "state")
    }
    value = note["value"]
    return {
        **plain,
        "value": value.get("value") if isinstance(value, dict) else value,
        "quote": note["target"].get("exact"),
    }


def notes(desk: Desk, request: Request) -> Shown:
    """The page of notes, with one's own drafts."""
    out = listed(desk, request)
    who = person(request)
    mine = drafts.of(desk, who.name) if who else []
    given = {"asked": dict.fromkeys(("kind", "state", "author", "mentions", "open")), "number": 1, "more": False}
    return Shown(
        data={**given, **out.data},
        extra={"drafts": mine, "kinds": KINDS, "states": STATES},
        rows=out.rows,
    )


def note(desk: Desk, request: Request) -> Shown:
    """One note: its thread, and every revision of it."""
    book = desk.record.notes
    found = book.get(checked(request.path_params["id"]))
    history = book.history(found.id)
    root = found
    while root.parent:
        root = book.get(root.parent)
    return Shown(
        data={
            "note": note_shown(found, history),
            "history": [{**note_shown(n), "address": None} for n in history],
            "threads": threads(book.thread(root.id)),
            "address": where(found),
        },
        extra={"new_id": lambda: str(uuid.uuid4())},
    )


def where(note: Note) -> str | None:
    """The page on which a note stands."""
    target = note.target
    if target.kind == "entity" and target.of:
        return address("/entities/" + _quoted(target.of)) + f"#note-{note.id}"
    if target.report:
        return f"/reports/{target.report}#note-{note.id}"
    return None


def _quoted(key: str) -> str:
    from urllib.parse import quote

    return quote(key, safe="")
