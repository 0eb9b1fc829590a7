"""Two writers and five readers at once, in processes of their own: nobody is turned away.

`PARLEY_SECONDS=60 pytest tests/record/test_many.py -s` runs it for a minute.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from typing import Any

import pytest

from parley.record import Events, open_record
from tests.record.made import MADE, Writer
from tests.record.test_kill import _reading

SECONDS = float(os.environ.get("PARLEY_SECONDS", "4"))


def _write(where: str, number: int, ready: Any, out: Any) -> None:
    done, worst = 0, 0.0
    try:
        with open_record(where) as record:
            ready.wait(120)
            until = time.time() + SECONDS
            while time.time() < until:
                began = time.perf_counter()
                if number == 0:
                    some = [_reading(900 + done // 50, done + i, f" {done}") for i in range(5)]
                    done += len(record.keep_all(some, MADE, batch=5))
                else:
                    record.notes.add(record.notes.report(record.reports(limit=1)[0].key), f"note {done}", author="mina")
                    done += 1
                worst = max(worst, time.perf_counter() - began)
        out.put(("writer", done, worst, ""))
    except BaseException as error:
        out.put(("writer", done, worst, repr(error)))


def _read(where: str, number: int, ready: Any, out: Any) -> None:
    done, worst = 0, 0.0
    try:
        with open_record(where) as record:
            ready.wait(120)
            until = time.time() + SECONDS
            while time.time() < until:
                began = time.perf_counter()
                events = record.events(Events(party="front"), limit=20)
                record.event(events[-1].key)
                record.search("planes")
                record.timeline()
                record.notes.all(limit=5)
                done += 5
                worst = max(worst, time.perf_counter() - began)
        out.put(("reader", done, worst, ""))
    except BaseException as error:
        out.put(("reader", done, worst, repr(error)))


def test_two_writers_and_five_readers_at_once(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    with open_record(where) as record:
        record.keep_all([Writer("first").event("Planes struck the Front.", day="2023-05-03").fill().done()], MADE)
    started = multiprocessing.get_context("spawn")
    out = started.Queue()
    ready = started.Barrier(7)
    work = [(_write, n) for n in range(2)] + [(_read, n) for n in range(5)]
    processes = [started.Process(target=target, args=(where, n, ready, out)) for target, n in work]
    for process in processes:
        process.start()
    results = [out.get(timeout=SECONDS + 240) for _ in processes]
    for process in processes:
        process.join()
    assert [error for *_, error in results if error] == []
    for kind in ("writer", "reader"):
        found = [(done, round(worst, 3)) for k, done, worst, _ in results if k == kind]
        with capsys.disabled():
            print(f"\n{kind}s: (done, slowest in seconds) {found}", end="")  # noqa: T201
        assert all(done > 0 for done, _ in found)
    with open_record(where) as record:
        assert record.verify() == []


@pytest.mark.parametrize("threads", [4])
def test_threads_share_one_record(where: str, threads: int) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with open_record(where) as record:
        record.keep_all([_reading(1, 0)], MADE)
        key = record.reports()[0].key

        def work(n: int) -> int:
            for i in range(5):
                record.notes.add(record.notes.report(key), f"{n} {i}", author="mina")
                record.events()
            return n

        with ThreadPoolExecutor(threads) as pool:
            assert sorted(pool.map(work, range(threads))) == list(range(threads))
        assert len(record.notes.of_report(key)) == 5 * threads
