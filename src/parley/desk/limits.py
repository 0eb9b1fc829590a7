"""How often something may be done: buckets that fill again, one a name."""

from __future__ import annotations

import threading
import time

from parley.desk.state import DeskError

MOST = 10_000


class Limit:
    """At most `burst` at once, and as many again in `seconds`."""

    def __init__(self, burst: int, seconds: float, what: str) -> None:
        self.burst = burst
        self.rate = burst / seconds
        self.what = what
        self._left: dict[str, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def take(self, name: str) -> None:
        """Count one.

        Raises:
            DeskError: it was too often; says after how many seconds to try again.
        """
        now = time.monotonic()
        with self._lock:
            left, at = self._left.get(name, (float(self.burst), now))
            left = min(self.burst, left + (now - at) * self.rate)
            if left >= 1:
                self._left[name] = (left - 1, now)
                if len(self._left) > MOST:
                    self._left = {k: v for k, v in self._left.items() if now - v[1] < self.burst / self.rate}
                return
        wait = int((1 - left) / self.rate) + 1
        error = DeskError(f"too many {self.what}; wait {wait} s and try again", 429)
        error.headers = {"retry-after": str(wait)}  # type: ignore[attr-defined]
        raise error

    def give_back(self, name: str) -> None:
        """What was counted did not matter after all."""
        with self._lock:
            self._left.pop(name, None)


WRITES = Limit(600, 60, "notes and drafts")
LOGINS = Limit(10, 300, "logins")
READINGS = Limit(60, 60, "things to read")
