"""The local engine: processes forked from a parent that has loaded model and codebook, which they share.

A worker tells which reports it is about to code. When it dies (it ran out of time or memory, or crashed), the parent
knows where: the shard is done again, report by report, by a new worker, and the report with which that one dies as well
is set down as failed.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import signal
import sys
import warnings
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any

from parley.batch.limits import Limits
from parley.errors import ParleyError

if TYPE_CHECKING:
    from parley.batch.shards import Shard
    from parley.batch.store import Entry, Store
    from parley.coding.coder import Coder

DEATHS = 3
"""Workers that may die over a shard without a report to blame, before the run is given up."""


@dataclass(frozen=True, slots=True)
class Task:
    """A shard and what earlier tries taught.

    Attributes:
        bad: rows that ended a worker, each with the reason.
        alone: code report by report, to find the one that ends workers.
        deaths: workers that died over it where no report was to blame.
    """

    shard: Shard
    bad: dict[int, str] = field(default_factory=dict)
    alone: bool = False
    deaths: int = 0


@dataclass(slots=True)
class Worker:
    """A forked process, the pipe to it, and what it is doing."""

    process: BaseProcess
    connection: Connection
    task: Task | None = None
    rows: Sequence[int] = ()

    def give(self, task: Task) -> None:
        """Have the shard coded."""
        self.task, self.rows = task, ()
        # Should it be dead already, the next receive says so.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.connection.send(task)


class LocalEngine:
    """Codes shards on this machine.

    Args:
        coder: loaded; its tables are what the workers share.
        workers: processes.
        limits: what one report may cost.
    """

    def __init__(self, coder: Coder, workers: int, limits: Limits | None = None) -> None:
        self.coder = coder
        self.workers = workers
        self.limits = limits or Limits()
        self._pool: list[Worker] = []

    def run(self, shards: Iterator[Shard], store: Store) -> Iterator[Entry]:
        """Code shards; see `Engine`.

        Raises:
            ParleyError: workers die where no report is to blame, or cannot write.
        """
        waiting: deque[Task] = deque()
        try:
            # Forked before the first shard is read, while this process has nothing that a worker does not need.
            self._pool = []
            for _ in range(self.workers):
                self._pool.append(self._forked(store))
            while True:
                for worker in self._pool:
                    if worker.task is None and (waiting or _fill(waiting, shards, 1)):
                        worker.give(waiting.popleft())
                # A shard for each is at hand before one is asked for.
                _fill(waiting, shards, self.workers)
                busy = [worker for worker in self._pool if worker.task]
                if not busy:
                    return
                for ready in wait([worker.connection for worker in busy]):
                    worker = next(worker for worker in busy if worker.connection is ready)
                    if entry := self._hear(worker, waiting, store):
                        yield entry
        finally:
            self._end()

    def _hear(self, worker: Worker, waiting: deque[Task], store: Store) -> Entry | None:
        """Take what a worker says; replace it if it has died."""
        assert worker.task is not None
        try:
            message: Any = worker.connection.recv()
        except (EOFError, ConnectionResetError):
            waiting.appendleft(self._after_death(worker))
            self._pool[self._pool.index(worker)] = self._forked(store)
            return None
        if isinstance(message, list):
            worker.rows = message
            return None
        if isinstance(message, str):
            raise ParleyError(message)
        worker.task = None
        return message  # type: ignore[no-any-return]

    def _after_death(self, worker: Worker) -> Task:
        """How the shard of a worker that died is to be done again."""
        worker.process.join()
        worker.connection.close()
        task, reason = worker.task, self.limits.reason(worker.process.exitcode)
        assert task is not None
        if len(worker.rows) == 1:
            return replace(task, bad={**task.bad, worker.rows[0]: reason})
        if worker.rows:
            return replace(task, alone=True)
        if task.deaths + 1 == DEATHS:
            raise ParleyError(f"{DEATHS} workers in a row have died, the last: {reason}; go on with --resume")
        return replace(task, deaths=task.deaths + 1)

    def _forked(self, store: Store) -> Worker:
        ours, theirs = multiprocessing.Pipe()
        # A copy of an end that a worker holds would keep the others from noticing that this process has gone.
        others = [*(worker.connection for worker in self._pool), ours]
        process = multiprocessing.get_context("fork").Process(
            target=_work, args=(theirs, others, self.coder, self.limits, store), daemon=True
        )
        with warnings.catch_warnings():
            # Python warns of forks beside threads: the threads here are idle ones of numeric libraries.
            warnings.simplefilter("ignore", DeprecationWarning)
            process.start()
        theirs.close()
        return Worker(process, ours)

    def _end(self) -> None:
        for worker in self._pool:
            worker.connection.close()
            if worker.task:
                worker.process.terminate()
        for worker in self._pool:
            worker.process.join()


def _fill(waiting: deque[Task], shards: Iterator[Shard], size: int) -> bool:
    """Have so many tasks waiting, if there are shards; whether there is any."""
    waiting.extend(Task(shard) for shard in islice(shards, max(0, size - len(waiting))))
    return bool(waiting)


def _work(connection: Connection, others: Sequence[Connection], coder: Coder, limits: Limits, store: Store) -> None:
    """A worker's life: shards in, entries out, until the parent closes the pipe or has gone."""
    for other in others:
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A garbage collection would write to every page that is shared with the parent.
    gc.freeze()
    limits.bound_memory()
    try:
        while True:
            task: Task = connection.recv()
            try:
                connection.send(_coded(task, coder, limits, store, connection))
            except (ParleyError, MemoryError) as error:
                connection.send(str(error) or "a worker is out of memory where no report is to blame")
    except (EOFError, BrokenPipeError, ConnectionResetError):
        sys.exit(0)


def _coded(task: Task, coder: Coder, limits: Limits, store: Store, connection: Connection) -> Entry:
    from parley.batch.kernel import batch_of, code, join

    reports = task.shard.reports

    def begin(rows: Sequence[int]) -> None:
        connection.send([fine[row] for row in rows])
        limits.start()

    fine = [row for row in range(len(reports)) if row not in task.bad]
    coded = code(batch_of([reports[row] for row in fine]), coder, alone=task.alone, begin=begin)
    limits.stop()
    connection.send([])
    return store.save(task.shard.name, reports, join([(fine, coded)], reports, task.bad))
