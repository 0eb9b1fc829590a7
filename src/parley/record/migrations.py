"""The schema's versions. A new record is made as it is now; an older one is brought here step by step when opened."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import sqlalchemy as sa

from parley.errors import RecordError
from parley.record import tables as t

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.engine import Connection

    from parley.record.store import Store

_FOREVER = "revisions of notes are kept as they were written"
# Notes and readings are added and never changed: the database itself refuses.
_TRIGGERS_SQLITE = (
    *(
        f"CREATE TRIGGER IF NOT EXISTS {table}_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{_FOREVER}'); END"
        for table in ("note", "reading")
        for verb in ("UPDATE", "DELETE")
    ),
    "CREATE TRIGGER IF NOT EXISTS report_delete BEFORE DELETE ON report "
    "BEGIN SELECT RAISE(ABORT, 'reports are kept'); END",
    "CREATE TRIGGER IF NOT EXISTS report_update BEFORE UPDATE OF key, hash, text ON report "
    "BEGIN SELECT RAISE(ABORT, 'reports are kept as they came'); END",
)
_TRIGGERS_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION parley_forever() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_FOREVER}'; END $$",
    *(
        f"CREATE OR REPLACE TRIGGER {table}_forever BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION parley_forever()"
        for table in ("note", "reading")
    ),
    "CREATE OR REPLACE TRIGGER report_delete BEFORE DELETE ON report FOR EACH ROW EXECUTE FUNCTION parley_forever()",
    "CREATE OR REPLACE TRIGGER report_update BEFORE UPDATE OF key, hash, text ON report "
    "FOR EACH ROW EXECUTE FUNCTION parley_forever()",
)
# PostgreSQL's vectors of words have a limit of 1 MB; the head of a longer report is searched.
SEARCHED = 300_000
WORDS = f"to_tsvector('english', coalesce(title, '') || ' ' || left(text, {SEARCHED}))"
_SEARCH_SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS report_words USING fts5(title, text, content='report', content_rowid='id', "
    "tokenize='porter unicode61 remove_diacritics 2')",
)
_SEARCH_POSTGRESQL = (f"CREATE INDEX IF NOT EXISTS report_words ON report USING gin ({WORDS})",)


def _create(connection: Connection) -> None:
    """Everything, as it is now."""
    t.metadata.create_all(connection)
    sqlite = connection.dialect.name == "sqlite"
    statements = (_TRIGGERS_SQLITE, _SEARCH_SQLITE) if sqlite else (_TRIGGERS_POSTGRESQL, _SEARCH_POSTGRESQL)
    for some in statements:
        for statement in some:
            connection.exec_driver_sql(statement)


# Step n brings version n to n + 1. A step is never changed once a release holds it.
STEPS: tuple[Callable[[Connection], None], ...] = ()
VERSION = len(STEPS) + 1


def migrate(store: Store) -> None:
    """Make a new record, or bring an older one to this version; done by whoever comes first.

    Raises:
        RecordError: a newer Parley made the record, or the database holds something else.
    """
    with store.read() as connection:
        if _version(connection) == VERSION:
            return
    with store.write() as connection:
        found = _version(connection)
        if found is None:
            if sa.inspect(connection).has_table("report"):
                raise RecordError(f"{store.url} is a database, and none that Parley made; name another")
            _create(connection)
            made = {"version": str(VERSION), "uuid": str(uuid.uuid4())}
            connection.execute(sa.insert(t.meta), [{"name": k, "value": v} for k, v in made.items()])
            return
        if found > VERSION:
            raise RecordError(
                f"the record is of version {found} and this Parley knows up to {VERSION}; install a newer Parley"
            )
        for step in STEPS[found - 1 :]:
            step(connection)
        connection.execute(sa.update(t.meta).where(t.meta.c.name == "version").values(value=str(VERSION)))


def _version(connection: Connection) -> int | None:
    if not sa.inspect(connection).has_table("meta"):
        return None
    value = connection.execute(sa.select(t.meta.c.value).where(t.meta.c.name == "version")).scalar()
    return int(value) if value else None
