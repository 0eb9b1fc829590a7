"""The Ray engine: shards as tasks of a Ray cluster, their results stored by the process that started the run.

A task that is lost with its machine or its worker is sent again; a shard that is lost twice is sent report by report,
and the report that is lost alone as often is set down as failed. Machines need Parley and Ray, and no shared disk.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from parley.batch.limits import Limits
from parley.errors import ParleyError

if TYPE_CHECKING:
    from parley.batch.kernel import Coded
    from parley.batch.shards import Shard
    from parley.batch.store import Entry, Store
    from parley.coding.coder import Coder
    from parley.settings import Settings

TRIES = 2
"""How often a task may be lost before its reports are suspected: machines go more often than reports kill."""


@dataclass(slots=True)
class Work:
    """A shard on its way.

    Attributes:
        rows: the reports of each task that it was cut into; one task of all at first.
        parts: what has come of each.
    """

    shard: Shard
    rows: list[list[int]]
    parts: dict[int, Coded | str] = field(default_factory=dict)


class RayEngine:
    """Codes shards on a Ray cluster: the one that RAY_ADDRESS names or that runs here, otherwise one of this machine.

    Args:
        workers: tasks at a time, each on one core; as many as the cluster has cores if None.
        limits: of time for one report; memory is Ray's own business.
    """

    def __init__(self, settings: Settings, workers: int | None = None, limits: Limits | None = None) -> None:
        self.settings = settings
        self.workers = workers
        self.limits = limits or Limits()

    def run(self, shards: Iterator[Shard], store: Store) -> Iterator[Entry]:
        """Code shards; see `Engine`.

        Raises:
            ParleyError: Ray is not installed.
        """
        try:
            import ray
            from ray.exceptions import RayError, RayTaskError
        except ImportError:
            raise ParleyError('the Ray engine needs Ray; install it with: pip install "parley[ray]"') from None
        if not ray.is_initialized():
            ray.init(log_to_driver=False, configure_logging=False)
        workers = self.workers or int(ray.cluster_resources().get("CPU", 1))  # type: ignore[no-untyped-call]
        remote = ray.remote(num_cpus=1, max_retries=0)(code_rows)
        tries: dict[Any, int] = {}
        running: dict[Any, tuple[Work, int]] = {}

        def send(work: Work, part: int, attempt: int = 1) -> None:
            task = remote.remote(work.shard.packed, work.rows[part], self.settings, self.limits)
            running[task], tries[task] = (work, part), attempt

        while True:
            # Twice as many as run, so that none waits for this process.
            for shard in islice(shards, max(0, 2 * workers - len(running))):
                send(Work(shard, [list(range(shard.size))]), 0)
            if not running:
                return
            (done,), _ = ray.wait(list(running), num_returns=1)
            work, part = running.pop(done)
            attempt = tries.pop(done)
            try:
                work.parts[part] = ray.get(done)
            except RayTaskError as error:
                raise ParleyError(f"a task has failed on the cluster: {' '.join(str(error.cause).split())}") from error
            except RayError as error:
                if attempt < TRIES:
                    send(work, part, attempt + 1)
                elif len(work.rows[part]) > 1:
                    work.rows = [[row] for row in range(work.shard.size)]
                    for alone in range(len(work.rows)):
                        send(work, alone)
                else:
                    work.parts[part] = f"ended its task {TRIES} times ({type(error).__name__}); see --time-limit"
            if len(work.parts) == len(work.rows):
                yield store.save(work.shard.name, work.shard.reports, _joined(work))


def _joined(work: Work) -> Coded:
    """What all tasks of a shard found, as if it had been one."""
    from parley.batch.kernel import join

    found = {part: coded for part, coded in work.parts.items() if not isinstance(coded, str)}
    lost = {work.rows[part][0]: reason for part, reason in work.parts.items() if isinstance(reason, str)}
    return join([(work.rows[part], found[part]) for part in sorted(found)], work.shard.reports, lost)


def code_rows(packed: bytes, rows: Sequence[int], settings: Settings, limits: Limits) -> Coded:
    """Code some reports of a shard; runs on the cluster."""
    from parley.batch.kernel import batch_of, code
    from parley.batch.shards import unpacked

    coder = _coder(settings)
    reports = unpacked(packed)
    try:
        return code(batch_of([reports[row] for row in rows]), coder, begin=lambda _: limits.start())
    finally:
        limits.stop()


@cache
def _coder(settings: Settings) -> Coder:
    """The coder of a Ray worker, which lives for many tasks."""
    from parley.coding.coder import load

    return load(settings)
