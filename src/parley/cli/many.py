"""Filling a folder: from the command line to a run with its engine, its progress and what is said at the end."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from parley.cli.console import complain
from parley.cli.job import ended
from parley.errors import ParleyError
from parley.words import count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from parley.batch.engines import Engine
    from parley.batch.limits import Limits
    from parley.cli.job import Job
    from parley.model import Report
    from parley.sources import Skipped


def into_folder(job: Job, out: Path, *, engine: str, workers: int | None, resume: bool, limits: Limits) -> None:
    """Code the job's inputs into a folder.

    Raises:
        ParleyError: pyarrow is missing, the folder holds a run and `resume` is not set, or the engine gives up.
        typer.Exit: something could not be coded.
    """
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise ParleyError(
            'a folder of readings needs pyarrow; install it with: pip install "parley[tables]"; '
            "or name a file that ends in .jsonl"
        ) from error
    from parley.batch.run import Run
    from parley.batch.shards import fingerprint
    from parley.batch.store import Store
    from parley.cli.progress import of_run
    from parley.sources.open import expand

    if any(name == "-" for name in job.inputs) and resume:
        complain("standard input is read from its beginning; what the folder holds of it is not coded again")
    found = [path for name in job.inputs for path in expand(name)]
    files = [path for path in found if isinstance(path, str)]
    job.opened([])  # what is wrong with the options is said before the model is loaded

    def opened(name: str, on_bytes: Callable[[int], None]) -> Iterator[Report | Skipped]:
        return job.opened([name], on_bytes)

    run = Run(files, opened, fingerprint(job.settings))
    run.unread += [(missing.source, missing.reason) for missing in found if not isinstance(missing, str)]
    store = Store(out)
    with of_run(run) as advance:
        for _ in run.code(_engine(engine, job, workers, limits), store, resume=resume):
            advance()
    kept = f", {run.kept:,} of them before" if run.kept else ""
    complain(f"{count(run.coded, 'report')} coded{kept}, {count(run.events, 'event')}, in {out}")
    skipped = [f"{source}: {reason}" for source, reason in run.unread]
    if run.failed:
        skipped.insert(0, f"{count(run.failed, 'report')} that could not be coded; see {out / 'failed.jsonl'}")
    ended(run.coded, skipped)


def _engine(name: str, job: Job, workers: int | None, limits: Limits) -> Engine:
    if name == "ray":
        from parley.batch.engines.on_ray import RayEngine

        return RayEngine(job.settings, workers, limits)
    from parley.batch.engines.local import LocalEngine

    return LocalEngine(job.coder(), workers or os.cpu_count() or 1, limits)
