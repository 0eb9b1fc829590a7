"""CSV and TSV: one report a row, the columns named by the first row."""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Iterator

from parley.errors import SourceError
from parley.sources.decode import text_lines
from parley.sources.fields import choose_columns, draft_from
from parley.sources.outcome import Draft, Input, Skipped

DELIMITERS = ",;\t|"
LONE_RETURN = re.compile(r"(?<=\r)(?=[^\n])")


def read_table(source: Input) -> Iterator[Draft | Skipped]:
    """One draft a row; a broken row is skipped and the next one read."""
    # A quotation mark that is never closed would swallow the rest of the file: a cell has a limit. The module's
    # limit is global, so it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), 4 * source.settings.max_chars))
    lines = table_lines(source)
    header_line = next((line for line in lines if line.strip()), "")
    delimiter = "\t" if source.suffix in (".tsv", ".tab") else guess_delimiter(header_line)
    rows = csv.reader(itertools.chain([header_line], lines), delimiter=delimiter)
    try:
        header = [name.strip() for name in next(rows, [])]
    except csv.Error as error:
        raise SourceError(f"the first row cannot be read ({error}); is a quotation mark open?") from None
    columns = choose_columns(header, source.mapping)
    number = 0
    while True:
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            yield source.skip(f"broken after row {number} ({error}); the rest is left out; is a quotation mark open?")
            return
        if not any(cell.strip() for cell in row):
            continue
        number += 1
        place = f"row {number}"
        if len(row) > len(header):
            yield source.skip(
                f"{len(row)} cells under {len(header)} columns; quote cells that hold {delimiter!r}", place
            )
            continue
        try:
            yield draft_from(dict(zip(header, row, strict=False)), columns, place, number)
        except SourceError as error:
            yield source.skip(str(error), place)
    if number == 0:
        yield source.skip("a table without rows")


def table_lines(source: Input) -> Iterator[str]:
    """The lines of the table, without NUL, which the csv module of some Python versions refuses.

    Raises:
        SourceError: a line is larger than may be read.
    """
    for line in text_lines(source.stream, source.head, source.settings.max_bytes):
        if line is None:
            raise SourceError(f"a line is longer than {source.settings.max_bytes:,} bytes (the setting max_bytes)")
        line = line.replace("\0", "")
        # Old Mac programs end lines with "\r" alone.
        yield from LONE_RETURN.split(line)


def guess_delimiter(header: str) -> str:
    """The delimiter that cuts the header into most columns."""

    def columns(delimiter: str) -> int:
        try:
            return len(next(csv.reader([header], delimiter=delimiter), []))
        except csv.Error:
            return 0

    return max(DELIMITERS, key=columns)
