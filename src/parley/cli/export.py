"""Files of readings (JSONL) and of events (CSV, Parquet). A file appears whole, or not at all."""

from __future__ import annotations

import csv
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parley.errors import ParleyError
from parley.model import EVENT_COLUMNS, harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from parley.model import Reading

    Write = Callable[[Reading], object]

ROWS_A_GROUP = 10_000


@contextmanager
def exporting(out: Path) -> Iterator[Write]:
    """What adds a reading to a file whose ending says the format; `-` is JSONL on standard output.

    The file is written beside its place and moved there at the end, so that a reader never sees half of it and an
    older one stays when the work is broken off, or when no reading was added.

    Raises:
        ParleyError: the ending is unknown, a package is missing, or the disk refuses.
    """
    if str(out) == "-":
        yield lambda reading: print(reading.to_json())
        return
    if out.suffix.lower() not in FORMATS:
        raise ParleyError(f"{out}: the ending says no format; write {', '.join(FORMATS)}")
    part, added = out.with_name(f".{out.name}.{os.getpid()}.part"), 0
    try:
        with FORMATS[out.suffix.lower()](part) as write:

            def add(reading: Reading) -> None:
                nonlocal added
                added += 1
                write(reading)

            yield add
        if added:
            os.replace(part, out)
    except OSError as error:
        raise ParleyError(f"{out} cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _jsonl(path: Path) -> Iterator[Write]:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        yield lambda reading: file.write(f"{reading.to_json()}\n")


@contextmanager
def _csv(path: Path) -> Iterator[Write]:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, EVENT_COLUMNS, lineterminator="\n")
        table.writeheader()
        yield lambda reading: table.writerows(
            {name: harmless(cell) for name, cell in row.items()} for row in reading.event_rows()
        )


@contextmanager
def _parquet(path: Path) -> Iterator[Write]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise ParleyError('writing .parquet needs pyarrow; install it with: pip install "parley[tables]"') from error
    from parley.batch.kernel import EVENTS

    rows: list[dict[str, Any]] = []
    with parquet.ParquetWriter(path, EVENTS) as table:

        def write(reading: Reading) -> None:
            rows.extend(reading.event_rows())
            if len(rows) >= ROWS_A_GROUP:
                flush()

        def flush() -> None:
            table.write_table(pyarrow.Table.from_pylist(rows, schema=EVENTS))
            rows.clear()

        yield write
        flush()


FORMATS = {".jsonl": _jsonl, ".csv": _csv, ".parquet": _parquet}
