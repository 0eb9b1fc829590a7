"""Keeping many readings: time and memory from the first to the last, and how well copies and events are merged.

python benchmarks/record_keep.py --reports 100000 --record /tmp/made.db
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections import Counter
from itertools import islice
from math import comb

import sqlalchemy as sa
from record_made import readings

from parley.model import validate
from parley.record import Made, open_record
from parley.record import tables as t


def score(items: list[tuple[object, object]]) -> dict[str, float]:
    """Pairwise precision and recall of (found, true) labels."""
    found, true, both = Counter(f for f, _ in items), Counter(t_ for _, t_ in items), Counter(items)
    right = sum(comb(n, 2) for n in both.values())
    said, held = (sum(comb(n, 2) for n in c.values()) for c in (found, true))
    return {"precision": round(right / max(1, said), 4), "recall": round(right / max(1, held), 4), "pairs": held}


def independent(items: list[tuple[object, object, object]]) -> dict[str, float]:
    """The same over pairs of tellings that are no copies of one wire, which is what merging is about."""
    out = [0, 0, 0]
    for n, label in enumerate((lambda x: (x[0], x[1]), lambda x: x[0], lambda x: x[1])):
        whole: Counter[object] = Counter(label(x) for x in items)
        wires: Counter[object] = Counter((label(x), x[2]) for x in items)
        out[n] = sum(comb(c, 2) for c in whole.values()) - sum(comb(c, 2) for c in wires.values())
    right, said, held = out
    return {"precision": round(right / max(1, said), 4), "recall": round(right / max(1, held), 4), "pairs": held}


def memory() -> float:
    """Resident memory in MB."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--record", default="/tmp/made.db")
    parser.add_argument("--batch", type=int, default=500)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    record = open_record(options.record)
    spent: list[tuple[int, float, float, float]] = []
    made = readings(options.reports, seed=options.seed)
    step = max(1, min(10_000, options.reports // 10))
    done = 0
    # The truth waits in a file, so that the memory measured is the record's.
    with tempfile.TemporaryFile("w+") as truths:
        while some := list(islice(made, step)):
            if not spent:
                for item in some[:200]:
                    validate(item.reading)
            busy, wall = time.process_time(), time.perf_counter()
            kept_all = record.keep((m.reading for m in some), Made(parley="bench"), batch=options.batch)
            for item, kept in zip(some, kept_all, strict=True):
                truths.write(json.dumps([kept.report, item.wire, item.truth]) + "\n")
            done += len(some)
            spent.append((len(some), time.process_time() - busy, time.perf_counter() - wall, memory()))
            print(
                f"{done:>7} kept: {1e3 * spent[-1][1] / len(some):.2f} ms of processor and "
                f"{1e3 * spent[-1][2] / len(some):.2f} ms a reading, {spent[-1][3]:.0f} MB",
                flush=True,
            )
        wires: dict[str, int] = {}
        truth: dict[tuple[str, str], int] = {}
        truths.seek(0)
        for line in truths:
            key, wire, acts = json.loads(line)
            wires[key] = wire
            for local, act in acts.items():
                truth[key, local] = act
    told_by = sa.select(t.report.c.key, t.telling.c.local, t.telling.c.event)
    with record.store.read() as connection:
        clusters = connection.execute(sa.select(t.report.c.key, t.report.c.cluster)).all()
        told = connection.execute(told_by.join(t.report, t.report.c.id == t.telling.c.report)).all()
    copies = score([(cluster, wires[key]) for key, cluster in clusters])
    events = [(event, truth[key, local], wires[key]) for key, local, event in told]
    first, last = spent[0], spent[-1]
    result = {
        "reports": len(wires),
        "batch": options.batch,
        "tellings": len(told),
        "events": len({event for event, _, _ in events}),
        "true_events": len(set(truth.values())),
        "copies": copies,
        "events_all_pairs": score([(e, a) for e, a, _ in events]),
        "events_independent_pairs": independent(events),
        "ms_first": round(1e3 * first[2] / first[0], 3),
        "ms_last": round(1e3 * last[2] / last[0], 3),
        "growth": round(last[2] / last[0] / (first[2] / first[0]), 3),
        "growth_processor": round(last[1] / last[0] / (first[1] / first[0]), 3),
        "memory_first_mb": round(first[3]),
        "memory_last_mb": round(last[3]),
        "counts": record.counts(),
    }
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
