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

    from parley.batch.run import Run
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


@contextmanager
def of_run(run: Run) -> Iterator[Callable[[], None]]:
    """Show how far a run is, its rate and the time left; call what this yields after each shard.

    Until all inputs are read, how many reports there will be is judged by the bytes read.
    """
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn

    began = time.monotonic()
    columns = (
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(20), TaskProgressColumn(), TimeElapsedColumn(),
    )  # fmt: skip
    # Drawn by hand: a thread that draws would be there when a worker is forked.
    with Progress(*columns, console=console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("reading and loading", total=None)
        bar.refresh()

        def advance() -> None:
            done = run.coded + run.failed
            rate = (done - run.kept) / (time.monotonic() - began)
            said = f"{count(run.coded, 'report')}, {count(run.events, 'event')}, {rate:,.1f} reports/s"
            if run.failed or run.unread:
                said += f", {run.failed + len(run.unread):,} skipped"
            if run.expected and rate:
                said += f", {_hours(max(0, run.expected - done) / rate)} left"
            bar.update(task, description=said, total=run.expected, completed=done, refresh=True)

        yield advance


def _hours(seconds: float) -> str:
    """Hours and minutes, or minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02} h" if minutes >= 60 else f"{minutes}:{rest:02} min"
