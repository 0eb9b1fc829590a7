"""`parley code`: many reports to one file of readings or events, or to a folder that any number of them may fill."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from parley.cli.console import complain
from parley.cli.job import Job, takes_job
from parley.cli.progress import progress
from parley.words import count

FOLDER = "For a folder"


class EngineName(StrEnum):
    """What brings the work to the cores."""

    local = "local"
    ray = "ray"


@takes_job
def code(
    job: Job,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            "-o",
            metavar="OUT",
            help=".jsonl: a reading a line; .csv or .parquet: an event a row; - for JSONL on standard output; "
            "a name without an ending: a folder, for more reports than one file should hold.",
            show_default=False,
        ),
    ],
    engine: Annotated[
        EngineName,
        typer.Option(
            metavar="NAME", help="local: processes on this machine; ray: a Ray cluster.", rich_help_panel=FOLDER
        ),
    ] = EngineName.local,
    workers: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, help="Reports coded at a time; as many as there are cores.", rich_help_panel=FOLDER
        ),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume",
            help="Go on with what the folder holds: only what is not there is coded.",
            rich_help_panel=FOLDER,
        ),
    ] = False,
    time_limit: Annotated[
        float,
        typer.Option(
            metavar="SECONDS",
            min=0,
            help="Processor time after which a report is set down as failed; 0 for none.",
            rich_help_panel=FOLDER,
        ),
    ] = 120.0,
    memory_limit: Annotated[
        int,
        typer.Option(
            metavar="MB",
            min=0,
            help="Memory of a worker beyond what it starts with; 0 for no limit. Local engine on Linux only.",
            rich_help_panel=FOLDER,
        ),
    ] = 4_000,
) -> None:
    """Code reports and write the readings (.jsonl) or their events (.csv, .parquet), or both into a folder.

    A file appears whole when all is done, or not at all. Inputs that could not be coded are listed at the end on
    standard error. In CSV a text cell that a spreadsheet would take for a formula gets a leading apostrophe.

    A folder is filled shard by shard by many workers; a run that was broken off goes on with --resume. It holds
    readings/ and events/ as Parquet, failed.jsonl, and at the end manifest.json. It needs pip install "parley[tables]".
    """
    if out.exists() and any(Path(name).exists() and out.samefile(name) for name in job.inputs):
        raise typer.BadParameter(f"{out} is one of the inputs", param_hint="--out")
    if out.is_dir() or (not out.suffix and str(out) != "-"):
        if job.second:
            raise typer.BadParameter("it is for a file, not into a folder", param_hint="--second-opinion")
        from parley.batch.limits import Limits
        from parley.cli.many import into_folder

        into_folder(
            job, out, engine=str(engine), workers=workers, resume=resume, limits=Limits(time_limit, memory_limit)
        )
        return
    if resume or workers or engine is not EngineName.local:
        raise typer.BadParameter(
            f"--engine, --workers and --resume fill a folder, and {out} is a file; give a name without an ending",
            param_hint="--out",
        )
    _into_file(job, out)


def _into_file(job: Job, out: Path) -> None:
    from parley.cli.export import exporting

    with exporting(out) as write, progress(job) as advance:
        for reading in job.readings():
            write(reading)
            advance()
    if job.coded and str(out) != "-":
        complain(f"{count(job.coded, 'report')} coded, {count(job.events, 'event')}, in {out}")
    job.finish()
