"""The kernel: a record batch of reports in, record batches of readings, events and failures out.

A pure function of the batch and the coder: the same batch gives the same bytes, whoever runs it, and each reading is
the one that the report gets when it is coded alone. Engines differ only in how they bring batches to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa

from parley.model import EVENT_COLUMNS, Report

if TYPE_CHECKING:
    from parley.coding.coder import Coder
    from parley.errors import ParleyError
    from parley.model import Reading

REPORT_FIELDS = ("id", "url", "title", "publisher", "published", "language", "text")
REPORTS = pa.schema([(name, pa.string()) for name in (*REPORT_FIELDS, "extra")])
"""Reports; `extra` is a JSON object or null. A batch may leave columns out, apart from `id` and `text`."""

READINGS = pa.schema([("id", pa.string()), ("reading", pa.string())])
"""Readings: the report's id and the reading as JSON, in the order of the reports."""

_INTEGERS = frozenset({"quad", "start", "end"})
_NUMBERS = frozenset({"score", "confidence", "latitude", "longitude"})
EVENTS = pa.schema(
    [
        (name, pa.int64() if name in _INTEGERS else pa.float64() if name in _NUMBERS else pa.string())
        for name in EVENT_COLUMNS
    ]
)
"""Events: one row an event, the columns of `Reading.event_rows`."""

FAILED = pa.schema([("row", pa.int64()), ("id", pa.string()), ("reason", pa.string())])
"""Reports that got no reading: their row in the batch, their id, and why in one line."""

GROUP = 64
GROUP_CHARS = 100_000
"""Reports parsed together: as many as this, of as many characters together; a longer one is parsed alone."""

OUT_OF_MEMORY = "needs more memory than a worker may have (--memory-limit); split it"


@dataclass(frozen=True, slots=True)
class Coded:
    """What the kernel found in a batch; `readings` and `failed` together have a row for every report."""

    readings: pa.RecordBatch
    events: pa.RecordBatch
    failed: pa.RecordBatch


def code(
    batch: pa.RecordBatch,
    coder: Coder,
    *,
    alone: bool = False,
    begin: Callable[[Sequence[int]], None] | None = None,
) -> Coded:
    """Code a batch of reports.

    Reports that are alike in all that is coded (text, date, language) are coded once. What differs only a little is
    coded anew: who a pronoun means, what a date is and whether two sentences tell one event depends on the whole
    report, so no part of a reading can be taken from another report that shares some of its sentences.

    Args:
        batch: rows with the columns of `REPORTS`.
        alone: parse each report by itself; the same readings, slower, for finding out which one does harm.
        begin: told the rows that will be coded next, before they are.
    """
    reports = reports_of(batch)
    alike: dict[tuple[str, str | None, str | None], list[int]] = {}
    for row, report in enumerate(reports):
        alike.setdefault((report.text, report.published, report.language), []).append(row)
    found: dict[int, Reading | str] = {}
    for group in _groups(reports, [rows[0] for rows in alike.values()], alone):
        if begin:
            begin(group)
        found |= _group(reports, group, coder)
    for rows in alike.values():
        for copy in rows[1:]:
            found[copy] = found[rows[0]]
    return _tables(reports, found)


def _groups(reports: Sequence[Report], rows: Sequence[int], alone: bool) -> Iterator[list[int]]:
    group: list[int] = []
    chars = 0
    for row in rows:
        length = len(reports[row].text)
        if group and (alone or len(group) == GROUP or chars + length > GROUP_CHARS):
            yield group
            group, chars = [], 0
        group.append(row)
        chars += length
    if group:
        yield group


def _group(reports: Sequence[Report], rows: Sequence[int], coder: Coder) -> dict[int, Reading | str]:
    """The reading of each row, or why there is none."""
    # Rows stand in for ids, which need not be unique.
    numbered = [msgspec.structs.replace(reports[row], id=str(row)) for row in rows]
    found: dict[int, Reading | str] = {}

    def refused(report: Report, error: ParleyError) -> None:
        reason = " ".join(str(error).removeprefix(f"{report.id}: ").split())
        found[int(report.id)] = OUT_OF_MEMORY if "(MemoryError(" in reason else reason

    for reading in coder.pipe(numbered, on_error=refused, batch=GROUP):
        found[int(reading.report.id)] = reading
    return found


def _tables(reports: Sequence[Report], found: dict[int, Reading | str]) -> Coded:
    readings: list[tuple[str, str]] = []
    events: list[dict[str, Any]] = []
    failed: list[tuple[int, str, str]] = []
    for row, report in enumerate(reports):
        what = found[row]
        if isinstance(what, str):
            failed.append((row, report.id, what))
            continue
        own = msgspec.structs.replace(report, text=what.report.text)
        reading = msgspec.structs.replace(what, report=own)
        readings.append((report.id, reading.to_json()))
        events.extend(reading.event_rows())
    return Coded(
        _batch(zip(*readings, strict=True), READINGS),
        pa.RecordBatch.from_pylist(events, schema=EVENTS),
        _batch(zip(*failed, strict=True), FAILED),
    )


def join(parts: Sequence[tuple[Sequence[int], Coded]], reports: Sequence[Report], lost: Mapping[int, str]) -> Coded:
    """What the kernel would have found in all of some reports, from what it found in parts of them.

    Args:
        parts: the rows of `reports` that were coded together, and what was found; in order of the rows.
        lost: the rows that stand in no part, each with the reason.
    """
    failed = [(row, reports[row].id, reason) for row, reason in lost.items()]
    for rows, coded in parts:
        failed += [(rows[found["row"]], found["id"], found["reason"]) for found in coded.failed.to_pylist()]
    return Coded(
        _one([coded.readings for _, coded in parts], READINGS),
        _one([coded.events for _, coded in parts], EVENTS),
        _batch(zip(*sorted(failed), strict=True), FAILED),
    )


def _one(batches: Sequence[pa.RecordBatch], schema: pa.Schema) -> pa.RecordBatch:
    """Batches as one, whatever pieces the rows came in."""
    found = pa.Table.from_batches(batches, schema=schema).combine_chunks().to_batches()
    return found[0] if found else _batch((), schema)


def _batch(columns: Any, schema: pa.Schema) -> pa.RecordBatch:
    arrays = [list(column) for column in columns] or [[] for _ in schema]
    return pa.RecordBatch.from_arrays(
        [pa.array(values, field.type) for values, field in zip(arrays, schema, strict=True)], schema=schema
    )


def batch_of(reports: Sequence[Report]) -> pa.RecordBatch:
    """The record batch of some reports."""
    rows = [
        {name: getattr(report, name) for name in REPORT_FIELDS}
        | {"extra": msgspec.json.encode(report.extra).decode() if report.extra else None}
        for report in reports
    ]
    return pa.RecordBatch.from_pylist(rows, schema=REPORTS)


def reports_of(batch: pa.RecordBatch) -> list[Report]:
    """The reports of a record batch; columns that are no field of a report are passed over."""
    names = [name for name in batch.schema.names if name in REPORTS.names]
    reports = []
    for row in batch.select(names).to_pylist():
        extra = row.pop("extra", None)
        reports.append(Report(**row, extra=msgspec.json.decode(extra) if extra else {}))
    return reports
