"""A record: many readings in one database. The one object that everything else in Parley needs to know of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import sqlalchemy as sa

from parley.codebook.ontology import Ontology, load_ontology
from parley.errors import RecordError
from parley.record import again, aggregates, lasting, queries, values
from parley.record import backup as backups
from parley.record import keep as keeping
from parley.record import notebook as notebooks
from parley.record import search as searching
from parley.record import tables as t
from parley.record import verify as verifying
from parley.record.diff import Change, diff
from parley.record.filters import Events
from parley.record.identity import report_key
from parley.record.keep import BATCH, Kept, Made, unpacked
from parley.record.migrations import migrate
from parley.record.store import Store
from parley.record.tellings import EntityBook

if TYPE_CHECKING:
    from types import TracebackType

    from parley.model import Reading, Report
    from parley.record import views


def open_record(where: str) -> Record:
    """Open a record, made where there is none.

    Args:
        where: a file (`conflict.db`), or the address of a PostgreSQL database (`postgresql://user@host/name`).

    Raises:
        RecordError: it cannot be opened, or it is none of this Parley's.
    """
    return Record(where)


class Record:
    """Many readings, one memory. Safe to share among threads: readers do not wait, writers take turns."""

    def __init__(self, where: str) -> None:
        self.store = Store(str(where))
        self._book = EntityBook()
        migrate(self.store)

    def __enter__(self) -> Record:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()

    @cached_property
    def ontology(self) -> Ontology:
        """PLOVER's types, by which a corrected type gets its code and score."""
        return load_ontology()

    # -- keeping -------------------------------------------------------------------------------------------------

    def keep(self, readings: Iterable[Reading], made: Made | None = None, *, batch: int = BATCH) -> Iterator[Kept]:
        """Keep readings; lazy: each comes back once the disk has it.

        Args:
            made: what made them; kept with each.
            batch: readings a transaction. A crash costs at most one batch, none of which was given back.
        """
        return keeping.keep(self.store, self._book, self.ontology, readings, made or Made(), batch)

    def keep_all(self, readings: Iterable[Reading], made: Made | None = None, *, batch: int = BATCH) -> list[Kept]:
        """Keep readings and wait for all."""
        return list(self.keep(readings, made, batch=batch))

    def has(self, report: Report, made: Made) -> bool:
        """Whether a reading of this very text by these versions is kept already."""
        wanted = (
            sa.select(t.reading.c.id)
            .join(t.report, t.report.c.id == t.reading.c.report)
            .where(t.report.c.key == report_key(report))
            .where(*(t.reading.c[c] == getattr(made, c) for c in ("parley", "model", "codebook")))
        )
        with self.store.read() as connection:
            return connection.execute(wanted.limit(1)).first() is not None

    def merge_again(self) -> None:
        """Merge everything anew, in the order of publication; notes and judgements hold."""
        again.merge_again(self.store, self._book, self.ontology)

    def verify(self) -> list[str]:
        """What is wrong with the record, in words; empty where nothing is. Reads everything."""
        return verifying.verify(self.store, self.ontology)

    def backup(self, path: str | Path) -> None:
        """Write the whole record to a file, while others go on working.

        Raises:
            RecordError: the file is there already, or cannot be written.
        """
        backups.backup(self.store, self.ontology, Path(path))

    def restore(self, path: str | Path) -> backups.Merged:
        """Add what a backup holds and this record lacks; nothing is overwritten.

        Raises:
            RecordError: the file is no record.
        """
        return backups.restore(self.store, self._book, self.ontology, Path(path))

    def export(self, out: str | Path, format: str, asked: Events | None = None) -> list[str]:
        """Write what fits into a folder, or a .zip, with a README that says what made it; gives the files' names.

        Args:
            format: one of `parley.record.export.FORMATS`.

        Raises:
            RecordError: no such format, or `out` is there already.
        """
        from parley.record.export import export

        return export(self.store, self.ontology, Path(out), format, asked or Events())

    # -- notes ---------------------------------------------------------------------------------------------------

    @property
    def notes(self) -> notebooks.Notebook:
        """Comments, corrections and judgements: see `parley.record.notebook.Notebook`."""
        return notebooks.Notebook(self.store, self._book, self.ontology)

    # -- reports -------------------------------------------------------------------------------------------------

    def reports(self, **asked: Any) -> list[views.ReportView]:
        """Reports; what may be asked is in `queries.reports`."""
        with self.store.read() as connection:
            return queries.reports(connection, **asked)

    def report(self, key: str) -> views.ReportView:
        """One report.

        Raises:
            RecordError: the record has none with this key.
        """
        with self.store.read() as connection:
            return queries.report(connection, key)

    def copies(self, key: str) -> list[views.ReportView]:
        """Near copies of a report."""
        with self.store.read() as connection:
            return queries.copies_of(connection, key)

    def readings(self, key: str) -> list[views.ReadingView]:
        """All readings of a report, with what made them."""
        with self.store.read() as connection:
            return queries.readings(connection, key)

    def reading(self, key: str, *, number: int | None = None, corrected: bool = True) -> Reading:
        """A reading of a report: the current one as analysts corrected it, or as the machine made it.

        Args:
            number: id of an earlier reading (`readings`); such a one is given as it was made.
            corrected: put corrections in, and leave out what was rejected.

        Raises:
            RecordError: there is no such report or reading.
        """
        with self.store.read() as connection:
            wanted = t.reading.c.id == (t.report.c.reading if number is None else number)
            row = (
                connection.execute(
                    sa.select(t.report, t.reading.c.body)
                    .join(t.reading, (t.reading.c.report == t.report.c.id) & wanted)
                    .where(t.report.c.key == key)
                )
                .mappings()
                .first()
            )
            if row is None:
                raise RecordError(f"the record has no reading {number or ''} of the report {key!r}".replace("  ", " "))
            reading = unpacked(row["body"], row)
            if number is not None or not corrected:
                return reading
            return notebooks.as_corrected(connection, key, row["id"], reading, self.ontology)

    def diff(self, key: str, old: int | None = None, new: int | None = None) -> list[Change]:
        """What changed from one reading of a report to another: from the last but one to the current one.

        Args:
            old: id of a reading (`readings`).
            new: id of another.

        Raises:
            RecordError: there are no two readings.
        """
        ids = [r.id for r in self.readings(key)]
        if old is None and len(ids) < 2:
            raise RecordError(f"the report {key!r} was read once; nothing to compare")
        return diff(
            self.reading(key, number=ids[-2] if old is None else old),
            self.reading(key, number=ids[-1] if new is None else new),
        )

    # -- events --------------------------------------------------------------------------------------------------

    def events(
        self, asked: Events | None = None, *, order: str = "-day", limit: int | None = 50, offset: int = 0
    ) -> list[views.EventView]:
        """Events that fit, the latest first."""
        with self.store.read() as connection:
            return queries.events(connection, asked or Events(), order=order, limit=limit, offset=offset)

    def count(self, asked: Events | None = None) -> int:
        """How many events fit."""
        with self.store.read() as connection:
            return queries.count(connection, asked or Events())

    def event(self, key: str) -> views.EventView:
        """The event that a key leads to: its own, that of any telling, or one from an earlier reading.

        Raises:
            RecordError: the record has none.
        """
        with self.store.read() as connection:
            return queries.event(connection, key)

    def tellings(self, **asked: Any) -> list[views.TellingView]:
        """Tellings of an event, of a report, or on somebody's word (`event=`, `report=`, `said_by=`)."""
        with self.store.read() as connection:
            return queries.tellings(connection, **asked)

    def figures(self, **asked: Any) -> list[views.FigureView]:
        """Figures of an event or report, or the latest (`values.figures`)."""
        with self.store.read() as connection:
            return values.figures(connection, **asked)

    def disagreements(self, **asked: Any) -> list[views.DisagreementView]:
        """Disagreements inside and between reports (`values.disagreements`)."""
        with self.store.read() as connection:
            return values.disagreements(connection, **asked)

    # -- entities, relations, talks ------------------------------------------------------------------------------

    def entities(self, **asked: Any) -> list[views.EntityView]:
        """Entities, those of most reports first (`queries.entities`)."""
        with self.store.read() as connection:
            return queries.entities(connection, **asked)

    def entity(self, key: str) -> views.EntityView:
        """One entity.

        Raises:
            RecordError: the record has none with this key.
        """
        with self.store.read() as connection:
            return queries.entity(connection, key)

    def names(self, key: str) -> list[dict[str, Any]]:
        """Under which names and descriptions reports speak of an entity, and when."""
        with self.store.read() as connection:
            return queries.names(connection, key)

    def relations(self, **asked: Any) -> list[views.RelationView]:
        """Standing relations (`lasting.relations`)."""
        with self.store.read() as connection:
            return lasting.relations(connection, **asked)

    def relation(self, key: str) -> views.RelationView:
        """One relation.

        Raises:
            RecordError: the record has none with this key.
        """
        with self.store.read() as connection:
            return lasting.relation(connection, key)

    def relation_tellings(self, key: str, *, limit: int = 200, offset: int = 0) -> list[views.RelationTelling]:
        """What reports said of a relation."""
        with self.store.read() as connection:
            return lasting.relation_tellings(connection, key, limit=limit, offset=offset)

    def talks(self, **asked: Any) -> list[views.TalksView]:
        """Talks (`lasting.talks`)."""
        with self.store.read() as connection:
            return lasting.talks(connection, **asked)

    def one_talks(self, key: str) -> views.TalksView:
        """One negotiation.

        Raises:
            RecordError: the record has none with this key.
        """
        with self.store.read() as connection:
            return lasting.one_talks(connection, key)

    def rounds(self, key: str) -> list[views.TalksView]:
        """Other talks between the parties of these, those last told of first."""
        with self.store.read() as connection:
            return lasting.rounds(connection, key)

    def talks_tellings(self, key: str, *, limit: int = 500, offset: int = 0) -> list[views.TalksTelling]:
        """What reports said of talks."""
        with self.store.read() as connection:
            return lasting.talks_tellings(connection, key, limit=limit, offset=offset)

    def stages(self, key: str) -> list[views.StageView]:
        """The stages of talks over time."""
        with self.store.read() as connection:
            return lasting.stages(connection, key)

    def positions(self, key: str) -> list[views.PositionView]:
        """Who said what on which issue of talks, and what changed."""
        with self.store.read() as connection:
            return lasting.positions(connection, key)

    # -- search and sums -----------------------------------------------------------------------------------------

    def search(self, text: str, *, limit: int = 20, offset: int = 0) -> list[views.Hit]:
        """Reports that hold the words; `"..."` is a phrase and `-` leaves out."""
        with self.store.read() as connection:
            return queries.hits(connection, searching.search(connection, text, limit=limit, offset=offset))

    def timeline(self, asked: Events | None = None, by: aggregates.Period = "month") -> list[views.Count]:
        """Events that fit by period and quad class."""
        with self.store.read() as connection:
            return aggregates.timeline(connection, asked or Events(), by)

    def dyad_months(
        self,
        asked: Events | None = None,
        *,
        by: Literal["country", "entity"] = "country",
        limit: int | None = None,
    ) -> list[views.DyadMonth]:
        """Who did how much to whom, month by month."""
        with self.store.read() as connection:
            return aggregates.dyad_months(connection, asked or Events(), by=by, limit=limit)

    def network(self, asked: Events | None = None, *, limit: int = 200) -> list[views.Edge]:
        """Who acts on whom."""
        with self.store.read() as connection:
            return aggregates.network(connection, asked or Events(), limit=limit)

    def counts(self) -> dict[str, int]:
        """How many of each the record holds."""
        tables = {
            "reports": t.report, "readings": t.reading, "events": t.event, "tellings": t.telling,
            "entities": t.entity, "relations": t.relation, "talks": t.talks, "figures": t.figure,
            "disagreements": t.disagreement,
        }  # fmt: skip
        with self.store.read() as connection:
            out = {
                name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
                for name, table in tables.items()
            }
            notes = sa.select(sa.func.count(t.note.c.note.distinct()))
            return out | {"notes": connection.execute(notes).scalar_one()}
