"""Writing and reading notes, and what follows from them: places, corrected values, events joined and split."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec
import sqlalchemy as sa

from parley.codebook.ontology import Ontology
from parley.errors import RecordError
from parley.model import Reading
from parley.record import corrections, judgements, notes, queries
from parley.record import tables as t
from parley.record.anchors import Target, items, selectors
from parley.record.currents import currents, earlier_keys, standing_for
from parley.record.derive import Current, Deriver
from parley.record.notes import Note, checked
from parley.record.store import Numbers, Store, chunks
from parley.record.tellings import EntityBook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection


def as_corrected(connection: Connection, key: str, report: int, reading: Reading, ontology: Ontology) -> Reading:
    """A reading with the corrections of its own notes, and of those on the events that it tells."""
    here = sa.select(t.attachment.c.note).where(t.attachment.c.report == report)
    found = notes.read(connection, t.note.c.note.in_(here))
    own = notes.corrections(found)
    mine = {(c.item, c.field) for c in own}
    told = sa.select(t.telling.c.local, t.event.c.corrected).join(t.event, t.event.c.id == t.telling.c.event)
    for local, text in connection.execute(told.where(t.telling.c.report == report, t.event.c.corrected != "")):
        for c in queries.loaded(text):
            if c["scope"] == "event" and (local, c["field"]) not in mine:
                fields = {f: c[f] for f in ("field", "value", "scope", "author", "at", "note")}
                own.append(corrections.Correction(item=local, **fields))
    return corrections.without_rejected(*corrections.apply(reading, own, ontology))


class Notebook:
    """The notes of a record.

    Whoever writes may give a UUID of his own: sent again with the same one, a note or revision is written once.
    Every method returns only when the disk has what was written.
    """

    def __init__(self, store: Store, book: EntityBook, ontology: Ontology) -> None:
        self._store = store
        self._book = book
        self._ontology = ontology

    # -- targets -------------------------------------------------------------------------------------------------

    def span(self, report: str, start: int, end: int) -> Target:
        """Words of a report.

        Raises:
            RecordError: no such report, or the span lies outside its text.
        """
        with self._store.read() as connection:
            text = connection.execute(sa.select(t.report.c.text).where(t.report.c.key == report)).scalar()
        if text is None:
            raise RecordError(f"the record has no report {report!r}")
        if not 0 <= start < end <= len(text):
            raise RecordError(f"{start}:{end} is no span of a text of {len(text)} code points")
        return Target(kind="span", report=report, **selectors(text, start, end))

    def report(self, report: str) -> Target:
        """A whole report.

        Raises:
            RecordError: the record has none with this key.
        """
        with self._store.read() as connection:
            found = queries.report(connection, report)
        return Target(kind="report", report=report, hash=found.hash)

    def item(self, report: str, item: str) -> Target:
        """An event, figure, relation or talks of a report, by its id in the current reading (`e3`, `f1`, `r2`, `t1`).

        Raises:
            RecordError: no such report or item.
        """
        with self._store.read() as connection:
            number = connection.execute(sa.select(t.report.c.id).where(t.report.c.key == report)).scalar()
            found = currents(connection, [number]) if number is not None else []
        if not found:
            raise RecordError(f"the record has no report {report!r}")
        reading = found[0].reading
        for kind, name, type_, evidence in items(reading):
            if name == item and evidence:
                words = evidence[0][0]
                anchor = selectors(reading.report.text, words.start, words.end)
                return Target(kind=kind, report=report, item=item, type=type_, **anchor)  # type: ignore[arg-type]
        raise RecordError(f"the reading of {report!r} has no {item!r}")

    def event(self, key: str) -> Target:
        """An event of the record, by its key or that of one of its tellings: anchored where that telling stands.

        Raises:
            RecordError: the record has none.
        """
        with self._store.read() as connection:
            key = judgements.renamed(connection, [key]).get(key, key)
            row = connection.execute(
                sa.select(t.report.c.key, t.telling.c.local)
                .join(t.report, t.report.c.id == t.telling.c.report)
                .where(t.telling.c.key == key)
            ).first()
        if row is None:
            raise RecordError(f"the record has no event {key!r}")
        return msgspec.structs.replace(self.item(row.key, row.local), of=key)

    def entity(self, key: str) -> Target:
        """An entity of the record.

        Raises:
            RecordError: the record has none with this key.
        """
        with self._store.read() as connection:
            queries.entity(connection, key)
        return Target(kind="entity", of=key)

    def relation(self, key: str) -> Target:
        """A standing relation: anchored where it was last told.

        Raises:
            RecordError: the record has none with this key.
        """
        return self._latest(t.relation_telling, t.relation, "relation", key, "relation")

    def talks(self, key: str) -> Target:
        """Talks: anchored where they were last told of.

        Raises:
            RecordError: the record has none with this key.
        """
        return self._latest(t.talks_telling, t.talks, "talks", key, "talks")

    def _latest(self, tellings: sa.Table, whole: sa.Table, column: str, key: str, kind: str) -> Target:
        local = tellings.c.number if whole is t.relation else tellings.c.local
        with self._store.read() as connection:
            row = connection.execute(
                sa.select(t.report.c.key, local)
                .join(t.report, t.report.c.id == tellings.c.report)
                .join(whole, whole.c.id == tellings.c[column])
                .where(whole.c.key == key)
                .order_by(tellings.c.day.desc().nullslast(), tellings.c.id.desc())
                .limit(1)
            ).first()
        if row is None:
            raise RecordError(f"the record has no {kind} {key!r}")
        item = f"r{row[1]}" if whole is t.relation else row[1]
        return msgspec.structs.replace(self.item(row[0], item), of=key)

    # -- writing -------------------------------------------------------------------------------------------------

    def add(
        self, target: Target, body: str, *, author: str, uuid: str | None = None, parent: str | None = None
    ) -> Note:
        """A comment.

        Args:
            parent: the note that it answers.

        Raises:
            RecordError: the UUID is none or belongs to another note, or there is no such parent.
        """
        return self._new("comment", target, body, author, uuid, parent=parent)

    def correct(
        self,
        target: Target,
        field: str,
        value: Any,
        *,
        author: str,
        body: str = "",
        scope: Literal["telling", "event"] = "telling",
        uuid: str | None = None,
    ) -> Note:
        """A correction: from now on every view and export has this value.

        Args:
            field: as in `corrections.FIELDS`; "rejected" with True says that it is no event (figure, talks, relation).
            scope: `telling` corrects what this report says, `event` the event whoever tells of it.

        Raises:
            RecordError: the value is none that the field may have.
        """
        corrections.check(target.kind, field, value, self._ontology)
        held = {"value": value, "scope": scope if target.kind == "event" else "telling"}
        return self._new("correction", target, body, author, uuid, field=field, value=held)

    def join(self, one: str, other: str, *, author: str, body: str = "", uuid: str | None = None) -> Note:
        """Two events are one. Holds through every later reading, until split."""
        with self._store.read() as connection:
            these, those = (self._tellings(connection, key) for key in (one, other))
        if set(these) == set(those):
            raise RecordError("both keys lead to one event already")
        value = {"these": these, "those": those}
        return self._new("join", self.event(one), body, author, uuid, value=value)

    def split(self, event: str, apart: Sequence[str], *, author: str, body: str = "", uuid: str | None = None) -> Note:
        """Some tellings of an event are of another one. Holds through every later reading, until joined.

        Args:
            apart: keys of the tellings that leave.
        """
        with self._store.read() as connection:
            members = self._tellings(connection, event)
        those = [k for k in members if k in set(apart)]
        these = [k for k in members if k not in set(apart)]
        if not those or not these:
            raise RecordError("a split leaves some tellings of the event and takes others")
        value = {"these": these, "those": those}
        return self._new("split", self.event(these[0]), body, author, uuid, value=value)

    def _tellings(self, connection: Connection, event: str) -> list[str]:
        number = queries.event_id(connection, event)
        found = sa.select(t.telling.c.key).where(t.telling.c.event == number).order_by(t.telling.c.id)
        return list(connection.execute(found).scalars())

    def revise(self, note: str, body: str, *, author: str, uuid: str | None = None, value: Any = None) -> Note:
        """Other words for a note; the earlier ones stay in its history.

        Args:
            value: another value, where the note is a correction.
        """
        old = self.get(note)
        held = old.value
        if old.kind == "correction" and value is not None:
            corrections.check(old.target.kind, old.field or "", value, self._ontology)
            held = {**old.value, "value": value}
        return self._again(old, author, uuid, body=body, value=held)

    def remove(self, note: str, *, author: str, uuid: str | None = None) -> Note:
        """Take a note back: a tombstone; a correction or judgement ceases to hold."""
        old = self.get(note)
        return self._again(old, author, uuid, body=old.body, deleted=True)

    def resolve(self, note: str, *, author: str, resolved: bool = True, uuid: str | None = None) -> Note:
        """Close the thread of a note, or open it again."""
        old = self.get(note)
        return self._again(old, author, uuid, body=old.body, resolved=resolved)

    def _again(self, old: Note, author: str, uuid: str | None, **changed: Any) -> Note:
        fields = {
            "note": old.id, "kind": old.kind, "target": old.target, "parent": old.parent, "field": old.field,
            "value": old.value, "resolved": old.resolved, "deleted": old.deleted, **changed,
        }  # fmt: skip
        return self._write(revision=checked(uuid), author=author, **fields)

    def _new(self, kind: notes.NoteKind, target: Target, body: str, author: str, uuid: str | None, **more: Any) -> Note:
        revision = checked(uuid)
        return self._write(revision=revision, note=revision, kind=kind, author=author, body=body, target=target, **more)

    def _write(self, **fields: Any) -> Note:
        with self._store.write() as connection:
            parent = fields.get("parent")
            if parent and not connection.execute(sa.select(t.note.c.seq).where(t.note.c.note == parent)).first():
                raise RecordError(f"the record has no note {parent!r} to answer")
            new = notes.write(connection, **fields)
            note = self._one(connection, fields["note"])
            if not new:
                return note
            try:
                return self._follow(connection, note)
            except BaseException:
                self._book.forget()
                raise

    def _follow(self, connection: Connection, note: Note) -> Note:
        """Let what a note says take effect."""
        readings: dict[str, tuple[int, Reading]] = {}
        current: list[Current] = []
        if note.target.report is not None:
            number = standing_for(connection, note.target.report)
            current = currents(connection, [number]) if number is not None else []
            if current:
                readings[note.target.report] = (current[0].report, current[0].reading)
        placed = notes.place(connection, [note], readings)[0]
        if note.kind == "correction":
            self._deriver(connection).derive(current)
        elif note.kind in ("join", "split"):
            self._rejoin(connection, note)
        return placed

    def _rejoin(self, connection: Connection, note: Note) -> None:
        """Merge the tellings of a judgement again."""
        keys = {*note.value["these"], *note.value["those"]}
        keys = {judgements.renamed(connection, keys).get(k, k) for k in keys}
        reports: set[int] = set()
        for some in chunks(sorted(keys)):
            reports.update(connection.execute(sa.select(t.telling.c.report).where(t.telling.c.key.in_(some))).scalars())
        self._deriver(connection).derive(currents(connection, reports))

    def _deriver(self, connection: Connection) -> Deriver:
        return Deriver(connection, Numbers(connection), self._book, self._ontology)

    # -- reading -------------------------------------------------------------------------------------------------

    def _one(self, connection: Connection, note: str) -> Note:
        found = notes.read(connection, t.note.c.note == note)
        if not found:
            raise RecordError(f"the record has no note {note!r}")
        return found[0]

    def get(self, note: str) -> Note:
        """A note as it stands now.

        Raises:
            RecordError: the record has none with this id.
        """
        with self._store.read() as connection:
            return self._one(connection, note)

    def history(self, note: str) -> list[Note]:
        """Every revision of a note, oldest first."""
        with self._store.read() as connection:
            return notes.history(connection, note)

    def thread(self, note: str) -> list[Note]:
        """A note and all answers to it and to those, in the order in which they were written."""
        with self._store.read() as connection:
            out = notes.read(connection, t.note.c.note == note)
            level = [note]
            while level:
                found = notes.read(connection, t.note.c.parent.in_(level))
                out += found
                level = [n.id for n in found]
        return sorted(out, key=lambda n: (n.made_at, n.id))

    def of_report(self, report: str, *, deleted: bool = False) -> list[Note]:
        """The notes on a report (and on its earlier texts) and on all that is in it; orphans with the rest."""
        with self._store.read() as connection:
            number = standing_for(connection, report)
            keys = {report, *(earlier_keys(connection, number) if number is not None else ())}
            return _shown(notes.of_reports(connection, keys), deleted)

    def of_event(self, event: str, *, deleted: bool = False) -> list[Note]:
        """The notes on an event: on any of its tellings."""
        with self._store.read() as connection:
            number = queries.event_id(connection, event)
            told = sa.select(t.telling.c.report, t.telling.c.local).where(t.telling.c.event == number)
            pairs = set(connection.execute(told))
            reports = sorted({report for report, _ in pairs})
            found = []
            for some in chunks(reports):
                on = sa.select(t.attachment.c.note).where(t.attachment.c.report.in_(some))
                for note in notes.read(connection, t.note.c.note.in_(on)):
                    report = standing_for(connection, note.target.report or "")
                    if note.target.kind == "event" and (report, note.item) in pairs:
                        found.append(note)
        return _shown(found, deleted)

    def of(self, key: str, *, deleted: bool = False) -> list[Note]:
        """The notes on an entity, talks or a relation of the record, by its key."""
        with self._store.read() as connection:
            found = notes.read(connection, t.note.c.target.contains(key, autoescape=True))
        return _shown([n for n in found if n.target.of == key], deleted)

    def all(
        self,
        *,
        kind: str | None = None,
        author: str | None = None,
        state: str | None = None,
        deleted: bool = False,
        limit: int = 100,
        offset: int = 0,
    ) -> list[Note]:
        """Notes, the latest first."""
        where: list[Any] = []
        if kind:
            where.append(t.note.c.kind == kind)
        if author:
            where.append(t.note.c.author == author)
        if state:
            where.append(t.note.c.note.in_(sa.select(t.attachment.c.note).where(t.attachment.c.state == state)))
        latest = sa.func.max(t.note.c.seq).label("latest")
        with self._store.read() as connection:
            page = sa.select(t.note.c.note).where(*where).group_by(t.note.c.note).order_by(latest.desc())
            ids = list(connection.execute(page.limit(limit).offset(offset)).scalars())
            found = {n.id: n for some in chunks(ids) for n in notes.read(connection, t.note.c.note.in_(some))}
        return _shown([found[i] for i in ids], deleted)

    def orphans(self) -> list[Note]:
        """Notes whose place is gone: kept and shown, so that somebody can place them again."""
        return self.all(state="orphan", limit=10_000)


def _shown(found: Sequence[Note], deleted: bool) -> list[Note]:
    return [n for n in found if deleted or not n.deleted]
