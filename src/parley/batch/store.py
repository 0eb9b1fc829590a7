"""The folder that a run fills: Parquet files of a shard, its entry, and at the end the manifest of all.

    OUT/readings/NAME.parquet    id and reading (JSON)
    OUT/events/NAME.parquet      one row an event
    OUT/shards/NAME.json         written after both: counts, and the reports that failed, each with its error
    OUT/failed.jsonl             all that failed, and inputs that could not be read
    OUT/manifest.json            written last: what was coded by which version, and the shards that count
    OUT/stale/                   shards of an earlier run that are none of this one's

Every file is written beside its place, brought to the disk, and renamed: it is whole or not there. A shard counts
when its entry is there, so that a crash loses the shards at hand and nothing else, and nothing is told twice.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import msgspec

import parley
from parley.errors import ParleyError
from parley.model import SCHEMA_VERSION, Report

if TYPE_CHECKING:
    from parley.batch.kernel import Coded

FOLDERS = ("readings", "events", "shards")


class Failure(msgspec.Struct, kw_only=True, frozen=True):
    """A report that got no reading, and why."""

    id: str
    reason: str
    report: Report


class Entry(msgspec.Struct, kw_only=True, frozen=True):
    """What is said of a shard that is done."""

    name: str
    reports: int
    readings: int
    events: int
    failed: list[Failure] = msgspec.field(default_factory=list)


class Store:
    """The output folder of a run."""

    def __init__(self, out: Path) -> None:
        self.out = out

    @contextmanager
    def opened(self, *, resume: bool) -> Iterator[None]:
        """Make the folder and hold it, so that no second run writes there.

        Raises:
            ParleyError: it holds a run and `resume` is not set, or another run writes there now, or it is no place
                to write.
        """
        try:
            for name in FOLDERS:
                (self.out / name).mkdir(parents=True, exist_ok=True)
            lock = (self.out / ".lock").open("w")
        except OSError as error:
            raise ParleyError(f"{self.out} cannot be written: {error.strerror or error}") from error
        with lock:
            try:
                # Unlike flock, this lock is not inherited by workers, which may outlive a run that was killed.
                fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise ParleyError(f"{self.out}: another run is writing there; wait for it or name another") from None
            if not resume and next(iter(self.names()), None) is not None:
                raise ParleyError(f"{self.out} holds a run already; go on with --resume, or name another folder")
            yield

    def names(self) -> Iterator[str]:
        """The names of the shards that are done."""
        for path in sorted((self.out / "shards").glob("*.json")):
            yield path.stem

    def entry(self, name: str) -> Entry | None:
        """What is said of a shard, None if it is not done."""
        try:
            return msgspec.json.decode((self.out / "shards" / f"{name}.json").read_bytes(), type=Entry)
        except (FileNotFoundError, msgspec.MsgspecError):
            return None

    def save(self, name: str, reports: list[Report], coded: Coded) -> Entry:
        """Write a shard, its entry last."""
        from pyarrow import Table, parquet

        for folder, batch in (("readings", coded.readings), ("events", coded.events)):
            with whole(self.out / folder / f"{name}.parquet") as file:
                parquet.write_table(Table.from_batches([batch]), file, compression="zstd")
        entry = Entry(
            name=name,
            reports=len(reports),
            readings=coded.readings.num_rows,
            events=coded.events.num_rows,
            failed=[
                Failure(id=row["id"], reason=row["reason"], report=reports[row["row"]])
                for row in coded.failed.to_pylist()
            ],
        )
        with whole(self.out / "shards" / f"{name}.json") as file:
            file.write(msgspec.json.encode(entry))
        return entry

    def finish(self, names: Iterable[str], fingerprint: str, unread: Iterable[tuple[str, str]]) -> None:
        """Put aside what is none of this run's, and write the list of failures and the manifest.

        Args:
            names: the shards of the run.
            unread: inputs that could not be read, each with the reason.
        """
        names = sorted(set(names))
        self._put_aside(frozenset(names))
        shards: list[dict[str, Any]] = []
        with whole(self.out / "failed.jsonl") as file:
            for name in names:
                entry = self.entry(name)
                if entry is None:
                    raise ParleyError(f"{self.out}: the shard {name} has gone; code it again with --resume")
                for failure in entry.failed:
                    file.write(msgspec.json.encode(failure) + b"\n")
                counts = {"reports": entry.reports, "readings": entry.readings, "events": entry.events}
                shards.append({"name": name, **counts, "failed": len(entry.failed)})
            for source, reason in sorted(unread):
                file.write(msgspec.json.encode({"source": source, "reason": reason}) + b"\n")
        totals = {count: sum(s[count] for s in shards) for count in ("reports", "readings", "events", "failed")}
        manifest = {"parley": parley.__version__, "schema": SCHEMA_VERSION, "fingerprint": fingerprint}
        with whole(self.out / "manifest.json") as file:
            file.write(msgspec.json.format(msgspec.json.encode({**manifest, **totals, "shards": shards}), indent=1))

    def _put_aside(self, names: frozenset[str]) -> None:
        for folder in FOLDERS:
            for path in (self.out / folder).iterdir():
                if path.name.endswith(".part"):
                    path.unlink(missing_ok=True)
                elif path.stem not in names:
                    stale = self.out / "stale" / folder
                    stale.mkdir(parents=True, exist_ok=True)
                    path.replace(stale / path.name)


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A file that appears whole, on the disk, or not at all.

    Raises:
        ParleyError: the disk refuses.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise ParleyError(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


def readings(out: Path) -> Iterator[str]:
    """The readings of a finished run as JSON, shard after shard as the manifest lists them.

    Raises:
        ParleyError: there is no manifest, so the run is not finished.
    """
    from pyarrow import parquet

    try:
        manifest = msgspec.json.decode((out / "manifest.json").read_bytes())
    except FileNotFoundError:
        raise ParleyError(f"{out}: no manifest, so the run is not finished; go on with --resume") from None
    for shard in manifest["shards"]:
        yield from parquet.read_table(out / "readings" / f"{shard['name']}.parquet")["reading"].to_pylist()
