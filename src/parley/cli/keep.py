"""`parley keep`: read reports and keep the readings in a record."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parley.cli import options
from parley.cli.console import complain
from parley.cli.job import Job, mapping_from, settings_from
from parley.words import count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from parley.model import Reading, Report
    from parley.record import Record

RecordOption = Annotated[
    str,
    typer.Option(
        "--record",
        metavar="RECORD",
        envvar="PARLEY_RECORD",
        help="A file, made where there is none, or postgresql://user@host/name.",
        show_default=False,
    ),
]
# Small enough that little is lost with the power, large enough that the disk is not asked for every report.
BATCH = 25


def keep(
    inputs: options.Inputs,
    record: RecordOption,
    readings: Annotated[
        bool, typer.Option("--readings", help="The inputs are JSONL files of readings, as `parley code` writes them.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Read reports again that this very version has read before.")
    ] = False,
    published: options.Published = None,
    title: options.Title = None,
    publisher: options.Publisher = None,
    model: options.Model = None,
    codebook: options.Codebook = None,
    min_confidence: options.MinConfidence = 0.0,
    column: options.Column = None,
) -> None:
    """Read reports and keep them in a record: copies and tellings of one event are brought together.

    Reports that are kept already are passed over; running it again, or after it was broken off, adds nothing twice. A
    report read by a newer version is kept beside the older reading, and is the one that is shown.
    """
    from parley.record import open_record
    from parley.record.made import made_here

    job = Job(
        inputs,
        settings_from(model, codebook, min_confidence),
        mapping=mapping_from(column),
        published=published,
        title=title,
        publisher=publisher,
    )
    # What made readings that come as files is not known here.
    made = None if readings else made_here(model, str(codebook) if codebook else None)
    passed = new = read_again = copies = 0
    with open_record(record) as kept:

        def old(report: Report) -> bool:
            nonlocal passed
            found = made is not None and not again and kept.has(report, made)
            passed += found
            return found

        source = _kept_readings(inputs, job) if made is None else _coded(job, old)
        for item in kept.keep(source, made, batch=BATCH):
            new += item.new
            read_again += item.read_again
            copies += item.copy_of is not None
            passed += not (item.new or item.read_again)
        total = kept.counts()
    complain(
        f"{count(new, 'report')} kept ({copies} near copies), {read_again} read again, {passed} there before; "
        f"{record} holds {count(total['reports'], 'report')} and {count(total['events'], 'event')}"
    )
    if passed and not job.coded and not job.skipped:
        return
    job.coded = job.coded or passed
    job.finish()


def _coded(job: Job, old: Callable[[Report], bool]) -> Iterator[Reading]:
    """The readings of the reports that are not old; the coder is loaded when the first is met."""
    fresh = (report for report in job.reports() if not old(report))
    first = next(fresh, None)
    if first is None:
        return
    for reading in job.coder().pipe(chain([first], fresh), on_error=job.refused):
        job.coded += 1
        job.events += len(reading.events)
        yield reading


def _kept_readings(inputs: list[str], job: Job) -> Iterator[Reading]:
    from parley.errors import ReadingError
    from parley.model import from_json

    for name in inputs:
        try:
            with Path(name).open("rb") as file:
                for n, line in enumerate(file, start=1):
                    if line.strip():
                        try:
                            reading = from_json(line)
                        except ReadingError as error:
                            job.skipped.append(f"{name}:{n}: {error}")
                            continue
                        job.coded += 1
                        yield reading
        except OSError as error:
            job.skipped.append(f"{name}: {error.strerror or error}")


def opened(record: str) -> Record:
    """A record that must be there.

    Raises:
        RecordError: there is no such file.
    """
    from parley.errors import RecordError
    from parley.record import open_record

    if "://" not in record and not Path(record).is_file():
        raise RecordError(f"there is no record {record}; make one with: parley keep REPORTS --record {record}")
    return open_record(record)
