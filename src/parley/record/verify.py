"""Whether a record is whole: every text under its hash, every reading readable, every sum what its parts come to."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from parley.codebook.ontology import Ontology
from parley.errors import ParleyError
from parley.model import Report, validate
from parley.record import tables as t
from parley.record.anchors import Target
from parley.record.events import event_row
from parley.record.identity import report_key, text_hash
from parley.record.keep import unpacked
from parley.record.members import members_of
from parley.record.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection

_PAGE = 500


def verify(store: Store, ontology: Ontology) -> list[str]:
    """What is wrong, in words; empty where nothing is. Reads everything."""
    out: list[str] = []
    with store.read() as connection:
        if store.sqlite:
            out += _sqlite(connection)
        out += _reports(connection)
        out += _tellings(connection)
        out += _events(connection, ontology)
        out += _counts(connection)
        out += _notes(connection)
    if store.sqlite:
        out += _words(store)
    return out


def _sqlite(connection: Connection) -> Iterator[str]:
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if line != "ok":
            yield f"SQLite: {line}"
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"SQLite: a row of {row[0]} points at a row of {row[2]} that is not there"
    names = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    triggers = {name for (name,) in connection.exec_driver_sql(names)}
    for name in ("note_update", "note_delete", "reading_update", "reading_delete", "report_delete", "report_update"):
        if name not in triggers:
            yield f"the trigger {name} is gone: what must not change could"


def _words(store: Store) -> Iterator[str]:
    try:
        with store.write() as connection:
            connection.exec_driver_sql("INSERT INTO report_words (report_words, rank) VALUES ('integrity-check', 1)")
    except ParleyError as error:
        yield f"the index of words does not fit the texts: {error}"


def _pages(connection: Connection, wanted: Any, column: Any) -> Iterator[list[Any]]:
    last = 0
    while rows := connection.execute(wanted.where(column > last).order_by(column).limit(_PAGE)).mappings().all():
        yield list(rows)
        last = rows[-1][column]


def _reports(connection: Connection) -> Iterator[str]:
    wanted = sa.select(t.report, t.reading.c.body, t.reading.c.report.label("of")).join(
        t.reading, t.reading.c.id == t.report.c.reading, isouter=True
    )
    for rows in _pages(connection, wanted, t.report.c.id):
        for row in rows:
            key = row["key"]
            if text_hash(row["text"]) != row["hash"]:
                yield f"report {key}: its text is not the one that its hash is of"
            if report_key(Report(id=row["source_id"], text=row["text"])) != key:
                yield f"report {key}: its key is not that of its id and text"
            if row["body"] is None or row["of"] != row["id"]:
                yield f"report {key}: its current reading is not there"
                continue
            try:
                reading = unpacked(row["body"], row)
                validate(reading)
            except (ParleyError, msgspec.MsgspecError, ValueError) as error:
                yield f"report {key}: its reading cannot be read: {error}"
                continue
            yield from _told(connection, row, {e.id for e in reading.events})


def _told(connection: Connection, row: Any, events: set[str]) -> Iterator[str]:
    found = set(connection.execute(sa.select(t.telling.c.local).where(t.telling.c.report == row["id"])).scalars())
    wanted = set() if row["replaced_by"] is not None else events
    if found != wanted:
        yield f"report {row['key']}: its events {sorted(wanted ^ found)} are told by the record or the reading alone"


def _tellings(connection: Connection) -> Iterator[str]:
    for table, column, whole in (
        (t.telling, "event", t.event),
        (t.telling, "report", t.report),
        (t.figure, "telling", t.telling),
        (t.relation_telling, "relation", t.relation),
        (t.talks_telling, "talks", t.talks),
        (t.position, "telling", t.talks_telling),
        (t.event_party, "event", t.event),
        (t.event_context, "event", t.event),
        (t.block, "event", t.event),
        (t.disagreement, "event", t.event),
        (t.appearance, "entity", t.entity),
        (t.telling_party, "telling", t.telling),
        (t.telling_party, "entity", t.entity),
    ):
        lost = (
            sa.select(sa.func.count())
            .select_from(table.outerjoin(whole, whole.c.id == table.c[column]))
            .where(table.c[column].is_not(None), whole.c.id.is_(None))
        )
        if number := connection.execute(lost).scalar_one():
            yield f"{number} rows of {table.name} point at a {column} that is not there"


def _events(connection: Connection, ontology: Ontology) -> Iterator[str]:
    for rows in _pages(connection, sa.select(t.event), t.event.c.id):
        members = members_of(connection, [row["id"] for row in rows])
        number = t.event_party.c.event
        counted = sa.select(number, sa.func.count()).where(number.in_([row["id"] for row in rows])).group_by(number)
        found: Counter[int] = Counter(dict(connection.execute(counted).all()))
        for row in rows:
            if not members[row["id"]]:
                yield f"event {row['key']}: no report tells of it"
                continue
            wanted, parties = event_row(row["id"], members[row["id"]], ontology)
            wrong = sorted(k for k, v in wanted.items() if row[k] != v)
            if wrong:
                yield f"event {row['key']}: {', '.join(wrong)} are not what its tellings come to"
            if found[row["id"]] != sum(map(len, parties.values())):
                yield f"event {row['key']}: its parties are not those of its tellings"


def _counts(connection: Connection) -> Iterator[str]:
    counted = (
        sa.select(t.appearance.c.entity, sa.func.count(t.appearance.c.report.distinct()).label("n"))
        .group_by(t.appearance.c.entity)
        .subquery()
    )
    wrong = (
        sa.select(t.entity.c.key)
        .join(counted, counted.c.entity == t.entity.c.id, isouter=True)
        .where(t.entity.c.reports != sa.func.coalesce(counted.c.n, 0))
    )
    for key in connection.execute(wrong).scalars():
        yield f"entity {key}: its count of reports is wrong"
    for whole, tellings, column in (
        (t.relation, t.relation_telling, "relation"),
        (t.talks, t.talks_telling, "talks"),
    ):
        sums = sa.select(
            tellings.c[column].label("which"),
            sa.func.count().label("n"),
            sa.func.count(tellings.c.cluster.distinct()).label("independent"),
            sa.func.max(tellings.c.day).label("last"),
        )
        s = sums.group_by(tellings.c[column]).subquery().c
        wrong = (
            sa.select(whole.c.key)
            .join(s.n.table, s.which == whole.c.id, isouter=True)
            .where(
                sa.or_(
                    whole.c.tellings != sa.func.coalesce(s.n, 0),
                    whole.c.independent != sa.func.coalesce(s.independent, 0),
                    sa.func.coalesce(whole.c.last_told, "") != sa.func.coalesce(s.last, ""),
                )
            )
        )
        for key in connection.execute(wrong).scalars():
            yield f"{whole.name} {key}: its sums are not what its tellings come to"


def _notes(connection: Connection) -> Iterator[str]:
    for row in connection.execute(sa.select(t.note).order_by(t.note.c.seq)).mappings():
        try:
            msgspec.json.decode(row["target"], type=Target)
        except msgspec.MsgspecError as error:
            yield f"note {row['note']}: its place cannot be read: {error}"
    unplaced = (
        sa.select(t.note.c.note)
        .distinct()
        .join(t.attachment, t.attachment.c.note == t.note.c.note, isouter=True)
        .where(t.attachment.c.note.is_(None))
    )
    for note in connection.execute(unplaced).scalars():
        yield f"note {note}: it is neither placed nor an orphan"
    first = sa.select(t.note.c.note).distinct().where(t.note.c.note.not_in(sa.select(t.note.c.revision)))
    for note in connection.execute(first).scalars():
        yield f"note {note}: its first revision is not there"
