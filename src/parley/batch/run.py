"""A run: inputs to shards, shards through an engine, and the store that is whole at the end."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from parley.batch.shards import SIZE, Shard, cut
from parley.model import Report

if TYPE_CHECKING:
    from parley.batch.engines import Engine
    from parley.batch.store import Entry, Store
    from parley.sources import Skipped

Opened = Callable[[str, Callable[[int], None]], Iterator["Report | Skipped"]]
"""Opens one file: its name, and what is told how many of its bytes have been read."""


@dataclass
class Run:
    """Codes files into a store.

    Attributes:
        files: names of files, `-` for standard input.
        opened: gives the reports of a file.
        fingerprint: of what codes them, from `shards.fingerprint`.
        size: reports of a shard.
        read: reports read so far.
        coded, events, failed: readings made, events in them, reports that failed, earlier runs of this one included.
        kept: readings among them that were there when the run was resumed.
        unread: inputs that could not be read, each with the reason.
        whole: whether everything has been read.
    """

    files: list[str]
    opened: Opened
    fingerprint: str
    size: int = SIZE
    read: int = 0
    coded: int = 0
    events: int = 0
    failed: int = 0
    kept: int = 0
    unread: list[tuple[str, str]] = field(default_factory=list)
    whole: bool = False
    _behind: int = 0
    _inside: int = 0

    def code(self, engine: Engine, store: Store, *, resume: bool = False) -> Iterator[None]:
        """Code what is not yet coded; yields after every shard, so that progress can be shown.

        Raises:
            ParleyError: the store holds another run, or cannot be written, or the engine gives up.
        """
        with store.opened(resume=resume):
            names: set[str] = set()
            for entry in engine.run(self._to_do(store, names), store):
                self._count(entry)
                yield
            store.finish(names, self.fingerprint, self.unread)

    @property
    def expected(self) -> int | None:
        """Reports that there will be: known when all is read, until then judged by the bytes; None if it cannot be."""
        if self.whole:
            return self.read
        read = self._behind + self._inside
        return int(self.read * max(1.0, self._bytes / read)) if self._bytes and read else None

    def _to_do(self, store: Store, names: set[str]) -> Iterator[Shard]:
        """The shards that are not in the store; the names of all are added to `names`."""
        for name in self.files:
            for shard in cut(self._reports(name), self.fingerprint, self.size):
                if shard.name in names:
                    # The same reports once more, as when a file is given twice.
                    self.read -= shard.size
                    continue
                names.add(shard.name)
                if entry := store.entry(shard.name):
                    self._count(entry)
                    self.kept += entry.readings
                else:
                    yield shard
        self.whole = True

    def _reports(self, name: str) -> Iterable[Report]:
        self._inside = 0
        for item in self.opened(name, self._at):
            if isinstance(item, Report):
                self.read += 1
                yield item
            else:
                self.unread.append((item.source, item.reason))
        self._behind, self._inside = self._behind + _size(name), 0

    def _at(self, count: int) -> None:
        self._inside = count

    def _count(self, entry: Entry) -> None:
        self.coded += entry.readings
        self.events += entry.events
        self.failed += len(entry.failed)

    @cached_property
    def _bytes(self) -> int:
        return sum(_size(name) for name in self.files)


def _size(name: str) -> int:
    try:
        return os.path.getsize(name)
    except (OSError, ValueError):
        return 0
