"""kill -9 at random points of keeping and of writing notes: what was acknowledged is there, and nothing twice.

`PARLEY_KILLS=200 pytest tests/record/test_kill.py` runs it at full length.
"""

from __future__ import annotations

import os
import random
import signal
import time
import uuid
import warnings
from pathlib import Path

import pytest

from parley.model import Reading
from parley.record import open_record
from tests.record.made import MADE, NEXT, Writer

KILLS = int(os.environ.get("PARLEY_KILLS", "12"))
TELLERS = ("Planes struck", "Guns hit", "Shells fell on", "Jets bombed", "Rockets hit")


def _reading(trial: int, n: int, turn: str = "") -> Reading:
    random_ = random.Random(trial * 1000 + n)
    writer = Writer(f"{trial}-{n}", published=f"2023-05-{1 + trial % 28:02}", publisher=f"p{n % 7}")
    writer.event(
        f"{random_.choice(TELLERS)} the Front{turn}.",
        day=f"2023-05-{1 + trial % 28:02}",
        place=random_.choice(("Tesk", "Orlen")),
        killed=random_.choice((None, 4, 9)),
    )
    writer.say(" ".join(f"word{random_.randint(0, 5000)}" for _ in range(60)) + ".")
    if n % 5 == 0:
        writer.meet("Talks in Tesk began.", random_.choice(("under-way", "stalled")), stance="offers")
    return writer.done()


def _work(path: str, trial: int, acknowledged: int) -> None:
    """Keep and write notes without end, telling what is on the disk; runs until it is killed."""
    random_ = random.Random(trial)
    with open_record(path) as record:
        os.write(acknowledged, b"ready\n")
        n = 0
        while True:
            some = [_reading(trial, n + i) for i in range(random_.randint(1, 6))]
            reports = []
            for kept in record.keep(some, MADE, batch=3):
                reports.append(kept.report)
                os.write(acknowledged, f"report {kept.report}\n".encode())
            n += len(some)
            for report in reports[:2]:
                id = str(uuid.uuid4())
                kind = random_.choice(("comment", "correct", "revise"))
                if kind == "correct":
                    record.notes.correct(record.notes.item(report, "e1"), "type", "AID", author="mina", uuid=id)
                else:
                    note = record.notes.add(record.notes.report(report), "words", author="mina", uuid=id)
                    if kind == "revise":
                        os.write(acknowledged, f"note {id}\n".encode())
                        id = str(uuid.uuid4())
                        record.notes.revise(note.id, "other words", author="mina", uuid=id)
                os.write(acknowledged, f"note {id}\n".encode())
            again = _reading(trial, n - 1)
            again.events[0].mode = "aerial"
            for kept in record.keep([again], NEXT):
                os.write(acknowledged, f"report {kept.report}\n".encode())


def _killed(path: str, trial: int, after: float) -> list[str]:
    """Let a process work for so many seconds, kill it, and give what it had acknowledged.

    Every tenth is killed as it opens the record, or soon after.
    """
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # Libraries may have threads; the child uses none of theirs.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            _work(path, trial, writing)
        finally:
            os._exit(1)
    os.close(writing)
    head = os.read(reading, 6) if trial % 10 else b""
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        lines = (head + pipe.read()).decode().split("\n")
    assert not head or lines[0] == "ready", "the process failed before it was killed"
    return [line for line in lines if line not in ("", "ready")]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_what_was_acknowledged_survives_kill(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "record.db")
    open_record(path).close()
    random_ = random.Random(20230504)
    acknowledged = 0
    for trial in range(KILLS):
        lines = _killed(path, trial, random_.uniform(0.0, 1.2))
        reports = {line.split()[1] for line in lines if line.startswith("report")}
        notes = {line.split()[1] for line in lines if line.startswith("note")}
        acknowledged += len(lines)
        with open_record(path) as record:
            with record.store.read() as connection:
                import sqlalchemy as sa

                from parley.record import tables as t

                have = set(connection.execute(sa.select(t.report.c.key)).scalars())
                written = set(connection.execute(sa.select(t.note.c.revision)).scalars())
            assert reports <= have
            assert notes <= written
            before = record.counts()["reports"]
            # All that the killed one kept, and some that it did not come to: kept once each.
            run = [_reading(trial, n) for n in range(len(reports) + 3)]
            kept = record.keep_all(run, MADE)
            assert record.counts()["reports"] == before + sum(k.new for k in kept)
            assert not any(k.new for k in record.keep_all(run, MADE))
            if trial % 20 == 0 or trial == KILLS - 1:
                assert record.verify() == []
    with capsys.disabled():
        print(f"\n{KILLS} kills, {acknowledged} acknowledgements, none lost")  # noqa: T201
    assert acknowledged > 0
