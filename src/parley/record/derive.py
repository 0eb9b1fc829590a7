"""From current readings and notes to tellings, events, relations and talks: the one way in which those come about."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from parley.codebook.ontology import Ontology
from parley.record import judgements, notes, standing
from parley.record import tables as t
from parley.record.corrections import apply
from parley.record.events import refresh
from parley.record.merge import Board
from parley.record.store import Numbers, chunks, insert
from parley.record.tellings import EntityBook, Rows, Told, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection

    from parley.model import Reading

_OWNED = (t.appearance, t.relation_telling, t.talks_telling, t.position, t.figure)


@dataclass(slots=True)
class Current:
    """A report that stands in the views, with its current reading."""

    report: int
    key: str
    cluster: int
    reading: Reading
    new: bool = False
    earlier: tuple[str, ...] = ()


@dataclass(slots=True)
class _Before:
    """A telling as it was before its report was read again."""

    key: str
    coded: str
    event: int
    sentence: tuple[int, int]
    words: list[str]


def _crosses(row: dict[str, Any], start: int, end: int) -> bool:
    return bool(row["sentence_start"] < end and start < row["sentence_end"])


class Deriver:
    """Works out the rows of reports within one transaction."""

    def __init__(self, connection: Connection, numbers: Numbers, book: EntityBook, ontology: Ontology) -> None:
        self._connection = connection
        self._numbers = numbers
        self._book = book
        self._ontology = ontology

    def derive(self, currents: Sequence[Current], *, withdrawn: Sequence[int] = (), stay: bool = True) -> None:
        """Put reports in place of what was derived from them before.

        Args:
            currents: the reports, in the order in which they are merged.
            withdrawn: reports that stand in no view any more.
            stay: whether a telling that was there before keeps its event.
        """
        old = [c.report for c in currents if not c.new]
        before = self._withdraw([*old, *withdrawn])
        self._book.load(self._connection, self._numbers, [e for c in currents for e in c.reading.entities])
        batch = [self._rows(current) for current in currents]
        self._alias(currents, batch, before)
        judged = judgements.load(self._connection)
        events = self._merge(batch, before if stay else {}, judged)
        self._insert(batch)
        refresh(self._connection, self._numbers, self._ontology, events)
        standing.add_relations(self._connection, self._numbers, batch)
        standing.add_talks(self._connection, self._numbers, batch)

    def _rows(self, current: Current) -> Rows:
        noted = [] if current.new and not current.earlier else self._notes(current)
        reading, corrected = apply(current.reading, notes.corrections(noted), self._ontology)
        if corrected:
            self._book.load(self._connection, self._numbers, reading.entities)
        return rows_of(reading, current.report, current.key, current.cluster, self._book, corrected)

    def _notes(self, current: Current) -> list[notes.Note]:
        keys = (current.key, *current.earlier)
        found = notes.of_reports(self._connection, keys)
        return notes.place(self._connection, found, dict.fromkeys(keys, (current.report, current.reading)))

    def _withdraw(self, reports: Sequence[int]) -> dict[int, list[_Before]]:
        """Take out what was derived from these reports; gives their tellings as they were."""
        out: dict[int, list[_Before]] = {}
        if not reports:
            return out
        for table in (t.event, t.telling, t.relation, t.talks, t.figure, t.disagreement):
            self._numbers.hold(table)
        connection = self._connection
        relations: set[int] = set()
        talks: set[int] = set()
        for some in chunks(list(reports)):
            for row in connection.execute(sa.select(t.telling).where(t.telling.c.report.in_(some))).mappings():
                sentence = (row["sentence_start"], row["sentence_end"])
                was = _Before(row["key"], row["coded"], row["event"], sentence, row["words"].split())
                out.setdefault(row["report"], []).append(was)
            ids = sa.select(t.telling.c.id).where(t.telling.c.report.in_(some))
            connection.execute(sa.delete(t.telling_party).where(t.telling_party.c.telling.in_(ids)))
            connection.execute(sa.delete(t.telling).where(t.telling.c.report.in_(some)))
            for table, column, found in (
                (t.relation_telling, "relation", relations),
                (t.talks_telling, "talks", talks),
            ):
                found.update(connection.execute(sa.select(table.c[column]).where(table.c.report.in_(some))).scalars())
            self._count(some, -1)
            for table in _OWNED:
                connection.execute(sa.delete(table).where(table.c.report.in_(some)))
            connection.execute(sa.delete(t.disagreement).where(t.disagreement.c.report.in_(some)))
        touched = {b.event for some in out.values() for b in some}
        refresh(connection, self._numbers, self._ontology, touched)
        standing.recount(connection, relations, talks)
        return out

    def _count(self, reports: Sequence[int], by: int) -> None:
        """Each entity counts the reports that name it."""
        found = (
            sa.select(t.appearance.c.entity, sa.func.count(t.appearance.c.report.distinct()))
            .where(t.appearance.c.report.in_(reports))
            .group_by(t.appearance.c.entity)
            .order_by(t.appearance.c.entity)
        )
        rows = [{"which": e, "more": by * n} for e, n in self._connection.execute(found)]
        if rows:
            change = sa.update(t.entity).where(t.entity.c.id == sa.bindparam("which"))
            self._connection.execute(change.values(reports=t.entity.c.reports + sa.bindparam("more")), rows)

    def _merge(
        self, batch: Sequence[Rows], before: dict[int, list[_Before]], judged: judgements.Judgements
    ) -> set[int]:
        """Give every telling its event; gives the events touched."""
        board = Board(self._connection)
        board.load(told for rows in batch for told in rows.tellings)
        earlier = {b.key: b for some in before.values() for b in some}
        placed: dict[str, int] = {}
        out: set[int] = set()
        for rows in batch:
            for told in rows.tellings:
                key = told.row["key"]
                apart = frozenset(judged.apart.get(key, ()))
                event, why = None, "the first that tells of it"
                wanted = self._events(judged.together.get(key, set()), placed)
                if wanted:
                    event, why = min(wanted), "an analyst joined them"
                elif key in earlier and earlier[key].coded == told.row["coded"]:
                    kept = earlier[key].event
                    board.fetch([kept])
                    profile = board.profile(kept)
                    if profile is None or (rows.report not in profile.reports and apart.isdisjoint(profile.keys)):
                        event, why = kept, "as before"
                if event is None and (found := board.best(told, apart)) is not None:
                    event, why = found[0], f"{'; '.join(found[1].reasons)} = {found[1].points:.1f}"
                if event is None:
                    event = self._numbers.next(t.event)
                else:
                    board.fetch([event])
                board.put(told, event)
                placed[key] = event
                told.row |= {"id": self._numbers.next(t.telling), "event": event, "why": why}
                out.add(event)
        return out

    def _events(self, keys: set[str], placed: dict[str, int]) -> set[int]:
        """The events in which these tellings are now."""
        out = {placed[k] for k in keys if k in placed}
        rest = sorted(k for k in keys if k not in placed)
        for some in chunks(rest):
            out.update(
                self._connection.execute(sa.select(t.telling.c.event).where(t.telling.c.key.in_(some))).scalars()
            )
        return out

    def _alias(self, currents: Sequence[Current], batch: Sequence[Rows], before: dict[int, list[_Before]]) -> None:
        """Let the keys of tellings that a new reading lacks lead to those that took their place."""
        connection = self._connection
        for current, rows in zip(currents, batch, strict=True):
            now = {told.row["key"] for told in rows.tellings}
            for was in before.get(current.report, ()):
                if was.key not in now:
                    start, end = was.sentence
                    self._lead(was, [x for x in rows.tellings if _crosses(x.row, start, end)])
                else:
                    connection.execute(sa.delete(t.alias).where(t.alias.c.key == was.key))
            if current.earlier and current.new:
                ids = sa.select(t.report.c.id).where(t.report.c.key.in_(current.earlier))
                for number in connection.execute(ids).scalars():
                    for was in before.get(number, ()):
                        words = set(was.words)
                        alike = [x for x in rows.tellings if len(words & set(x.words)) > len(words) / 2]
                        self._lead(was, sorted(alike, key=lambda x: -len(words & set(x.words))))

    def _lead(self, was: _Before, heirs: Sequence[Told]) -> None:
        heir = next((x for x in heirs if x.row["coded"] == was.coded), heirs[0] if heirs else None)
        if heir is not None:
            key = heir.row["key"]
            self._connection.execute(sa.update(t.alias).where(t.alias.c.telling == was.key).values(telling=key))
            self._connection.execute(sa.delete(t.alias).where(t.alias.c.key == was.key))
            insert(self._connection, t.alias, [{"key": was.key, "telling": key}])

    def _insert(self, batch: Sequence[Rows]) -> None:
        numbers, connection = self._numbers, self._connection
        tellings: list[dict[str, Any]] = []
        parties: list[dict[str, Any]] = []
        figures: list[dict[str, Any]] = []
        inside: list[dict[str, Any]] = []
        for rows in batch:
            ids = {told.row["local"]: told.row["id"] for told in rows.tellings}
            for told in rows.tellings:
                tellings.append(told.row)
                sides = (("actor", told.actors), ("recipient", told.recipients))
                found = sorted({(side, p.id) for side, some in sides for p in some})
                parties += [{"telling": told.row["id"], "side": side, "entity": e} for side, e in found]
            for figure in rows.figures:
                local = figure.pop("event_local")
                figures.append({**figure, "id": numbers.next(t.figure), "telling": ids.get(local)})
            for item in rows.disagreements:
                contents = json.dumps({"item": item.pop("item"), "values": item.pop("values")}, ensure_ascii=False)
                inside.append({**item, "id": numbers.next(t.disagreement), "contents": contents})
        insert(connection, t.appearance, [row for rows in batch for row in rows.appearances])
        insert(connection, t.telling, tellings)
        insert(connection, t.telling_party, parties)
        insert(connection, t.figure, figures)
        insert(connection, t.disagreement, inside)
        self._count([rows.report for rows in batch], 1)
