"""The database: one engine, many readers, and writers one at a time.

SQLite runs in WAL mode with `synchronous=FULL`: what a commit acknowledged is on the disk. Writers queue in the process
by a lock and between processes by `BEGIN IMMEDIATE`, on PostgreSQL by an advisory lock; so numbers can be given out
without gaps, and nobody ever sees "database is locked".
"""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, NoSuchModuleError, OperationalError

from parley.errors import RecordError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection, Engine

PATIENCE = 300.0
_BUSY_MS = 30_000
# Seconds: between two tries to begin to write; the pause after a long transaction, and what is long.
_ASK, _PAUSE, _LONG = 0.004, 0.012, 0.05
_QUEUE = 0x7061726C  # the advisory lock's number on PostgreSQL: "parl"
_MAGIC = b"SQLite format 3\0"
_PAGE_CACHE_KB = 64_000


class Store:
    """Connections to one database."""

    def __init__(self, url: str) -> None:
        """Connect.

        Raises:
            RecordError: the address is wrong, or the driver is not installed.
        """
        self.url = url if "://" in url else f"sqlite:///{url}"
        if self.url.startswith(("postgresql://", "postgres://")):
            self.url = "postgresql+pg8000://" + self.url.split("://", 1)[1]
        try:
            self.engine = _engine(self.url)
        except ModuleNotFoundError as error:
            raise RecordError('PostgreSQL needs pg8000; install it with: pip install "parley[postgres]"') from error
        except (sa.exc.ArgumentError, NoSuchModuleError) as error:
            raise RecordError(f"{url}: neither a file nor an address such as postgresql://host/name") from error
        self._check_file()
        self.sqlite = self.engine.dialect.name == "sqlite"
        self._turn = threading.RLock()

    def _check_file(self) -> None:
        """SQLite takes a short text file for an empty database, and would write over it."""
        path = where_file(self.url)
        try:
            if path is not None and path.is_file() and path.stat().st_size:
                with path.open("rb") as file:
                    if file.read(len(_MAGIC)) != _MAGIC:
                        raise RecordError(f"{path} cannot be used: it is a file, and no record")
        except OSError as error:
            raise RecordError(f"{path} cannot be used: {error.strerror or error}") from error

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the record throughout."""
        with _worded(self.url), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection with the sole right to write; committed at the end, rolled back on an error."""
        began = time.monotonic()
        with _worded(self.url), self._turn, _begun(self.engine) as connection:
            if not self.sqlite:
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_QUEUE})")
            yield connection
            connection.commit()
        # Whoever waits in another process asks again and again; without a pause the same process would always win.
        time.sleep(_PAUSE if time.monotonic() - began > _LONG else _ASK / 2)

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()


@contextmanager
def _worded(url: str) -> Iterator[None]:
    """An error of the database in words."""
    try:
        yield
    except DBAPIError as error:
        cause = " ".join(str(error.orig).split())
        raise RecordError(f"the record {sa.make_url(url).render_as_string()} cannot be used: {cause}") from error


@contextmanager
def _begun(engine: Engine) -> Iterator[Connection]:
    """A transaction that holds the write lock from its start, however long others take."""
    until = time.monotonic() + PATIENCE
    while True:
        connection = engine.connect().execution_options(writes=True)
        try:
            connection.begin()
            break
        except OperationalError as error:
            connection.close()
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(_ASK)
    with connection:
        yield connection


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return sa.create_engine(url, pool_size=10, max_overflow=20, pool_pre_ping=True)
    engine = sa.create_engine(
        url, connect_args={"timeout": 30, "check_same_thread": False}, pool_size=10, max_overflow=40
    )

    @event.listens_for(engine, "connect")
    def opened(connection: sqlite3.Connection, _: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            f"cache_size=-{_PAGE_CACHE_KB}",
            "wal_autocheckpoint=4000",
            "temp_store=MEMORY",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        # Who waits to write asks often (see _begun): SQLite's own waiting grows lazy, and would always miss its turn.
        connection.exec_driver_sql(f"PRAGMA busy_timeout={0 if writes else _BUSY_MS}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
        if writes:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={_BUSY_MS}")

    return engine


class Numbers:
    """Ids for new rows; whoever writes is alone, so the next one is the greatest and one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._last: dict[str, int] = {}

    def hold(self, table: sa.Table) -> None:
        """Remember the greatest id now, so that one freed later is not given out again."""
        self.next(table)
        self._last[table.name] -= 1

    def next(self, table: sa.Table, column: str = "id") -> int:
        """The next id of a table."""
        last = self._last.get(table.name)
        if last is None:
            last = self._connection.execute(sa.select(sa.func.max(table.c[column]))).scalar() or 0
        self._last[table.name] = last + 1
        return last + 1


def insert(connection: Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    """Add rows, none being no matter."""
    if rows:
        connection.execute(sa.insert(table), rows)


def chunks(items: list[Any], size: int = 800) -> Iterator[list[Any]]:
    """The items a few hundred at a time: a statement takes only so many parameters."""
    for i in range(0, len(items), size):
        yield items[i : i + size]


def where_file(url: str) -> Path | None:
    """The file of a SQLite record; None for a server's."""
    name = sa.make_url(url).database if url.startswith("sqlite") else None
    return Path(name) if name and name != ":memory:" else None
