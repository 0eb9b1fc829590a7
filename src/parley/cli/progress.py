"""A line on standard error that says how far a long job is; nothing where nobody watches."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from parley.cli.console import console
from parley.words import count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from parley.cli.job import Job


@contextmanager
def progress(job: Job) -> Iterator[Callable[[], None]]:
    """Show the job's progress; call what this yields after each report.

    Inputs are read as they come, so how many there will be is not known: the line counts, it does not promise.
    """
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    began = time.monotonic()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task("loading the model")

        def advance() -> None:
            rate = job.coded / (time.monotonic() - began)
            done = f"{count(job.coded, 'report')} coded, {count(job.events, 'event')}, {rate:.1f} reports/s"
            bar.update(task, description=done + (f", {len(job.skipped):,} skipped" if job.skipped else ""))

        yield advance
