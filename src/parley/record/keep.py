"""Keeping readings: many at once, each acknowledged only when the disk has it, and never one twice."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from parley.codebook.ontology import Ontology
from parley.model import Reading, Report
from parley.record import tables as t
from parley.record.days import is_day
from parley.record.derive import Current, Deriver
from parley.record.duplicates import Copies, Copy, containment, shingles
from parley.record.identity import digest, report_key, text_hash
from parley.record.notes import now
from parley.record.store import Numbers, Store, chunks, insert
from parley.record.tellings import EntityBook

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

BATCH = 200
# From this share of common words on, another text under the same id is the report's next version.
VERSION = 0.3
_LEVEL = 3


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What made a reading: versions of Parley, of the language model, of the codebook."""

    parley: str = ""
    model: str = ""
    codebook: str = ""


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one reading.

    Attributes:
        report: key of its report in the record.
        new: whether the report was not there before.
        read_again: whether the report was there and this is another reading of it, now the current one.
        copy_of: key of the report of which it is a near copy.
        replaces: key of the earlier text of the same report, which it replaces.
    """

    report: str
    new: bool
    read_again: bool = False
    copy_of: str | None = None
    replaces: str | None = None


@dataclass(slots=True)
class Incoming:
    """A reading on its way in, with what made it and when it was first kept."""

    reading: Reading
    key: str
    made: Made
    at: str
    digest: str
    id: int = 0


def packed(reading: Reading) -> bytes:
    """The reading without its report, which is kept beside it."""
    bare = msgspec.structs.replace(reading, report=Report(id=reading.report.id, text=""))
    return zlib.compress(msgspec.json.encode(bare), _LEVEL)


def unpacked(body: bytes, report: Any) -> Reading:
    """The reading of a packed body, with the row of its report."""
    reading = msgspec.json.decode(zlib.decompress(body), type=Reading)
    reading.report = Report(
        id=report["source_id"],
        **{c: report[c] for c in ("url", "title", "publisher", "published", "language", "text")},
        extra=json.loads(report["extra"]) if report["extra"] else {},
    )
    return reading


def keep(
    store: Store, book: EntityBook, ontology: Ontology, readings: Iterable[Reading], made: Made, batch: int = BATCH
) -> Iterator[Kept]:
    """Keep readings, a batch a transaction; each is given back when it is on the disk."""
    source = iter(readings)
    while some := list(islice(source, batch)):
        yield from keep_incoming(store, book, ontology, [incoming(reading, made, now()) for reading in some])


def incoming(reading: Reading, made: Made, at: str) -> Incoming:
    """A reading ready to be kept."""
    bare = msgspec.structs.replace(reading, report=Report(id="", text=""))
    body = msgspec.json.encode(bare).decode()
    mark = digest(body, made.parley, made.model, made.codebook, size=32)
    return Incoming(reading, report_key(reading.report), made, at, mark)


def keep_incoming(store: Store, book: EntityBook, ontology: Ontology, batch: list[Incoming]) -> Iterator[Kept]:
    """Keep a batch, in one transaction where no report comes twice in it."""
    for run in _runs(batch):
        bodies = {i.key: packed(i.reading) for i in run}
        with store.write() as connection:
            try:
                kept = _Batch(connection, book, ontology, bodies).keep(run)
            except BaseException:
                # What the book learnt in this transaction is not in the database.
                book.forget()
                raise
        yield from kept


def _runs(batch: list[Incoming]) -> Iterator[list[Incoming]]:
    """The batch cut where a report comes a second time, so that its second reading meets the first."""
    run: dict[str, Incoming] = {}
    for i in batch:
        if i.key in run:
            yield list(run.values())
            run = {}
        run[i.key] = i
    yield list(run.values())


def _day(i: Incoming) -> str | None:
    published = i.reading.report.published
    return published[:10] if published and is_day(published) else None


class _Batch:
    """One transaction of keeping."""

    def __init__(self, connection: Connection, book: EntityBook, ontology: Ontology, bodies: dict[str, bytes]) -> None:
        self._connection = connection
        self._numbers = Numbers(connection)
        self._deriver = Deriver(connection, self._numbers, book, ontology)
        self._bodies = bodies
        self._outdated: dict[str, int] = {}

    def keep(self, incoming: list[Incoming]) -> list[Kept]:
        known = self._known(incoming)
        have = self._readings(row["id"] for row in known.values())
        new = [i for i in incoming if i.key not in known]
        for i in incoming:
            i.id = known[i.key]["id"] if i.key in known else self._numbers.next(t.report)
        again = [i for i in incoming if i.key in known and (i.id, i.digest) not in have]
        copies = Copies(self._connection).place([(i.id, i.reading.report.text, _day(i)) for i in new])
        names = self._keys({c.cluster for c in copies.values()})
        replaced = self._replaced(new)
        reports, readings, currents = [], [], []
        for i in new:
            number = self._numbers.next(t.reading)
            reports.append(self._report_row(i, copies[i.id], number))
            readings.append(self._reading_row(i, number))
        insert(self._connection, t.report, reports)
        names |= {row["id"]: row["key"] for row in reports}
        later = {old["id"]: i.id for i in new for old in replaced.get(i.key, ())}
        later |= {i.id: self._outdated[i.key] for i in new if i.key in self._outdated}
        for old, number in later.items():
            self._connection.execute(sa.update(t.report).where(t.report.c.id == old).values(replaced_by=number))
        for i in new:
            if i.id not in later:
                earlier = self._earlier(i.id) if i.key in replaced else ()
                cluster = copies[i.id].cluster
                currents.append(Current(i.id, i.key, cluster, i.reading, new=True, earlier=earlier))
        for i in again:
            number = self._numbers.next(t.reading)
            row = known[i.key]
            readings.append(self._reading_row(i, number))
            if i.at < row["read_at"]:
                # A restored reading that is older than the current one joins the history.
                continue
            self._connection.execute(sa.update(t.report).where(t.report.c.id == i.id).values(reading=number))
            if row["replaced_by"] is None:
                currents.append(Current(i.id, i.key, row["cluster"], i.reading, earlier=self._earlier(i.id)))
        insert(self._connection, t.reading, readings)
        self._words(reports)
        self._deriver.derive(currents, withdrawn=sorted(later))
        out = {i.key: Kept(report=i.key, new=False, read_again=True) for i in again}
        for i in new:
            copy = copies[i.id]
            out[i.key] = Kept(
                report=i.key,
                new=True,
                copy_of=names[copy.cluster] if copy.cluster != i.id else None,
                replaces=next((old["key"] for old in replaced.get(i.key, ())), None),
            )
        return [out.get(i.key) or Kept(report=i.key, new=False) for i in incoming]

    def _known(self, incoming: list[Incoming]) -> dict[str, Any]:
        out = {}
        columns = (t.report.c.id, t.report.c.key, t.report.c.cluster, t.report.c.replaced_by)
        wanted = sa.select(*columns, t.reading.c.kept_at.label("read_at")).join(
            t.reading, t.reading.c.id == t.report.c.reading
        )
        for some in chunks(sorted({i.key for i in incoming})):
            for row in self._connection.execute(wanted.where(t.report.c.key.in_(some))).mappings():
                out[row["key"]] = row
        return out

    def _readings(self, reports: Iterable[int]) -> set[tuple[int, str]]:
        out: set[tuple[int, str]] = set()
        for some in chunks(sorted(reports)):
            found = sa.select(t.reading.c.report, t.reading.c.digest).where(t.reading.c.report.in_(some))
            out.update(self._connection.execute(found))
        return out

    def _keys(self, reports: Iterable[int]) -> dict[int, str]:
        out: dict[int, str] = {}
        for some in chunks(sorted(reports)):
            found = sa.select(t.report.c.id, t.report.c.key).where(t.report.c.id.in_(some))
            out |= dict(self._connection.execute(found).all())
        return out

    def _replaced(self, new: list[Incoming]) -> dict[str, list[Any]]:
        """Earlier texts of the new reports: the same id, and words in common."""
        by_id: dict[str, list[Any]] = {}
        columns = tuple(t.report.c[c] for c in ("id", "key", "source_id", "url", "text", "kept_at"))
        for some in chunks(sorted({i.reading.report.id for i in new})):
            found = sa.select(*columns).where(t.report.c.source_id.in_(some), t.report.c.replaced_by.is_(None))
            for row in self._connection.execute(found.order_by(t.report.c.id)).mappings():
                by_id.setdefault(row["source_id"], []).append(row)
        out: dict[str, list[Any]] = {}
        for i in new:
            report = i.reading.report
            older = by_id.get(report.id, [])
            for row in older:
                if row["url"] and report.url and row["url"] != report.url:
                    continue
                if containment(shingles(row["text"]), shingles(report.text)) < VERSION:
                    continue
                if row["kept_at"] > i.at:
                    self._outdated[i.key] = row["id"]
                else:
                    out.setdefault(i.key, []).append(row)
            taken = {row["id"] for row in out.get(i.key, ())}
            # A third text in the same batch replaces this one.
            own = {"id": i.id, "key": i.key, "source_id": report.id, "url": report.url, "text": report.text}
            rest = [row for row in older if row["id"] not in taken]
            by_id[report.id] = rest if i.key in self._outdated else [*rest, {**own, "kept_at": i.at}]
        return out

    def _earlier(self, report: int) -> tuple[str, ...]:
        """Keys of the texts that this report replaced."""
        out: list[str] = []
        level = [report]
        while level:
            found = sa.select(t.report.c.id, t.report.c.key).where(t.report.c.replaced_by.in_(level))
            rows = self._connection.execute(found).all()
            out += [key for _, key in rows]
            level = [number for number, _ in rows]
        return tuple(out)

    def _report_row(self, i: Incoming, copy: Copy, reading: int) -> dict[str, Any]:
        report = i.reading.report
        return {
            "id": i.id,
            "key": i.key,
            "source_id": report.id,
            "hash": text_hash(report.text),
            **{c: getattr(report, c) for c in ("url", "title", "publisher", "published", "language", "text")},
            "extra": json.dumps(report.extra, ensure_ascii=False) if report.extra else "",
            "kept_at": i.at,
            "cluster": copy.cluster,
            "containment": copy.containment,
            "replaced_by": None,
            "reading": reading,
        }

    def _reading_row(self, i: Incoming, number: int) -> dict[str, Any]:
        return {
            "id": number,
            "report": i.id,
            "digest": i.digest,
            "schema": i.reading.parley,
            "parley": i.made.parley,
            "model": i.made.model,
            "codebook": i.made.codebook,
            "kept_at": i.at,
            "body": self._bodies[i.key],
        }

    def _words(self, reports: list[dict[str, Any]]) -> None:
        if reports and self._connection.dialect.name == "sqlite":
            self._connection.execute(
                sa.text("INSERT INTO report_words (rowid, title, text) VALUES (:id, :title, :text)"),
                [{"id": r["id"], "title": r["title"], "text": r["text"]} for r in reports],
            )
