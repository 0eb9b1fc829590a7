"""`parley export`: readings in the columns of other programs."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from parley.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from parley.model import Reading


class Format(StrEnum):
    """What can be written."""

    csv = "csv"
    parquet = "parquet"
    petrarch = "petrarch"
    phoenix = "phoenix"
    gdelt = "gdelt"
    ftm = "ftm"


def export(
    readings: Annotated[
        str,
        typer.Argument(
            metavar="READINGS", help="A file of readings (JSONL), or - for standard input.", show_default=False
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="OUT", help="- for standard output.", show_default=False)],
    to: Annotated[
        Format, typer.Option("--format", help="csv, parquet, petrarch, phoenix, gdelt or ftm.", metavar="FORMAT")
    ],
    min_confidence: options.MinConfidence = 0.0,
    every: Annotated[
        bool, typer.Option("--all", help="Events with a status too, where the format cannot show it.")
    ] = False,
) -> None:
    """Write readings as a table of events, or as FollowTheMoney-style entities.

    csv and parquet hold an event a row with all its columns. petrarch, phoenix and gdelt are tables with tabs, a
    header, and a row for each pair of a source and a target; what is future, hypothetical, negated or background is
    left out of them unless --all is given. ftm is a JSON object a line.

    A text cell that a spreadsheet would take for a formula gets a leading apostrophe.
    """
    from parley.cli.console import complain
    from parley.cli.whole import whole
    from parley.cli.words import count

    if str(out) != "-" and out.exists() and Path(readings).exists() and out.samefile(readings):
        raise typer.BadParameter(f"{out} is the input", param_hint="--out")
    if to is Format.parquet and str(out) == "-":
        raise typer.BadParameter("Parquet goes into a file", param_hint="--out")
    counted = _Counted(_read(readings, min_confidence))
    if to is Format.parquet or (to is Format.csv and str(out) != "-"):
        _by_ending(counted, out, to)
    else:
        with whole(out) as file:
            if to is Format.ftm:
                _entities(counted, file)
            else:
                _table(counted, file, to, every)
    if str(out) != "-":
        complain(f"{count(counted.number, 'reading')} in {out}")


class _Counted:
    """Readings, counted as they go by."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self.readings, self.number = readings, 0

    def __iter__(self) -> Iterator[Reading]:
        for reading in self.readings:
            self.number += 1
            yield reading


def _read(source: str, min_confidence: float) -> Iterator[Reading]:
    from parley.errors import ReadingError, SourceError
    from parley.model import from_json

    try:
        lines = sys.stdin if source == "-" else Path(source).open(encoding="utf-8")  # noqa: SIM115
        with lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    reading = from_json(line)
                except ReadingError as error:
                    raise ReadingError(f"{source}, line {number}: {error}") from error
                reading.events = [e for e in reading.events if e.confidence is None or e.confidence >= min_confidence]
                yield reading
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{source} cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _by_ending(readings: Iterable[Reading], out: Path, to: Format) -> None:
    from parley.cli.export import exporting

    if out.suffix.lower() != f".{to}":
        raise typer.BadParameter(f"a file of {to} ends in .{to}", param_hint="--out")
    with exporting(out) as write:
        for reading in readings:
            write(reading)


def _entities(readings: Iterable[Reading], file: Any) -> None:
    import json

    from parley.formats.followthemoney import to_followthemoney

    for reading in readings:
        file.writelines(json.dumps(entity, ensure_ascii=False) + "\n" for entity in to_followthemoney(reading))


def _table(readings: Iterable[Reading], file: Any, to: Format, every: bool) -> None:
    import csv

    from parley.formats.gdelt import GDELT, gdelt_rows
    from parley.formats.phoenix import PETRARCH, PHOENIX, petrarch_rows, phoenix_rows
    from parley.model import EVENT_COLUMNS, harmless

    columns: tuple[str, ...]
    if to is Format.csv:
        columns, separator = EVENT_COLUMNS, ","
    else:
        columns = {Format.petrarch: PETRARCH, Format.phoenix: PHOENIX, Format.gdelt: GDELT}[to]
        separator = "\t"
    table = csv.DictWriter(file, columns, delimiter=separator, lineterminator="\n")
    table.writeheader()
    rows = {Format.petrarch: petrarch_rows, Format.phoenix: phoenix_rows, Format.gdelt: gdelt_rows}
    for reading in readings:
        made = reading.event_rows() if to is Format.csv else rows[to](reading, every=every)
        table.writerows({name: _cell(harmless, cell) for name, cell in row.items()} for row in made)


def _cell(harmless: Any, cell: Any) -> Any:
    """Numbers may begin with a minus; `---` is PETRARCH's word for nobody."""
    if isinstance(cell, str) and (cell == "---" or _is_number(cell)):
        return cell
    return harmless(cell)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
