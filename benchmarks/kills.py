"""Kill the local engine at random points, resume, and compare with a run that nobody disturbed.

    python benchmarks/kills.py IN [--kills 20] [--workers 2]

IN is any input of `parley code`; a thousand short reports are plenty. Each time the whole process group is killed with
signal 9: every fourth time anywhere from the start on, otherwise at a random moment after it has stored something. Then
it goes on as with --resume. At the end every file must have the bytes of an undisturbed run, which also says that
nothing was doubled or lost.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import parley
from parley.batch.engines.local import LocalEngine
from parley.batch.run import Run
from parley.batch.store import Store
from parley.sources import open_reports


def started(source: str, out: Path, workers: int) -> subprocess.Popen[bytes]:
    """A run in a process group of its own."""
    command = [sys.executable, __file__, source, "--into", str(out), "--workers", str(workers)]
    return subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)


def run(source: str, out: Path, workers: int) -> None:
    """What `parley code --resume` does, with small shards, so that there are many points to be killed at."""
    opened = Run([source], lambda name, on_bytes: open_reports([name], on_bytes=on_bytes), "kills", size=20)
    for _ in opened.code(LocalEngine(parley.load(), workers), Store(out), resume=True):
        pass


def stored(out: Path) -> int:
    """Shards that are done."""
    return len(list((out / "shards").glob("*.json"))) if out.exists() else 0


def bytes_of(out: Path) -> dict[str, str]:
    """The files of a run with the hashes of their bytes."""
    return {
        str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def main() -> int:
    """Runs, kills, compares; 1 if anything differs."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("source", metavar="IN")
    options.add_argument("--kills", type=int, default=20)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.into:
        run(given.source, given.into, given.workers)
        return 0
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        whole, killed = Path(folder) / "whole", Path(folder) / "killed"
        began = time.monotonic()
        started(given.source, whole, given.workers).wait()
        took = time.monotonic() - began
        for kill in range(1, given.kills + 1):
            running, had = started(given.source, killed, given.workers), stored(killed)
            if kill % 4 == 0:
                time.sleep(chance.uniform(0, 10))
            else:
                while running.poll() is None and stored(killed) == had:
                    time.sleep(0.01)
                time.sleep(chance.uniform(0, 2))
            in_time = running.poll() is None
            if in_time:
                os.killpg(running.pid, signal.SIGKILL)
            running.wait()
            print(f"kill {kill}: {stored(killed)} shards done{'' if in_time else ', too late'}", flush=True)
        started(given.source, killed, given.workers).wait()
        expected, found = bytes_of(whole), bytes_of(killed)
        differ = sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
        print(f"{len(expected)} files, {len(differ)} differ {differ[:5]}; undisturbed {took:.0f} s")
    return 1 if differ or not expected else 0


if __name__ == "__main__":
    sys.exit(main())
