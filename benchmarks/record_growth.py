"""Time a reading on a small and on a large record, batch by batch in turns, so that a busy machine slows both alike.

python benchmarks/record_keep.py --reports 100000 --seed 8 --record /tmp/made.db
python benchmarks/record_growth.py --record /tmp/made.db --reports 100000 --seed 8
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from itertools import islice
from pathlib import Path

from record_made import readings

from parley.record import Made, open_record

BATCH = 500


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", required=True, help="a record that record_keep.py made; it is copied first")
    parser.add_argument("--reports", type=int, default=100_000, help="how many it holds")
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--batches", type=int, default=8)
    options = parser.parse_args()
    size = BATCH * options.batches
    small_ones = [m.reading for m in islice(readings(size, seed=options.seed + 1), size)]
    all_ = readings(options.reports + size, seed=options.seed)
    large_ones = [m.reading for m in islice(all_, options.reports, None)]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "large.db"
        shutil.copy(options.record, copy)
        spent: dict[str, list[float]] = {"small": [], "large": []}
        with open_record(str(copy)) as large, open_record(str(Path(folder) / "small.db")) as small:
            for n in range(options.batches):
                for name, record, some in (("small", small, small_ones), ("large", large, large_ones)):
                    began = time.perf_counter()
                    record.keep_all(some[n * BATCH : (n + 1) * BATCH], Made(parley="bench"), batch=BATCH)
                    spent[name].append(1e3 * (time.perf_counter() - began) / BATCH)
    # The first batch of each warms caches.
    one, other = (statistics.median(spent[name][1:]) for name in ("small", "large"))
    for name, times in spent.items():
        print(f"{name}: ms a reading, batch by batch: {', '.join(f'{ms:.1f}' for ms in times)}")
    print(f"medians {one:.2f} and {other:.2f} ms: growth {other / one:.2f}")


if __name__ == "__main__":
    main()
