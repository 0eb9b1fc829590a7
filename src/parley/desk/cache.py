"""Sums over the whole record, worked out once and again in the background, so that no page waits for a full scan."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

MOST = 200
# Seconds; what takes less to make is made anew while the page waits, so that small records never look old.
QUICK = 0.03


class Cache:
    """Values that may be a little old: what is older than `fresh` seconds is given, and made anew behind it.

    What was made quickly the last time is made anew at once.
    """

    def __init__(self, fresh: float = 15.0) -> None:
        self.fresh = fresh
        self._held: dict[Hashable, tuple[float, float, Any]] = {}
        self._making: set[Hashable] = set()
        self._locks: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()
        self._workers = ThreadPoolExecutor(1, thread_name_prefix="parley-sums")

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """The value of a key; made at once where there is none yet."""
        with self._lock:
            held = self._held.get(key)
            stale = held is not None and time.monotonic() - held[0] > self.fresh
            if held is not None and stale and held[1] < QUICK:
                held = None
            elif stale and key not in self._making:
                self._making.add(key)
                self._workers.submit(self._again, key, make)
            own = self._locks.setdefault(key, threading.Lock()) if held is None else None
        if held is not None:
            return held[2]
        assert own is not None
        with own:  # of many who ask for the same at once, one works it out
            with self._lock:
                held = self._held.get(key)
            if held is not None and time.monotonic() - held[0] <= self.fresh:
                return held[2]
            return self._made(key, make)

    def behind(self, work: Callable[[], Any]) -> None:
        """Do something behind the pages, after what is already to be done there."""
        self._workers.submit(work)

    def forget(self) -> None:
        """Something was written: what is held counts as old."""
        with self._lock:
            self._held = {key: (-self.fresh, cost, value) for key, (_, cost, value) in self._held.items()}

    def close(self) -> None:
        """Stop the work behind."""
        self._workers.shutdown(wait=True, cancel_futures=True)

    def _again(self, key: Hashable, make: Callable[[], Any]) -> None:
        try:
            self._made(key, make)
        finally:
            with self._lock:
                self._making.discard(key)

    def _made(self, key: Hashable, make: Callable[[], Any]) -> Any:
        began = time.monotonic()
        value = make()
        with self._lock:
            self._held[key] = (time.monotonic(), time.monotonic() - began, value)
            self._locks.pop(key, None)
            while len(self._held) > MOST:
                self._held.pop(next(iter(self._held)))
        return value
