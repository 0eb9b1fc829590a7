"""`parley code`: many reports to one file of readings or events."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parley.cli import options
from parley.cli.console import complain
from parley.cli.job import Job, mapping_from, settings_from
from parley.cli.progress import progress
from parley.words import count


def code(
    inputs: options.Inputs,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            "-o",
            metavar="OUT",
            help=".jsonl: a reading a line; .csv or .parquet: an event a row; - for JSONL on standard output.",
            show_default=False,
        ),
    ],
    published: options.Published = None,
    title: options.Title = None,
    publisher: options.Publisher = None,
    model: options.Model = None,
    codebook: options.Codebook = None,
    min_confidence: options.MinConfidence = 0.0,
    column: options.Column = None,
) -> None:
    """Code reports and write the readings (.jsonl) or their events (.csv, .parquet).

    OUT appears whole when all is done, or not at all. Inputs that could not be coded are listed at the end on
    standard error. In CSV a text cell that a spreadsheet would take for a formula gets a leading apostrophe.
    """
    from parley.cli.export import exporting

    if out.exists() and any(Path(name).exists() and out.samefile(name) for name in inputs):
        raise typer.BadParameter(f"{out} is one of the inputs", param_hint="--out")
    job = Job(
        inputs,
        settings_from(model, codebook, min_confidence),
        mapping=mapping_from(column),
        published=published,
        title=title,
        publisher=publisher,
    )
    with exporting(out) as write, progress(job) as advance:
        for reading in job.readings():
            write(reading)
            advance()
    if job.coded and str(out) != "-":
        complain(f"{count(job.coded, 'report')} coded, {count(job.events, 'event')}, in {out}")
    job.finish()
