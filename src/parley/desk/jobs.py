"""Reports being read: one job after another in the background, its progress to be watched."""

from __future__ import annotations

import queue
import shutil
import tempfile
import threading
import uuid
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from parley.errors import ParleyError
from parley.record.notes import now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from parley.desk.cache import Cache
    from parley.model import Reading, Report
    from parley.record import Made, Record
    from parley.settings import Settings

REMEMBERED = 200
LISTED = 500


@dataclass
class Job:
    """One thing to read.

    Attributes:
        state: waiting, fetching, reading, done or failed.
        reports: what became of each report: its key, title and whether it was new or a copy.
        skipped: what could not be read, and why.
    """

    id: str
    what: str
    who: str
    at: str
    state: str = "waiting"
    done: int = 0
    reports: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[dict[str, str]] = field(default_factory=list)
    error: str = ""
    version: int = 0

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ("done", "failed")

    def to_dict(self) -> dict[str, Any]:
        """Its fields as plain values."""
        return asdict(self)


class Bench(Protocol):
    """What reading takes: a record to keep in, a coder to read with, bounds."""

    record: Record
    settings: Settings
    cache: Cache
    limits: Any

    @property
    def made(self) -> Made:
        """What the coder is."""

    def coding(self, work: Any) -> Any:
        """Do something with the coder."""


class Jobs:
    """The jobs of a desk; they run one after another, since there is one coder."""

    def __init__(self, desk: Bench) -> None:
        self._desk = desk
        self._jobs: dict[str, Job] = {}
        self._queue: queue.Queue[tuple[Job, Callable[[Path], list[Path]], dict[str, str]] | None] = queue.Queue()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._closed = False

    def add(self, what: str, who: str, inputs: Callable[[Path], list[Path]], given: dict[str, str]) -> Job:
        """Queue something to read.

        Args:
            inputs: writes or fetches the files into a folder that it is given, and lists them.
            given: title, publisher, published and url, for a single report.
        """
        job = Job(id=str(uuid.uuid4()), what=what, who=who, at=now())
        with self._lock:
            self._jobs[job.id] = job
            for old in [j for j in self._jobs.values() if j.over][: max(0, len(self._jobs) - REMEMBERED)]:
                del self._jobs[old.id]
            self._queue.put((job, inputs, given))
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="parley-reading", daemon=True)
                self._thread.start()
        return job

    def get(self, id: str) -> Job | None:
        """A job, as long as it is remembered: a restart of the desk forgets them, not what they kept."""
        return self._jobs.get(id)

    def all(self) -> list[Job]:
        """All that are remembered, the latest first."""
        return sorted(self._jobs.values(), key=lambda job: job.at, reverse=True)

    def close(self) -> None:
        """Finish the report at hand and stop."""
        self._closed = True
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join(timeout=30)

    def _work(self) -> None:
        while (item := self._queue.get()) is not None and not self._closed:
            job, inputs, given = item
            folder = Path(tempfile.mkdtemp(prefix="parley-"))
            try:
                self._set(job, "fetching")
                self._run(job, inputs(folder), given)
                self._set(job, "done")
            except ParleyError as error:
                job.error = str(error)
                self._set(job, "failed")
            except Exception as error:  # the next job must run whatever became of this one
                job.error = f"it could not be read: {type(error).__name__}"
                self._set(job, "failed")
            finally:
                shutil.rmtree(folder, ignore_errors=True)
                self._desk.cache.forget()

    def _set(self, job: Job, state: str) -> None:
        job.state = state
        job.version += 1

    def _run(self, job: Job, paths: list[Path], given: dict[str, str]) -> None:
        self._set(job, "reading")
        record, made = self._desk.record, self._desk.made

        def code(coder: Any) -> None:
            titles: dict[str, str | None] = {}
            for kept in record.keep(self._readings(job, coder, paths, given, titles), made, batch=1):
                job.done += 1
                entry = {"report": kept.report, "new": kept.new, "copy_of": kept.copy_of, "read_again": kept.read_again}
                job.reports.append({**entry, "title": titles.pop("now", None)})
                del job.reports[:-LISTED]
                job.version += 1

        self._desk.coding(code)

    def _readings(
        self, job: Job, coder: Any, paths: list[Path], given: dict[str, str], titles: dict[str, str | None]
    ) -> Iterator[Reading]:
        from parley.sources import open_reports
        from parley.sources.outcome import Skipped

        count = 0
        for found in open_reports([str(p) for p in paths], **given, settings=self._desk.settings):  # type: ignore[arg-type]
            if self._closed:
                raise ParleyError(
                    "the desk was stopped; what was read until then is kept. Add it once more for the rest"
                )
            count += 1
            if count > self._desk.limits.reports:
                self._skip(
                    job, "the rest", f"more than {self._desk.limits.reports:,} reports at once; use `parley keep`"
                )
                return
            if isinstance(found, Skipped):
                self._skip(job, Path(found.source.split(",")[0]).name or found.source, found.reason)
                continue
            report: Report = found
            try:
                reading = coder.read(report)
            except ParleyError as error:
                self._skip(job, report.title or report.id, str(error))
                continue
            titles["now"] = report.title or report.id
            yield reading

    def _skip(self, job: Job, source: str, reason: str) -> None:
        job.skipped.append({"source": source, "reason": reason})
        del job.skipped[:-LISTED]
        job.version += 1
