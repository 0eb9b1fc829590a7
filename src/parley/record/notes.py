"""Notes: comments, corrections and judgements of analysts, in revisions that nothing changes or deletes.

A revision is a row that is only ever added (triggers forbid the rest); a deletion is a revision that says so. Its id is
the UUID that the writer gave it, so that sending it again adds nothing. What a note says now is its latest revision.
"""

from __future__ import annotations

import json
import uuid as uuids
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

import msgspec
import sqlalchemy as sa

from parley.errors import RecordError
from parley.record import tables as t
from parley.record.anchors import Target, attach
from parley.record.corrections import Correction
from parley.record.store import Numbers, chunks, insert

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.engine import Connection

    from parley.model import Reading

NoteKind = Literal["comment", "correction", "join", "split"]


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A note as it stands now, or one revision of it.

    Attributes:
        id: UUID of the note: that of its first revision.
        revision: UUID of this revision.
        parent: the note that it answers.
        field: what a correction corrects, with `value`; the scope is `telling` or `event`.
        deleted: a tombstone: the words are kept in the history and shown no more.
        state: attached, moved or orphan, with the place in the current reading and the reason.
    """

    id: str
    revision: str
    kind: NoteKind
    author: str
    at: str
    made_at: str
    body: str
    parent: str | None
    target: Target
    field: str | None
    value: Any
    resolved: bool
    deleted: bool
    revisions: int = 1
    state: str = "attached"
    item: str | None = None
    start: int | None = None
    end: int | None = None
    reason: str = ""

    @property
    def scope(self) -> str:
        """Whether a correction is of one telling, or of the event whoever tells of it."""
        return self.value.get("scope", "telling") if isinstance(self.value, dict) else "telling"


def now() -> str:
    """The time in UTC to the microsecond, as notes keep it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def checked(uuid: str | None) -> str:
    """A UUID in its one spelling; a new one where none is given.

    Raises:
        RecordError: it is no UUID.
    """
    try:
        return str(uuids.UUID(uuid)) if uuid else str(uuids.uuid4())
    except (ValueError, AttributeError, TypeError) as error:
        raise RecordError(f"{uuid!r} is no UUID") from error


def write(
    connection: Connection,
    *,
    revision: str,
    note: str,
    kind: str,
    author: str,
    body: str,
    target: Target,
    parent: str | None = None,
    field: str | None = None,
    value: Any = None,
    resolved: bool = False,
    deleted: bool = False,
    made_at: str | None = None,
) -> bool:
    """Add a revision; gives whether it was new.

    Raises:
        RecordError: the same UUID came before with other words or for another note.
    """
    old = connection.execute(sa.select(t.note).where(t.note.c.revision == revision)).mappings().first()
    if old is not None:
        if (old["note"], old["body"], old["deleted"]) != (note, body, deleted):
            raise RecordError(f"the UUID {revision} belongs to another revision; give each its own")
        return False
    row = {
        "seq": Numbers(connection).next(t.note, "seq"),
        "revision": revision,
        "note": note,
        "kind": kind,
        "author": author,
        "made_at": made_at or now(),
        "body": body,
        "parent": parent,
        "report_key": target.report,
        "target": msgspec.json.encode(target).decode(),
        "field": field,
        "value": None if value is None else json.dumps(value, ensure_ascii=False),
        "resolved": resolved,
        "deleted": deleted,
    }
    insert(connection, t.note, [row])
    return True


def read(connection: Connection, *where: Any) -> list[Note]:
    """The notes any revision of which fits, as they stand now, oldest first."""
    wanted = sa.select(t.note.c.note).where(*where).distinct() if where else sa.select(t.note.c.note).distinct()
    wanted = wanted.correlate(None)  # the conditions may name the very tables that are joined below
    rows = connection.execute(
        sa.select(t.note, t.attachment)
        .join(t.attachment, t.attachment.c.note == t.note.c.note, isouter=True)
        .where(t.note.c.note.in_(wanted))
        .order_by(t.note.c.made_at, t.note.c.revision)
    ).mappings()
    revisions: dict[str, list[Any]] = {}
    for row in rows:
        revisions.setdefault(row[t.note.c.note], []).append(row)
    return [_note(some[-1], some[0], len(some)) for some in revisions.values()]


def history(connection: Connection, note: str) -> list[Note]:
    """All revisions of a note, oldest first."""
    rows = connection.execute(
        sa.select(t.note).where(t.note.c.note == note).order_by(t.note.c.made_at, t.note.c.revision)
    ).mappings()
    found = list(rows)
    return [_note(row, found[0], n + 1) for n, row in enumerate(found)]


def _note(row: Any, first: Any, count: int) -> Note:
    here: dict[str, Any] = {}
    if t.attachment.c.state in row and row[t.attachment.c.state] is not None:
        here = {c: row[t.attachment.c[c]] for c in ("state", "item", "start", "end", "reason")}
    return Note(
        id=row[t.note.c.note],
        revision=row[t.note.c.revision],
        kind=row[t.note.c.kind],
        author=row[t.note.c.author],
        at=row[t.note.c.made_at],
        made_at=first[t.note.c.made_at],
        body=row[t.note.c.body],
        parent=row[t.note.c.parent],
        target=msgspec.json.decode(row[t.note.c.target], type=Target),
        field=row[t.note.c.field],
        value=None if row[t.note.c.value] is None else json.loads(row[t.note.c.value]),
        resolved=row[t.note.c.resolved],
        deleted=row[t.note.c.deleted],
        revisions=count,
        **here,
    )


def place(connection: Connection, notes: Sequence[Note], readings: dict[str, tuple[int, Reading]]) -> list[Note]:
    """Work out where notes stand; gives them with their place.

    Args:
        readings: by report key the id of the report that stands for it now, and its current reading.
    """
    out = []
    for note in notes:
        target = note.target
        report: int | None = None
        if target.report is None:
            state, item, start, end, reason = "attached", None, None, None, ""
        elif target.report not in readings:
            state, item, start, end, reason = "orphan", None, None, None, "its report is not in the record"
        else:
            report, reading = readings[target.report]
            anchor = attach(target, reading)
            state, item, start, end, reason = anchor.state, anchor.item, anchor.start, anchor.end, anchor.reason
        row = {"note": note.id, "report": report, "item": item, "start": start, "end": end}
        row |= {"state": state, "reason": reason}
        connection.execute(sa.delete(t.attachment).where(t.attachment.c.note == note.id))
        insert(connection, t.attachment, [row])
        out.append(msgspec.structs.replace(note, state=state, item=item, start=start, end=end, reason=reason))
    return out


def of_reports(connection: Connection, keys: Iterable[str]) -> list[Note]:
    """The notes on these reports."""
    out = []
    for some in chunks(sorted(set(keys))):
        out += read(connection, t.note.c.report_key.in_(some))
    return out


def corrections(notes: Iterable[Note]) -> list[Correction]:
    """What the notes correct now: neither the deleted nor the orphans."""
    return [
        Correction(
            item=note.item,
            field=note.field,
            value=note.value["value"] if isinstance(note.value, dict) else None,
            scope=note.scope,
            author=note.author,
            at=note.at,
            note=note.id,
        )
        for note in notes
        if note.kind == "correction" and not note.deleted and note.item and note.field and note.state != "orphan"
    ]
