"""Writing notes, the same for the API and for plain forms. Whatever is wrong with a request, its words come back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec

from parley.desk import drafts
from parley.desk.markdown import mentioned, safe
from parley.desk.state import DeskError
from parley.errors import RecordError
from parley.record import Note, Target
from parley.record.notes import checked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parley.desk.state import Desk, Person

Kind = Literal["report", "span", "event", "figure", "relation", "talks", "disagreement", "entity"]


class Where(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What a note is on.

    Attributes:
        report: key of a report, for a span (`start`, `end`, in code points) or an item of its reading (`item`: e3, f1).
        key: key of an event, entity, relation or talks of the record.
        exact: the words of the span, by which it is found again where the text has changed meanwhile.
    """

    kind: Kind
    report: str | None = None
    start: int | None = None
    end: int | None = None
    exact: str | None = None
    item: str | None = None
    key: str | None = None


class Written(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A new note: a comment, an answer (`parent`) or, with `field` and `value`, a correction."""

    target: Where | None = None
    body: str = ""
    parent: str | None = None
    field: str | None = None
    value: Any = None
    scope: Literal["telling", "event"] = "telling"


class Revised(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Another revision of a note: other words, resolved or open again, or taken back.

    Attributes:
        base: the revision that the writer saw; where somebody else wrote one meanwhile the answer says so.
    """

    body: str | None = None
    resolved: bool | None = None
    deleted: bool | None = None
    base: str | None = None


class Clash(DeskError):
    """The id belongs to a note with other words, which stays as it is; `note` is that one."""

    def __init__(self, note: Note) -> None:
        super().__init__("this id belongs to a note with other words; send yours as a revision or under a new id", 409)
        self.note = note


def place(desk: Desk, where: Where) -> Target:
    """The target in the record.

    Raises:
        RecordError: the record lacks it.
        DeskError: it is not said what the note is on.
    """
    notes = desk.record.notes
    if where.kind == "span":
        if where.report is None or where.start is None or where.end is None:
            raise DeskError("a span has report, start and end", 422)
        text = desk.record.reading(where.report, corrected=False).report.text
        if where.exact is not None and text[where.start : where.end] != where.exact:
            at = text.find(where.exact) if where.exact else -1
            if at < 0:
                # Never refused: the words of the note matter more than their place, which is shown as lost.
                return Target(
                    kind="span", report=where.report, start=where.start, end=where.end, exact=where.exact, hash="other"
                )
            return notes.span(where.report, at, at + len(where.exact))
        return notes.span(where.report, where.start, where.end)
    if where.report is not None and where.kind == "report":
        return notes.report(where.report)
    if where.report is not None and where.item is not None:
        found = notes.item(where.report, where.item)
        if found.kind != where.kind:
            raise DeskError(f"{where.item} is a {found.kind}, no {where.kind}", 422)
        return found
    if where.key is not None and where.kind in ("event", "entity", "relation", "talks"):
        target: Target = getattr(notes, where.kind)(where.key)
        return target
    raise DeskError("say what the note is on: a report, words or an item of it, or the key of something", 422)


def write(desk: Desk, id: str, written: Written, who: Person) -> tuple[Note, bool]:
    """Write a note once, however often it is sent; gives it and whether it is new.

    Raises:
        Clash: the id belongs to another note.
        RecordError: the record lacks what it is on, or the correction cannot be.
        DeskError: it is empty or too long.
    """
    id = checked(id)
    _check(desk, written.body, empty=written.field is not None)
    notes = desk.record.notes
    old = found(desk, id)
    if old is not None:
        _same(desk, old, written.body, who)
        return old, False
    if written.parent is not None:
        target = notes.get(written.parent).target
    elif written.target is not None:
        target = place(desk, written.target)
    else:
        raise DeskError("say what the note is on", 422)
    try:
        if written.field is not None:
            note = notes.correct(
                target, written.field, written.value, author=who.name, body=written.body, scope=written.scope, uuid=id
            )
        else:
            note = notes.add(target, written.body, author=who.name, uuid=id, parent=written.parent)
    except RecordError:
        other = found(desk, id)  # another tab was quicker
        if other is None:
            raise
        _same(desk, other, written.body, who)
        return other, False
    drafts.drop(desk, id, who.name)
    desk.cache.forget()
    return note, True


def _same(desk: Desk, old: Note, body: str, who: Person) -> None:
    first = desk.record.notes.history(old.id)[0]
    if old.id != first.revision or first.body != body or first.author != who.name:
        raise Clash(old)
    drafts.drop(desk, old.id, who.name)


def revise(desk: Desk, id: str, revision: str, revised: Revised, who: Person) -> tuple[Note, bool]:
    """Add a revision to a note, once; gives the note and whether somebody wrote another one meanwhile.

    Raises:
        DeskError: nothing is said, it is too long, or it is another's note.
        RecordError: there is no such note, or the revision's id is taken.
    """
    notes = desk.record.notes
    revision = checked(revision)
    old = notes.get(checked(id))
    history = notes.history(old.id)
    if any(n.revision == revision for n in history):
        drafts.drop(desk, revision, who.name)
        return old, False
    if (revised.body is not None or revised.deleted) and old.author != who.name and not who.may("editor"):
        author = history[0].author
        if author != who.name:
            raise DeskError(f"{author} wrote this; answer it, or ask an editor to change it", 403)
    between = revised.base is not None and history[-1].revision != revised.base
    if revised.body is not None:
        _check(desk, revised.body, empty=old.kind != "comment")
        note = notes.revise(old.id, revised.body, author=who.name, uuid=revision)
    elif revised.resolved is not None:
        note = notes.resolve(old.id, author=who.name, resolved=revised.resolved, uuid=revision)
    elif revised.deleted:
        note = notes.remove(old.id, author=who.name, uuid=revision)
    else:
        raise DeskError("say what changes: body, resolved or deleted", 422)
    drafts.drop(desk, revision, who.name)
    desk.cache.forget()
    return note, between


def found(desk: Desk, id: str) -> Note | None:
    try:
        return desk.record.notes.get(id)
    except RecordError:
        return None


def _check(desk: Desk, body: str, *, empty: bool) -> None:
    if not empty and not body.strip():
        raise DeskError("the note is empty", 422)
    if len(body) > desk.limits.note:
        raise DeskError(f"{len(body):,} characters; a note has {desk.limits.note:,} at most. Send it in parts", 413)


def shown(note: Note, history: Iterable[Note] = ()) -> dict[str, Any]:
    """A note as JSON: as the record gives it, with its words as HTML and whom it names."""
    out: dict[str, Any] = msgspec.to_builtins(note)
    first = next(iter(history), None)
    return {
        **out,
        "html": "" if note.deleted else str(safe(note.body)),
        "body": "" if note.deleted else note.body,
        "mentions": [] if note.deleted else mentioned(note.body),
        "writer": first.author if first else note.author,
        "scope": note.scope if note.kind == "correction" else None,
    }


def threads(notes: Iterable[Note]) -> list[dict[str, Any]]:
    """Notes as threads: each that answers none, with all answers under it in the order in which they were written."""
    known = {note.id: note for note in notes}
    roots: dict[str, list[Note]] = {}
    for note in known.values():
        root, hops = note, 0
        while root.parent in known and hops < len(known):
            root, hops = known[root.parent], hops + 1
        roots.setdefault(root.id, [])
        if root.id != note.id:
            roots[root.id].append(note)
    out = []
    for id in sorted(roots, key=lambda i: (_at(known[i]), known[i].made_at)):
        answers = sorted(roots[id], key=lambda n: (n.made_at, n.id))
        out.append({**shown(known[id]), "answers": [shown(a) for a in answers]})
    return out


def _at(note: Note) -> int:
    return note.start if note.start is not None else note.target.start if note.target.start is not None else -1
