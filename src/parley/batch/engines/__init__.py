"""Engines bring shards to the kernel and what it finds to the store; local processes are the default, Ray another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from parley.batch.shards import Shard
    from parley.batch.store import Entry, Store


class Engine(Protocol):
    """What an engine does."""

    def run(self, shards: Iterator[Shard], store: Store) -> Iterator[Entry]:
        """Code shards, each once, and yield the entry of each when it is stored, in any order.

        Shards are taken one by one, no more than are being worked on and a few more.
        """
