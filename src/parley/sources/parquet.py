"""Parquet: one report a row, the columns found as in other tables."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator

import msgspec

from parley.errors import SourceError
from parley.sources.fields import choose_columns, draft_from
from parley.sources.outcome import Draft, Input, Skipped
from parley.sources.streams import read_whole

MAGIC = b"PAR1"
ROWS = 1_000
"""Rows in memory at a time."""


def _is_parquet(name: str) -> bool:
    """Whether a name is that of a file, not a pipe, whose bytes are Parquet as they lie there."""
    if not os.path.isfile(name):
        return False
    with open(name, "rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def read_parquet(source: Input) -> Iterator[Draft | Skipped]:
    """One draft a row; times and decimals that are no field of a report are passed through as text."""
    try:
        from pyarrow import ArrowException, parquet
    except ImportError:
        raise SourceError('a Parquet table; install the reader with: pip install "parley[tables]"') from None
    # Its directory stands at the end, so it must be a file; what comes as a stream is read whole.
    plain = _is_parquet(source.name)
    where = source.name if plain else io.BytesIO(read_whole(source.stream, source.settings.max_bytes))
    try:
        with parquet.ParquetFile(where) as table:
            columns = choose_columns(table.schema_arrow.names, source.mapping)
            number = 0
            for batch in table.iter_batches(ROWS, use_threads=False):
                for row in batch.to_pylist():
                    number += 1
                    place = f"row {number}"
                    try:
                        yield draft_from(msgspec.to_builtins(row, str_keys=True), columns, place, number)
                    except SourceError as error:
                        yield source.skip(str(error), place)
    except ArrowException as error:
        raise SourceError(f"cannot be read: {' '.join(str(error).split())[:200]}") from error
    if number == 0:
        yield source.skip("a table without rows")
