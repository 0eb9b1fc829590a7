"""Events and tellings as tables: CSV, Parquet, and the tab-separated lines of PETRARCH and Phoenix."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parley.errors import RecordError
from parley.record.export import rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.engine import Connection

    from parley.record.filters import Events
    from parley.record.views import EventView

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_INTEGERS = frozenset({"quad", "tellings", "independent", "denials", "geonames_id", "start", "end"})
_NUMBERS = frozenset({"score", "latitude", "longitude", "confidence"})
_GROUP = 10_000


def write_csv(connection: Connection, asked: Events, folder: Path) -> None:
    """`events.csv` and `tellings.csv`; a text that a spreadsheet would take for a formula gets an apostrophe."""
    _csv(folder / "events.csv", rows.EVENT_COLUMNS, map(rows.event_row, rows.events(connection, asked)))
    _csv(folder / "tellings.csv", rows.TELLING_COLUMNS, map(rows.telling_row, rows.tellings(connection, asked)))


def _csv(path: Path, columns: tuple[str, ...], lines: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, columns, lineterminator="\n")
        table.writeheader()
        table.writerows({c: _harmless(v) for c, v in line.items()} for line in lines)


def _harmless(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def write_parquet(connection: Connection, asked: Events, folder: Path) -> None:
    """`events.parquet` and `tellings.parquet`.

    Raises:
        RecordError: pyarrow is not installed.
    """
    _parquet(folder / "events.parquet", rows.EVENT_COLUMNS, map(rows.event_row, rows.events(connection, asked)))
    told = map(rows.telling_row, rows.tellings(connection, asked))
    _parquet(folder / "tellings.parquet", rows.TELLING_COLUMNS, told)


def _parquet(path: Path, columns: tuple[str, ...], lines: Iterable[dict[str, Any]]) -> None:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise RecordError('Parquet needs pyarrow; install it with: pip install "parley[tables]"') from error
    kinds = {"dated": pyarrow.bool_()} | dict.fromkeys(_INTEGERS, pyarrow.int64())
    kinds |= dict.fromkeys(_NUMBERS, pyarrow.float64())
    schema = pyarrow.schema((c, kinds.get(c, pyarrow.string())) for c in columns)
    waiting: list[dict[str, Any]] = []
    with parquet.ParquetWriter(path, schema) as table:
        for line in lines:
            waiting.append(line)
            if len(waiting) == _GROUP:
                table.write_table(pyarrow.Table.from_pylist(waiting, schema=schema))
                waiting.clear()
        table.write_table(pyarrow.Table.from_pylist(waiting, schema=schema))


PHOENIX = (
    "EventID", "Date", "Year", "Month", "Day", "SourceActorFull", "SourceActorEntity", "SourceActorRole",
    "SourceActorAttribute", "TargetActorFull", "TargetActorEntity", "TargetActorRole", "TargetActorAttribute",
    "EventCode", "EventRootCode", "PentaClass", "GoldsteinScore", "Issues", "Lat", "Lon", "LocationName",
    "StateName", "CountryCode", "SentenceID", "URLs", "NewsSources",
)  # fmt: skip
# Phoenix counts statements as class 0 and puts material cooperation before verbal conflict as PLOVER does.
_PENTA = {1: 1, 2: 2, 3: 3, 4: 4}
_STATEMENT = frozenset({"01", "02"})


def write_phoenix(connection: Connection, asked: Events, folder: Path) -> None:
    """`events.tsv`, a line for each pair of actor and recipient, in the columns of the Phoenix data sets, no header.

    Events without a day, without an actor or without a recipient have no place in that format and are left out, as
    are those that are no fact (planned, denied ...). `phoenix_columns.txt` names the columns.
    """
    (folder / "phoenix_columns.txt").write_text("\n".join(PHOENIX) + "\n", encoding="utf-8")
    with (folder / "events.tsv").open("w", encoding="utf-8", newline="") as file:
        for event in rows.events(connection, asked):
            if event.day and not event.status:
                for line in _phoenix(event):
                    file.write("\t".join(str(line[c]).replace("\t", " ").replace("\n", " ") for c in PHOENIX) + "\n")


def _phoenix(event: EventView) -> list[dict[str, Any]]:
    day = event.day or ""
    cameo = event.cameo or ""
    out: list[dict[str, Any]] = []
    for actor in event.actors:
        for recipient in event.recipients:
            line: dict[str, Any] = {
                "EventID": f"{event.key}_{len(out) + 1}",
                "Date": day.replace("-", ""),
                "Year": day[:4],
                "Month": day[5:7],
                "Day": day[8:10],
                "EventCode": cameo,
                "EventRootCode": cameo[:2],
                "PentaClass": 0 if cameo[:2] in _STATEMENT else _PENTA[event.quad],
                "GoldsteinScore": event.score,
                "Issues": ";".join(event.contexts),
                "Lat": "" if event.latitude is None else event.latitude,
                "Lon": "" if event.longitude is None else event.longitude,
                "LocationName": event.place or "",
                "StateName": "",
                "CountryCode": event.country or "",
                "SentenceID": event.key,
                "URLs": "",
                "NewsSources": event.tellings,
            }
            for side, who in (("SourceActor", actor), ("TargetActor", recipient)):
                code = who.code or ""
                line |= {
                    f"{side}Full": code,
                    f"{side}Entity": code[:3],
                    f"{side}Role": code[3:6],
                    f"{side}Attribute": code[6:],
                }
            out.append(line)
    return out
