"""Backups, and restoring them: what is missing is added, nothing that is there is touched or lost."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from parley.errors import RecordError
from parley.record import notes
from parley.record import tables as t
from parley.record.currents import currents, standing_for
from parley.record.derive import Deriver
from parley.record.judgements import renamed
from parley.record.keep import Made, incoming, keep_incoming, unpacked
from parley.record.migrations import migrate
from parley.record.store import Numbers, Store, chunks, insert, where_file
from parley.record.tellings import EntityBook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection

    from parley.codebook.ontology import Ontology
    from parley.model import Reading

_PAGE = 200


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """What a restore added."""

    reports: int
    readings: int
    notes: int


def backup(store: Store, ontology: Ontology, path: Path) -> None:
    """Write the whole record to a file of SQLite, while others go on reading and writing.

    Raises:
        RecordError: the file is there already, or cannot be written.
    """
    if path.exists():
        raise RecordError(f"{path} is there already; name a new file")
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        source = where_file(store.url)
        if source is None:
            target = Store(str(part))
            migrate(target)
            merge(target, EntityBook(), ontology, store)
            target.close()
        else:
            _copy(source, part)
        os.replace(part, path)
    except (OSError, sqlite3.Error) as error:
        raise RecordError(f"{path} cannot be written: {error}") from error
    finally:
        for leftover in (part, Path(f"{part}-wal"), Path(f"{part}-shm")):
            leftover.unlink(missing_ok=True)


def restore(store: Store, book: EntityBook, ontology: Ontology, path: Path) -> Merged:
    """Add to a record what a backup of any record holds and it lacks.

    Raises:
        RecordError: the file is no record.
    """
    if not path.is_file():
        raise RecordError(f"{path} is no file")
    with tempfile.TemporaryDirectory(prefix="parley-restore-") as folder:
        # A copy, so that a backup of an older version can be brought up to this one and stays as it was.
        copy = Path(folder) / "backup.db"
        try:
            _copy(path, copy)
        except sqlite3.Error as error:
            raise RecordError(f"{path} is no record: {error}") from error
        source = Store(str(copy))
        try:
            with source.read() as connection:
                if not sa.inspect(connection).has_table(t.meta.name):
                    raise RecordError(f"{path} is no record")
            migrate(source)
            return merge(store, book, ontology, source)
        finally:
            source.close()


def _copy(source: Path | str, target: Path) -> None:
    """SQLite's own way: a consistent state, whoever writes meanwhile."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def merge(store: Store, book: EntityBook, ontology: Ontology, source: Store) -> Merged:
    """Add another record to this one."""
    reports = readings = 0
    for batch in _batches(source):
        for kept in keep_incoming(store, book, ontology, [incoming(r, made, at) for r, made, at in batch]):
            reports += kept.new
            readings += kept.new or kept.read_again
    return Merged(reports=reports, readings=readings, notes=_notes(store, book, ontology, source))


def _batches(source: Store) -> Iterator[list[tuple[Reading, Made, str]]]:
    """All readings of a record in the order in which they were kept."""
    last = 0
    wanted = sa.select(t.report, t.reading).join(t.reading, t.reading.c.report == t.report.c.id)
    while True:
        with source.read() as connection:
            rows = connection.execute(wanted.where(t.reading.c.id > last).order_by(t.reading.c.id).limit(_PAGE)).all()
            batch = [_incoming(row._mapping) for row in rows]
            last = rows[-1]._mapping[t.reading.c.id] if rows else last
        if not batch:
            return
        yield batch


def _incoming(row: Any) -> tuple[Reading, Made, str]:
    report = {c.name: row[c] for c in t.report.c}
    made = Made(**{c: row[t.reading.c[c]] for c in ("parley", "model", "codebook")})
    return unpacked(row[t.reading.c.body], report), made, row[t.reading.c.kept_at]


def _notes(store: Store, book: EntityBook, ontology: Ontology, source: Store) -> int:
    with source.read() as connection:
        theirs = [dict(row) for row in connection.execute(sa.select(t.note).order_by(t.note.c.seq)).mappings()]
        aliases = [dict(row) for row in connection.execute(sa.select(t.alias)).mappings()]
    with store.write() as connection:
        have = set(connection.execute(sa.select(t.note.c.revision)).scalars())
        new = [row for row in theirs if row["revision"] not in have]
        numbers = Numbers(connection)
        insert(connection, t.note, [{**row, "seq": numbers.next(t.note, "seq")} for row in new])
        _aliases(connection, aliases)
        try:
            _follow(connection, book, ontology, {row["note"] for row in new})
        except BaseException:
            book.forget()
            raise
    return len(new)


def _aliases(connection: Connection, aliases: list[dict[str, Any]]) -> None:
    """Addresses that led somewhere in the other record lead there in this one, where they do not yet."""
    have = set(connection.execute(sa.select(t.alias.c.key)).scalars())
    told: set[str] = set()
    for some in chunks([row["key"] for row in aliases]):
        told.update(connection.execute(sa.select(t.telling.c.key).where(t.telling.c.key.in_(some))).scalars())
    insert(connection, t.alias, [row for row in aliases if row["key"] not in have | told])


def _follow(connection: Connection, book: EntityBook, ontology: Ontology, ids: set[str]) -> None:
    """Place the notes that came, and let corrections and judgements take effect."""
    found = [n for some in chunks(sorted(ids)) for n in notes.read(connection, t.note.c.note.in_(some))]
    keys = {n.target.report for n in found if n.target.report}
    standing = {key: standing_for(connection, key) for key in sorted(keys)}
    by_report = {c.report: c for c in currents(connection, {n for n in standing.values() if n is not None})}
    readings = {key: (n, by_report[n].reading) for key, n in standing.items() if n is not None}
    placed = notes.place(connection, found, readings)
    touched = {readings[n.target.report][0] for n in placed if n.kind == "correction" and n.target.report in readings}
    judged = {k for n in placed if n.kind in ("join", "split") for side in ("these", "those") for k in n.value[side]}
    judged = {renamed(connection, judged).get(k, k) for k in judged}
    for some in chunks(sorted(judged)):
        touched.update(connection.execute(sa.select(t.telling.c.report).where(t.telling.c.key.in_(some))).scalars())
    Deriver(connection, Numbers(connection), book, ontology).derive(currents(connection, touched))
