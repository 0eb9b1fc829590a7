"""The ten commonest queries on a large record: p95 in milliseconds, SQLite and PostgreSQL in one run.

    python benchmarks/record_keep.py --reports 100000 --record /tmp/made.db
    python -m benchmarks.record_queries --record /tmp/made.db

The PostgreSQL side is a cluster of its own, filled with the rows of the SQLite record; `--postgresql ADDRESS` takes
one that runs. Each query is asked with another actor, day, place or word every time.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import statistics
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import sqlalchemy as sa
from tests.record import postgres

from parley.record import Events, Record, open_record
from parley.record import tables as t

# What no query asks, only the keeping of more.
NOT_ASKED = {"band", "block"}


def fill(source: Record, target: Record) -> None:
    """Copy all rows that queries ask from SQLite to PostgreSQL."""
    with source.store.read() as lite, target.store.engine.begin() as server:
        for table in t.metadata.sorted_tables:
            if table.name in NOT_ASKED or table is t.meta:
                continue
            booleans = [n for n, c in enumerate(table.columns) if isinstance(c.type, sa.Boolean)]
            names = ", ".join(f'"{c.name}"' for c in table.columns)
            rows = lite.exec_driver_sql(f"SELECT {names} FROM {table.name}")
            # COPY by way of CSV, where a NULL is an empty cell without quotation marks.
            while some := rows.fetchmany(5000):
                lines = io.StringIO()
                for row in some:
                    cells = [bool(v) if n in booleans else v for n, v in enumerate(row)]
                    lines.write(",".join("" if v is None else '"' + str(v).replace('"', '""') + '"' for v in cells))
                    lines.write("\n")
                lines.seek(0)
                cursor = server.connection.cursor()
                cursor.execute(f"COPY {table.name} ({names}) FROM STDIN WITH (FORMAT csv)", stream=lines)
    with target.store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def queries(record: Record, random_: random.Random) -> dict[str, Callable[[], Any]]:
    """The queries, each with new values whenever it is called."""
    entities = [e.key for e in record.entities(limit=200, named=True)]
    countries = sorted({e.country for e in record.entities(limit=200) if e.country})
    with record.store.read() as connection:
        keys = list(connection.execute(sa.select(t.event.c.key).where(t.event.c.id % 37 == 0)).scalars())
        reports = list(connection.execute(sa.select(t.report.c.key).where(t.report.c.id % 41 == 0)).scalars())
        days = list(connection.execute(sa.select(t.event.c.day).where(t.event.c.id % 53 == 0)).scalars())
        places = list(connection.execute(sa.select(t.event.c.place_key).where(t.event.c.id % 53 == 0)).scalars())
    places = [p for p in places if p]
    words = "ferry drought convoy clinic harvest tariff orchard satellite artillery planes ambushed rally".split()
    publishers = [r.publisher for r in record.reports(limit=50)]

    def day() -> str:
        return random_.choice(days)[:7] + "-01"

    pick = random_.choice
    return {
        "events of an actor, latest first": lambda: record.events(Events(party=pick(entities))),
        "events between two countries in a year": lambda: record.events(
            Events(party=pick(countries), other=pick(countries), since=day())
        ),
        "events of a type since a day": lambda: record.events(Events(types=("ASSAULT",), since=day()), order="day"),
        "events at a place": lambda: record.events(Events(place=pick(places))),
        "events with a context told by a publisher": lambda: record.events(
            Events(context="diplomatic", publisher=pick(publishers), since=day())
        ),
        "one event with its tellings, figures, disagreements, notes": lambda: (
            lambda key: (
                record.event(key),
                record.tellings(event=key),
                record.figures(event=key),
                record.disagreements(event=key),
                record.notes.of_event(key),
            )
        )(pick(keys)),
        "one report with its reading": lambda: (lambda key: (record.report(key), record.reading(key)))(pick(reports)),
        "dyad-months of two countries": lambda: record.dyad_months(
            Events(party=pick(countries), other=pick(countries))
        ),
        "full-text search": lambda: record.search(f"{pick(words)} {pick(words)}"),
        "timeline of an actor": lambda: record.timeline(Events(party=pick(entities))),
        "network of an actor": lambda: record.network(Events(party=pick(entities)), limit=50),
        "who said what": lambda: record.tellings(said_by=pick(entities), limit=50),
    }


def p95(times: list[float]) -> float:
    """The time that 95 of 100 stay under, in ms."""
    return round(1e3 * statistics.quantiles(times, n=100, method="inclusive")[94], 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", default="/tmp/made.db")
    parser.add_argument("--times", type=int, default=60)
    parser.add_argument("--postgresql", help="address of an empty database")
    options = parser.parse_args()
    result: dict[str, dict[str, Any]] = {}
    with ExitStack() as stack:
        source = stack.enter_context(open_record(options.record))
        address = options.postgresql
        if address is None and postgres.missing() is None:
            address = postgres.create(stack.enter_context(postgres.cluster()), "made")
        records = {"SQLite": source}
        if address:
            records["PostgreSQL"] = stack.enter_context(open_record(address))
            fill(source, records["PostgreSQL"])
        for name, record in records.items():
            for query, ask in queries(record, random.Random(5)).items():
                for _ in range(3):
                    ask()
                times = []
                for _ in range(options.times):
                    began = time.perf_counter()
                    ask()
                    times.append(time.perf_counter() - began)
                row = result.setdefault(query, {})
                row[name] = p95(times)
                row[f"{name} median"] = round(1e3 * statistics.median(times), 1)
                print(f"{name}: {query}: p95 {row[name]} ms", flush=True)
    print(json.dumps({"reports": source.counts()["reports"], "p95_ms": result}, indent=1))


if __name__ == "__main__":
    main()
