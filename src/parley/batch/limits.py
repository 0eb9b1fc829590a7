"""What one report may cost. The kernel of the operating system enforces it, as nothing inside a process can."""

from __future__ import annotations

import resource
import signal
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on a worker.

    Attributes:
        seconds: of processor time for one report, or for a group of short ones; 0 for no limit. Processor time, as a
            machine that is busy or asleep is no fault of the report's.
        megabytes: of memory beyond what a worker has when it starts; 0 for no limit. Holds on Linux only.
    """

    seconds: float = 120.0
    megabytes: int = 4_000

    def bound_memory(self) -> None:
        """Bound this process; an allocation beyond it is a MemoryError, or the end of the process."""
        if self.megabytes and (used := _data_bytes()) is not None:
            _, hard = resource.getrlimit(resource.RLIMIT_DATA)
            wanted = used + self.megabytes * 1_000_000
            soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))

    def start(self) -> None:
        """Give this process its time anew; when it has run out, SIGPROF ends the process wherever it is."""
        if self.seconds:
            signal.signal(signal.SIGPROF, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_PROF, self.seconds)

    def stop(self) -> None:
        """Take the limit of time off."""
        signal.setitimer(signal.ITIMER_PROF, 0)

    def reason(self, exit_code: int | None) -> str:
        """Why a worker with this exit code has ended, in words."""
        if exit_code == -signal.SIGPROF:
            return f"took more than {self.seconds:g} seconds of processor time (--time-limit)"
        if exit_code is not None and exit_code < 0:
            return f"ended its worker by {signal.Signals(-exit_code).name}; out of memory?"
        return "ended its worker; out of memory?"


def _data_bytes() -> int | None:
    """The private memory of this process, as RLIMIT_DATA counts it; None where the system does not tell."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return None
    line = next((line for line in status.splitlines() if line.startswith("VmData:")), None)
    return int(line.split()[1]) * 1024 if line else None
